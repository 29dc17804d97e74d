"""Cuts of one part: from formulas over its size to holes and grooves."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from configurator.expressions import exact
from models3d.assembly import Triple
from models3d.cuts import Groove, Holes, Machining, Pair
from models3d.frames import Names, Unfit
from models3d.joint_specs import CutSpec, Run
from models3d.machining import in_face

_MAX_IN_RUN = 400


def cuts_of(
    specs: Sequence[CutSpec], part_id: str, size: Triple, names: Names
) -> tuple[Machining, ...]:
    """Return what the cuts of a part are for one configuration."""
    if not specs:
        return ()
    known = names | {
        f"size_{axis}": exact(Fraction(length, 10))
        for axis, length in zip("xyz", size, strict=True)
    }
    return tuple(
        cut
        for spec in specs
        if spec.when is None or spec.when.truth(known)
        for cut in _cut(spec, part_id, size, known)
    )


def _cut(
    spec: CutSpec, part_id: str, size: Triple, names: Names
) -> Iterator[Machining]:
    axes = in_face(spec.face)
    lengths = size[axes[0]], size[axes[1]]
    thick = size["xyz".index(spec.face[1])]
    depth = thick if spec.depth is None else spec.depth.dmm(names)
    if spec.kind == "holes":
        yield from _holes(spec, part_id, lengths, depth, names)
        return
    first, second = (
        _stretch(run, length, names)
        for run, length in zip(spec.runs, lengths, strict=True)
    )
    yield Groove(
        spec.face,
        (first[0], second[0]),
        (first[1] - first[0], second[1] - second[0]),
        depth,
        spec.kind,
    )


def _holes(
    spec: CutSpec, part_id: str, lengths: Pair, depth: int, names: Names
) -> Iterator[Holes]:
    first, second = (
        _spots(run, length, part_id, names)
        for run, length in zip(spec.runs, lengths, strict=True)
    )
    diameter = spec.diameter.dmm(names)
    is_through = spec.depth is None
    # Rows along the axis of the run; a lone spot is a row of one.
    runs_second = spec.runs[1].pitch is not None
    row, others = (second, first) if runs_second else (first, second)
    for other in others:
        for start, count, step in row:
            at = (other[0], start) if runs_second else (start, other[0])
            yield Holes(
                spec.face,
                at,
                diameter,
                depth,
                count,
                (0, step) if runs_second else (step, 0),
                is_through,
            )


def _spots(
    run: Run, length: int, part_id: str, names: Names
) -> list[tuple[int, int, int]]:
    """Return rows as first spot, count and step."""
    if run.pitch is None:
        return [(spot.dmm(names), 1, 0) for spot in run.spots]
    start = run.start.dmm(names) if run.start else 0
    end = run.end.dmm(names) if run.end else 0
    pitch = run.pitch.dmm(names)
    if pitch <= 0:
        raise Unfit(
            f"parts.{part_id}.machining.pitch",
            "no_pitch",
            f"Holes of {part_id} would be {pitch / 10:g} mm apart.",
        )
    count = (length - start - end) // pitch + 1
    return [(start, min(count, _MAX_IN_RUN), pitch)] if count > 0 else []


def _stretch(run: Run, length: int, names: Names) -> tuple[int, int]:
    if run.spots:
        spots = [spot.dmm(names) for spot in run.spots]
        return min(spots), max(spots)
    if run.size is not None:
        size = run.size.dmm(names)
        if run.start is not None:
            start = run.start.dmm(names)
            return start, start + size
        end = length - (run.end.dmm(names) if run.end else 0)
        return end - size, end
    start = run.start.dmm(names) if run.start else 0
    return start, length - (run.end.dmm(names) if run.end else 0)
