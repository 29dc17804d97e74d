"""An event applied to a problem and its plan: what is to be planned from then on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from scheduling.begun import Stood, holding_on, stood_at, stretched
from scheduling.changes import (
    closed,
    opened,
    with_delivery,
    with_job,
)
from scheduling.events import (
    Absence,
    Breakdown,
    Cancellation,
    Declined,
    Event,
    LateMaterial,
    OrderChange,
    Overtime,
    Progress,
    RushOrder,
    Scrap,
    Waiting,
)
from scheduling.inspect_events import inspect_event
from scheduling.order_events import (
    Then,
    cancelled,
    changed,
    descendants,
    no,
    remade,
)
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule


def apply(problem: Problem, schedule: Schedule, event: Event) -> Problem | Declined:
    """
    Problem that is to be planned after an event.

    Its origin stays. What has begun is fixed in it, and so is what starts before
    the freeze fence, except for what the event makes impossible; nothing free may
    start before the event became known.

    Parameters
    ----------
    problem
        The factory until then.
    schedule
        The plan that was followed until then.
    event
        What happened.

    Returns
    -------
    Problem | Declined
        ``Declined`` where the event comes too late: an order that is finished is
        not cancelled, work that has started is not changed.

    Raises
    ------
    ProblemError
        With every fault of the event: unknown ids, times that contradict.
    """
    inspect_event(problem, event)
    stood = stood_at(problem, schedule, event.at_min)
    then = _then(problem, stood, event)
    if isinstance(then, Declined):
        return then
    after = then.problem
    known = after.operation_by_key
    begun = {
        key: stretched(problem, after, one, event.at_min)
        for key, one in then.begun.items()
        if key in known
    }
    kept = holding_on(problem, after, then.stood, begun)
    if isinstance(event, LateMaterial):
        kept = _supplied(after, event, begun, kept)
    fixed = sorted((*begun.values(), *kept), key=lambda one: (one.start_min, one.key))
    fence = max(problem.horizon.freeze_min, event.at_min)
    horizon = replace(problem.horizon, freeze_min=fence)
    done = after.altered(horizon=horizon, fixed=tuple(fixed))
    if isinstance(event, RushOrder | OrderChange):
        done.check_job(event.job)
    return done


def _then(problem: Problem, stood: Stood, event: Event) -> Then | Declined:  # noqa: PLR0911 - one way out for each kind of event
    match event:
        case Breakdown() | Absence():
            span = (event.since_min, event.until_min)
            return Then(closed(problem, event.resource, *span), stood.begun, stood)
        case Overtime():
            since = max(event.since_min, event.at_min)
            longer = opened(problem, event.resource, since, event.until_min)
            return Then(longer, stood.begun, stood)
        case Scrap():
            return remade(problem, stood, event)
        case RushOrder():
            return Then(with_job(problem, event.job), stood.begun, stood)
        case LateMaterial():
            return _without_delivery(problem, stood, event)
        case OrderChange():
            return changed(problem, stood, event)
        case Cancellation():
            return cancelled(problem, stood, event)
        case Progress():
            return _reported(problem, stood, event)
        case Waiting():
            return _not_begun(problem, stood, event)
        case _:
            assert_never(event)


def _without_delivery(
    problem: Problem, stood: Stood, event: LateMaterial
) -> Then | Declined:
    if event.due_min < event.at_min:
        return no(event, "delivered", material=event.material)
    supply = problem.material_by_id[event.material].supply
    amount = sum(many for minute, many in supply if minute == event.due_min)
    less = with_delivery(
        problem,
        event.material,
        event.due_min,
        amount if event.quantity is None else event.quantity,
        event.until_min,
    )
    return Then(less, stood.begun, stood)


def _supplied(
    problem: Problem,
    event: LateMaterial,
    begun: Mapping[OperationKey, Assignment],
    kept: tuple[Assignment, ...],
) -> tuple[Assignment, ...]:
    """List frozen operations that still find their material, in order of start."""
    material = problem.material_by_id[event.material]
    known = problem.operation_by_key

    def need(one: Assignment) -> int:
        return known[one.key].materials.get(event.material, 0)

    used = sum(need(one) for one in begun.values() if one.start_min >= 0)
    found: list[Assignment] = []
    for one in kept:
        come = sum(many for minute, many in material.supply if minute <= one.start_min)
        if need(one) and used + need(one) > material.stock + come:
            continue
        used += need(one)
        found.append(one)
    return _with_those_before(problem, tuple(found), kept)


def _with_those_before(
    problem: Problem, found: tuple[Assignment, ...], kept: tuple[Assignment, ...]
) -> tuple[Assignment, ...]:
    """Drop from what was found whatever waits for something that was dropped."""
    lost = {one.key for one in kept} - {one.key for one in found}
    still: list[Assignment] = []
    for one in found:
        if any(
            (one.job, name) in lost for name in problem.operation_by_key[one.key].after
        ):
            lost.add(one.key)
        else:
            still.append(one)
    return tuple(still)


def _reported(problem: Problem, stood: Stood, event: Progress) -> Then | Declined:
    key = (event.job, event.operation)
    known = stood.begun.get(key) or stood.frozen.get(key)
    told = problem.fixed_by_key.get(key)
    if told is not None and told.end_min <= event.at_min and not event.is_finished:
        return no(event, "finished", job=event.job)
    fact = Assignment(
        event.job,
        event.operation,
        event.resources,
        event.start_min,
        event.end_min,
        known.setup_min if known is not None else 0,
    )
    doubted = _doubted(problem, stood, event.start_min)
    begun = {key: one for key, one in stood.begun.items() if key not in doubted}
    frozen = {**stood.frozen, **doubted}
    return Then(problem, {**begun, key: fact}, Stood(stood.begun, frozen))


def _doubted(
    problem: Problem, stood: Stood, since: int
) -> dict[OperationKey, Assignment]:
    """List what has begun by the plan's word alone since a minute."""
    return {
        key: one
        for key, one in stood.begun.items()
        if one.start_min >= since and key not in problem.fixed_by_key
    }


def _not_begun(problem: Problem, stood: Stood, event: Waiting) -> Then | Declined:
    key = (event.job, event.operation)
    if key in problem.fixed_by_key:
        return no(event, "has_started", job=event.job, operation=event.operation)
    later = descendants(problem.job_by_id[event.job], {event.operation})
    waits = {(event.job, name) for name in (event.operation, *later)}
    begun = {name: one for name, one in stood.begun.items() if name not in waits}
    frozen = {name: one for name, one in stood.frozen.items() if name not in waits}
    return Then(problem, begun, Stood(stood.begun, frozen))
