"""Every public shop: how soon there is a judged first plan; one process for all."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.schedule.shapes import solution_shape
from scheduling.instances.fjsp import read_shop
from scheduling.schedule import Outcome
from scheduling.shops.solve import solve_shop
from tests.bench.measure.promise import Row, rank
from tests.bench.schedule.apart import measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.shop_judge import faults
from tests.bench.schedule.tournament import best_known


def first_plans(asked: Asked) -> Iterator[Row]:
    """Yield the slowest first plan, and how many the judge let pass."""
    files = sorted(best_known(asked.data))
    chosen = files[::20] if asked.is_quick else files
    found = measured("firsts", data=str(asked.data), files=chosen)
    name = f"{len(chosen)} public shops"
    seconds = found["seconds"]
    slowest = max(range(len(chosen)), key=lambda index: seconds[index])
    how = (
        f"reading and solving with compiled code loaded; slowest {chosen[slowest]};"
        f" p99 {rank(seconds, 99):.3f} s, median {rank(seconds, 50):.3f} s,"
        f" of the processor at most {max(found['cpu_s']):.3f} s"
    )
    wrong = found["faults"]
    if wrong:
        how += f"; {len(wrong)} REFUSED: {wrong[0]}"
    yield Row(name, "slowest first plan", "s", max(seconds), 1, 0.2, how)
    judged = 100 * (len(chosen) - len(wrong)) / len(chosen)
    yield Row(name, "judged good", "%", judged, 100, is_floor=True)


def main(*, data: str, files: list[str]) -> dict[str, Any]:
    """Solve each shop for no time at all, in turn."""
    solve_shop(read_shop("1 1\n1 1 0 1\n"), seconds=0, seed=1, workers=1)
    seconds, cpu, wrong = [], [], []
    for file in files:
        text = (Path(data) / "fjsp" / file).read_text()
        began, began_cpu = time.perf_counter(), time.process_time()
        found = solve_shop(read_shop(text), seconds=0, seed=1, workers=1)
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
        if not isinstance(found, Outcome):
            wrong.append(f"{file}: {found.sentence}")
            continue
        said = faults(text, solution_shape(found.schedule))
        wrong += [f"{file}: {said[0]}"] if said else []
    return {"seconds": seconds, "cpu_s": cpu, "faults": wrong}
