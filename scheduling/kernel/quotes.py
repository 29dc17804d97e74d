"""
The earliest completion of a job in the gaps of a plan in which everything is fixed.

A bound comes first: how early each operation could end at each site if the job never
met itself. Where it does not meet itself in those places, they are the answer. Else
places are searched that reach it, operation by operation where each ends first; where
they do not, all orders and ways are tried with the bound recomputed
at every step, up to a number of steps. Nothing that stands is moved, not even the
changeover of what comes next; a batch is joined only if it stays as long as it is.

References
----------
R. Kolisch, "Serial and parallel resource-constrained project scheduling methods
revisited", EJOR 90(2), 1996, doi:10.1016/0377-2217(95)00357-6: insertion in all orders
of precedence reaches an earliest completion where there are no changeovers.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0912, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import (
    FREEZE,
    HELD,
    INT,
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
from scheduling.kernel.limits import epoch_of
from scheduling.kernel.places import FINE, put, undo_to
from scheduling.kernel.quotes_bound import as_bound
from scheduling.kernel.soonest import (
    ANY_SITE,
    bound,
    choose_soonest,
    completion,
    place_in_order,
    sites_of,
)


@compiled(WORK, HELD, INT, TABLE_WIDE)
def _write_down(work: Work, held: Held, job: int, places: Array) -> None:
    """Copy a job's places: way, start, end, changeover."""
    first = work.job[job].first_task
    for task in range(first, work.job[job].last_task):
        one = held.place[task]
        places[task - first, 0] = one.way
        places[task - first, 1] = one.start
        places[task - first, 2] = one.end
        places[task - first, 3] = one.setup


@compiled(SHOP, WORK, INT, INT)
def _share(shop: Shop, work: Work, one: int, other: int) -> bool:
    """Whether two operations may want the same resource."""
    for way in range(work.task[one].first_way, work.task[one].last_way):
        group = shop.set[work.way[way].set]
        for there in range(work.task[other].first_way, work.task[other].last_way):
            their = shop.set[work.way[there].set]
            for place in range(group.first, group.last):
                for rival in range(their.first, their.last):
                    if shop.uses[place] == shop.uses[rival]:
                        return True
    return False


@compiled(SHOP, WORK, INT, INT)
def _may_join(shop: Shop, work: Work, one: int, other: int) -> bool:
    """Whether two operations may want to be one batch."""
    units = work.task[one].units + work.task[other].units
    for way in range(work.task[one].first_way, work.task[one].last_way):
        kind = work.way[way].set
        oven = shop.set[kind].batch
        if oven < 0 or units > shop.resource[oven].room:
            continue
        for there in range(work.task[other].first_way, work.task[other].last_way):
            if work.way[there].set == kind:
                return True
    return False


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def _is_scarce(
    shop: Shop, work: Work, held: Held, job: int, material: int, since: int
) -> bool:
    """Whether a material is ever short of what the whole job takes from then on."""
    total = 0
    for task in range(work.job[job].first_task, work.job[job].last_task):
        for row in range(work.task[task].first_material, work.task[task].last_material):
            if work.taking[row, 0] == material:
                total += work.taking[row, 1]
    last = shop.material[material].last
    for index in range(epoch_of(shop, material, since), last):
        if held.slack[index] < total:
            return True
    return False


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT)
def _share_scarce(
    shop: Shop, work: Work, held: Held, job: int, one: int, other: int, since: int
) -> bool:
    """Whether one of two operations may take what the other has to wait for."""
    for row in range(work.task[one].first_material, work.task[one].last_material):
        material = work.taking[row, 0]
        for their in range(
            work.task[other].first_material, work.task[other].last_material
        ):
            if work.taking[their, 0] == material and _is_scarce(
                shop, work, held, job, material, since
            ):
                return True
    return False


@compiled(SHOP, WORK, INT)
def _meets(shop: Shop, work: Work, job: int) -> bool:
    """Whether a machine that remembers families is wanted twice, as `_rivals` says."""
    first = work.job[job].first_task
    for task in range(first, work.job[job].last_task):
        remembers = False
        for way in range(work.task[task].first_way, work.task[task].last_way):
            remembers = remembers or shop.set[work.way[way].set].changes > 0
        if remembers:
            for other in range(first, task):
                if _share(shop, work, task, other):
                    return True
    return False


@compiled(SHOP, WORK, HELD, INT, INT, TABLE_WIDE)
def _rivals(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, rivals: Array
) -> tuple[bool, bool]:
    """
    Fill in which operations may go in either order and may want the same.

    That is a resource, or a material that does not last for the whole job.

    Returns
    -------
    tuple of bool and bool
        Whether a machine that remembers families is wanted twice at all: then the
        bound is none, since one operation may spare the other its changeover. And
        whether two operations may be one batch: then one may have to wait for the
        other, and waiting is not tried.
    """
    first = work.job[job].first_task
    last = work.job[job].last_task
    since = max(not_before, shop.facts[FREEZE])
    meets = False
    joins = False
    for task in range(first, last):
        for other in range(last - first):
            rivals[task - first, other] = 0
        for link in range(work.task[task].first_before, work.task[task].last_before):
            before = work.before[link] - first
            rivals[task - first, before] = 2  # 2: comes before it
            for other in range(before):
                if rivals[before, other] == 2:
                    rivals[task - first, other] = 2
    for task in range(first, last):
        for other in range(first, task):
            is_rival = _share(shop, work, task, other)
            if is_rival:
                for way in range(work.task[task].first_way, work.task[task].last_way):
                    meets = meets or shop.set[work.way[way].set].changes > 0
            if rivals[task - first, other - first] != 0:
                continue
            joins = joins or (is_rival and _may_join(shop, work, task, other))
            if is_rival or _share_scarce(shop, work, held, job, task, other, since):
                rivals[task - first, other - first] = 1
                rivals[other - first, task - first] = 1
    return meets, joins


