"""The real models, compiled once a test run, with the judge of each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from configurator.compile import CompiledModel, compile_model
from configurator.formats.recognise import read_model
from configurator.walk import State, first_state, walk_session
from tests.configurator.counts import IS_PROOF
from tests.configurator.real.judges import Judge, of_dimacs, of_tables

SMALL = (
    "berkeleydb.xml",
    "financial-services-2017-05-22.xml",
    "financial-services-2018-05-09.xml",
    "renault-part",
)
LARGE = ("automotive02_01.xml",)
# The large one takes a while to compile: only a proof has the time.
WALKED = (*SMALL, *LARGE) if IS_PROOF else SMALL


@dataclass(frozen=True)
class Real:
    """A real model with its engine and its judge."""

    compiled: CompiledModel
    first: State
    judge: Judge


@cache
def real(folder: Path, name: str) -> Real:
    path = folder / "feature-models" / name
    compiled = compile_model(read_model(path))
    judge = of_tables(path) if path.is_dir() else of_dimacs(path.with_suffix(".dimacs"))
    return Real(compiled, first_state(compiled), judge)


def states(model: Real, *, wanted: int, seed: int, clicks: int = 30) -> list[State]:
    """Return states of random sessions, at random depths."""
    found: list[State] = []
    draw = Random(seed)
    while len(found) < wanted:
        session = walked(model, draw, clicks=draw.randint(1, clicks))
        found.append(session[-1])
    return found


def walked(model: Real, draw: Random, *, clicks: int) -> list[State]:
    session = walk_session(
        model.compiled, model.first, clicks=clicks, draw=draw, clock=_never
    )
    return list(session)


def pairs(state: State) -> list[tuple[str, Any, Any]]:
    """Return (option, value, status) of everything listed."""
    return [
        (name, value, status)
        for name, one in state.options.items()
        for value, status in one.values.items()
    ]


def _never() -> float:
    return 0.0
