"""A lacquering shop planned beside its due-date order; for :mod:`alone`."""

from typing import Any

from scheduling.instances.factories import generate
from scheduling.measures import objective_of
from scheduling.schedule import Infeasible
from scheduling.solve import solve
from scheduling.verify import verify
from tests.bench.schedule.due_order import due_order
from tests.bench.schedule.planning import warm


def main(
    *, orders: int, load: float, seed: int, seconds: float, workers: int
) -> dict[str, Any]:
    """Return changeovers and lateness of both, judged."""
    warm()
    problem = generate("setups", orders, load, seed)
    by_due = due_order(problem)
    found = solve(problem, seconds=seconds, seed=seed, workers=workers)
    if isinstance(found, Infeasible):
        return {"is_planned": False, "why": found.sentence}
    violations = verify(problem, by_due) + verify(problem, found.schedule)
    yardstick = objective_of(problem, by_due)
    return {
        "is_planned": not violations,
        "why": violations[0].sentence if violations else "",
        "operations": len(found.schedule.assignments),
        "due_setup_min": yardstick.setup_min,
        "due_tardiness_min": yardstick.weighted_tardiness_min,
        "setup_min": found.objective.setup_min,
        "tardiness_min": found.objective.weighted_tardiness_min,
    }
