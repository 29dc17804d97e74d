"""
Random valid sessions: what a shopper who clicks anywhere would meet, and how fast.

A session starts with no choices. Each click picks one of the (option, value) pairs
that are available at that moment, every pair with the same chance, until nothing is
left to pick. Only what a shopper waits for is timed: from the choices to an answer
whose every status can be read. No state is remembered from one click to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from configurator.answer import answer, nearest
from configurator.compile import CompiledModel
from configurator.model import Configuration, Scalar
from configurator.results import Conflict, OptionAnswer, Status

__all__ = ["State", "available", "blocked", "first_state", "walk_session"]

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class State:
    """
    What one click led to.

    Parameters
    ----------
    choices
        Everything picked so far, the click included.
    options
        Status of every option given ``choices``, put into words.
    conflict
        Why the choices cannot hold together; ``None`` unless there is a dead end.
    seconds
        From the choices until every status could be read.
    """

    choices: Configuration
    options: Mapping[str, OptionAnswer]
    conflict: Conflict | None
    seconds: float

    @property
    def dead_end(self) -> str | None:
        """
        The option that shows a dead end, "" when all choices together do.

        ``None`` means that the shopper can go on to a complete configuration.
        """
        if self.conflict is not None:
            return ""
        return next(
            (k for k, found in self.options.items() if found.status is Status.BLOCKED),
            None,
        )


def first_state(compiled: CompiledModel) -> State:
    """Return the state before the first click; every session begins with it."""
    found = answer(compiled, {})
    return State({}, dict(found.options), found.conflict, 0.0)


def walk_session(
    compiled: CompiledModel,
    first: State,
    *,
    clicks: int,
    draw: Random,
    clock: Clock,
) -> Iterator[State]:
    """
    Yield the state after each click of one random session.

    Parameters
    ----------
    first
        The state before the first click, from ``first_state``.
    clicks
        Most clicks; the session ends earlier when nothing is left to pick.
    draw
        Where chance comes from; the same seed walks the same way.
    clock
        Seconds that never go backwards, such as ``time.perf_counter``.

    Notes
    -----
    A session that meets a dead end stops there: the last state yielded has it.
    """
    state = first
    for _ in range(clicks):
        pairs = available(state.options)
        if not pairs:
            return
        option, value = draw.choice(pairs)
        picked = _drawn(compiled, state.choices, option, draw, value)
        choices = {**state.choices, option: picked}
        started = clock()
        found = answer(compiled, choices)
        seconds = clock() - started
        # Every status is decided by now; its words are made when it is read.
        state = State(choices, dict(found.options), found.conflict, seconds)
        yield state
        if state.dead_end is not None:
            return


def available(
    options: Mapping[str, OptionAnswer],
) -> list[tuple[str, Scalar | None]]:
    """
    Return what may be clicked next: values that are available to open options.

    Notes
    -----
    A number whose grid is too fine to be listed stands once, with ``None``. Free
    texts are left alone: their values are not judged one by one.
    """
    pairs: list[tuple[str, Scalar | None]] = []
    for name, found in options.items():
        if found.status is not Status.AVAILABLE:
            continue
        if found.values:
            pairs.extend(
                (name, value)
                for value, status in found.values.items()
                if status is Status.AVAILABLE
            )
        elif found.minimum is not None:
            pairs.append((name, None))
    return pairs


def blocked(options: Mapping[str, OptionAnswer]) -> list[tuple[str, Scalar]]:
    """Return the (option, value) pairs that are blocked."""
    return [
        (name, value)
        for name, found in options.items()
        for value, status in found.values.items()
        if status is Status.BLOCKED
    ]


def _drawn(
    compiled: CompiledModel,
    choices: Configuration,
    option: str,
    draw: Random,
    value: Scalar | None,
) -> Scalar:
    """Return the value of a click; of a fine number the nearest to a random point."""
    if value is not None:
        return value
    points = compiled.variables[option].values
    wanted = draw.choice(points)
    number = wanted if isinstance(wanted, Decimal) else int(wanted)
    found = nearest(compiled, choices, option, number)
    # Available means that some number is valid: without one the answer was wrong, and
    # the click shows it as a dead end.
    return number if found is None else found
