"""
Constructors: orders in which jobs are inserted, with the weights of insertion.

Each is a rule of the trade; which is best depends on the factory, hence a portfolio.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduling.kernel.layout import Array
from scheduling.kernel.state import rule
from scheduling.kernel.work import JobArrays

_ROUNDS = 40
"""Times that urgencies are weighed anew while jobs are put in order."""


@dataclass(frozen=True, slots=True)
class Constructor:
    """
    One rule that gives a whole plan.

    Parameters
    ----------
    name
        What the history calls it.
    order
        Jobs by position, first to be inserted first.
    weights
        Rule of :func:`scheduling.kernel.state.rule`.
    """

    name: str
    order: Array
    weights: Array


class Figures:
    """
    What orders are made from, for all jobs at once.

    Parameters
    ----------
    jobs
        At least one.
    """

    def __init__(self, jobs: JobArrays) -> None:
        raw, count = jobs.raw, len(jobs.jobs)
        self.jobs = jobs
        self.count = count
        self.promise = np.minimum(raw.job["promise"], raw.job["wanted"])[:count].astype(
            np.int64
        )
        self.weight = raw.job["weight"][:count].astype(np.float64)
        task = raw.task[: jobs.tasks]
        self._owner = task["job"]
        self.least = _over_ways(jobs, np.minimum)
        self.work = self._sum(self.least + task["wait"])
        self.load = self._loads()
        self._bottleneck()

    def _sum(self, per_task: Array) -> Array:
        found: Array = np.bincount(self._owner, per_task, self.count)
        return found

    def _loads(self) -> Array:
        """Minutes that each resource has to do, ways shared out equally."""
        jobs, raw = self.jobs, self.jobs.raw
        task = raw.task[: jobs.tasks]
        ways = (task["last_way"] - task["first_way"]).astype(np.int64)
        index = _ranges(task["first_way"], ways)
        part = raw.way["duration"][index] / np.repeat(np.maximum(ways, 1), ways)
        shop = jobs.shop.raw
        kind = raw.way["set"][index]
        sizes = (shop.set["last"] - shop.set["first"])[kind].astype(np.int64)
        uses = shop.uses[_ranges(shop.set["first"][kind], sizes)]
        load = np.bincount(uses, np.repeat(part, sizes), len(shop.resource))
        room = np.maximum(shop.resource["capacity"], shop.resource["room"])
        share: Array = load / np.maximum(1, room)
        return share

    def _bottleneck(self) -> None:
        """Work of each job on the busiest resources, and after them."""
        jobs, raw, shop = self.jobs, self.jobs.raw, self.jobs.shop.raw
        self.busiest = int(np.argmax(self.load))
        task = raw.task[: jobs.tasks]
        sizes = (shop.set["last"] - shop.set["first"]).astype(np.int64)
        owner = np.repeat(np.arange(len(shop.set)), sizes)
        heavy = np.zeros(len(shop.set))
        np.maximum.at(heavy, owner, self.load[shop.uses[: len(owner)]])
        ways = np.maximum(1, task["last_way"] - task["first_way"])
        first = heavy[raw.way["set"][task["first_way"]]]
        self.is_heavy = first >= 0.7 * self.load[self.busiest]
        self.heavy_work = np.maximum(1.0, self._sum(self.least * self.is_heavy / ways))
        after = np.zeros(self.count)
        last = np.full(self.count, -1)
        np.maximum.at(last, self._owner[self.is_heavy], np.flatnonzero(self.is_heavy))
        behind = np.arange(jobs.tasks) > last[self._owner]
        after += self._sum((self.least + task["wait"]) * behind)
        self.tail = after

    def family(self) -> Array:
        """Family of each job by the attribute that its jobs change most, or -1."""
        raw, shop = self.jobs.raw, self.jobs.shop.raw
        found = np.full(self.count, -1)
        changing = [
            int(shop.remembered[at, 0])
            for one in np.argsort(-self.load, kind="stable")
            for at in range(
                shop.resource["first_setup"][one], shop.resource["last_setup"][one]
            )
        ]
        if changing:
            own = raw.family[: self.jobs.tasks, changing[0]]
            np.maximum.at(found, self._owner, own)
        return found

    def urgency(self, patience_min: float) -> Array:
        """
        Jobs in order of apparent tardiness cost, weighed anew as time goes by.

        References
        ----------
        Vepsalainen, Morton (1987), doi:10.1287/mnsc.33.8.1035.
        """
        work = self.heavy_work
        span = max(1.0, float(self.load[self.busiest]) * 1.6)
        waiting = np.arange(self.count)
        order: list[Array] = []
        total, done = work.sum(), 0.0
        while len(waiting):
            now = span * done / total
            slack = self.promise[waiting] - self.tail[waiting] - work[waiting] - now
            merit = self.weight[waiting] / work[waiting]
            merit = merit * np.exp(-np.clip(slack, 0, 50 * patience_min) / patience_min)
            best = np.argsort(-merit, kind="stable")
            much = np.cumsum(work[waiting[best]])
            chosen = best[: max(1, int(np.searchsorted(much, total / _ROUNDS)))]
            order.append(waiting[chosen])
            done += work[waiting[chosen]].sum()
            waiting = np.delete(waiting, chosen)
        return np.concatenate(order) if order else np.zeros(0, np.int64)


def _over_ways(jobs: JobArrays, reduce: np.ufunc) -> Array:
    """Reduce the durations of each task's ways to one; 0 for a task without ways."""
    raw = jobs.raw
    task = raw.task[: jobs.tasks]
    if not len(task):
        return np.zeros(0, np.int64)
    duration = np.append(raw.way["duration"], 0).astype(np.int64)
    edges = np.stack([task["first_way"], task["last_way"]], axis=1).ravel()
    found = reduce.reduceat(duration, edges)[::2]
    least: Array = np.where(task["first_way"] < task["last_way"], found, 0)
    return least


