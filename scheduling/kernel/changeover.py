"""
Changeovers along a lane: what is needed, and what an insertion would ask of the next.

The family that stands before an occupation is that of the nearest earlier one that
names the attribute, else what stood there at the origin. Between two facts nothing is
judged.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.lanes import position
from scheduling.kernel.layout import HELD, INT, SHOP, WORK, Held, Shop, Work


@compiled(SHOP, INT, INT, INT)
def minutes_between(shop: Shop, attribute: int, before: int, after: int) -> int:
    """Minutes from one family to another; -1 where it is forbidden."""
    if before < 0:
        return 0
    size = shop.matrix[attribute].last
    return shop.minutes[shop.matrix[attribute].first + before * size + after]


@compiled(SHOP, INT, INT, INT)
def cost_between(shop: Shop, attribute: int, before: int, after: int) -> int:
    """Money of the change from one family to another."""
    if before < 0:
        return 0
    size = shop.matrix[attribute].last
    return shop.cost[shop.matrix[attribute].first + before * size + after]


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def change_before(
    shop: Shop, work: Work, held: Held, lane: int, index: int, task: int
) -> int:
    """Minutes that a task needs at a position of a lane; -1 where it may not be."""
    first = held.lane[lane].first
    total = 0
    for at in range(shop.resource[lane].first_setup, shop.resource[lane].last_setup):
        attribute = shop.remembered[at, 0]
        family = work.family[task, attribute]
        if family < 0:
            continue
        giver = index - 1
        while giver >= 0 and held.worn[held.entry[first + giver].task, attribute] < 0:
            giver -= 1
        if giver >= 0:
            before = held.worn[held.entry[first + giver].task, attribute]
        else:
            before = shop.remembered[at, 1]
        minutes = minutes_between(shop, attribute, before, family)
        if minutes < 0:
            return -1
        total += minutes
    return total


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT)
def needed(
    shop: Shop, work: Work, held: Held, lane: int, index: int, at: int, task: int
) -> tuple[int, int]:
    """
    Minutes (-1: forbidden) and money of the changeover of what is held at ``index``.

    With a ``task`` (else -1) as if that one stood right before position ``at``.
    """
    first = held.lane[lane].first
    leader = held.entry[first + index].task
    is_fact = held.place[leader].fixed == 1
    total = 0
    money = 0
    for place in range(shop.resource[lane].first_setup, shop.resource[lane].last_setup):
        attribute = shop.remembered[place, 0]
        family = held.worn[leader, attribute]
        if family < 0:
            continue
        giver = index - 1
        before = -1
        given_by_fact = 1
        if task >= 0 and work.family[task, attribute] >= 0:
            while (
                giver >= at and held.worn[held.entry[first + giver].task, attribute] < 0
            ):
                giver -= 1
            if giver < at:
                before = work.family[task, attribute]
                given_by_fact = 0
        if before < 0:
            while (
                giver >= 0 and held.worn[held.entry[first + giver].task, attribute] < 0
            ):
                giver -= 1
            if giver >= 0:
                before = held.worn[held.entry[first + giver].task, attribute]
                given_by_fact = held.place[held.entry[first + giver].task].fixed == 1
            else:
                before = shop.remembered[place, 1]
        if is_fact and given_by_fact:
            continue
        minutes = minutes_between(shop, attribute, before, family)
        if minutes < 0:
            return -1, 0
        total += minutes
        money += cost_between(shop, attribute, before, family)
    return total, money


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT)
def needed_in_all(
    shop: Shop, work: Work, held: Held, leader: int, lane: int, at: int, task: int
) -> tuple[int, int]:
    """Changeover over all lanes: longest minutes (-1: forbidden), money."""
    longest = 0
    money = 0
    group = shop.set[work.way[held.place[leader].way].set]
    for place in range(group.first, group.last):
        own = shop.uses[place]
        if shop.resource[own].first_setup == shop.resource[own].last_setup:
            continue
        index = position(held, own, leader)
        extra = task if own == lane else -1
        minutes, cost = needed(shop, work, held, own, index, at, extra)
        if minutes < 0:
            return -1, 0
        longest = max(longest, minutes)
        money += cost
    return longest, money


@compiled(HELD, INT, INT, INT)
def next_naming(held: Held, lane: int, index: int, attribute: int) -> int:
    """First position from ``index`` on that names an attribute, or the lane's end."""
    first = held.lane[lane].first
    count = held.lane[lane].count
    while index < count and held.worn[held.entry[first + index].task, attribute] < 0:
        index += 1
    return index
