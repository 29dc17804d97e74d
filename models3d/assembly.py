"""
The Assembly: parts with exact sizes, places and materials.

It is the one source of everything that is drawn, priced, cut, drilled and labelled.

Notes
-----
Space of an assembly: right-handed, x to the right, y up, z towards the person in
front of the product; the origin is the left, bottom, back corner of the product's
bounds. All lengths are integers of 0.1 mm (``_dmm``). Only ``export.gltf`` converts to
metres.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from models3d.cuts import Face, Machining

Text = Mapping[str, str]
Scalar = str | bool | int | Decimal
Triple = tuple[int, int, int]
Axis = Literal["x", "y", "z"]
Kind = Literal["panel", "rod", "profile", "turned", "mesh"]
FaceName = Face
AXES: tuple[Axis, ...] = ("x", "y", "z")


@dataclass(frozen=True, slots=True)
class BoxShape:
    """A rectangular panel or batten that fills the part's box."""


@dataclass(frozen=True, slots=True)
class RodShape:
    """A round bar along ``along``; an ellipse where its box is not square."""

    along: Axis


@dataclass(frozen=True, slots=True)
class ProfileShape:
    """
    A hollow or solid section, extruded along ``along``.

    Parameters
    ----------
    section
        ``square``, ``tube`` (a square tube with ``wall_dmm``), ``round_tube`` or
        ``angle``, filling the part's box across ``along``.
    """

    along: Axis
    section: Literal["square", "tube", "round_tube", "angle"]
    wall_dmm: int = 0


@dataclass(frozen=True, slots=True)
class TurnedShape:
    """
    A body of revolution around y, as it leaves the lathe.

    Parameters
    ----------
    outline
        Pairs (share of the height from the floor, share of the largest radius), both
        in thousandths, from 0 to 1000 in height.
    """

    outline: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MeshShape:
    """
    A mesh made by a named generator of ``models3d.generators``.

    Parameters
    ----------
    generator
        Name in the table of generators, for example ``handle_bow`` or ``garment``.
    arguments
        What the generator is given besides the part's size, sorted by name.
    is_solid
        Solid meshes take part in the overlap check with their box; soft ones
        (cloth on a body) do not.
    """

    generator: str
    arguments: tuple[tuple[str, Scalar], ...] = ()
    is_solid: bool = True


Shape = BoxShape | RodShape | ProfileShape | TurnedShape | MeshShape


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a part's box is.

    Parameters
    ----------
    low_dmm
        Left, bottom, back corner of the box before it is turned.
    turn_mdeg
        Rotation about the box's centre in thousandths of a degree, applied about
        x, then y, then z.
    """

    low_dmm: Triple
    turn_mdeg: Triple = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Opening:
    """
    How a part moves when the customer opens it; parts of one group move together.

    Parameters
    ----------
    group
        Id of the zone that moves, for example ``column_2.leaf_1``.
    kind
        ``hinge`` turns about the vertical line through ``pivot_dmm``, ``slide`` moves
        by ``travel_dmm``.
    angle_deg
        Of a hinge: positive turns from +z towards +x (a door hinged on the left
        opens by a negative angle about +y); 0 for a slide.
    """

    group: str
    kind: Literal["hinge", "slide"]
    pivot_dmm: Triple = (0, 0, 0)
    angle_deg: int = 0
    travel_dmm: Triple = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Edge:
    """
    Banding on one edge of a panel.

    Parameters
    ----------
    face
        Which face of the panel's box: ``-x`` is the left one.
    length_dmm
        Length of the banded edge.
    thickness_dmm
        Of the band, inside the finished size.
    """

    face: FaceName
    length_dmm: int
    thickness_dmm: int


@dataclass(frozen=True, slots=True)
class Part:
    """
    One piece of the product.

    Parameters
    ----------
    id
        Unique in the assembly and stable under unrelated changes:
        ``column_1.shelf_2``.
    name
        What the trade calls it, by language.
    kind
        How it is made: sawn, bar stock, section, turned, or a mesh.
    slot, material
        The material slot of the tree and the material chosen for it.
    size_dmm
        Finished size of the box along x, y, z before the part is turned.
    grain
        Direction of the grain or of the fabric's warp; None where it has none.
    """

    id: str
    name: Text
    kind: Kind
    slot: str
    material: str
    size_dmm: Triple
    place: Place
    shape: Shape = BoxShape()
    grain: Axis | None = None
    edges: tuple[Edge, ...] = ()
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class SlotUse:
    """
    A material slot of the tree as this configuration fills it.

    Parameters
    ----------
    material
        Id in the catalogue of materials.
    thickness_dmm
        Of the board; 0 for slots that are not boards.
    density_kg_m3
        For the weight.
    sheet_dmm
        Largest length (with the grain) and width of a panel; None without a limit.
    is_lacquered
        Counts towards the lacquered area.
    """

    material: str
    thickness_dmm: int
    density_kg_m3: Decimal
    sheet_dmm: tuple[int, int] | None = None
    is_lacquered: bool = False


@dataclass(frozen=True, slots=True)
class HardwareUse:
    """Pieces bought in: ``count`` of ``item`` at the place called ``id``."""

    id: str
    item: str
    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What the factory and the floor under the product can bear.

    Parameters
    ----------
    machine_dmm, smallest_dmm
        Largest and smallest length and width of a panel that the drilling machine
        holds; None without a limit.
    drills_dmm
        Greatest depth by diameter; empty where every drill is there.
    package_g
        What one part may weigh, because it travels in one package.
    is_fixed
        Whether the product is fixed to a wall and so cannot fall over.
    load_g
        What a drawer holds when the product must still stand.
    """

    machine_dmm: tuple[int, int] | None = None
    smallest_dmm: tuple[int, int] | None = None
    drills_dmm: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    package_g: int | None = None
    is_fixed: bool = False
    load_g: int = 0