@compiled(WORK, HELD, INT)
def _is_next(work: Work, held: Held, task: int) -> bool:
    """Whether an operation has no place and all that it waits for have theirs."""
    if held.place[task].way >= 0:
        return False
    for link in range(work.task[task].first_before, work.task[task].last_before):
        if held.place[work.before[link]].way < 0:
            return False
    return True


@compiled(WORK, HELD, INT, TABLE_WIDE)
def _forced(work: Work, held: Held, job: int, rivals: Array) -> int:
    """Operation that may go next since no other without a place rivals it, or -1."""
    first = work.job[job].first_task
    last = work.job[job].last_task
    for task in range(first, last):
        if not _is_next(work, held, task):
            continue
        is_alone = True
        for other in range(first, last):
            if rivals[task - first, other - first] == 1 and held.place[other].way < 0:
                is_alone = False
                break
        if is_alone:
            return task
    return -1


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, TABLE_WIDE, TABLE_WIDE, TABLE_WIDE)
def _search(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, least: int,
    best: int, steps: int, ends: Array, rivals: Array, places: Array,
) -> tuple[int, bool]:  # fmt: skip
    """
    Try all orders and ways for a completion before ``best``; stop at ``least``.

    Returns
    -------
    tuple of int and bool
        The earliest completion, and whether nothing was left untried.
    """
    first = work.job[job].first_task
    last = work.job[job].last_task
    count = last - first
    for task in range(first, last):
        held.least_end[task] = 0
    # columns 4 to 6 of the places are the stack: way tried, trail, forced operation
    level = 0
    places[0, 4] = work.task[first].first_way - 1
    places[0, 5] = held.counter[TRAILED]
    places[0, 6] = _forced(work, held, job, rivals)
    while level >= 0:
        undo_to(shop, work, held, places[level, 5])
        way = places[level, 4] + 1
        task = first
        while task < last and way >= work.task[task].last_way:
            task += 1
        if task == last:
            level -= 1
            continue
        forced = places[level, 6]
        if (forced >= 0 and task != forced) or not _is_next(work, held, task):
            places[level, 4] = work.task[task].last_way - 1
            continue
        places[level, 4] = way
        if steps <= 0:
            undo_to(shop, work, held, places[0, 5])
            return best, False
        steps -= 1
        _way, start, end, setup, leader, _blamed, _wanted = choose_soonest(
            shop, work, held, task, not_before, ANY_SITE, 0, way, NEVER
        )
        if _way < 0 or end + work.task[task].wait >= best:
            continue
        if put(shop, work, held, task, way, start, end, setup, leader) != FINE:
            continue
        for rest in range(first, last):  # what the bound will look at
            if held.place[rest].way < 0:
                steps -= work.task[rest].last_way - work.task[rest].first_way
        if level < count - 1 and bound(shop, work, held, job, not_before, ends) >= best:
            continue
        if level == count - 1:
            if completion(work, held, job) >= best:
                continue
            best = completion(work, held, job)
            _write_down(work, held, job, places)
            if best <= least:
                undo_to(shop, work, held, places[0, 5])
                return best, True
            continue
        level += 1
        places[level, 4] = work.task[first].first_way - 1
        places[level, 5] = held.counter[TRAILED]
        places[level, 6] = _forced(work, held, job, rivals)
    return best, True


@compiled(SHOP, WORK, HELD, INT, INT, INT, TABLE_WIDE, TABLE_WIDE, TABLE_WIDE)
def quote(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, steps: int,
    ends: Array, rivals: Array, places: Array,
) -> tuple[int, bool]:  # fmt: skip
    """
    Earliest completion of a job beside everything that is held; nothing is left held.

    Parameters
    ----------
    steps
        Ways that are looked at where the first answer does not reach the bound.
    ends, rivals
        Room for operations by four times the sites, and for operations by operations.
    places
        Filled with way, start, end and changeover of each operation; three more
        columns are needed for the search.

    Returns
    -------
    tuple of int and bool
        The completion, or NEVER; whether nothing earlier exists.
    """
    began = held.counter[TRAILED]
    sites = shop.transport.shape[0]
    least = bound(shop, work, held, job, not_before, ends)
    best = NEVER
    if least >= NEVER:
        return NEVER, True
    sites_of(shop, work, job, ends, places)
    if as_bound(shop, work, job, least, ends, places):
        return least, not _meets(shop, work, job)
    if sites > 1:
        best = place_in_order(shop, work, held, job, not_before, ends, places, 1)
        if best < NEVER:
            _write_down(work, held, job, places)
            undo_to(shop, work, held, began)
    if best > least:
        found = place_in_order(shop, work, held, job, not_before, ends, places, 0)
        if found < best:
            best = found
            _write_down(work, held, job, places)
        undo_to(shop, work, held, began)
    if best <= least:
        return best, not _meets(shop, work, job)
    meets, joins = _rivals(shop, work, held, job, not_before, rivals)
    if meets:
        least = 0
    has_limits = False
    has_choices = sites > 1 or meets
    for task in range(work.job[job].first_task, work.job[job].last_task):
        has_limits = has_limits or work.task[task].max_wait >= 0
        for other in range(work.job[job].first_task, task):
            row, column = task - work.job[job].first_task, other
            column -= work.job[job].first_task
            has_choices = has_choices or rivals[row, column] == 1
    if has_limits or not has_choices:  # delays are not tried: what is found is good
        return best, False
    best, is_all = _search(
        shop, work, held, job, not_before, least, best, steps, ends, rivals, places
    )
    return best, is_all and not meets and not joins
