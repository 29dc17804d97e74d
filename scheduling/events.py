"""What happens to a plan: events of the floor, the yard and the customer, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scheduling.problem import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """
    What every event has.

    Parameters
    ----------
    id
        Its name in the record of causes.
    at_min
        When it became known: what the plan starts earlier has started.
    """

    id: str
    at_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown(_Event):
    """
    A machine is down.

    What runs on it pauses and goes on afterwards.

    Parameters
    ----------
    resource
        Its id.
    since_min, until_min
        When, half-open; it may have begun before it became known.
    """

    resource: str
    since_min: int
    until_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(_Event):
    """
    A person or crew is away; what they are doing waits for them.

    Parameters
    ----------
    resource
        Id of the person or crew.
    since_min, until_min
        When, half-open.
    """

    resource: str
    since_min: int
    until_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtime(_Event):
    """
    A resource works when its calendar is closed.

    Parameters
    ----------
    resource
        Its id.
    since_min, until_min
        When, half-open; not before it was ordered.
    """

    resource: str
    since_min: int
    until_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrap(_Event):
    """
    A piece is spoilt and made again.

    Parameters
    ----------
    job, operation
        Where it was spoilt; it has started.
    again
        Ids of the operations that are done again; empty for the operation and all
        that led to it. What has started after one of them is done again in any case.
    """

    job: str
    operation: str
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RushOrder(_Event):
    """
    An order comes in between.

    Parameters
    ----------
    job
        Its id is new.
    """

    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMaterial(_Event):
    """
    A delivery comes later, or smaller, than was told.

    Parameters
    ----------
    material
        Its id.
    due_min
        When the delivery was to come: one of the material's ``supply``.
    quantity
        How much of it is concerned; ``None`` for all.
    until_min
        When that comes instead; ``None``: not at all.
    """

    material: str
    due_min: int
    quantity: int | None = None
    until_min: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChange(_Event):
    """
    The customer wants something else, or at another time.

    Parameters
    ----------
    job
        Takes the place of the job of its id; what has started is in it unchanged.
    """

    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(_Event):
    """
    An order is cancelled; what has been done of it stays done.

    Parameters
    ----------
    job
        Its id.
    """

    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(_Event):
    """
    The floor reports how an operation really goes.

    Parameters
    ----------
    job, operation
        What is reported.
    resources
        What really does it.
    start_min
        When it really began, not after ``at_min``.
    end_min
        When it ended, or is expected to.
    is_finished
        Whether it ended.
    """

    job: str
    operation: str
    resources: tuple[str, ...]
    start_min: int
    end_min: int
    is_finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(_Event):
    """
    The floor reports that an operation has not begun, though the plan says so.

    Parameters
    ----------
    job, operation
        What waits; nothing after it has begun either.
    """

    job: str
    operation: str


Event: TypeAlias = (
    Breakdown
    | Absence
    | Overtime
    | Scrap
    | RushOrder
    | LateMaterial
    | OrderChange
    | Cancellation
    | Progress
    | Waiting
)
"""Anything that makes a plan be made anew."""

DISTURBANCES = (Breakdown, Absence, Scrap, LateMaterial, Progress, Waiting)
"""Events that may cost another order its promise; a wish of a customer may not."""


@dataclass(frozen=True, slots=True)
class Declined:
    """
    What is asked for comes too late, or is no news.

    Parameters
    ----------
    event
        Id of the event.
    code
        Stable word: ``finished``, ``has_started``, ``not_started``, ``delivered``.
    sentences
        Why, by language (``en``, ``zh``).
    """

    event: str
    code: str
    sentences: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Why, in English."""
        return self.sentences["en"]
