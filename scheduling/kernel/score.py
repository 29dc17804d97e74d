"""The worth of jobs, kept up to date as their places change."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0912
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import (
    BROKEN,
    COST,
    ENERGY,
    HELD,
    INT,
    LAST,
    MOVED,
    NEVER,
    PROGRESS,
    SETUP,
    TARDY,
    TOUCHED,
    WORK,
    Held,
    Work,
)

_DAY_MIN = 1440  # what another resource counts as movement


@compiled(WORK, HELD, INT)
def rate(work: Work, held: Held, job: int) -> None:
    """Compute the worth of a job anew; one that is not wholly planned has none."""
    row = held.score[job]
    for term in range(LAST):
        held.total[term] -= row[term]
        row[term] = 0
    last = held.total[LAST]
    was_last = row[LAST] >= last
    row[LAST] = 0
    one = work.job[job]
    done = -NEVER
    first = NEVER
    for task in range(one.first_task, one.last_task):
        place = held.place[task]
        if place.way < 0:
            for term in range(LAST):
                row[term] = 0
            if was_last:
                held.total[LAST] = -1
            return
        done = max(done, place.end + work.task[task].wait)
        first = min(first, place.start)
        if place.leader == task:
            row[SETUP] += place.setup
            row[COST] += place.cost
        row[ENERGY] += work.way[place.way].energy
        home = work.task[task].home
        if home < NEVER:
            row[MOVED] += abs(place.start - home)
            if work.way[place.way].set != work.task[task].home_set:
                row[MOVED] += _DAY_MIN
    if done > one.promise:
        row[BROKEN] = one.weight
    if done > one.wanted:
        row[TARDY] = (done - one.wanted) * one.weight
    row[PROGRESS] = done - first
    row[LAST] = done
    for term in range(LAST):
        held.total[term] += row[term]
    if last >= 0:
        if done >= last:
            held.total[LAST] = done
        elif was_last:
            held.total[LAST] = -1  # unknown until all were rated


@compiled(WORK, HELD)
def rate_touched(work: Work, held: Held) -> None:
    """Compute the worth of every job that was touched since the last time."""
    for index in range(held.counter[TOUCHED]):
        job = held.touched[index]
        held.is_touched[job] = 0
        rate(work, held, job)
    held.counter[TOUCHED] = 0
    if held.total[LAST] < 0:
        last = 0
        for job in range(work.job.shape[0]):
            last = max(last, held.score[job, LAST])
        held.total[LAST] = last
