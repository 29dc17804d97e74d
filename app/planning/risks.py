"""Which promises the floor is about to lose, seen from now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, Entry
from app.planning.room import outlook
from scheduling.measures import completion_min

TIGHT_MIN = 12 * 60
"""Less room than this to the promise is a risk."""


class Risk(StrEnum):
    """How an order stands against its promise."""

    FINE = "fine"
    AT_RISK = "at_risk"
    LATE = "late"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True)
class Standing:
    """
    One reservation against its promise.

    Parameters
    ----------
    completion_at
        Expected end; None where it has no place.
    slack_min
        Minutes from the expected end to the promise, negative when late.
    """

    entry: Entry
    risk: Risk
    completion_at: datetime | None
    slack_min: int


def standings(plan: CurrentPlan, now: datetime) -> tuple[Standing, ...]:
    """How each living reservation stands, in the order of their numbers."""
    key = ("standings",)
    if key not in plan.memo:
        plan.memo[key] = tuple(
            _standing(plan, entry, now) for entry in plan.entries.values()
        )
    found: tuple[Standing, ...] = plan.memo[key]
    return found


def _standing(plan: CurrentPlan, entry: Entry, now: datetime) -> Standing:
    _, seen = outlook(plan, now)
    own = {}
    for operation in entry.job.operations:
        place = seen.schedule.assignments.get((entry.demand.id, operation.id))
        if place is None:
            return Standing(entry, Risk.UNPLANNED, None, 0)
        own[operation.id] = place
    end = completion_min(entry.job, own)
    slack = (entry.job.promise_min or end) - end
    return Standing(entry, risk_of(slack), instant_of(plan.origin, end), slack)


def risk_of(slack_min: int) -> Risk:
    """Word for so many minutes of room."""
    if slack_min < 0:
        return Risk.LATE
    return Risk.AT_RISK if slack_min < TIGHT_MIN else Risk.FINE


def newly_late(plan: CurrentPlan, now: datetime) -> list[str]:
    """Labels of orders that are late, or without a place, and nobody wrote down why."""
    return [
        one.entry.label
        for one in standings(plan, now)
        if one.risk in {Risk.LATE, Risk.UNPLANNED} and one.entry.disturbance is None
    ]
