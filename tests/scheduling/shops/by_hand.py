"""Small shops, and a judge of them that knows nothing of the search."""

from itertools import pairwise, product

from hypothesis import strategies as st

from scheduling.schedule import Schedule
from scheduling.shops.instance import ShopInstance

TINY = ShopInstance(
    2,
    (
        (((0, 3), (1, 5)), ((1, 2),)),
        (((0, 3),), ((0, 2), (1, 2))),
        (((1, 4),),),
    ),
)


def faults(shop: ShopInstance, schedule: Schedule) -> list[str]:
    """Everything that is wrong with a schedule whose ids are the shop's numbers."""
    found = []
    on_machine: dict[int, list[tuple[int, int]]] = {}
    wanted = {
        (str(job), str(index)): dict(sorted(ways, reverse=True))
        for job, operations in enumerate(shop.jobs)
        for index, ways in enumerate(operations)
    }
    if set(schedule.assignments) != set(wanted):
        found.append("not every operation once")
    for key, ways in wanted.items():
        one = schedule.assignments[key]
        machine = int(one.resources[0])
        if one.end_min - one.start_min != ways.get(machine) or one.start_min < 0:
            found.append(f"{key} is not done as it may be")
        before = schedule.assignments.get((key[0], str(int(key[1]) - 1)))
        if before is not None and before.end_min > one.start_min:
            found.append(f"{key} starts before its turn")
        on_machine.setdefault(machine, []).append((one.start_min, one.end_min))
    for machine, spans in on_machine.items():
        if any(left[1] > right[0] for left, right in pairwise(sorted(spans))):
            found.append(f"machine {machine} does two things at once")
    return found


def least_of_all(shop: ShopInstance) -> int:
    """Least makespan by trying every way of every order: for a handful only."""
    jobs = [number for number, job in enumerate(shop.jobs) for _ in job]
    best = 10**9
    for order in _orders(tuple(sorted(jobs))):
        for ways in product(*(range(len(w)) for job in shop.jobs for w in job)):
            best = min(best, _made(shop, order, ways))
    return best


def _orders(left: tuple[int, ...]) -> list[tuple[int, ...]]:
    if not left:
        return [()]
    return [
        (first, *rest)
        for first in sorted(set(left))
        for at in [left.index(first)]
        for rest in _orders(left[:at] + left[at + 1 :])
    ]


def _made(shop: ShopInstance, order: tuple[int, ...], ways: tuple[int, ...]) -> int:
    chosen = iter(ways)
    by_job = [[operation[next(chosen)] for operation in job] for job in shop.jobs]
    at, ready, free = [0] * len(by_job), [0] * len(by_job), [0] * shop.machines
    for job in order:
        machine, duration = by_job[job][at[job]]
        at[job] += 1
        ready[job] = free[machine] = max(ready[job], free[machine]) + duration
    return max(ready, default=0)


@st.composite
def shops(  # noqa: PLR0917 sizes, all by name
    draw,
    most_jobs=6,
    most_operations=6,
    most_machines=5,
    most_ways=3,
    least_duration=0,
):
    """Any shop: recirculation, jobs without work, work without time."""
    machines = draw(st.integers(1, most_machines))
    way = st.tuples(st.integers(0, machines - 1), st.integers(least_duration, 9))
    ways = st.lists(way, min_size=1, max_size=most_ways).map(tuple)
    job = st.lists(ways, max_size=most_operations).map(tuple)
    return ShopInstance(machines, tuple(draw(st.lists(job, max_size=most_jobs))))
