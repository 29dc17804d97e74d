"""Which parts meet: faces against one another, edges in grooves, doors at sides."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models3d.assembly import Axis, Part, Triple
from models3d.joint_specs import JointKind


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A part and how it lies.

    Parameters
    ----------
    across
        Axis of a panel's thickness; None of anything else.
    along
        Axis of a bar's length; None of anything else.
    """

    part: Part
    across: int | None
    along: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """
    Two parts where they meet.

    Parameters
    ----------
    axis
        Square to the faces that meet.
    is_high
        Whether it is the first part's right, upper or front face.
    gap
        Between the two; negative where the first reaches into the second.
    low, high
        Corners of the box that both share when looked at along ``axis``.
    u
        Axis of the row of fittings.
    across
        Axis of the first part's thickness.
    hinge_z
        Of a hinge: depth in the product from which the plate's inset counts.
    """

    first: Part
    second: Part
    axis: int
    is_high: bool
    gap: int
    low: Triple
    high: Triple
    u: int
    across: int | None
    hinge_z: int | None = None


_Face = tuple[int, int, Part]


def contacts(
    kind: JointKind,
    of: Sequence[Piece],
    to: Sequence[Piece],
    reach: int,
    along: Axis | None,
) -> Iterator[Contact]:
    """
    Yield where parts of one list meet the broad faces of another's.

    Parameters
    ----------
    reach
        Widest gap, in 0.1 mm.
    along
        Axis of the row of fittings; None for the longer one.

    Notes
    -----
    Faces are looked up in sorted order of their places, so that the work grows with
    the number of parts and not with that of pairs. A turned part meets nothing.
    """
    low_faces, high_faces = _faces(to, is_high=False), _faces(to, is_high=True)
    for piece in of:
        part = piece.part
        if any(part.place.turn_mdeg):
            continue
        for axis in _axes(kind, piece):
            begin = part.place.low_dmm[axis]
            end = begin + part.size_dmm[axis]
            for is_high, faces, at in (
                (False, high_faces[axis], begin),
                (True, low_faces[axis], end),
            ):
                for place, _, other in _near(faces, kind, at, reach, is_high=is_high):
                    if other is part:
                        continue
                    gap = place - at if is_high else at - place
                    if kind == "tongue" and -gap >= other.size_dmm[axis]:
                        continue
                    found = _contact(piece, other, axis, along, is_high=is_high)
                    if found is not None:
                        yield Contact(
                            part, other, axis, is_high, gap, *found, piece.across
                        )


def _axes(kind: JointKind, piece: Piece) -> tuple[int, ...]:
    """Axes along which a part may meet another one."""
    if piece.across is None:
        return (0, 1, 2) if piece.along is None else (piece.along,)
    if kind == "beside":
        return (piece.across,)
    return tuple(axis for axis in range(3) if axis != piece.across)


def _faces(to: Sequence[Piece], *, is_high: bool) -> tuple[list[_Face], ...]:
    """Return the broad faces of parts by axis, in the order of their places."""
    faces: tuple[list[_Face], ...] = ([], [], [])
    for number, piece in enumerate(to):
        part = piece.part
        if any(part.place.turn_mdeg):
            continue
        axes = range(3) if piece.across is None else (piece.across,)
        for axis in axes:
            place = part.place.low_dmm[axis]
            if is_high:
                place += part.size_dmm[axis]
            faces[axis].append((place, number, part))
    for found in faces:
        found.sort(key=lambda face: face[:2])
    return faces


def _near(
    faces: list[_Face], kind: JointKind, at: int, reach: int, *, is_high: bool
) -> list[_Face]:
    """Return the faces within reach of a place, before it or behind."""
    if not faces:
        return faces
    if kind == "tongue":
        near = (at - 400, at - 1) if is_high else (at + 1, at + 400)
    else:
        near = (at, at + reach) if is_high else (at - reach, at)
    first = bisect_left(faces, near[0], key=lambda face: face[0])
    last = bisect_right(faces, near[1], key=lambda face: face[0])
    return faces[first:last]


def _contact(
    piece: Piece, other: Part, axis: int, along: Axis | None, *, is_high: bool
) -> tuple[Triple, Triple, int] | None:
    """Return the shared box and the row's axis, None where the faces miss."""
    del is_high
    a, b = piece.part.place.low_dmm, other.place.low_dmm
    p, q = piece.part.size_dmm, other.size_dmm
    low = (max(a[0], b[0]), max(a[1], b[1]), max(a[2], b[2]))
    high = (
        min(a[0] + p[0], b[0] + q[0]),
        min(a[1] + p[1], b[1] + q[1]),
        min(a[2] + p[2], b[2] + q[2]),
    )
    first, second = (other_axis for other_axis in range(3) if other_axis != axis)
    if high[first] <= low[first] or high[second] <= low[second]:
        return None
    if along is not None:
        return low, high, "xyz".index(along)
    if piece.across is not None and piece.across != axis:
        return low, high, 3 - axis - piece.across
    is_longer = high[first] - low[first] >= high[second] - low[second]
    return low, high, first if is_longer else second


def hinges(
    kind: JointKind,
    of: Sequence[Piece],
    to: Sequence[Piece],
    reach: int,
    along: Axis | None,
) -> Iterator[Contact]:
    """Yield each door with the upright board that carries its hinges."""
    del kind, along
    for piece in of:
        door, opening = piece.part, piece.part.opening
        if opening is None or opening.kind != "hinge":
            continue
        is_high = opening.angle_deg > 0
        best: tuple[int, Part] | None = None
        for other in to:
            board = other.part
            face = board.place.low_dmm[0]
            if not is_high:
                face += board.size_dmm[0]
            distance = abs(opening.pivot_dmm[0] - face)
            if distance > reach or other.across != 0 or not _shares_y(door, board):
                continue
            if best is None or distance < best[0]:
                best = distance, board
        if best is not None:
            yield _hinge(door, best[1], is_high=is_high)


def _shares_y(door: Part, board: Part) -> bool:
    low, high = _shared_y(door, board)
    return high - low > min(door.size_dmm[1], board.size_dmm[1]) / 2


def _shared_y(door: Part, board: Part) -> tuple[int, int]:
    first, second = door.place.low_dmm[1], board.place.low_dmm[1]
    return max(first, second), min(first + door.size_dmm[1], second + board.size_dmm[1])


def _hinge(door: Part, board: Part, *, is_high: bool) -> Contact:
    low_y, high_y = _shared_y(door, board)
    low, high = list(door.place.low_dmm), list(door.place.low_dmm)
    low[1], high[1] = low_y, high_y
    front = board.place.low_dmm[2] + board.size_dmm[2]
    return Contact(
        door,
        board,
        0,
        is_high,
        0,
        (low[0], low[1], low[2]),
        (high[0], high[1], high[2]),
        1,
        2,
        min(front, door.place.low_dmm[2]),
    )