@dataclass(frozen=True, slots=True)
class Joint:
    """
    Two parts that are held together.

    Parameters
    ----------
    id
        Of the tree's joint.
    first, second
        Ids of the parts; ``second`` is empty where the first one has no mate.
    along
        Axis of the line where the two meet.
    spots_dmm
        Places of the fittings on that line, in the product.
    """

    id: str
    first: str
    second: str
    kind: str
    along: int = 0
    spots_dmm: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """What its cuts are called by."""
        return f"{self.id}:{self.first}+{self.second}"


@dataclass(frozen=True, slots=True)
class Machined:
    """
    What is cut into the parts of an assembly, and what holds them together.

    Parameters
    ----------
    cuts
        Holes and grooves by the part's id, joints' halves included.
    hardware
        What the joints need to be bought.
    """

    cuts: Mapping[str, tuple[Machining, ...]]
    joints: tuple[Joint, ...] = ()
    hardware: tuple[HardwareUse, ...] = ()


def _unmachined() -> Machined:
    return Machined({})


@dataclass(frozen=True)
class Assembly:
    """
    Everything that is built for one configuration.

    Parameters
    ----------
    limit_dmm
        Size of the box from the origin in which every part must lie.
    measures
        What price, bill and routing read as ``measure.*``.
    bounds_dmm
        Width, height and depth of the product as it is sold: handles may stand out.
    placed_hardware
        What the tree itself lists to be bought.
    machine
        Makes ``machined``. Pictures need no holes, so they wait until somebody asks.
    """

    limit_dmm: Triple
    parts: tuple[Part, ...]
    measures: Mapping[str, int | Decimal]
    slots: Mapping[str, SlotUse] = field(default_factory=lambda: MappingProxyType({}))
    placed_hardware: tuple[HardwareUse, ...] = ()
    bounds_dmm: Triple = (0, 0, 0)
    machine: Callable[[], Machined] = field(
        default=_unmachined, compare=False, repr=False
    )
    limits: Limits = Limits()

    @cached_property
    def machined(self) -> Machined:
        """Holes, grooves, joints and what joints need to be bought."""
        return self.machine()

    def cuts_of(self, part: Part) -> tuple[Machining, ...]:
        """Return the holes and grooves of a part."""
        return self.machined.cuts.get(part.id, ())

    @property
    def hardware(self) -> tuple[HardwareUse, ...]:
        """Everything that is bought in, by its place."""
        return (*self.placed_hardware, *self.machined.hardware)


@dataclass(frozen=True, slots=True)
class Material:
    """
    What a part is made of: as it looks, as it is bought.

    Parameters
    ----------
    colour
        sRGB as ``#rrggbb``; the mean of the texture where there is one.
    texture
        File name under ``app/catalogue/samples/textures``; None for a plain colour.
    texture_dmm
        What one repeat of the texture measures along and across the grain.
    code
        The supplier's article number.
    glow
        Share of its colour that it gives off as light, 0 to 1.
    """

    id: str
    name: Text
    colour: str
    roughness: Decimal = Decimal("0.6")
    metalness: Decimal = Decimal(0)
    clearcoat: Decimal = Decimal(0)
    texture: str | None = None
    texture_dmm: tuple[int, int] = (10000, 10000)
    thickness_dmm: int = 0
    density_kg_m3: Decimal = Decimal(650)
    code: str = ""
    glow: Decimal = Decimal(0)
    is_see_through: bool = False
