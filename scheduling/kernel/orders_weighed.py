"""
Orders of jobs made by weighing: a policy of numbers, and what waiting has taught.

Each job has a merit, its weight over the work that it asks of scarce resources, that
fades while there is slack. What is scarce is not told by load alone: the operations
that waited longest in the last plan stood before it.
"""

from dataclasses import dataclass, replace

import numpy as np

from scheduling.kernel.layout import Array
from scheduling.kernel.orders import Figures, stable
from scheduling.kernel.orders_built import build_together
from scheduling.kernel.state import State, rule
from scheduling.kernel.work import JobArrays

_ROUNDS = 40
"""Times that merits are weighed anew while jobs are put in order."""

_NEVER_GIVEN_UP = 1e9

CHOICES: dict[str, tuple[float, ...]] = {
    "family_share": (0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12),
    "reach_share": (0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2),
    "opening_min": (0, 60, 480, 2000),
    "setup_weight": (0, 1, 2, 4, 8, 20, 40),
    "batch_weight": (0, 30, 60, 120),
    "tries": (3, 6, 12, 24),
    "given_up_min": (0, 1440, 4320, 10080, _NEVER_GIVEN_UP),
}
"""Values that those of a policy are drawn from that are not varied by a factor."""

_FACTORS = {
    "patience_min": 0.5,
    "pace": 0.25,
    "weight_power": 0.2,
    "work_power": 0.25,
    "scarcity_power": 0.35,
}
"""Spread of the logarithm of those that are."""


@dataclass(frozen=True, slots=True)
class Policy:
    """
    How jobs are weighed against each other, and how they are inserted then.

    Parameters
    ----------
    patience_min
        Slack that lowers a merit to a third.
    pace
        Time that all work takes, in that of the busiest resource without pauses.
    weight_power, work_power, scarcity_power
        Exponents of a job's weight, of its work, and of the waiting that makes a
        resource dear.
    given_up_min
        Lateness from which on a job counts little: it is late whatever is done.
    family_share
        Part of all jobs, by merit, within which those of a family stand together.
    reach_share
        Part of all jobs, by merit, within which some are taken into one batch.
    opening_min
        Minutes that joining such a batch is worth against opening another.
    setup_weight, batch_weight, tries
        As of :func:`scheduling.kernel.state.rule`.
    """

    patience_min: float = 3000.0
    pace: float = 1.6
    weight_power: float = 1.0
    work_power: float = 0.8
    scarcity_power: float = 0.5
    given_up_min: float = 4320.0
    family_share: float = 0.05
    reach_share: float = 0.03
    opening_min: float = 2000
    setup_weight: float = 8
    batch_weight: float = 60
    tries: float = 6

    def varied(self, chance: np.random.Generator) -> "Policy":
        """Return a policy beside this one: one to three of its numbers are others."""
        names = [*CHOICES, *_FACTORS]
        count = int(chance.integers(1, 4))
        changed: dict[str, float] = {}
        for index in chance.choice(len(names), size=count, replace=False).tolist():
            name = names[index]
            if name in CHOICES:
                choices = CHOICES[name]
                changed[name] = choices[int(chance.integers(len(choices)))]
            else:
                factor = np.exp(chance.normal() * _FACTORS[name])
                changed[name] = float(getattr(self, name) * factor)
        return replace(self, **changed)


