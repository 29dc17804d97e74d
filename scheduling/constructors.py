"""First plans: simple rules that give a whole plan at once."""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from math import exp

from scheduling.floor import NEVER
from scheduling.jobs import Job
from scheduling.plan import Plan, Workshop
from scheduling.problem import Problem
from scheduling.schedule import DELIVERY, Infeasible, OperationKey, Schedule
from scheduling.sentences import no_room
from scheduling.tasks import Place, Task

CANDIDATES = 24
"""Tasks that a dispatching rule compares at a time, those ready first."""

COMPARISONS = 10_000
"""Searches that a dispatching rule may make in all, about: it is one of many."""


def refusal(plan: Plan, task: Task) -> Infeasible:
    """Explain that a task finds no place in a plan."""
    workshop = plan.workshop
    at = plan.ready_min(task) or task.earliest_min
    resource = plan.floor.scarcest(workshop.site, task, at)
    length = workshop.problem.horizon.length_min
    name = "/".join(task.key)
    return Infeasible(*task.key, resource, no_room(resource, name, at, length))


def by_jobs(
    plan: Plan, jobs: Iterable[Job], setup_weight: int = 0
) -> Infeasible | None:
    """
    Place whole jobs one after another, each operation in the best gap.

    Parameters
    ----------
    plan
        Is filled; operations that have a place keep it.
    jobs
        In the order of their importance.
    setup_weight
        Minutes of delay that a minute of changeover is worth.
    """
    for job in jobs:
        refused = put_all(plan, plan.workshop.tasks_of[job.id], setup_weight)
        if refused is not None:
            return refused
        plan.rate(job)
    return None


def put_all(plan: Plan, tasks: Iterable[Task], setup_weight: int) -> Infeasible | None:
    """Place those of the tasks that have no place yet, in the order given."""
    for task in tasks:
        if task.key in plan.places:
            continue
        ready = plan.ready_min(task)
        at = task.earliest_min if ready is None else ready
        if setup_weight and any(way.changing for way in task.ways):
            place = plan.floor.thrifty(task, at, setup_weight)
        else:
            place = plan.floor.best(task, at)
        if place is None:
            return refusal(plan, task)
        plan.put(task, place)
    return None


def by_due_date(plan: Plan) -> Infeasible | None:
    """Earliest promise first."""
    return by_jobs(plan, sorted(plan.workshop.jobs, key=_promise))


def by_weight(plan: Plan) -> Infeasible | None:
    """Heaviest job first, the earlier promise among equals."""
    jobs = sorted(plan.workshop.jobs, key=lambda job: (-job.weight, _promise(job)))
    return by_jobs(plan, jobs)


def by_slack(plan: Plan) -> Infeasible | None:
    """Least time to spare first: promise minus the work still to be done."""
    return by_jobs(plan, sorted(plan.workshop.jobs, key=lambda job: _slack(plan, job)))


def by_families(plan: Plan) -> Infeasible | None:
    """Earliest promise first, waiting for a gap beside the same family."""
    return by_jobs(plan, sorted(plan.workshop.jobs, key=_promise), setup_weight=5)


def by_changeovers(plan: Plan) -> Infeasible | None:
    """
    Apparent tardiness cost with setups (ATCS), operation by operation.

    References
    ----------
    Lee, Bhaskaran, Pinedo (1997), https://doi.org/10.1080/07408179708966311
    """
    work = [_least(task) for task in plan.workshop.task_of.values()]
    mean = max(1.0, sum(work) / max(1, len(work)))
    slack = {job.id: _slack(plan, job) for job in plan.workshop.jobs}
    patience = 4 * mean * len(work) / max(1, len(slack))  # looks a job's work ahead
    weight = {job.id: job.weight for job in plan.workshop.jobs}

    def merit(task: Task, place: Place) -> float:
        left = max(0.0, slack[task.key[0]] - place.start_min)
        changeover = exp(-place.setup_min / (0.3 * mean))
        urgency = weight[task.key[0]] / _least(task) * exp(-left / patience)
        soon = exp(-place.start_min / (4 * mean))  # an idle machine waits for nobody
        return (urgency + 1e-9) * changeover * soon + 1e-300 * (NEVER - place.start_min)

    return _dispatch(plan, merit)


