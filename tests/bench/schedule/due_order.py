"""
Due-date order as a foreman keeps it: the yardstick for changeovers.

Orders are taken by due date; each operation goes to the machine on which it ends
first, behind everything that is planned there, whatever family stands on it. It knows
machines with changeovers and calendars, nothing else: the lacquering shop of twelve
colours has nothing else.
"""

from scheduling.problem import Alternative, Operation, Problem
from scheduling.schedule import Assignment, Schedule


def due_order(problem: Problem) -> Schedule:
    """
    Return the plan.

    Raises
    ------
    ValueError
        When the problem has what this order does not know.
    """
    if problem.materials or any(one.batching for one in problem.resources):
        raise ValueError("due-date order knows neither batches nor materials")
    queue = _Queue(problem)
    for job in sorted(problem.jobs, key=lambda job: (job.due_min or 0, job.id)):
        ends: dict[str, int] = {}
        for operation in job.operations:
            known = problem.fixed_by_key.get((job.id, operation.id))
            if known is None:
                ready = [ends[name] for name in operation.after]
                known = queue.add(job.id, operation, max([job.release_min, *ready]))
            ends[operation.id] = known.end_min + operation.wait_min
    return Schedule(queue.planned)


class _Queue:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.planned = dict(problem.fixed_by_key)
        self.free_from: dict[str, int] = {}
        self.standing = {one.id: dict(one.initial_setup) for one in problem.resources}
        for fact in sorted(problem.fixed, key=lambda one: one.start_min):
            self._hold(fact, problem.operation_by_key[fact.key])

    def _hold(self, one: Assignment, operation: Operation) -> None:
        self.planned[one.key] = one
        for name in one.resources:
            before = self.free_from.get(name, 0)
            self.free_from[name] = max(before, one.end_min)
            own = self.problem.resource_by_id[name].setups
            self.standing[name] |= {
                key: family for key, family in operation.setup.items() if key in own
            }

    def add(self, job: str, operation: Operation, ready: int) -> Assignment:
        """Queue an operation where it ends first."""
        found = [
            place
            for way in operation.alternatives
            if (place := self._place(job, operation, way, ready)) is not None
        ]
        if not found:
            raise ValueError(f"{job}/{operation.id} finds no place in the horizon")
        best = min(found, key=lambda one: (one.end_min, one.resources))
        self._hold(best, operation)
        return best

    def _place(
        self, job: str, operation: Operation, way: Alternative, ready: int
    ) -> Assignment | None:
        setup = max(self._setup(name, operation) for name in way.resources)
        free = (self.free_from.get(name, 0) for name in way.resources)
        at = max([ready, self.problem.horizon.freeze_min, *free])
        windows = self.problem.windows(way.resources)
        search = windows.paused if operation.is_resumable else windows.whole
        span = search(at, setup + way.duration_min)
        if span is None:
            return None
        return Assignment(job, operation.id, way.resources, *span, setup)

    def _setup(self, name: str, operation: Operation) -> int:
        resource = self.problem.resource_by_id[name]
        total = 0
        for attribute in resource.setups:
            family = operation.setup.get(attribute)
            if family is not None:
                matrix = self.problem.matrix_by_attribute[attribute]
                before = self.standing[name].get(attribute)
                minutes = matrix.changeover_min(before, family)
                if minutes is None:
                    raise ValueError(f"{name} cannot change {before} to {family}")
                total += minutes
        return total
