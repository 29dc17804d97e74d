"""How early and how late an occupation may be, given everything else that is held."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.lanes import full_until, position
from scheduling.kernel.layout import (
    FREEZE,
    HELD,
    INT,
    LENGTH,
    NEVER,
    SHOP,
    WORK,
    Held,
    Shop,
    Work,
)


@compiled(SHOP, INT, INT)
def epoch_of(shop: Shop, material: int, at: int) -> int:
    """Last delivery epoch of a material that has begun at a minute."""
    index = shop.material[material].last - 1
    while index > shop.material[material].first and shop.epoch[index] > at:
        index -= 1
    return index


@compiled(SHOP, WORK, HELD, INT)
def material_from(shop: Shop, work: Work, held: Held, task: int) -> int:
    """Earliest start with enough of every material from then on; NEVER if none."""
    earliest = 0
    for row in range(work.task[task].first_material, work.task[task].last_material):
        material = work.taking[row, 0]
        quantity = work.taking[row, 1]
        first = shop.material[material].first
        index = shop.material[material].last
        while index > first and held.slack[index - 1] >= quantity:
            index -= 1
        if index == shop.material[material].last:
            return NEVER
        if index > first:
            earliest = max(earliest, shop.epoch[index])
    return earliest


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def take_material(
    shop: Shop, work: Work, held: Held, task: int, start: int, sign: int
) -> None:
    """Take what a task needs from its start on (1), or give it back (-1)."""
    for row in range(work.task[task].first_material, work.task[task].last_material):
        material = work.taking[row, 0]
        quantity = sign * work.taking[row, 1]
        for index in range(
            epoch_of(shop, material, start), shop.material[material].last
        ):
            held.slack[index] -= quantity


@compiled(SHOP, WORK, HELD, INT, INT)
def travel(shop: Shop, work: Work, held: Held, before: int, site: int) -> int:
    """Minutes from where a task is done to a site; -1 where there is no way."""
    there = shop.set[work.way[held.place[before].way].set].site
    return shop.transport[there, site]


@compiled(SHOP, WORK, HELD, INT, INT)
def ready_at(shop: Shop, work: Work, held: Held, task: int, site: int) -> int:
    """Minute from which a task may start at a site; NEVER where it cannot get there."""
    at = max(work.task[task].earliest, shop.facts[FREEZE])
    for link in range(work.task[task].first_before, work.task[task].last_before):
        before = work.before[link]
        if held.place[before].way < 0:
            continue
        minutes = travel(shop, work, held, before, site)
        if minutes < 0:
            return NEVER
        at = max(at, held.place[before].end + work.task[before].wait + minutes)
    return at


@compiled(SHOP, WORK, HELD, INT, INT)
def latest_at(
    shop: Shop, work: Work, held: Held, task: int, site: int
) -> tuple[int, int]:
    """Last minute at which a task may start at a site, and the task that says so."""
    latest = NEVER
    binding = -1
    for link in range(work.task[task].first_before, work.task[task].last_before):
        before = work.before[link]
        longest = work.task[before].max_wait
        if longest < 0 or held.place[before].way < 0 or held.place[before].fixed:
            continue
        minutes = travel(shop, work, held, before, site)
        until = held.place[before].end + longest + minutes
        if until < latest:
            latest = until
            binding = before
    return latest, binding


@compiled(SHOP, WORK, HELD, INT, INT)
def may_start_later(
    shop: Shop, work: Work, held: Held, leader: int, start: int
) -> bool:
    """Whether the members of a batch keep their longest waits when it starts later."""
    site = shop.set[work.way[held.place[leader].way].set].site
    member = leader
    while member >= 0:
        latest, _binding = latest_at(shop, work, held, member, site)
        if start > latest:
            return False
        member = held.place[member].mate
    return True


@compiled(WORK, HELD, INT, INT)
def _wanted(work: Work, held: Held, leader: int, material: int) -> int:
    """Quantity that all the members of a batch take of a material."""
    total = 0
    member = leader
    while member >= 0:
        for row in range(
            work.task[member].first_material, work.task[member].last_material
        ):
            if work.taking[row, 0] == material:
                total += work.taking[row, 1]
        member = held.place[member].mate
    return total


@compiled(SHOP, WORK, HELD, INT, INT)
def may_start_sooner(
    shop: Shop, work: Work, held: Held, leader: int, start: int
) -> bool:
    """Whether a batch may begin earlier and still end when it does."""
    now = held.place[leader].start
    group = shop.set[work.way[held.place[leader].way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        capacity = shop.resource[lane].capacity
        if capacity > 1:
            if full_until(held, lane, capacity, start, now) >= 0:
                return False
            continue
        index = position(held, lane, leader)
        if index > 0 and held.entry[held.lane[lane].first + index - 1].end > start:
            return False
    member = leader
    while member >= 0:
        if ready_at(shop, work, held, member, group.site) > start:
            return False
        for row in range(
            work.task[member].first_material, work.task[member].last_material
        ):
            material = work.taking[row, 0]
            for index in range(
                epoch_of(shop, material, start), epoch_of(shop, material, now)
            ):
                if held.slack[index] < _wanted(work, held, leader, material):
                    return False
        member = held.place[member].mate
    return True


@compiled(SHOP, WORK, HELD, INT, INT)
def may_end_sooner(shop: Shop, work: Work, held: Held, leader: int, end: int) -> bool:
    """Whether what follows a batch keeps its longest waits if it ends earlier."""
    member = leader
    while member >= 0:
        longest = work.task[member].max_wait
        if longest >= 0:
            for link in range(
                work.task[member].first_after, work.task[member].last_after
            ):
                after = work.after[link]
                if held.place[after].way < 0 or held.place[after].fixed:
                    continue
                site = shop.set[work.way[held.place[after].way].set].site
                minutes = travel(shop, work, held, member, site)
                if held.place[after].start > end + longest + minutes:
                    return False
        member = held.place[member].mate
    return True


@compiled(SHOP, WORK, HELD, INT, INT)
def may_end_later(shop: Shop, work: Work, held: Held, leader: int, end: int) -> bool:
    """Whether a batch may end later without touching what comes after it."""
    now = held.place[leader].end
    if end > shop.facts[LENGTH]:
        return False
    group = shop.set[work.way[held.place[leader].way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        capacity = shop.resource[lane].capacity
        if capacity > 1:
            if full_until(held, lane, capacity, now, end) >= 0:
                return False
            continue
        index = position(held, lane, leader) + 1
        if index < held.lane[lane].count and (
            held.entry[held.lane[lane].first + index].start < end
        ):
            return False
    member = leader
    while member >= 0:
        for link in range(work.task[member].first_after, work.task[member].last_after):
            after = work.after[link]
            if held.place[after].way < 0 or held.place[after].fixed:
                continue
            site = shop.set[work.way[held.place[after].way].set].site
            minutes = travel(shop, work, held, member, site)
            if held.place[after].start < end + work.task[member].wait + minutes:
                return False
        member = held.place[member].mate
    return True