def _ranges(first: Array, sizes: Array) -> Array:
    """Numbers of all ranges that begin at ``first``, one after the other."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    shift = np.repeat(first.astype(np.int64) - (ends - sizes), sizes)
    numbers: Array = np.arange(total) + shift
    return numbers


def stable(*keys: Array) -> Array:
    """Return positions sorted by the first key, then by the next ones."""
    order: Array = np.lexsort(keys[::-1])
    return order


def constructors(jobs: JobArrays) -> Iterator[Constructor]:
    """Give the portfolio, plainest first, each made when it is asked for."""
    figures = Figures(jobs)
    promise, weight = figures.promise, figures.weight
    yield Constructor("due_date", stable(promise, -weight), rule())
    if figures.family().max(initial=-1) >= 0:
        yield from _by_family(figures)
    yield Constructor("urgency", figures.urgency(2880.0), rule(batch_weight=30))
    yield Constructor("slack", stable(promise - figures.work, -weight), rule())
    before = promise - figures.tail
    yield Constructor("bottleneck", stable(before, -weight), rule(setup_weight=1))
    yield Constructor("weight", stable(-weight, promise), rule())
    yield Constructor(
        "density", stable(-weight / figures.heavy_work, promise), rule(setup_weight=2)
    )


def _by_family(figures: Figures) -> Iterator[Constructor]:
    """Due dates in buckets, a family at a time within each."""
    promise, family = figures.promise, figures.family()
    urgent = np.zeros(figures.count, np.int64)
    urgent[figures.urgency(2880.0)] = np.arange(figures.count)
    for name, days in (("families", 3), ("families_of_a_week", 7)):
        bucket = promise // (1440 * days)
        order = stable(bucket, family, promise)
        yield Constructor(name, order, rule(setup_weight=2))
    size = max(1, figures.count // 12)
    order = stable(urgent // size, family, urgent)
    yield Constructor("urgent_families", order, rule(setup_weight=2))
    yield Constructor("changeovers", stable(promise), rule(setup_weight=4))
