"""One shop solved in a process of its own, as the command does it."""

import time
from pathlib import Path
from typing import Any

from scheduling.instances.fjsp import read_shop
from scheduling.schedule import Outcome
from scheduling.shops.solve import solve_shop
from tests.bench.schedule.shop_judge import faults


def main(file: str, seconds: float, seed: int, workers: int) -> dict[str, Any]:
    """Solve a file; return makespan, bound, history, and what the judge says."""
    text = Path(file).read_text()
    began_s = time.monotonic()
    shop = read_shop(text)
    read_s = time.monotonic() - began_s
    found = solve_shop(shop, seconds=seconds - read_s, seed=seed, workers=workers)
    assert isinstance(found, Outcome)  # a shop by numbers has no horizon
    solution = {
        "makespan": found.objective.makespan_min,
        "operations": [
            {
                "job": int(one.job),
                "operation": int(one.operation),
                "machine": int(one.resources[0]),
                "start": one.start_min,
                "end": one.end_min,
            }
            for one in found.schedule.assignments.values()
        ],
    }
    history = [(s.at_s + read_s, s.objective.makespan_min) for s in found.history]
    return {
        "makespan": solution["makespan"],
        "lower_bound": found.lower_bound,
        "first_s": history[0][0] if history else 0.0,
        "history": history,
        "rounds": found.iterations,
        "faults": faults(text, solution),
    }
