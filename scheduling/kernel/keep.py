"""Keeping the places of an earlier plan that still hold."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.fit import fit, join
from scheduling.kernel.layout import (
    HELD,
    LOST,
    NEVER,
    SHOP,
    TABLE_WIDE,
    TRAILED,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.limits import latest_at, material_from, ready_at
from scheduling.kernel.places import FINE, put, undo_to


@compiled(SHOP, WORK, HELD, TABLE_WIDE)
def keep(shop: Shop, work: Work, held: Held, rows: Array) -> None:
    """
    Take places again where they can be had, for good.

    Parameters
    ----------
    rows
        Task, way, start by start, each task after those before it; the fourth column
        becomes 1 where the place was taken.
    """
    for row in range(rows.shape[0]):
        task, way, home = rows[row, 0], rows[row, 1], rows[row, 2]
        if held.place[task].way >= 0:
            rows[row, 3] = 1
            continue
        is_waiting = False
        for link in range(work.task[task].first_before, work.task[task].last_before):
            is_waiting = is_waiting or held.place[work.before[link]].way < 0
        kind = work.way[way].set
        site = shop.set[kind].site
        if (
            is_waiting
            or material_from(shop, work, held, task) > home
            or ready_at(shop, work, held, task, site) > home
        ):
            continue
        latest, _binding = latest_at(shop, work, held, task, site)
        if latest < home:
            continue
        held.counter[TRAILED] = 0
        held.counter[LOST] = 0
        answer = -1
        if shop.set[kind].batch >= 0:
            leader, end = join(shop, work, held, task, way, home, home, 0, NEVER)
            if leader >= 0:
                setup = held.place[leader].setup
                answer = put(shop, work, held, task, way, home, end, setup, leader)
        if answer < 0:
            start, end, setup = fit(shop, work, held, task, way, home, 0, NEVER)
            if start != home:
                continue
            answer = put(shop, work, held, task, way, start, end, setup, -1)
        if answer == FINE and held.counter[LOST] == 0:
            rows[row, 3] = 1
        else:
            undo_to(shop, work, held, 0)
    held.counter[TRAILED] = 0
    held.counter[LOST] = 0