class _Queue:
    """Tasks whose predecessors all have places, by the minute they are ready."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._order = {job.id: index for index, job in enumerate(plan.workshop.jobs)}
        self._followers: dict[OperationKey, list[Task]] = {}
        self.ready: list[tuple[int, int, OperationKey, Task]] = []
        for task in plan.workshop.task_of.values():
            for key in task.after:
                self._followers.setdefault(key, []).append(task)
            self._add_if_ready(task)

    def _add_if_ready(self, task: Task) -> None:
        at = self._plan.ready_min(task)
        if at is not None and task.key not in self._plan.places:
            insort(
                self.ready, (at, self._order[task.key[0]], task.key, task), key=_rank
            )

    def put(self, task: Task, place: Place) -> None:
        """Place a task that was ready; those that waited for it alone join."""
        ranks = [entry[2] for entry in self.ready]
        del self.ready[ranks.index(task.key)]
        self._plan.put(task, place)
        for follower in self._followers.get(task.key, ()):
            self._add_if_ready(follower)


def _rank(entry: tuple[int, int, OperationKey, Task]) -> tuple[int, int, OperationKey]:
    return entry[:3]


def _dispatch(plan: Plan, merit: Callable[[Task, Place], float]) -> Infeasible | None:
    """Place the task of most merit among those that are ready, again and again."""
    queue = _Queue(plan)
    most = min(CANDIDATES, max(3, COMPARISONS // max(1, len(plan.workshop.task_of))))
    while queue.ready:
        found: list[tuple[float, int, Task, Place]] = []
        for rank, (at, _, _, task) in enumerate(queue.ready[:most]):
            place = plan.floor.best(task, at)
            if place is None:
                return refusal(plan, task)
            found.append((merit(task, place), -rank, task, place))
        _, _, task, place = max(found, key=lambda one: one[:2])
        queue.put(task, place)
    _rate_all(plan)
    return None


def by_arrival(plan: Plan) -> Infeasible | None:
    """Every queue in order of arrival, nothing goes into a gap before another."""
    busy: dict[str, int] = {}
    queue = _Queue(plan)
    while queue.ready:
        at, _, _, task = queue.ready[0]
        place = _behind_all(plan, task, at, busy)
        if place is None:
            return refusal(plan, task)
        queue.put(task, place)
        for name in place.way.resources:
            is_single = plan.workshop.problem.resource_by_id[name].capacity == 1
            until = place.end_min if is_single else place.start_min
            busy[name] = max(busy.get(name, 0), until)
    _rate_all(plan)
    return None


def _behind_all(plan: Plan, task: Task, at: int, busy: dict[str, int]) -> Place | None:
    found: list[Place] = []
    for way in task.ways:
        since = max([at, *(busy.get(name, 0) for name in way.resources)])
        place = plan.floor.fit(way, since, is_resumable=task.is_resumable)
        if place is not None:
            found.append(place)
    return min(found, key=lambda place: place.end_min, default=None)


def first_in_first_out(problem: Problem) -> Schedule | Infeasible:
    """
    Plan a factory without a planner: every queue in order of arrival.

    Jobs arrive at their release, those of the same minute in the order in which
    the problem lists them; each operation goes to the end of the queue that ends
    it first.
    """
    plan = Workshop(problem, DELIVERY, None).empty()
    refused = by_arrival(plan)
    return plan.schedule() if refused is None else refused


def _rate_all(plan: Plan) -> None:
    for job in plan.workshop.jobs:
        plan.rate(job)


def _promise(job: Job) -> tuple[int, int]:
    promised = job.promise_min
    return (NEVER if promised is None else promised, -job.weight)


def _least(task: Task) -> int:
    return min((way.duration_min for way in task.ways), default=1)


def _slack(plan: Plan, job: Job) -> int:
    tasks: Sequence[Task] = plan.workshop.tasks_of[job.id]
    return _promise(job)[0] - sum(_least(task) + task.wait_min for task in tasks)


CONSTRUCTORS: dict[str, Callable[[Plan], Infeasible | None]] = {
    "due_date": by_due_date,
    "slack": by_slack,
    "weight": by_weight,
    "families": by_families,
    "changeovers": by_changeovers,
}
"""The portfolio by name; the solver keeps the best."""
