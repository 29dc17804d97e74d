"""
Exact plans: of a whole small problem, or of a few operations among others.

``solve_exact`` answers for a whole problem: the best plan with its proof, that there
is none, or what was found when the effort was spent. ``solve_window`` places some
operations of a plan anew while all others stay where they are; what it returns is
never worse than the plan was. Both use the one model of
:func:`scheduling.cpsat.builder.build`, which says every feature of the problem.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scheduling.cpsat.builder import build
from scheduling.cpsat.scope import MARGIN_MIN, part, whole
from scheduling.cpsat.search import Effort, search
from scheduling.cpsat.terms import terms
from scheduling.cpsat.worth import worth
from scheduling.measures import objective_of
from scheduling.problem import Problem
from scheduling.schedule import (
    DELIVERY,
    Assignment,
    Objective,
    OperationKey,
    Schedule,
)
from scheduling.standing import Standing


@dataclass(frozen=True, slots=True)
class Exact:
    """
    A plan with what is proven of it.

    Parameters
    ----------
    schedule, objective
        The plan and its worth.
    is_optimal
        Whether no plan is better in any term of the profile, in its order.
    bounds
        Proven least value of terms, by name: the first term of the profile that was
        not settled, and those before it.
    """

    schedule: Schedule
    objective: Objective
    is_optimal: bool
    bounds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Impossible:
    """It is proven that there is no plan."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The effort was spent before a plan was found or excluded."""


@dataclass(frozen=True, slots=True)
class Window:
    """
    What a window came to.

    Parameters
    ----------
    moved
        New assignments of the free operations; empty where nothing better was found.
    is_better
        Whether the plan with them is better in the profile.
    is_optimal
        Whether no better placing of these operations exists within the window.
    """

    moved: tuple[Assignment, ...]
    is_better: bool
    is_optimal: bool


def solve_exact(  # noqa: PLR0913 - the knobs of a solver, all by name
    problem: Problem,
    *,
    start: Schedule | None = None,
    free: Collection[OperationKey] | None = None,
    profile: tuple[str, ...] = DELIVERY,
    effort: Effort | None = None,
    moved_from: Schedule | None = None,
    hard_promises: frozenset[str] = frozenset(),
) -> Exact | Impossible | Undecided:
    """
    Best plan of a problem, as far as the effort goes.

    Parameters
    ----------
    problem
        What is to be planned.
    start
        A plan to begin with; needed where only some operations are free.
    free
        Operations that may move; ``None`` for all that are no facts. With them the
        answer is never worse than the start.
    profile
        Terms of the objective in their order.
    effort
        Bounds of the search; a minute of the solver's own time by default.
    moved_from
        Movement counts against it; ``None`` for no movement.
    hard_promises
        Ids of jobs that must be completed by their promise.
    """
    bounded = effort or Effort(seconds=None, work=60.0, workers=1, seed=0)
    if start is not None and free is not None:
        standing = Standing.of(problem, start)
        window = solve_window(
            standing, free, profile=profile, effort=bounded, moved_from=moved_from
        )
        standing.put(window.moved)
        planned = standing.schedule()
        value = objective_of(problem, planned, moved_from)
        return Exact(planned, value, window.is_optimal, {})
    standing = Standing(problem, () if start is None else start.assignments.values())
    draft = build(whole(standing), hard_promises)
    found = search(draft, terms(draft, profile, moved_from), bounded)
    if found.places is None:
        return Impossible() if found.is_settled else Undecided()
    planned = Schedule.of((*problem.fixed, *found.places.values()))
    value = objective_of(problem, planned, moved_from)
    decided = worth(draft.scope, found.places, moved_from)
    bounds = {
        # what facts alone bring is in the worth of the plan, not in the model
        name: bound + getattr(value, name) - getattr(decided, name)
        for name, bound in found.bounds.items()
    }
    return Exact(planned, value, found.is_settled, bounds)


def solve_window(  # noqa: PLR0913 - the knobs of a solver, all by name
    standing: Standing,
    free: Collection[OperationKey],
    *,
    profile: tuple[str, ...] = DELIVERY,
    effort: Effort,
    moved_from: Schedule | None = None,
    margin_min: int = MARGIN_MIN,
) -> Window:
    """
    Place some operations anew, exactly, all others staying where they are.

    Parameters
    ----------
    standing
        A complete plan with its index; is not changed. Keep one over many windows
        and :meth:`~scheduling.standing.Standing.put` what they moved.
    free
        Operations to place anew; facts among them stay.
    profile
        Terms of the objective in their order.
    effort
        Bounds of the search. The same effort with one worker gives the same answer.
    moved_from
        Movement counts against it.
    margin_min
        How far they may go before the first of them starts, and after the last ends.

    Notes
    -----
    Time grows with the free operations and with what stands near them, not with the
    plan. Eight jobs of eight operations take about 50 ms.
    """
    scope = part(standing, free, margin_min)
    before = {one.key: one.now for one in scope.pieces if one.now is not None}
    if not scope.pieces or len(before) < len(scope.pieces):
        return Window((), is_better=False, is_optimal=False)
    draft = build(scope)
    found = search(draft, terms(draft, profile, moved_from), effort)
    if found.places is None:
        return Window((), is_better=False, is_optimal=False)
    new = worth(scope, found.places, moved_from).key(profile)
    is_better = new < worth(scope, before, moved_from).key(profile)
    moved = tuple(
        one for key, one in found.places.items() if is_better and one != before[key]
    )
    return Window(moved, is_better, found.is_settled)
