"""Handing a draft to the solver, outside of any transaction."""

import time
from collections.abc import Callable

from app.planning.draft import Draft
from app.planning.warm import warm_planner
from scheduling.measures import objective_of
from scheduling.replan import Cap, improve
from scheduling.schedule import Infeasible, Objective, Outcome, Step

Progress = Callable[[float, Objective, str], None]


def solve_draft(  # noqa: PLR0913 - the solver's own knobs, all by name
    draft: Draft,
    *,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    may_change: float | None = None,
) -> Outcome | Infeasible:
    """
    Solve a draft; where everything is fixed the plan that stands is the answer.

    Parameters
    ----------
    seconds, seed, iterations, on_progress, is_cancelled
        As for :func:`scheduling.solve.solve`.
    may_change
        Share of the operations that still have their place that may move, 0 to 1;
        all of them when not given.
    """
    if draft.problem.operation_by_key.keys() <= draft.problem.fixed_by_key.keys():
        objective = objective_of(draft.problem, draft.start, draft.start)
        return Outcome(draft.start, objective, (), None)
    # Its seconds are for thinking: what has to be loaded is loaded before they count.
    warm_planner()
    if may_change is not None:
        return _improved(
            draft,
            Cap(share=may_change),
            seconds=seconds,
            seed=seed,
            iterations=iterations,
            on_progress=on_progress,
            is_cancelled=is_cancelled,
        )
    # The web process declares the task that calls this; OR-Tools is for workers.
    from scheduling.solve import solve  # noqa: PLC0415

    return solve(
        draft.problem,
        seconds=seconds,
        seed=seed,
        iterations=iterations,
        start=draft.start,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )


def _improved(  # noqa: PLR0913 - as above
    draft: Draft,
    cap: Cap,
    *,
    seconds: float,
    seed: int,
    iterations: int | None,
    on_progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> Outcome | Infeasible:
    """Repair and improve under a cap; its progress is its history."""
    began_s = time.monotonic()
    history: list[Step] = []

    def listen(share: float, objective: Objective, stage: str) -> None:
        if not history or history[-1].objective != objective:
            history.append(Step(time.monotonic() - began_s, stage, objective))
        if on_progress is not None:
            on_progress(share, objective, stage)

    found = improve(
        draft.problem,
        draft.start,
        seconds=seconds,
        seed=seed,
        iterations=iterations,
        cap=cap,
        on_progress=listen,
        is_cancelled=is_cancelled,
    )
    if isinstance(found, Infeasible):
        return found
    worth = objective_of(draft.problem, found, draft.start)
    return Outcome(found, worth, tuple(history), None)
