"""What may be reported of an operation: one table, every state times every event."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an operation is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class Event(StrEnum):
    """What an operator reports."""

    START = "start"
    FINISH = "finish"
    SCRAP = "scrap"


@dataclass(frozen=True, slots=True)
class Ignored:
    """The report says what is known already."""


@dataclass(frozen=True, slots=True)
class Refused:
    """
    The report cannot be true.

    Parameters
    ----------
    code
        Stable word for programs.
    sentences
        Why, by language.
    """

    code: str
    sentences: dict[str, str]


_NOT_STARTED = Refused(
    "not_started",
    {"en": "Start it first: it has not begun.", "zh": "请先开工：此工序尚未开始。"},
)
_ALREADY_DONE = Refused(
    "already_done",
    {"en": "It is finished already.", "zh": "此工序已完工。"},
)

TRANSITIONS: dict[tuple[State, Event], State | Ignored | Refused] = {
    (State.WAITING, Event.START): State.RUNNING,
    (State.WAITING, Event.FINISH): _NOT_STARTED,
    (State.WAITING, Event.SCRAP): _NOT_STARTED,
    (State.RUNNING, Event.START): Ignored(),
    (State.RUNNING, Event.FINISH): State.DONE,
    (State.RUNNING, Event.SCRAP): State.DONE,
    (State.DONE, Event.START): _ALREADY_DONE,
    (State.DONE, Event.FINISH): Ignored(),
    # Damage is often seen one bench later: it is reported where it was done.
    (State.DONE, Event.SCRAP): State.DONE,
}


def after(state: State, event: Event) -> State | Ignored | Refused:
    """State that a report leads to, or what it means that it leads to none."""
    return TRANSITIONS[state, event]
