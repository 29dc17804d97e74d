"""A plan while it is being worked on: places of tasks and their running worth."""

from collections.abc import Iterable

from scheduling.floor import Floor, floor_of, place_of
from scheduling.jobs import Job
from scheduling.measures import DAY_MIN
from scheduling.problem import Problem
from scheduling.schedule import Objective, OperationKey, Schedule
from scheduling.tasks import Place, Site, Task

Score = tuple[int, int, int, int, int, int]
"""Terms of the objective of one job; the last is its completion."""


class Workshop:
    """
    A problem with everything that stays the same while it is solved.

    Parameters
    ----------
    problem
        What is planned.
    profile
        Terms of the objective that count, in their order.
    start
        Earlier plan that movement is counted against.
    """

    def __init__(
        self, problem: Problem, profile: tuple[str, ...], start: Schedule | None
    ) -> None:
        self.problem = problem
        self.profile = profile
        self.start = start
        self.site = Site(problem)
        self.jobs = problem.jobs
        self.tasks_of = {job.id: self.site.tasks(job) for job in problem.jobs}
        self.task_of = {
            task.key: task for tasks in self.tasks_of.values() for task in tasks
        }
        self.after_of = {
            key: _after_it(self.tasks_of[key[0]], key) for key in self.task_of
        }
        self.facts = {one.key: place_of(self.site, one) for one in problem.fixed}

    def empty(self) -> "Plan":
        """Plan that holds the facts and nothing else."""
        floor = floor_of(self.site, ())
        plan = Plan(self, floor, dict(self.facts), {})
        for job in self.jobs:
            if plan.is_complete(job):
                plan.rate(job)
        return plan


def _after_it(tasks: tuple[Task, ...], key: OperationKey) -> tuple[OperationKey, ...]:
    """List an operation and all that come after it, in order of precedence."""
    found = [key]
    for task in tasks:
        if any(before in found for before in task.after):
            found.append(task.key)
    return tuple(found)


class Plan:
    """
    Places of tasks on a floor; branches are cheap and independent.

    Parameters
    ----------
    workshop
        The problem.
    floor
        What is held.
    places
        Where each planned task is, facts included.
    scores
        Worth of each complete job, by id.
    """

    __slots__ = ("floor", "places", "scores", "workshop")

    def __init__(
        self,
        workshop: Workshop,
        floor: Floor,
        places: dict[OperationKey, Place],
        scores: dict[str, Score],
    ) -> None:
        self.workshop = workshop
        self.floor = floor
        self.places = places
        self.scores = scores

    def branch(self) -> "Plan":
        """Return an equal plan that can be changed on its own."""
        return Plan(
            self.workshop, self.floor.branch(), dict(self.places), dict(self.scores)
        )

    def ready_min(self, task: Task) -> int | None:
        """Earliest start of a task, or ``None`` while it waits for an unplanned one."""
        at = task.earliest_min
        for key in task.after:
            before = self.places.get(key)
            if before is None:
                return None
            at = max(at, before.end_min + self.workshop.task_of[key].wait_min)
        return at

    def put(self, task: Task, place: Place) -> None:
        """Take a place that was found for a task."""
        self.floor.hold(task.key, place)
        self.places[task.key] = place

    def take_out(self, keys: Iterable[OperationKey]) -> set[OperationKey] | None:
        """
        Free operations, all that come after them, and those that this breaks.

        Returns
        -------
        set of OperationKey or None
            What is to be placed again; ``None`` if a fixed operation would be left
            without its changeover, and the plan is then spoilt.
        """
        facts = self.workshop.facts
        out: set[OperationKey] = set()
        waiting = sorted(keys)  # a set's own order differs from run to run
        while waiting:
            for key in reversed(self.workshop.after_of[waiting.pop()]):
                if key in out or key in facts:
                    continue
                broken = self.floor.free(self.places.pop(key))
                out.add(key)
                if not broken.isdisjoint(facts):
                    return None
                waiting.extend(sorted(broken - out))
        return out

    def is_complete(self, job: Job) -> bool:
        """Whether every operation of a job has its place."""
        return all((job.id, one.id) in self.places for one in job.operations)

    def rate(self, job: Job) -> None:
        """Compute the worth of a complete job anew."""
        workshop = self.workshop
        done, first, setup, moved = 0, 10**12, 0, 0
        for task in workshop.tasks_of[job.id]:
            place = self.places[task.key]
            done = max(done, place.end_min + task.wait_min)
            first = min(first, place.start_min)
            setup += place.setup_min
            if workshop.start is not None:
                moved += _moved_min(task.key, place, workshop.start)
        promised, wanted = job.promise_min, job.wanted_min
        broken = job.weight if promised is not None and done > promised else 0
        late = 0 if wanted is None else max(0, done - wanted) * job.weight
        self.scores[job.id] = (broken, late, moved, setup, done - first, done)

    def objective(self) -> Objective:
        """Worth of a complete plan."""
        columns = list(zip(*self.scores.values(), strict=True)) or [(0,)] * 6
        broken, late, moved, setup, progress = (sum(one) for one in columns[:5])
        return Objective(
            broken_promises=broken,
            weighted_tardiness_min=late,
            moved_min=moved,
            setup_min=setup,
            in_progress_min=progress,
            makespan_min=max(columns[5]),
        )

    def key(self) -> tuple[int, ...]:
        """Worth as a tuple to compare by, less is better."""
        return self.objective().key(self.workshop.profile)

    def schedule(self) -> Schedule:
        """Schedule with the facts exactly as they were given."""
        fixed = self.workshop.problem.fixed_by_key
        places = self.places.items()
        return Schedule(
            {key: fixed.get(key) or place.assignment(key) for key, place in places}
        )


def _moved_min(key: OperationKey, place: Place, start: Schedule) -> int:
    before = start.assignments.get(key)
    if before is None:
        return 0
    elsewhere = DAY_MIN if before.resources != place.way.resources else 0
    return abs(place.start_min - before.start_min) + elsewhere
