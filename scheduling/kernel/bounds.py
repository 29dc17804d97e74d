"""What no plan can beat: each job by itself, in a shop that it has for itself."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# mypy: disable-error-code="no-any-return"

import numpy as np

from scheduling.kernel.calendar import span
from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import (
    FREEZE,
    HELD,
    NEVER,
    SHOP,
    WIDE,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.state import State
from scheduling.schedule import Objective


@compiled(SHOP, WORK, HELD, WIDE)
def _alone(shop: Shop, work: Work, held: Held, done: Array) -> None:
    """Fill the earliest completion of every job, without rivals, sites and setups."""
    end = np.zeros(held.place.shape[0], np.int64)
    for job in range(done.shape[0]):
        last = np.int64(0)
        for task in range(work.job[job].first_task, work.job[job].last_task):
            if held.place[task].fixed:
                end[task] = held.place[task].end
            else:
                at = np.int64(max(work.task[task].earliest, shop.facts[FREEZE]))
                for link in range(
                    work.task[task].first_before, work.task[task].last_before
                ):
                    before = work.before[link]
                    at = max(at, end[before] + work.task[before].wait)
                least = np.int64(NEVER)
                for way in range(work.task[task].first_way, work.task[task].last_way):
                    group = shop.set[work.way[way].set]
                    length = work.way[way].duration
                    if group.batch >= 0:
                        length += shop.resource[group.batch].base
                    start, until = span(
                        shop, group.group, at, length, work.task[task].resumable
                    )
                    if start >= 0:
                        least = min(least, until)
                end[task] = least
            last = max(last, end[task] + work.task[task].wait)
        done[job] = last


def lower_bound(
    state: State, profile: tuple[str, ...], objective: Objective
) -> int | None:
    """
    Least value of the first term of a plan that is not zero, where one is known.

    Parameters
    ----------
    state
        Holds the facts.
    profile
        Terms in their order.
    objective
        Worth of the plan.
    """
    term = next((name for name in profile if getattr(objective, name)), None)
    if term is None:
        return 0
    jobs = len(state.jobs.jobs)
    done = np.zeros(jobs, np.int64)
    _alone(state.shop.raw, state.jobs.raw, state.held, done)
    job = state.jobs.raw.job[:jobs]
    weight = job["weight"].astype(np.int64)
    match term:
        case "broken_promises":
            return int((weight * (done > job["promise"])).sum())
        case "weighted_tardiness_min":
            return int((weight * np.maximum(0, done - job["wanted"])).sum())
        case "makespan_min":
            return int(done.max(initial=0))
        case _:
            return None
