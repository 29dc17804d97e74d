"""Product tree + configuration -> Assembly."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from configurator.expressions import ExpressionError
from models3d.assembly import (
    Assembly,
    Edge,
    HardwareUse,
    Limits,
    Machined,
    Part,
    Place,
    Scalar,
    SlotUse,
    Triple,
)
from models3d.contacts import Piece
from models3d.cuts import Machining
from models3d.cutting import cuts_of
from models3d.formula import Formula, exact_names
from models3d.frames import (
    ROOT,
    Frame,
    Names,
    Places,
    Unfit,
    locate_box,
    root_places,
    zone_places,
)
from models3d.joinery import machine, plan_of
from models3d.machining import mirrored, mirrored_face
from models3d.measures import Measures
from models3d.problems import Problem
from models3d.shapes import shape_of
from models3d.specs import LimitSpec, PartSpec, ProductTree, SlotSpec

_LOW_AND_HIGH = (("left", "right"), ("bottom", "top"), ("back", "front"))
_MAX_PARTS = 2000
Cuts = tuple[Machining, ...]


@dataclass(frozen=True)
class Unmakeable:
    """
    The configuration cannot be built.

    Parameters
    ----------
    problems
        What does not fit, by zone and part.
    """

    problems: tuple[Problem, ...]


def evaluate(
    tree: ProductTree, configuration: Mapping[str, Scalar]
) -> Assembly | Unmakeable:
    """
    Every part of one complete configuration, or why it cannot be built.

    Parameters
    ----------
    configuration
        Value of each option and each derived name the tree was read with.

    Notes
    -----
    Ids of parts follow from zones, repeats and mirror images alone, so a part keeps
    its id when something unrelated changes.
    """
    try:
        return _Evaluation(tree, configuration).run()
    except ExpressionError as error:
        return Unmakeable(tuple(replace(p, path="tree") for p in error.problems))


class _Evaluation:
    """One pass over a tree; collects parts and problems."""

    def __init__(self, tree: ProductTree, configuration: Mapping[str, Scalar]) -> None:
        self._tree = tree
        self._names: Names = exact_names(configuration)
        self._problems: list[Problem] = []
        self._places: dict[str, Places] = {}
        self._slots: dict[str, SlotUse] = {}
        self._pieces: dict[str, list[Piece]] = {}
        self._cuts: dict[str, Cuts] = {}
        self._by_id: dict[str, Part] = {}

    def run(self) -> Assembly | Unmakeable:
        bounds = self._bounds()
        self._fill_slots()
        self._place_zones(bounds)
        made = {spec.id: tuple(self._parts(spec)) for spec in self._tree.building_order}
        parts = tuple(part for spec in self._tree.parts for part in made[spec.id])
        hardware = tuple(self._hardware())
        if len(parts) > _MAX_PARTS:
            self._note(
                "parts", "too_many_parts", f"{len(parts)} parts; at most {_MAX_PARTS}."
            )
        if self._problems:
            return Unmakeable(tuple(self._problems))
        overhang = self._tree.overhang.dmm(self._names)
        limit = (bounds[0], bounds[1], bounds[2] + overhang)
        late = self._machine()
        measures = Measures(self._tree, parts, self._slots, hardware, late, self._names)
        limits = _limits_of(self._tree.limits, self._names)
        return Assembly(
            limit, parts, measures, self._slots, hardware, bounds, late, limits
        )

    def _machine(self) -> Callable[[], Machined]:
        """Return what makes the machining, once: measures ask for it as well."""
        constant = self._tree.constant_joints
        chosen = {
            spec.id: plan_of(spec, self._names)
            for spec in self._tree.joints
            if spec.id not in constant
        }

        def made() -> Machined:
            plans = (
                plan_of(spec, self._names) if spec.id in constant else chosen[spec.id]
                for spec in self._tree.joints
            )
            wanted = [plan for plan in plans if plan is not None]
            return machine(wanted, self._pieces, self._cuts)

        return cache(made)

    def _note(self, path: str, code: str, sentence: str) -> None:
        self._problems.append(Problem(path, code, sentence))

    def _no_value(self, path: str, error: ExpressionError) -> None:
        for problem in error.problems:
            self._note(path, problem.code, problem.sentence)

    def _bounds(self) -> Triple:
        x, y, z = (formula.dmm(self._names) for formula in self._tree.bounds)
        return x, y, z

    def _fill_slots(self) -> None:
        for spec in self._tree.slots.values():
            use = _slot_use(spec, self._names)
            self._slots[spec.id] = use
            self._names[f"thickness_{spec.id}"] = spec.thickness.value(self._names)

    def _place_zones(self, bounds: Triple) -> None:
        self._places[ROOT] = root_places(bounds, self._names)
        for zone in self._tree.zones:
            try:
                self._places[zone.id] = zone_places(
                    zone, self._places[zone.inside].fields
                )
            except Unfit as unfit:
                self._note(unfit.path, unfit.code, unfit.sentence)
                self._places[zone.id] = Places()
            except ExpressionError as error:
                self._no_value(f"zones.{zone.id}", error)
                self._places[zone.id] = Places()

    def _parts(self, spec: PartSpec) -> Iterator[Part]:
        places = self._places[spec.zone]
        for frame in places.gaps if spec.is_between else places.fields:
            count = 1 if spec.repeat is None else spec.repeat.whole(frame.names)
            for number in range(1, count + 1):
                names = frame.names
                if spec.repeat is not None:
                    names = names | {"n": number, "count": count}
                if spec.when is not None and not spec.when.truth(names):
                    continue
                yield from self._mirrored(spec, frame, names, number)

    def _mirrored(
        self, spec: PartSpec, frame: Frame, names: Names, number: int
    ) -> Iterator[Part]:
        part_id = f"{frame.path}{spec.id}"
        if spec.repeat is not None:
            part_id = f"{part_id}_{number}"
        if frame.gap is not None:
            part_id = f"{part_id}_{frame.gap}"
        try:
            part = self._part(spec, frame, names, part_id)
            cuts = cuts_of(spec.cuts, part_id, part.size_dmm, names)
        except Unfit as unfit:
            self._note(unfit.path, unfit.code, unfit.sentence)
            return
        except ExpressionError as error:
            self._no_value(f"parts.{part_id}", error)
            return
        parts = [(part, cuts)]
        for axis_name in spec.mirror:
            axis = "xyz".index(axis_name)
            parts = [
                image
                for original, own in parts
                for image in _images(original, own, frame, axis)
            ]
        across = None if spec.across is None else "xyz".index(spec.across)
        along = None if spec.shape.along is None else "xyz".index(spec.shape.along)
        for made, own in parts:
            self._pieces.setdefault(spec.id, []).append(Piece(made, across, along))
            if own:
                self._cuts[made.id] = own
            self._by_id[made.id] = made
            yield made

    def _part(self, spec: PartSpec, frame: Frame, names: Names, part_id: str) -> Part:
        slot = self._slots[spec.slot]
        low, high = frame.low, frame.high
        if spec.is_anchored:
            low, high = self._anchored(spec, frame, part_id)
        low, high = locate_box(spec.spans, low, high, names)
        size = (high[0] - low[0], high[1] - low[1], high[2] - low[2])
        if min(size) <= 0:
            raise Unfit(
                f"parts.{part_id}",
                "no_room",
                f"{spec.name['en']} would be {_in_mm(size)} mm.",
            )
        turn = tuple(
            0 if f is None else round(f.number(names) * 1000) for f in spec.turn
        )
        return Part(
            part_id,
            spec.name,
            spec.kind,
            spec.slot,
            slot.material,
            size,
            Place(low, (turn[0], turn[1], turn[2])),
            shape_of(spec, names),
            spec.grain,
            _edges(spec, size, names),
            frame.opening,
        )

    def _anchored(
        self, spec: PartSpec, frame: Frame, part_id: str
    ) -> tuple[Triple, Triple]:
        """Return the frame up to the faces of the parts that a part is anchored to."""
        low, high = list(frame.low), list(frame.high)
        for axis, span in enumerate(spec.spans):
            if span.after is not None:
                other = self._anchor(span.after, frame, part_id)
                low[axis] = other.place.low_dmm[axis] + other.size_dmm[axis]
            if span.before is not None:
                other = self._anchor(span.before, frame, part_id)
                high[axis] = other.place.low_dmm[axis]
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])

    def _anchor(self, name: str, frame: Frame, part_id: str) -> Part:
        """Return the part of a name that is nearest: in the frame, or around it."""
        steps = frame.path.split(".")[:-1]
        for length in range(len(steps), -1, -1):
            found = self._by_id.get(".".join([*steps[:length], name]))
            if found is not None:
                return found
        sentence = f"{part_id} is anchored to {name}, which is not there."
        raise Unfit(f"parts.{part_id}", "no_anchor", sentence)

    def _hardware(self) -> Iterator[HardwareUse]:
        for spec in self._tree.hardware:
            for frame in self._places[spec.zone].fields:
                if spec.when is None or spec.when.truth(frame.names):
                    count = spec.count.whole(frame.names)
                    if count:
                        yield HardwareUse(
                            f"{frame.path}{spec.id}", spec.item, spec.name, count
                        )


def _slot_use(spec: SlotSpec, names: Names) -> SlotUse:
    key = "" if spec.option is None else str(names[spec.option])
    return SlotUse(
        spec.materials[key],
        spec.thickness.dmm(names),
        spec.density.decimal(names),
        spec.sheet_dmm,
        spec.is_lacquered.truth(names),
    )


def _limits_of(spec: LimitSpec, names: Names) -> Limits:
    return Limits(
        spec.machine_dmm,
        spec.smallest_dmm,
        spec.drills_dmm,
        None if spec.package_kg is None else _grams(spec.package_kg, names),
        spec.is_fixed is not None and spec.is_fixed.truth(names),
        0 if spec.load_kg is None else _grams(spec.load_kg, names),
    )


def _grams(kilograms: Formula, names: Names) -> int:
    return round(kilograms.number(names) * 1000)


def _edges(spec: PartSpec, size: Triple, names: Names) -> tuple[Edge, ...]:
    if spec.edges is None or spec.across is None:
        return ()
    thickness = spec.edges.thickness.dmm(names)
    across = "xyz".index(spec.across)
    edges = []
    for face in spec.edges.faces:
        length_axis = 3 - "xyz".index(face[1]) - across
        edges.append(Edge(face, size[length_axis], thickness))
    return tuple(edges)


def _images(
    part: Part, cuts: Cuts, frame: Frame, axis: int
) -> tuple[tuple[Part, Cuts], tuple[Part, Cuts]]:
    """Return the part and its mirror image in the frame, the low side first."""
    low = list(part.place.low_dmm)
    turn = list(part.place.turn_mdeg)
    low[axis] = frame.low[axis] + frame.high[axis] - low[axis] - part.size_dmm[axis]
    turn = [-a if other != axis else a for other, a in enumerate(turn)]
    place = Place((low[0], low[1], low[2]), (turn[0], turn[1], turn[2]))
    edges = tuple(
        replace(edge, face=mirrored_face(edge.face, axis)) for edge in part.edges
    )
    image = replace(part, place=place, edges=edges)
    image_cuts = tuple(mirrored(cut, axis, part.size_dmm) for cut in cuts)
    pairs = [(part, cuts), (image, image_cuts)]
    if place.low_dmm[axis] < part.place.low_dmm[axis]:
        pairs.reverse()
    first, second = (
        (replace(one, id=f"{part.id}_{name}"), own)
        for (one, own), name in zip(pairs, _LOW_AND_HIGH[axis], strict=True)
    )
    return first, second


def _in_mm(size: Triple) -> str:
    return " x ".join(f"{length / 10:g}" for length in size)
