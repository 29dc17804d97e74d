"""A factory said to CP-SAT in one model, beside the engine; for :mod:`alone`."""

import time
from typing import Any

from scheduling.cpsat.exact import Exact, solve_exact
from scheduling.cpsat.search import Effort
from scheduling.instances.factories import generate
from scheduling.schedule import Infeasible
from scheduling.solve import solve
from scheduling.verify import verify
from tests.bench.schedule.planning import warm


def main(
    *, kind: str, orders: int, load: float, seed: int, seconds: float, workers: int
) -> dict[str, Any]:
    """Return what both find in the same seconds, judged; the model starts cold."""
    warm()
    problem = generate(kind, orders, load, seed)
    found = solve(problem, seconds=seconds, seed=seed, workers=workers)
    if isinstance(found, Infeasible):
        return {"is_planned": False, "why": found.sentence}
    began = time.perf_counter()
    effort = Effort(seconds=seconds, work=10 * seconds, workers=workers, seed=seed)
    exact = solve_exact(problem, effort=effort)
    taken_s = time.perf_counter() - began
    violations = verify(problem, found.schedule)
    worth = None
    if isinstance(exact, Exact):
        violations += verify(problem, exact.schedule)
        worth = (
            exact.objective.broken_promises,
            exact.objective.weighted_tardiness_min,
        )
    return {
        "is_planned": not violations,
        "why": violations[0].sentence if violations else "",
        "operations": len(found.schedule.assignments),
        "ours": (
            found.objective.broken_promises,
            found.objective.weighted_tardiness_min,
        ),
        "exact": worth,
        "exact_s": taken_s,
        "said": type(exact).__name__,
    }
