"""The anytime pipeline: a first plan at once, then better ones until told to stop."""

import time
from collections.abc import Callable

from scheduling.bounds import raised
from scheduling.finish import Finish
from scheduling.first import first_plan
from scheduling.kernel.bounds import lower_bound
from scheduling.kernel.search import Searcher, heats, improve_all
from scheduling.kernel.search_orders import OrderSearch
from scheduling.kernel.state import State
from scheduling.problem import Problem
from scheduling.run import BrokenPlanError, Run
from scheduling.schedule import (
    DELIVERY,
    MAKESPAN,
    Infeasible,
    Objective,
    Outcome,
    Schedule,
)
from scheduling.verify import verify

__all__ = ["BrokenPlanError", "solve"]

CHUNK_S = 0.12
"""Seconds between two looks at the clock, about."""

CHUNK_MOVES = 250
"""Moves between two looks at a budget of moves."""

MOST_MOVES = 4000
"""Moves that are made at most without a look at the clock."""

HOTTEST = 0.05
"""Worsening that is let pass at first, in shares of an average job's worth."""

MANY_JOBS = 1500
"""Jobs from which a search begins cooler and orders are tried for longer."""

SHARED_EVERY = 25
"""Chunks after which the searchers go on from the best of them."""

ORDERED_SHARE = 0.5
"""Share of the budget until which orders of all jobs are tried."""

ORDERED_SHARE_OF_MANY = 0.8
"""The same of many jobs, where moves of a few of them hardly gain (2026-11-23)."""

ORDERED_JOBS = 20
"""Jobs from which they are: with fewer, moves of a few jobs get everywhere."""

ORDERS_IN_VAIN = 48
"""Orders tried since the last better plan after which no more are."""

JOBS_OF_A_MOVE = 4
"""Jobs that a move places on average: a whole plan counts as so many moves."""

SEARCHED_SHARE = 0.88
"""Share of the budget after which exact windows finish the plan."""

SEARCHED_SHARE_OF_MANY = 0.97
"""The same of many jobs, of which windows see few."""


def solve(  # noqa: PLR0913 - the knobs of an anytime solver, all by name
    problem: Problem,
    *,
    seconds: float,
    seed: int,
    workers: int = 2,
    start: Schedule | None = None,
    on_progress: Callable[[float, Objective, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    iterations: int | None = None,
    profile: tuple[str, ...] = DELIVERY,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome | Infeasible:
    """
    Good plan of a problem, judged before it is returned.

    Parameters
    ----------
    problem
        What is to be planned.
    seconds
        Time for all of it; the first plan is made even if it takes longer.
    seed
        Source of every choice by chance.
    workers
        Threads. A budget of ``iterations`` is spent by one.
    start
        Earlier plan: what still holds is kept, and movement away from it counts.
    on_progress
        Called with the share of the budget used (0 to 1, never falling), the
        best objective so far (never worse than before) and the stage.
    is_cancelled
        Asked often; once it says yes, the best plan so far is returned.
    iterations
        Moves of improvement instead of ``seconds``: the same problem, seed and
        moves then give the same plan on any machine.
    profile
        Terms of :class:`~scheduling.schedule.Objective` in their order.
    clock
        Seconds from any fixed point on.
    """
    if profile == MAKESPAN and start is None:
        # loads OR-Tools: only who solves pays for it
        from scheduling.shops.plain import plain_shop  # noqa: PLC0415
        from scheduling.shops.solve import solve_shop  # noqa: PLC0415

        if plain_shop(problem) is not None:
            return solve_shop(
                problem,
                seconds=seconds,
                seed=seed,
                workers=workers,
                iterations=iterations,
                on_progress=on_progress,
                is_cancelled=is_cancelled,
                clock=clock,
            )
    run = Run(clock, seconds, iterations, on_progress, is_cancelled, profile)
    first = first_plan(problem, start, run, seed)
    if isinstance(first, Infeasible):
        return first
    best, bound = _improved(start, first, run, seed, workers)
    violations = verify(problem, best)
    if violations:
        raise BrokenPlanError(violations[0].sentence)
    objective = run.best
    if bound is None:
        bound = raised(
            problem, profile, objective, lower_bound(first[0], profile, objective)
        )
    run.tell("done")
    return Outcome(best, objective, tuple(run.history), bound, run.done)


def _improved(
    start: Schedule | None,
    first: tuple[State, State],
    run: Run,
    seed: int,
    workers: int,
) -> tuple[Schedule, int | None]:
    """Search, then finish by exact windows; a bound where something was proven."""
    promising, best = first
    problem = best.shop.problem
    schedule = best.schedule()
    if all(key in problem.fixed_by_key for key in best.jobs.keys) or run.is_over():
        return schedule, None
    finish = Finish(problem, start, run, seed, workers)
    small = finish.small(schedule)
    if small is not None:
        schedule = small[0]
        if small[1] is not None:
            return small
    elif start is None:
        promising, best = _ordered(first, run, seed, workers)
        schedule = best.schedule()
    states = [promising]
    if run.iterations is None and workers > 1:
        states.append(best if best is not promising else best.copy())
        states.extend(best.copy() for _ in range(workers - 2))
    searchers = [
        Searcher(state, run.profile, seed * 31 + index)
        for index, state in enumerate(states)
    ]
    found = _search(searchers, run)
    if found.best.key(run.profile) <= run.best.key(run.profile):
        schedule = found.best_state().schedule()
    return finish.windows(schedule)


def _ordered(
    first: tuple[State, State], run: Run, seed: int, workers: int
) -> tuple[State, State]:
    """Try orders of all jobs: the best by all terms together, and by the profile."""
    jobs = first[1].jobs
    if len(jobs.jobs) < ORDERED_JOBS:
        return first
    empty = State(jobs)
    empty.hold((), jobs.shop.problem.fixed)
    search = OrderSearch(empty, *first, run.profile, seed)
    threads = workers if run.iterations is None else 1
    is_many = len(jobs.jobs) > MANY_JOBS
    share = ORDERED_SHARE_OF_MANY if is_many else ORDERED_SHARE
    while (
        not run.is_over()
        and run.share() < share
        and search.since_better < ORDERS_IN_VAIN
    ):
        search.step(threads)
        run.done += threads * (len(jobs.jobs) // JOBS_OF_A_MOVE)
        run.note("order", search.best.objective())
    return search.promising, search.best


def _search(searchers: list[Searcher], run: Run) -> Searcher:
    """Let searchers improve until the share of the search is used."""
    best = searchers[0]
    jobs = len(best.state.jobs.jobs)
    hottest = HOTTEST if jobs <= MANY_JOBS else HOTTEST / 5  # fewer moves for each
    share = SEARCHED_SHARE if jobs <= MANY_JOBS else SEARCHED_SHARE_OF_MANY
    moves, chunk = CHUNK_MOVES, 0
    while not run.is_over() and run.share() < share:
        chunk += 1
        began = run.elapsed_s()
        if run.iterations is not None:
            moves = min(CHUNK_MOVES, run.iterations - run.done)
        heat = heats(run.share() / share, hottest)
        best = improve_all(searchers, moves, heat)
        run.done += moves * len(searchers)
        run.note("recreate", best.best)
        if run.iterations is None:
            took = max(1e-4, run.elapsed_s() - began)
            moves = max(20, min(4 * moves, MOST_MOVES, int(moves * CHUNK_S / took)))
        if chunk % SHARED_EVERY == 0:
            for one in searchers:
                if one is not best and one.worth > 1.02 * best.worth:
                    one.adopt(best)
    return best