class Weighing:
    """
    Orders and plans by policies, for one problem.

    Parameters
    ----------
    empty
        State with the facts alone; it is not changed.
    """

    def __init__(self, empty: State) -> None:
        self._empty = empty
        jobs = empty.jobs
        self._jobs = jobs
        self._figures = figures = Figures(jobs)
        self._family = figures.family()
        task = jobs.raw.task[: jobs.tasks]
        self._owner = task["job"]
        self._is_free = empty.held.place["way"][: jobs.tasks] < 0
        # machines that can do the same operations are dear together
        self._kind = jobs.raw.way["set"][task["first_way"]]
        kinds = len(jobs.shop.raw.set)
        own = self._kind[self._is_free]
        work = figures.least[self._is_free].astype(np.float64)
        self._tasks_of = np.maximum(1, np.bincount(own, minlength=kinds))
        self._mean_work = np.maximum(1.0, np.bincount(own, work, kinds))
        self._mean_work /= self._tasks_of
        self._shared, self._room, self._units, self._key = _batches(jobs, self._is_free)

    def waits(self, state: State) -> Array:
        """Minutes that operations waited in a plan, on average by the first set."""
        raw, count = self._jobs.raw, self._jobs.tasks
        task, place = raw.task[:count], state.held.place[:count]
        links = (task["last_before"] - task["first_before"]).astype(np.int64)
        owner = np.repeat(np.arange(count), links)
        before = raw.before[: len(owner)]
        ready = task["earliest"].astype(np.int64)
        np.maximum.at(ready, owner, place["end"][before] + task["wait"][before])
        free = self._is_free
        waited = np.maximum(0, place["start"] - ready)[free]
        total = np.bincount(self._kind[free], waited, len(self._tasks_of))
        mean: Array = total / self._tasks_of
        return mean

    def build(self, policy: Policy, waits: Array | None) -> State | None:
        """
        Build a plan by a policy; ``None`` where a job finds no place.

        Parameters
        ----------
        policy
            How jobs are weighed and inserted.
        waits
            Of :meth:`waits`; without them the busiest resources count alone.
        """
        order = self._order(policy, self._work(policy, waits))
        order, group = self._grouped(order, policy)
        state = self._empty.copy()
        weights = rule(
            setup_weight=int(policy.setup_weight),
            batch_weight=int(policy.batch_weight),
            tries=int(policy.tries),
        )
        found = build_together(
            self._jobs.shop.raw,
            self._jobs.raw,
            state.held,
            order,
            group,
            self._shared,
            int(policy.opening_min),
            weights,
        )
        state.settle()
        return state if found < 0 else None

    def _work(self, policy: Policy, waits: Array | None) -> Array:
        """Work of each job, each minute as dear as the waiting for it."""
        figures = self._figures
        if waits is None or not waits.any():
            return figures.heavy_work
        price = (waits / self._mean_work) ** policy.scarcity_power
        price /= price.max()
        dear = figures.least * price[self._kind] * self._is_free
        work: Array = np.bincount(self._owner, dear, figures.count)
        return np.maximum(1.0, work)

    def _order(self, policy: Policy, work: Array) -> Array:
        """Jobs by merit, weighed anew as time goes by."""
        figures = self._figures
        merit = figures.weight**policy.weight_power
        merit /= (work + 0.25 * work.mean()) ** policy.work_power
        span = max(1.0, float(figures.load.max()) * policy.pace)
        latest = figures.promise - figures.tail - figures.heavy_work
        waiting = np.arange(figures.count)
        order: list[Array] = []
        total, done = work.sum(), 0.0
        while len(waiting):
            slack = latest[waiting] - span * done / total
            patience = policy.patience_min
            now = merit[waiting] * np.exp(-np.clip(slack / patience, 0, 50))
            now = np.where(slack < -policy.given_up_min, 0.01 * now, now)
            best = np.argsort(-now, kind="stable")
            much = np.cumsum(work[waiting[best]])
            chosen = best[: max(1, int(np.searchsorted(much, total / _ROUNDS)))]
            order.append(waiting[chosen])
            done += work[waiting[chosen]].sum()
            waiting = np.delete(waiting, chosen)
        found = np.concatenate(order)
        size = int(policy.family_share * figures.count)
        if size < 1:
            return found
        rank = np.zeros(figures.count, np.int64)
        rank[found] = np.arange(figures.count)
        return stable(rank // size, self._family, rank)

    def _grouped(self, order: Array, policy: Policy) -> tuple[Array, Array]:
        """Jobs in their order, but those of one batch together; and their groups."""
        reach = policy.reach_share * len(order)
        groups: list[list[int]] = []
        open_by_key: dict[bytes, tuple[int, list[int]]] = {}
        room_left: dict[bytes, int] = {}
        for rank, job in enumerate(order.tolist()):
            key = self._key[job]
            if not key:
                groups.append([job])
                continue
            units = self._units[job]
            since, members = open_by_key.get(key, (0, []))
            if members and rank - since <= reach and units <= room_left[key]:
                members.append(job)
                room_left[key] -= units
            else:
                members = [job]
                groups.append(members)
                open_by_key[key] = rank, members
                room_left[key] = self._room[job] - units
        flat = np.array([job for one in groups for job in one], np.int32)
        sizes = [len(one) for one in groups]
        return flat, np.repeat(np.arange(len(groups), dtype=np.int32), sizes)


def _batches(
    jobs: JobArrays, is_free: Array
) -> tuple[Array, list[int], list[int], list[bytes]]:
    """
    Return the first operation of each job that shares a batch which grows.

    Returns
    -------
    tuple
        Its task by job (-1: none), the room of its batches, its units, and what all
        of one batch have alike (empty: none).
    """
    raw, shop = jobs.raw, jobs.shop.raw
    task = raw.task[: jobs.tasks]
    kind = raw.way["set"][task["first_way"]]
    oven = shop.set["batch"][kind]
    grows = is_free & (oven >= 0) & (shop.resource["adds_up"][oven] > 0)
    count = len(jobs.jobs)
    shared = np.full(count, -1, np.int32)
    room, units, key = [0] * count, [0] * count, [b""] * count
    for index in np.flatnonzero(grows)[::-1].tolist():
        job = int(task["job"][index])
        shared[job] = index
        room[job] = int(shop.resource["room"][oven[index]])
        units[job] = int(task["units"][index])
        key[job] = kind[index].tobytes() + raw.family[index].tobytes()
    return shared, room, units, key
