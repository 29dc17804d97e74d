"""What may happen to a reservation: one table, every state times every event."""

from enum import StrEnum


class State(StrEnum):
    """Where a reservation is in its life."""

    HELD = "held"
    COMMITTED = "committed"
    DONE = "done"
    RELEASED = "released"


class Event(StrEnum):
    """What happens to it."""

    COMMIT = "commit"
    RELEASE = "release"
    EXPIRE = "expire"
    FINISH = "finish"


class Verdict(StrEnum):
    """What follows where no state does."""

    IGNORED = "ignored"
    REFUSED = "refused"
    RETRIED = "retried"
    """Money came after the place was given up: look for a new one."""


TRANSITIONS: dict[tuple[State, Event], State | Verdict] = {
    (State.HELD, Event.COMMIT): State.COMMITTED,
    (State.HELD, Event.RELEASE): State.RELEASED,
    (State.HELD, Event.EXPIRE): State.RELEASED,
    (State.HELD, Event.FINISH): Verdict.REFUSED,
    (State.COMMITTED, Event.COMMIT): Verdict.IGNORED,
    (State.COMMITTED, Event.RELEASE): State.RELEASED,
    (State.COMMITTED, Event.EXPIRE): Verdict.IGNORED,
    (State.COMMITTED, Event.FINISH): State.DONE,
    (State.DONE, Event.COMMIT): Verdict.IGNORED,
    (State.DONE, Event.RELEASE): Verdict.REFUSED,
    (State.DONE, Event.EXPIRE): Verdict.IGNORED,
    (State.DONE, Event.FINISH): Verdict.IGNORED,
    (State.RELEASED, Event.COMMIT): Verdict.RETRIED,
    (State.RELEASED, Event.RELEASE): Verdict.IGNORED,
    (State.RELEASED, Event.EXPIRE): Verdict.IGNORED,
    (State.RELEASED, Event.FINISH): Verdict.REFUSED,
}


def after(state: str, event: Event) -> State | Verdict:
    """State that an event leads to, or what it means that it leads to none."""
    return TRANSITIONS[State(state), event]
