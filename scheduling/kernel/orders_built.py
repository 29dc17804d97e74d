"""
Building a whole plan with jobs that share a batch inserted together.

Where a batch takes longer with each member (plies of a lay, sheets of a stack), it
cannot grow once what follows one of its members is planned: the end that it would get
is later than that. So the operations up to the batch are placed for all of its jobs
first, and only then what comes after.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.bulk import insert_by_force
from scheduling.kernel.compiled import compiled
from scheduling.kernel.insert import BATCH_WEIGHT, choose, insert_job
from scheduling.kernel.layout import (
    HELD,
    INT,
    LOST,
    NUMBERS,
    SHOP,
    TRAILED,
    WIDE,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.places import FINE, put, undo_to


@compiled(SHOP, WORK, HELD, INT, INT, WIDE)
def _begin(
    shop: Shop, work: Work, held: Held, job: int, last: int, rule: Array
) -> bool:
    """Place the operations of a job up to one of them, on the trail."""
    for task in range(work.job[job].first_task, last + 1):
        if held.place[task].way >= 0:
            continue
        held.least_end[task] = 0
        lost = held.counter[LOST]
        way, start, end, setup, leader, _blamed, _wanted = choose(
            shop, work, held, task, 0, rule
        )
        if way < 0:
            return False
        if put(shop, work, held, task, way, start, end, setup, leader) != FINE or (
            held.counter[LOST] != lost
        ):
            return False
    return True


@compiled(SHOP, WORK, HELD, NUMBERS, NUMBERS, INT, INT, INT, WIDE)
def _insert_together(
    shop: Shop, work: Work, held: Held, order: Array, shared: Array, first: int,
    last: int, opening: int, rule: Array,
) -> bool:  # fmt: skip
    """Insert jobs of one batch, the batch before what follows it; or change nothing."""
    weight = rule[BATCH_WEIGHT]
    rule[BATCH_WEIGHT] = opening
    is_fine = True
    at = first
    while is_fine and at < last:
        is_fine = _begin(shop, work, held, order[at], shared[order[at]], rule)
        at += 1
    rule[BATCH_WEIGHT] = weight
    at = first
    while is_fine and at < last:
        is_fine = insert_job(shop, work, held, order[at], 0, rule) < 0
        at += 1
    if not is_fine:
        undo_to(shop, work, held, 0)
        held.counter[LOST] = 0
    return is_fine


@compiled(SHOP, WORK, HELD, NUMBERS, NUMBERS, NUMBERS, INT, WIDE)
def build_together(
    shop: Shop, work: Work, held: Held, order: Array, group: Array, shared: Array,
    opening: int, rule: Array,
) -> int:  # fmt: skip
    """
    Insert jobs in an order, those of a group together, for good.

    Parameters
    ----------
    order
        Jobs by position.
    group
        Number of the group of each in the order; a group stands together.
    shared
        By job: the task whose batch a group of more than one shares.
    opening
        Minutes that joining that batch is worth against opening another.

    Returns
    -------
    int
        -1, or the task that finds no place.
    """
    first = 0
    while first < order.shape[0]:
        last = first + 1
        while last < order.shape[0] and group[last] == group[first]:
            last += 1
        held.counter[TRAILED] = 0
        held.counter[LOST] = 0
        if last == first + 1 or not _insert_together(
            shop, work, held, order, shared, first, last, opening, rule
        ):
            for at in range(first, last):
                held.counter[TRAILED] = 0
                found = insert_by_force(shop, work, held, order[at], 0, rule)
                if found >= 0:
                    return found
        first = last
    held.counter[TRAILED] = 0
    return -1
