"""Faults of events: what contradicts the factory or itself, all at once."""

from typing import assert_never

from scheduling.events import (
    Absence,
    Breakdown,
    Cancellation,
    Event,
    LateMaterial,
    OrderChange,
    Overtime,
    Progress,
    RushOrder,
    Scrap,
    Waiting,
)
from scheduling.faults import FaultList
from scheduling.problem import Problem


def inspect_event(problem: Problem, event: Event) -> None:  # noqa: C901, PLR0912 - a table of contents of the kinds of event
    """
    Check an event against the problem that it happens to.

    Raises
    ------
    ProblemError
        With every fault, each with its path below ``events.<id>``.
    """
    faults = FaultList()
    note = _Note(problem, f"events.{event.id}", faults)
    if event.at_min < 0:
        note("at_min", "negative", "Nothing becomes known before the origin.")
    match event:
        case Breakdown() | Absence() | Overtime():
            _inspect_span(event, note)
        case Scrap():
            if note.operation(event.job, event.operation):
                for name in event.again:
                    note.operation(event.job, name)
        case RushOrder():
            if event.job.id in problem.job_by_id:
                note("job", "repeated_id", f"There is a job '{event.job.id}' already.")
        case LateMaterial():
            _inspect_delivery(event, note)
        case OrderChange():
            note.job(event.job.id)
        case Cancellation():
            note.job(event.job)
        case Progress():
            _inspect_report(event, note)
        case Waiting():
            note.operation(event.job, event.operation)
        case _:
            assert_never(event)
    faults.raise_if_any()


class _Note:
    """Notes faults below one event's path."""

    def __init__(self, problem: Problem, path: str, faults: FaultList) -> None:
        self.problem = problem
        self._path = path
        self._faults = faults

    def __call__(self, name: str, code: str, sentence: str) -> None:
        self._faults.add(f"{self._path}.{name}", code, sentence)

    def resource(self, name: str) -> None:
        if name not in self.problem.resource_by_id:
            self("resource", "unknown_resource", f"There is no resource '{name}'.")

    def job(self, name: str) -> bool:
        if name in self.problem.job_by_id:
            return True
        self("job", "unknown_job", f"There is no job '{name}'.")
        return False

    def operation(self, job: str, name: str) -> bool:
        if not self.job(job):
            return False
        if (job, name) in self.problem.operation_by_key:
            return True
        sentence = f"Job '{job}' has no operation '{name}'."
        self("operation", "unknown_operation", sentence)
        return False


def _inspect_span(event: Breakdown | Absence | Overtime, note: _Note) -> None:
    note.resource(event.resource)
    if event.since_min >= event.until_min:
        note("until_min", "empty_interval", "It must end after it begins.")
    elif event.until_min <= event.at_min:
        note("until_min", "is_over", "It is over when it becomes known.")


def _inspect_delivery(event: LateMaterial, note: _Note) -> None:
    material = note.problem.material_by_id.get(event.material)
    if material is None:
        sentence = f"There is no material '{event.material}'."
        note("material", "unknown_material", sentence)
        return
    amounts = [many for minute, many in material.supply if minute == event.due_min]
    if not amounts:
        sentence = f"No delivery of '{event.material}' is due at {event.due_min}."
        note("due_min", "unknown_delivery", sentence)
    elif event.quantity is not None and not 1 <= event.quantity <= sum(amounts):
        sentence = f"It must be 1 to {sum(amounts)}, what was to come."
        note("quantity", "out_of_range", sentence)
    if event.until_min is not None and event.until_min < event.at_min:
        note("until_min", "is_over", "It cannot come before this became known.")


def _inspect_report(event: Progress, note: _Note) -> None:
    note.operation(event.job, event.operation)
    if not event.resources:
        note("resources", "no_resources", "Name what does it.")
    for name in event.resources:
        note.resource(name)
    if event.start_min > event.at_min:
        note("start_min", "not_yet", "It cannot have begun after it was reported.")
    if event.start_min >= event.end_min:
        note("end_min", "empty_interval", "It must end after it starts.")
    elif event.is_finished and event.end_min > event.at_min:
        note("end_min", "not_yet", "It cannot have ended after it was reported.")
    elif not event.is_finished and event.end_min <= event.at_min:
        note("end_min", "is_over", "What still runs ends after it was reported.")
