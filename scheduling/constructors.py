"""First plans: simple rules that give a whole plan at once."""

from collections.abc import Callable, Iterable, Sequence
from math import exp

from scheduling.floor import NEVER
from scheduling.jobs import Job
from scheduling.plan import Plan, Workshop
from scheduling.problem import Problem
from scheduling.schedule import DELIVERY, Infeasible, Schedule
from scheduling.sentences import no_room
from scheduling.tasks import Place, Task

CANDIDATES = 24
"""Tasks that a dispatching rule compares at a time, those ready first."""


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
    weight = {job.id: job.weight for job in plan.workshop.jobs}

    def merit(task: Task, place: Place) -> float:
        left = max(0.0, slack[task.key[0]] - place.start_min)
        changeover = exp(-place.setup_min / (0.3 * mean))
        urgency = weight[task.key[0]] / _least(task) * exp(-left / (4 * mean))
        soon = exp(-place.start_min / (4 * mean))  # an idle machine waits for nobody
        return (urgency + 1e-9) * changeover * soon + 1e-300 * (NEVER - place.start_min)

    return _dispatch(plan, merit)


def _dispatch(plan: Plan, merit: Callable[[Task, Place], float]) -> Infeasible | None:
    """Place the task of most merit among those that are ready, again and again."""
    waiting = [t for t in plan.workshop.task_of.values() if t.key not in plan.places]
    while waiting:
        ready = [(at, t) for t in waiting if (at := plan.ready_min(t)) is not None]
        ready.sort(key=lambda pair: pair[0])
        best: tuple[float, Task, Place] | None = None
        for at, task in ready[:CANDIDATES]:
            place = plan.floor.best(task, at)
            if place is None:
                return refusal(plan, task)
            worth = merit(task, place)
            if best is None or worth > best[0]:
                best = (worth, task, place)
        if best is None:  # only a cycle could do this, and a Problem has none
            raise ValueError("operations wait for each other in a circle")
        _, task, place = best
        plan.put(task, place)
        waiting.remove(task)
    _rate_all(plan)
    return None


def by_arrival(plan: Plan) -> Infeasible | None:
    """Every queue in order of arrival, nothing goes into a gap before another."""
    arrived = {job.id: index for index, job in enumerate(plan.workshop.jobs)}
    busy: dict[str, int] = {}
    waiting = [t for t in plan.workshop.task_of.values() if t.key not in plan.places]
    while waiting:
        queue = [(at, t) for t in waiting if (at := plan.ready_min(t)) is not None]
        at, task = min(queue, key=lambda pair: (pair[0], arrived[pair[1].key[0]]))
        place = _behind_all(plan, task, at, busy)
        if place is None:
            return refusal(plan, task)
        plan.put(task, place)
        waiting.remove(task)
        for name in place.way.resources:
            if plan.workshop.problem.resource_by_id[name].capacity == 1:
                busy[name] = place.end_min
            else:
                busy[name] = max(busy.get(name, 0), place.start_min)
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
