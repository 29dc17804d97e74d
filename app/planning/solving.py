"""Handing a draft to the solver, outside of any transaction."""

from collections.abc import Callable

from app.planning.draft import Draft
from scheduling.measures import objective_of
from scheduling.schedule import Infeasible, Objective, Outcome

Progress = Callable[[float, Objective, str], None]


def solve_draft(  # noqa: PLR0913 - the solver's own knobs, all by name
    draft: Draft,
    *,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Outcome | Infeasible:
    """
    Solve a draft; where everything is fixed the plan that stands is the answer.

    Parameters
    ----------
    seconds, seed, iterations, on_progress, is_cancelled
        As for :func:`scheduling.solve.solve`.
    """
    if draft.problem.operation_by_key.keys() <= draft.problem.fixed_by_key.keys():
        objective = objective_of(draft.problem, draft.start, draft.start)
        return Outcome(draft.start, objective, (), None)
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
