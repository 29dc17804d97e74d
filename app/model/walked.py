"""Random sessions over an opened model: timed, recorded, and stopped by no dead end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import BinaryIO

from app.base.peak import peak_mb
from app.base.talk import note, to_bytes
from app.model.opened import Opened
from app.model.shapes import Json, choices_shape, values_shape
from app.model.timing import timing_shape
from configurator.explain import explain
from configurator.expressions import Problem
from configurator.model import Configuration, ProductModelError, Scalar
from configurator.repairs import repairs
from configurator.walk import State, blocked, first_state, walk_session

NOTED_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Plan:
    """
    How to walk.

    Parameters
    ----------
    clicks
        Most clicks of one session.
    explanations
        How many blocked values to explain and mend, spread over the sessions.
    """

    sessions: int
    clicks: int
    seed: int
    explanations: int = 0


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """Choices that were all available when they were made and lead nowhere."""

    choices: Configuration
    option: str


@dataclass(frozen=True, slots=True)
class _Wish:
    choices: Configuration
    option: str
    value: Scalar


@dataclass(slots=True)
class Walk:
    """
    The sessions of a plan, walked by ``run``.

    Parameters
    ----------
    record
        Gets a line of JSON for the state after each click.
    """

    opened: Opened
    plan: Plan
    record: BinaryIO | None = None
    clicks_s: list[float] = field(default_factory=list)
    explain_s: list[float] = field(default_factory=list)
    repair_s: list[float] = field(default_factory=list)
    dead_ends: list[DeadEnd] = field(default_factory=list)
    _noted_at: float = 0.0

    def run(self) -> None:
        """Walk every session."""
        first = first_state(self.opened.compiled)
        if first.dead_end is not None:
            self.dead_ends.append(DeadEnd({}, first.dead_end))
            return
        dead = set(blocked(first.options)) if self.plan.explanations else set()
        for number in range(self.plan.sessions):
            self._session(number, first, dead)

    def _session(
        self, number: int, first: State, dead: set[tuple[str, Scalar]]
    ) -> None:
        # Each session has its own seed, so that one can be walked again alone; and
        # what is explained on the way does not change where it leads.
        draw = Random(f"{self.plan.seed}:{number}")  # noqa: S311 - a walk, no secret
        asked = Random(f"{self.plan.seed}:{number}:why")  # noqa: S311 - as above
        wishes: list[_Wish] = []
        for state in walk_session(
            self.opened.compiled,
            first,
            clicks=self.plan.clicks,
            draw=draw,
            clock=time.perf_counter,
        ):
            self._take(number, state)
            if self.plan.explanations:
                wishes.extend(_wish(state, asked, dead))
        if wishes:
            for wish in (asked.choice(wishes) for _ in range(self._due(number))):
                self._explain(wish)

    def _take(self, number: int, state: State) -> None:
        self.clicks_s.append(state.seconds)
        if state.dead_end is not None:
            self.dead_ends.append(DeadEnd(state.choices, state.dead_end))
        if self.record is not None:
            self.record.write(to_bytes(state_shape(state)))
        self._note(number)

    def _due(self, number: int) -> int:
        """Return how many explanations are behind once this session is over."""
        due = -(-self.plan.explanations * (number + 1) // self.plan.sessions)
        return due - len(self.explain_s)

    def _explain(self, wish: _Wish) -> None:
        compiled = self.opened.compiled
        started = time.perf_counter()
        explain(compiled, wish.choices, wish.option, wish.value, most_repairs=0)
        explained = time.perf_counter()
        repairs(compiled, wish.choices, {wish.option: wish.value})
        self.explain_s.append(explained - started)
        self.repair_s.append(time.perf_counter() - explained)

    def _note(self, number: int) -> None:
        now = time.perf_counter()
        if now - self._noted_at > NOTED_EVERY_S:
            self._noted_at = now
            done = f"session {number + 1} of {self.plan.sessions}"
            note(f"{done}, {len(self.clicks_s)} clicks")


def _wish(state: State, draw: Random, dead: set[tuple[str, Scalar]]) -> Iterator[_Wish]:
    """Yield one value that the choices of a state block; a dead one has no repair."""
    found = [pair for pair in blocked(state.options) if pair not in dead]
    if found:
        yield _Wish(state.choices, *draw.choice(found))


def state_shape(state: State) -> Json:
    """Return one line of the record: choices and the status of every value."""
    return {
        "choices": choices_shape(state.choices),
        "values": {name: values_shape(found) for name, found in state.options.items()},
    }


@contextmanager
def recording(path: Path | None) -> Iterator[BinaryIO | None]:
    """
    Open the file of a record, where one is wanted.

    Raises
    ------
    ProductModelError
        When it cannot be written.
    """
    if path is None:
        yield None
        return
    try:
        file = path.open("wb")
    except OSError as error:
        sentence = f"It cannot be written: {error.strerror or error}."
        problem = Problem("", "unwritable", sentence, str(path))
        raise ProductModelError((problem,)) from error
    with file:
        yield file


def walk_shape(walk: Walk) -> Json:
    """Return what a walk measured."""
    is_explained = walk.plan.explanations > 0
    return {
        "sessions": walk.plan.sessions,
        "engine": walk.opened.engine,
        "build_s": round(walk.opened.build_s, 3),
        "open_ms": walk.opened.open_ms,
        **timing_shape(walk.clicks_s),
        "explain": timing_shape(walk.explain_s) if is_explained else None,
        "repair": timing_shape(walk.repair_s) if is_explained else None,
        "peak_mb": peak_mb(),
        "dead_ends": [
            {"choices": choices_shape(found.choices), "option": found.option or None}
            for found in walk.dead_ends
        ],
    }
