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
from configurator.results import Answer, OptionAnswer, Status

__all__ = ["State", "available", "blocked", "dead_end", "walk_session"]

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class State:
    """
    What one click led to.

    Parameters
    ----------
    choices
        Everything picked so far, the click included.
    answer
        Status of every option given ``choices``.
    seconds
        From the choices until every status could be read.
    """

    choices: Configuration
    answer: Answer
    seconds: float


def walk_session(
    compiled: CompiledModel,
    start: Answer,
    *,
    clicks: int,
    draw: Random,
    clock: Clock,
) -> Iterator[State]:
    """
    Yield the state after each click of one random session.

    Parameters
    ----------
    start
        The answer to no choices at all; the same for every session.
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
    choices: dict[str, Scalar] = {}
    current = start
    for _ in range(clicks):
        pairs = available(current.options)
        if not pairs:
            return
        option, value = draw.choice(pairs)
        choices[option] = _drawn(compiled, choices, option, draw, value)
        started = clock()
        current = answer(compiled, dict(choices))
        _read(current)
        yield State(dict(choices), current, clock() - started)
        if dead_end(current) is not None:
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


def dead_end(found: Answer) -> str | None:
    """
    Return the option that shows the dead end, "" when all choices together do.

    ``None`` means that the shopper can go on to a complete configuration.
    """
    if found.conflict is not None:
        return ""
    return next(
        (name for name, one in found.options.items() if one.status is Status.BLOCKED),
        None,
    )


def _read(found: Answer) -> None:
    """Read every status, so that whatever an answer puts off is done."""
    for _ in found.options.values():
        pass


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
    found = nearest(compiled, choices, option, _number(wanted))
    # Available means that some number is valid: the engine would contradict itself.
    return wanted if found is None else found


def _number(value: Scalar) -> int | Decimal:
    return value if isinstance(value, Decimal) else int(value)
