"""Work in progress of a generated factory: what is done, what runs, what is frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from scheduling.jobs import Alternative, Job, Operation
from scheduling.schedule import Assignment, OperationKey
from scheduling.shop import Resource, SetupMatrix

Spans = tuple[tuple[int, int], ...]
Families = dict[str, dict[str, str]]
RUNNING_SHARE = 0.6
"""Orders under way whose next operation runs at the origin, where it can."""


@dataclass(frozen=True, slots=True)
class Started:
    """
    How the factory stands at the origin.

    Parameters
    ----------
    facts
        Assignments that are done, that run, or that start before the fence.
    standing
        Family that stands on each resource at the origin, by attribute.
    """

    facts: tuple[Assignment, ...]
    standing: Mapping[str, Mapping[str, str]]


class Floor:
    """
    Puts orders on the floor as a foreman would have, until the freeze fence.

    What is done lies before the origin, one thing at a time on each resource; no
    calendar is described there. What runs or is frozen keeps every rule of a plan.

    Parameters
    ----------
    resources
        Each with the open intervals of its calendar.
    setups
        Changeovers.
    freeze_min
        What starts before it is fixed.
    random
        Which orders run, and where the others were done.
    """

    def __init__(
        self,
        resources: Iterable[tuple[Resource, Spans]],
        setups: Iterable[SetupMatrix],
        freeze_min: int,
        random: Random,
    ) -> None:
        listed = list(resources)
        self._resources = {one.id: one for one, _ in listed}
        self._open = {one.id: spans for one, spans in listed}
        self._matrices = {matrix.attribute: matrix for matrix in setups}
        self._freeze_min = freeze_min
        self._random = random
        self._since: dict[str, int] = {}
        self._until: dict[str, int] = {}
        self._facts: dict[OperationKey, Assignment] = {}

    def start(
        self, begun: Iterable[tuple[Job, int]], families: Mapping[str, list[str]]
    ) -> Started:
        """
        Return the state of the floor.

        Parameters
        ----------
        begun
            Jobs under way, each with how many of its operations are done.
        families
            What may stand on a resource that does nothing yet, by attribute.
        """
        listed = list(begun)
        standing: Families = {
            one.id: {name: self._random.choice(families[name]) for name in one.setups}
            for one in self._resources.values()
            if one.setups
        }
        for job, done in listed:
            if self._random.random() < RUNNING_SHARE:
                self._run(job, done, standing)
        for job, done in listed:
            self._finish(job, done)
        later = {name: dict(one) for name, one in standing.items()}
        for job, done in listed:
            self._freeze(job, done, later)
        return Started(tuple(self._facts.values()), standing)

    def _run(self, job: Job, done: int, standing: Families) -> None:
        """Let the next operation run at the origin, if somebody free can do it."""
        operation = job.operations[done]
        if not {one.id for one in job.operations[:done]}.issuperset(operation.after):
            return
        for way in operation.alternatives:
            minutes = self._minutes(way)
            if minutes < 2 or any(name in self._until for name in way.resources):
                continue
            elapsed = self._random.randrange(1, minutes)
            if self._earliest(way, 0, minutes - elapsed) == 0:
                self._hold(job, operation, way, (-elapsed, minutes - elapsed))
                for name in way.resources:
                    self._since[name] = -elapsed
                _set(standing, way, operation)
                return

    def _finish(self, job: Job, done: int) -> None:
        """Place what is done before the origin, the last operation first."""
        running = self._facts.get((job.id, job.operations[done].id))
        limit = running.start_min if running else -self._random.randrange(90)
        latest: dict[str, int] = {}
        for operation in reversed(job.operations[:done]):
            way = self._random.choice(operation.alternatives)
            until = latest.get(operation.id, limit) - operation.wait_min
            end = min([until, *(self._since.get(name, 0) for name in way.resources)])
            start = end - self._minutes(way)
            key = (job.id, operation.id)
            self._facts[key] = Assignment(*key, way.resources, start, end)
            for name in way.resources:
                self._since[name] = start
            for name in operation.after:
                latest[name] = min(latest.get(name, limit), start)

    def _freeze(self, job: Job, done: int, standing: Families) -> None:
        """Queue what can start before the fence, as early as it can."""
        waits = {one.id: one.wait_min for one in job.operations}
        for operation in job.operations[done:]:
            if (job.id, operation.id) in self._facts:
                continue
            before = [self._facts.get((job.id, name)) for name in operation.after]
            known = [one for one in before if one is not None]
            if len(known) < len(before):
                return
            ready = max([0, *(one.end_min + waits[one.operation] for one in known)])
            sites = {self._site(one.resources) for one in known}
            places = [
                (*place, way.resources, way)
                for way in operation.alternatives
                if sites <= {self._site(way.resources)}
                and (place := self._place(operation, way, ready, standing))
            ]
            if not places:
                return
            end, start, setup, _, way = min(places, key=lambda place: place[:4])
            self._hold(job, operation, way, (start, end), setup)
            _set(standing, way, operation)

    def _site(self, resources: tuple[str, ...]) -> str:
        return self._resources[resources[0]].site

    def _place(
        self, operation: Operation, way: Alternative, ready: int, standing: Families
    ) -> tuple[int, int, int] | None:
        """End, start and changeover of an operation behind all others."""
        setup = 0
        for name in way.resources:
            own = 0
            for attribute, before in standing.get(name, {}).items():
                if attribute in operation.setup:
                    matrix = self._matrices[attribute]
                    minutes = matrix.changeover_min(before, operation.setup[attribute])
                    if minutes is None:
                        return None
                    own += minutes
            setup = max(setup, own)
        at = max([ready, *(self._until.get(name, 0) for name in way.resources)])
        length = setup + self._minutes(way)
        start = self._earliest(way, at, length)
        if start is None or start >= self._freeze_min:
            return None
        return start + length, start, setup

    def _earliest(self, way: Alternative, at: int, minutes: int) -> int | None:
        """Earliest start at which all its resources work so long without a pause."""
        start = at
        while True:
            before = start
            for name in way.resources:
                fitting = (
                    max(start, since)
                    for since, until in self._open[name]
                    if until - max(start, since) >= minutes
                )
                found = next(fitting, None)
                if found is None:
                    return None
                start = found
            if start == before:
                return start

    def _minutes(self, way: Alternative) -> int:
        """Working minutes of an operation that is alone in its batch."""
        found = (self._resources[name].batching for name in way.resources)
        bases = (one.base_min for one in found if one is not None)
        return way.duration_min + max(bases, default=0)

    def _hold(
        self,
        job: Job,
        operation: Operation,
        way: Alternative,
        span: tuple[int, int],
        setup: int = 0,
    ) -> None:
        key = (job.id, operation.id)
        self._facts[key] = Assignment(*key, way.resources, *span, setup)
        for name in way.resources:
            self._until[name] = span[1]


def _set(standing: Families, way: Alternative, operation: Operation) -> None:
    """Let the operation's families stand on its resources."""
    for name in way.resources:
        own = standing.get(name, {})
        own |= {key: value for key, value in operation.setup.items() if key in own}
