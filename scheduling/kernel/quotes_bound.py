"""
The places that a bound on a job's completion was reached with, where they hold.

Most jobs are never in their own way: then nothing has to be placed to be answered.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import INT, SHOP, TABLE_WIDE, WORK, Array, Shop, Work


@compiled(SHOP, WORK, INT, INT, INT, INT)
def _get_along(
    shop: Shop, work: Work, task: int, way: int, other: int, their_way: int
) -> int:
    """Whether two operations do not matter to each other: 2; if apart in time: 1."""
    for row in range(work.task[task].first_material, work.task[task].last_material):
        for rival in range(
            work.task[other].first_material, work.task[other].last_material
        ):
            if work.taking[row, 0] == work.taking[rival, 0]:
                return 0
    answer = 2
    group = shop.set[work.way[way].set]
    their = shop.set[work.way[their_way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        for rival in range(their.first, their.last):
            if shop.uses[rival] == lane:
                one = shop.resource[lane]
                if one.first_setup < one.last_setup or one.room > 0:
                    return 0
                answer = 1
    return answer


@compiled(SHOP, WORK, INT, INT, TABLE_WIDE, TABLE_WIDE)
def as_bound(
    shop: Shop, work: Work, job: int, least: int, ends: Array, places: Array
) -> bool:
    """
    Take the places that the bound was reached with, where they get along.

    Parameters
    ----------
    ends
        What :func:`scheduling.kernel.soonest.bound` filled in.
    places
        The site of each operation comes first in its row; the places replace it. They
        stay as they are where some operation is in the way of another.
    """
    first = work.job[job].first_task
    last = work.job[job].last_task
    sites = shop.transport.shape[0]
    for task in range(first, last):
        row = task - first
        site = places[row, 0]
        end = ends[row, site]
        if end + work.task[task].wait > least:
            return False
        way = ends[row, sites + site]
        start = ends[row, 2 * sites + site]
        for link in range(work.task[task].first_before, work.task[task].last_before):
            before = work.before[link]
            there = places[before - first, 0]
            minutes = shop.transport[there, site]
            ready = ends[before - first, there] + minutes
            if minutes < 0 or start < ready + work.task[before].wait:
                return False
            longest = work.task[before].max_wait
            if longest >= 0 and start > ready + longest:
                return False
        for other in range(row):
            there = places[other, 0]
            answer = _get_along(
                shop, work, task, way, first + other, ends[other, sites + there]
            )
            if answer == 0 or (
                answer == 1
                and start < ends[other, there]
                and ends[other, 2 * sites + there] < end
            ):
                return False
    for row in range(last - first):
        site = places[row, 0]
        for column in range(4):
            at = (1, 2, 0, 3)[column]
            places[row, column] = ends[row, at * sites + site]
    return True
