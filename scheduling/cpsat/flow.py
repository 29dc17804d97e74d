"""Constraints along a job: order, waits, transport; and materials from stock."""

from collections.abc import Iterable
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduling.cpsat.steps import Draft, Step
from scheduling.schedule import Assignment


def follow(draft: Draft) -> None:
    """Start what comes after in time: when it has waited and arrived, not too late."""
    for step in draft.steps.values():
        job = step.piece.job
        for name in step.piece.operation.after:
            before = draft.steps.get((job.id, name))
            if before is not None:
                _between(draft, before, step)
                continue
            stays = draft.scope.stays_at((job.id, name))
            if stays is not None:
                _after_staying(draft, stays, step)
        _before_staying(draft, step)


def _sites(draft: Draft, step: Step) -> dict[str, cp_model.IntVar | int]:
    """Literals of the sites where a step may be; 1 where there is one site only."""
    by_site: dict[str, list[cp_model.IntVar]] = {}
    for choice in step.choices:
        site = draft.scope.problem.site_of(choice.way.resources)
        by_site.setdefault(site, []).append(choice.chosen)
    if len(by_site) == 1:
        return dict.fromkeys(by_site, 1)
    found: dict[str, cp_model.IntVar | int] = {}
    for site, literals in by_site.items():
        found[site] = literals[0] if len(literals) == 1 else draft.flag(hint=None)
        if len(literals) > 1:
            draft.model.add(sum(literals) == found[site])
    return found


def _way(draft: Draft, before: str, after: str) -> int | None:
    """Minutes between two sites; ``None`` where there is no way."""
    return (
        0 if before == after else draft.scope.problem.transport_min.get((before, after))
    )


def _literals(*found: cp_model.IntVar | int) -> list[cp_model.IntVar]:
    return [one for one in found if not isinstance(one, int)]


def _between(draft: Draft, before: Step, after: Step) -> None:
    done = before.piece.operation
    for left, left_here in _sites(draft, before).items():
        for right, right_here in _sites(draft, after).items():
            both = _literals(left_here, right_here)
            _apart(
                draft,
                (before.end, after.start),
                (done.wait_min, done.max_wait_min),
                _way(draft, left, right),
                both,
            )


def _apart(
    draft: Draft,
    times: tuple[cp_model.LinearExprT, cp_model.LinearExprT],
    waits: tuple[int, int | None],
    way: int | None,
    when: Iterable[cp_model.IntVar],
) -> None:
    """Keep an end and a start apart as waits and the way ask for."""
    end, start = times
    least, most = waits
    literals = list(when)
    if way is None:
        draft.model.add_bool_or([~one for one in literals])
        return
    draft.model.add(start >= end + least + way).only_enforce_if(literals)
    if most is not None:
        draft.model.add(start <= end + most + way).only_enforce_if(literals)


def _after_staying(draft: Draft, stays: Assignment, step: Step) -> None:
    problem = draft.scope.problem
    done = problem.operation_by_key[stays.key]
    # what follows a fact that is long over is placed, not judged
    most = None if stays.key in problem.fixed_by_key else done.max_wait_min
    left = problem.site_of(stays.resources)
    for right, here in _sites(draft, step).items():
        _apart(
            draft,
            (stays.end_min, step.start),
            (done.wait_min, most),
            _way(draft, left, right),
            _literals(here),
        )


def _before_staying(draft: Draft, step: Step) -> None:
    problem, job, done = draft.scope.problem, step.piece.job, step.piece.operation
    for follower in job.operations:
        if done.id not in follower.after:
            continue
        stays = draft.scope.stays_at((job.id, follower.id))
        if stays is None or stays.key in problem.fixed_by_key:
            continue
        right = problem.site_of(stays.resources)
        for left, here in _sites(draft, step).items():
            _apart(
                draft,
                (step.end, stays.start_min),
                (done.wait_min, done.max_wait_min),
                _way(draft, left, right),
                _literals(here),
            )


def take_materials(draft: Draft) -> None:
    """
    Start what takes from stock when there is enough of it.

    Stock less what others take never leaves more to the free ones earlier than
    later, so that one sum for each step of that stair says it all: what starts
    before the step fits under the tread before it. Facts may have taken what is not
    there: nothing free starts before that is made good.
    """
    wanted: dict[str, list[tuple[Step, int]]] = {}
    for step in draft.steps.values():
        for material, quantity in step.piece.operation.materials.items():
            wanted.setdefault(material, []).append((step, quantity))
    for material, takers in wanted.items():
        total = sum(quantity for _, quantity in takers)
        treads = stair(draft, material)
        if treads[-1][1] < total:
            draft.forbid()
        for (_, left), (until, _) in pairwise(treads):
            if left < total:
                _fit_under(draft, takers, max(0, left), until)


def _fit_under(
    draft: Draft, takers: list[tuple[Step, int]], left: int, until: int
) -> None:
    early: list[cp_model.LinearExprT] = []
    for step, quantity in takers:
        now = step.piece.now
        is_early = draft.flag(hint=now.start_min < until if now else None)
        draft.model.add(step.start >= until).only_enforce_if(~is_early)
        early.append(quantity * is_early)
    draft.model.add(sum(early) <= left)


def stair(draft: Draft, material: str) -> list[tuple[int, int]]:
    """List what free operations may take in all: ``(from minute, quantity)``."""
    scope = draft.scope
    known = scope.problem.material_by_id[material]
    changes: dict[int, int] = {0: known.stock}
    for at, quantity in known.supply:
        changes[at] = changes.get(at, 0) + quantity
    for at, quantity, key in scope.standing.takers(material):
        if key not in scope.free:
            changes[at] = changes.get(at, 0) - quantity
    level = 0
    levels: list[tuple[int, int]] = []
    for at in sorted(changes):
        level += changes[at]
        levels.append((at, level))
    treads: list[tuple[int, int]] = []
    least = level
    for at, left in reversed(levels):  # what is taken now is missing later
        least = min(least, left)
        if treads and treads[-1][1] == least:
            treads.pop()
        treads.append((at, least))
    return treads[::-1]
