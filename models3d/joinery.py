"""
Joints: which parts meet, and the machining that each of the two gets from it.

A joint is declared once, between kinds of parts. Which single parts it joins follows
from their places alone: faces that meet. So both halves of every joint come from one
place, and ``models3d.checks`` can judge them by another way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models3d.assembly import Axis, HardwareUse, Joint, Machined, Part, Text
from models3d.contacts import Contact, Piece, contacts, hinges
from models3d.cuts import Face, Groove, Holes, Machining, Pair
from models3d.frames import Names
from models3d.joint_specs import BoreSpec, JointKind, JointSpec
from models3d.machining import in_face
from models3d.spots import Spots, spots_of

_SIGNS = ("-", "+")


@dataclass(frozen=True, slots=True)
class Bore:
    """A hole of a fitting with its numbers, in 0.1 mm; see ``BoreSpec``."""

    into: str
    diameter: int
    depth: int
    inset: int
    shift: int
    offset: int
    is_high: bool
    is_through: bool
    is_from_low: bool


@dataclass(frozen=True, slots=True)
class JointPlan:
    """A joint with its numbers, in 0.1 mm; see ``JointSpec``."""

    id: str
    kind: JointKind
    of: tuple[str, ...]
    to: tuple[str, ...]
    along: Axis | None
    reach: int
    mates: int
    play: int
    spots: Spots
    bores: tuple[Bore, ...]
    fittings: tuple[tuple[str, Text, int, bool], ...]


def plan_of(spec: JointSpec, names: Names) -> JointPlan | None:
    """Return the joint for one configuration, None where it is not wanted."""
    if spec.when is not None and not spec.when.truth(names):
        return None
    return JointPlan(
        spec.id,
        spec.kind,
        spec.of,
        spec.to,
        spec.along,
        spec.reach.dmm(names),
        spec.mates.whole(names),
        spec.play.dmm(names),
        Spots.read(spec.spots, names),
        tuple(_bore(bore, names) for bore in spec.bores),
        tuple(
            (item.item, item.name, item.count.whole(names), item.per == "spot")
            for item in spec.fittings
        ),
    )


def _bore(spec: BoreSpec, names: Names) -> Bore:
    return Bore(
        spec.into,
        spec.diameter.dmm(names),
        spec.depth.dmm(names),
        spec.inset.dmm(names),
        spec.shift.dmm(names),
        spec.offset.dmm(names),
        spec.is_high,
        spec.is_through,
        spec.is_from_low,
    )


def machine(
    plans: Sequence[JointPlan],
    pieces: Mapping[str, Sequence[Piece]],
    own: Mapping[str, tuple[Machining, ...]],
) -> Machined:
    """
    Return everything that is cut, joint by joint.

    Parameters
    ----------
    pieces
        The parts of each entry of the tree.
    own
        What parts have of their own, by id; a hole of a joint that is there already
        is not drilled again.
    """
    bench = _Bench({part_id: list(cuts) for part_id, cuts in own.items()})
    for plan in plans:
        bench.join(plan, pieces)
    return Machined(
        {part_id: tuple(cuts) for part_id, cuts in bench.cuts.items()},
        tuple(bench.joints),
        tuple(bench.hardware),
    )


class _Bench:
    """Collects cuts, joints and hardware."""

    def __init__(self, cuts: dict[str, list[Machining]]) -> None:
        self.cuts = cuts
        self.joints: list[Joint] = []
        self.hardware: list[HardwareUse] = []

    def join(self, plan: JointPlan, pieces: Mapping[str, Sequence[Piece]]) -> None:
        of = [piece for name in plan.of for piece in pieces.get(name, ())]
        to = [piece for name in plan.to for piece in pieces.get(name, ())]
        found = dict.fromkeys((piece.part.id for piece in of), 0)
        find: Callable[..., Iterator[Contact]] = (
            hinges if plan.kind == "hinge" else contacts
        )
        for contact in find(plan.kind, of, to, plan.reach, plan.along):
            found[contact.first.id] += 1
            self._fasten(plan, contact)
        for part_id, count in found.items():
            if count < plan.mates:
                self.joints.append(Joint(plan.id, part_id, "", plan.kind))

    def _fasten(self, plan: JointPlan, contact: Contact) -> None:
        spots: Sequence[int] = ()
        if plan.kind != "tongue":
            low, high = contact.low[contact.u], contact.high[contact.u]
            spots = spots_of(plan.spots, low, high)
        first, second = contact.first.id, contact.second.id
        joint = Joint(plan.id, first, second, plan.kind, contact.u, tuple(spots))
        self.joints.append(joint)
        if plan.kind == "tongue":
            self._add(contact.second, _groove(plan, contact, joint.name))
        for bore in plan.bores:
            self._drill(bore, contact, spots, joint.name)
        for item, text, count, per_spot in plan.fittings:
            total = count * len(spots) if per_spot else count
            if total:
                self.hardware.append(
                    HardwareUse(f"{joint.name}.{item}", item, text, total)
                )

    def _drill(
        self, bore: Bore, contact: Contact, spots: Sequence[int], name: str
    ) -> None:
        part, face, fixed = _target(bore, contact)
        axes = in_face(face)
        low = part.place.low_dmm
        u_first = axes[0] == contact.u
        across = fixed - low[axes[1] if u_first else axes[0]]
        middle = contact.low[contact.u] + contact.high[contact.u]
        along = [
            spot + (bore.shift if 2 * spot <= middle else -bore.shift) - low[contact.u]
            for spot in spots
        ]
        points = [(u, across) if u_first else (across, u) for u in along]
        thick = part.size_dmm["xyz".index(face[1])]
        depth = thick if bore.is_through else bore.depth
        own = [
            cut
            for cut in self.cuts.get(part.id, ())
            if isinstance(cut, Holes)
            and cut.diameter_dmm == bore.diameter
            and (cut.face == face or _is_same_way(cut, bore, face))
        ]
        points = [p for p in points if not any(cut.has(p) for cut in own)]
        for at, count, step in _rows(points):
            cut = Holes(
                face, at, bore.diameter, depth, count, step, bore.is_through, name
            )
            self._add(part, cut)

    def _add(self, part: Part, cut: Machining) -> None:
        self.cuts.setdefault(part.id, []).append(cut)


def _target(bore: Bore, contact: Contact) -> tuple[Part, Face, int]:
    """Return the part and face that a bore enters, and its place across the row."""
    first, second, axis = contact.first, contact.second, contact.axis
    v = 3 - axis - contact.u
    low, size = first.place.low_dmm, first.size_dmm
    outwards = _SIGNS[contact.is_high]
    if contact.hinge_z is not None and bore.into == "mate":
        face = f"{_SIGNS[not contact.is_high]}x"
        return second, face, contact.hinge_z - bore.inset  # type: ignore[return-value]  # a face by its two letters
    if bore.into == "panel" and contact.across is not None and contact.across != axis:
        edge = low[axis] + (size[axis] - bore.inset if contact.is_high else bore.inset)
        face = f"{_SIGNS[bore.is_high]}{'xyz'[contact.across]}"
        return first, face, edge  # type: ignore[return-value]  # a face by its two letters
    start = contact.low[v]
    if not bore.is_from_low:
        start = (start + contact.high[v]) // 2
    if bore.into == "mate":
        face = f"{_SIGNS[not contact.is_high]}{'xyz'[axis]}"
        return second, face, start + bore.offset  # type: ignore[return-value]  # a face by its two letters
    return first, f"{outwards}{'xyz'[axis]}", start + bore.offset  # type: ignore[return-value]  # a face by its two letters


def _is_same_way(cut: Holes, bore: Bore, face: Face) -> bool:
    """Whether both go through along one axis: then they may be one hole."""
    return cut.is_through and bore.is_through and cut.face[1] == face[1]


def _rows(points: Sequence[Pair]) -> Iterator[tuple[Pair, int, Pair]]:
    """Yield the points as few evenly spaced rows."""
    if not points:
        return
    steps = {(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)}
    if len(steps) == 1:
        yield points[0], len(points), steps.pop()
        return
    for point in points:
        yield point, 1, (0, 0)


def _groove(plan: JointPlan, contact: Contact, name: str) -> Groove:
    """Return the groove in the second part that the first one's edge sits in."""
    second, axis = contact.second, contact.axis
    face = f"{_SIGNS[not contact.is_high]}{'xyz'[axis]}"
    a, b = (other for other in range(3) if other != axis)
    low, size = second.place.low_dmm, second.size_dmm
    side = plan.play // 2
    starts = [max(0, contact.low[i] - low[i] - side) for i in (a, b)]
    ends = [min(size[i], contact.high[i] - low[i] + plan.play - side) for i in (a, b)]
    return Groove(
        face,  # type: ignore[arg-type]  # a face by its two letters
        (starts[0], starts[1]),
        (ends[0] - starts[0], ends[1] - starts[1]),
        plan.play // 2 - contact.gap,
        "groove",
        name,
    )
