"""Improvement by ruin and recreate: take some operations out, put them back better."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from scheduling.constructors import put_all
from scheduling.floor import NEVER
from scheduling.plan import Plan
from scheduling.schedule import OperationKey
from scheduling.tasks import Task

MEMORY = 40
"""Length of the list of late acceptance: how long a worse plan is tolerated."""

Ruin: TypeAlias = Callable[[Plan, Random], set[OperationKey]]


class Recreate:
    """
    Late-acceptance search over ruined and recreated plans.

    Parameters
    ----------
    plan
        A complete plan.
    random
        Source of every choice; the same seed makes the same search.

    References
    ----------
    Schrimpf et al. (2000), https://doi.org/10.1006/jcph.1999.6413;
    Burke, Bykov (2017), https://doi.org/10.1016/j.ejor.2016.07.012
    """

    def __init__(self, plan: Plan, random: Random) -> None:
        self.current = plan
        self.best = plan
        self.best_key = plan.key()
        self._key = self.best_key
        self._memory = [self.best_key] * MEMORY
        self._random = random
        self._rounds = 0

    def adopt(self, plan: Plan) -> None:
        """Go on from a plan that was found elsewhere, if it is the best so far."""
        key = plan.key()
        if key < self.best_key:
            self.current = self.best = plan
            self._key = self.best_key = key

    def step(self) -> bool:
        """Try one change; say whether it made a new best plan."""
        self._rounds += 1
        random = self._random
        if self._rounds % 150 == 0:
            changed = self._shaken(random.choice((0, 0, 60, 240)))
        else:
            changed = self._recreated()
        if changed is None:
            return False
        key = changed.key()
        slot = self._rounds % MEMORY
        if key <= self._key or key <= self._memory[slot]:
            self.current, self._key = changed, key
        self._memory[slot] = min(self._memory[slot], self._key)
        if key < self.best_key:
            self.best, self.best_key = changed, key
            return True
        return False

    def _recreated(self) -> Plan | None:
        random = self._random
        keys = random.choice(RUINS)(self.current, random)
        if not keys:
            return None
        changed = self.current.branch()
        out = changed.take_out(keys)
        if out is None:
            return None
        return self._put_back(changed, out)

    def _put_back(self, plan: Plan, out: set[OperationKey]) -> Plan | None:
        random = self._random
        workshop = plan.workshop
        jobs = sorted({key[0] for key in out})
        _arrange(plan, jobs, random)
        setup_weight = random.choice((0, 0, 1, 4))
        for job_id in jobs:
            tasks = [t for t in workshop.tasks_of[job_id] if t.key in out]
            if put_all(plan, tasks, setup_weight) is not None:
                return None
            plan.rate(workshop.problem.job_by_id[job_id])
        return plan

    def _shaken(self, noise_min: int) -> Plan | None:
        """Place everything anew in order of start: closes gaps, merges families."""
        random, current = self._random, self.current
        plan = current.workshop.empty()
        noise = {job.id: random.randint(0, noise_min) for job in current.workshop.jobs}
        starts = {
            key: place.start_min + noise[key[0]]
            for key, place in current.places.items()
            if key not in plan.places
        }
        tasks = [
            current.workshop.task_of[key]
            for key in sorted(starts, key=lambda k: (starts[k], k))
        ]
        if put_all(plan, _after_each(tasks), random.choice((0, 1))) is not None:
            return None
        for job in current.workshop.jobs:
            plan.rate(job)
        return plan


def _after_each(tasks: list[Task]) -> list[Task]:
    """Order in which nothing comes before what it waits for."""
    position = {task.key: index for index, task in enumerate(tasks)}
    order: list[Task] = []
    placed: set[OperationKey] = set()
    stack = tasks[::-1]
    while stack:
        task = stack[-1]
        missing = [k for k in task.after if k in position and k not in placed]
        if missing:
            stack.extend(tasks[position[key]] for key in missing)
            continue
        stack.pop()
        if task.key not in placed:
            placed.add(task.key)
            order.append(task)
    return order


def _arrange(plan: Plan, jobs: list[str], random: Random) -> None:
    """Put ruined jobs in an order to recreate them by: by promise, or by chance."""
    random.shuffle(jobs)
    rule = random.random()
    known = plan.workshop.problem.job_by_id
    if rule < 0.5:
        noise = {job: random.uniform(0.0, 480.0) for job in jobs}
        jobs.sort(key=lambda j: _or_never(known[j].promise_min) + noise[j])
    elif rule < 0.7:
        jobs.sort(key=lambda j: -known[j].weight)


def _or_never(minute: int | None) -> int:
    return NEVER if minute is None else minute


def _movable(plan: Plan, job_id: str) -> list[OperationKey]:
    facts = plan.workshop.facts
    return [t.key for t in plan.workshop.tasks_of[job_id] if t.key not in facts]


def _roots(plan: Plan, jobs: list[str]) -> set[OperationKey]:
    return {key for job in jobs for key in _movable(plan, job)}


def ruin_jobs(plan: Plan, random: Random) -> set[OperationKey]:
    """Take out a few whole jobs."""
    jobs = [job.id for job in plan.workshop.jobs]
    return _roots(plan, random.sample(jobs, min(len(jobs), random.randint(1, 4))))


def ruin_late(plan: Plan, random: Random) -> set[OperationKey]:
    """Take out a late job and some that work at the same time as it."""
    late = [job for job, score in plan.scores.items() if score[0] or score[1]]
    if not late:
        return ruin_jobs(plan, random)
    seed = random.choice(sorted(late))
    own = {
        name
        for t in plan.workshop.tasks_of[seed]
        for w in t.ways
        for name in w.resources
    }
    end = plan.scores[seed][5]
    start = end - plan.scores[seed][4]
    near = sorted(
        {
            key[0]
            for key, place in plan.places.items()
            if place.start_min < end
            and place.end_min > start
            and not own.isdisjoint(place.way.resources)
        }
        - {seed}
    )
    chosen = random.sample(near, min(len(near), random.randint(1, 5)))
    return _roots(plan, [seed, *chosen])


def ruin_stretch(plan: Plan, random: Random) -> set[OperationKey]:
    """Take out what one resource does in a stretch of time, and what comes after."""
    key = random.choice(sorted(plan.places))
    place = plan.places[key]
    name = random.choice(place.way.resources)
    until = place.end_min + random.choice((60, 240, 480))
    facts = plan.workshop.facts
    stretch = [
        (other.start_min, k)
        for k, other in plan.places.items()
        if k not in facts
        and name in other.way.resources
        and place.start_min <= other.start_min < until
    ]
    return {k for _, k in sorted(stretch)[: random.randint(2, 8)]}


RUINS: tuple[Ruin, ...] = (ruin_jobs, ruin_late, ruin_late, ruin_stretch)
"""What may be tried, as often as it stands here."""


WINDOW_JOBS = 7
"""Jobs that an exact window places anew."""


def window_keys(plan: Plan, random: Random) -> tuple[set[OperationKey], bool]:
    """Operations of an exact window, and whether they are all that can move."""
    jobs = [job.id for job in plan.workshop.jobs if _movable(plan, job.id)]
    if len(jobs) <= WINDOW_JOBS + 1:
        return _roots(plan, jobs), True
    late = sorted(job for job, score in plan.scores.items() if score[0] or score[1])
    seed = random.choice(late or jobs)
    middle = _middle(plan, seed)
    near = sorted(jobs, key=lambda job: (job != seed, abs(_middle(plan, job) - middle)))
    chosen = [seed, *random.sample(near[1 : 2 * WINDOW_JOBS], WINDOW_JOBS - 1)]
    return _roots(plan, chosen), False


def _middle(plan: Plan, job: str) -> int:
    score = plan.scores[job]
    return score[5] - score[4] // 2
