"""
PyJobShop on one benchmark file: ``shop_pyjobshop.py FILE SECONDS WORKERS SEED``.

It stands alone: PyJobShop's own venv runs it. Prints CP-SAT's log, from which the
history is read, and last a line of JSON.
"""

import json
import sys
from pathlib import Path

from pyjobshop import Model  # type: ignore[import-not-found]  # in its own venv


def read(text):
    lines = [line for line in text.splitlines() if line.strip()]
    jobs = []
    for line in lines[1:]:
        words = iter(int(float(word)) for word in line.split())
        jobs.append(
            [
                [(next(words), next(words)) for _ in range(next(words))]
                for _ in range(next(words))
            ]
        )
    return int(lines[0].split()[1]), jobs


def main(file, seconds, workers, seed):
    machine_count, jobs = read(Path(file).read_text())
    model = Model()
    machines = [model.add_machine() for _ in range(machine_count)]
    tasks = []
    machine_of_mode = []
    for number, operations in enumerate(jobs):
        job = model.add_job()
        before = None
        for index, ways in enumerate(operations):
            task = model.add_task(job=job)
            for machine, duration in ways:
                model.add_mode(task, [machines[machine]], duration)
                machine_of_mode.append(machine)
            if before is not None:
                model.add_end_before_start(before, task)
            before = task
            tasks.append((number, index))
    result = model.solve(
        time_limit=float(seconds),
        display=True,
        num_workers=int(workers),
        random_seed=int(seed),
    )
    found = {"makespan": None, "lower_bound": result.lower_bound, "operations": []}
    if result.best is not None and result.best.tasks:
        found["makespan"] = int(result.objective)
        found["operations"] = [
            {
                "job": job,
                "operation": index,
                "machine": machine_of_mode[task.mode],
                "start": int(task.start),
                "end": int(task.end),
            }
            for (job, index), task in zip(tasks, result.best.tasks, strict=True)
        ]
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
