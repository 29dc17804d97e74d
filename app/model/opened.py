"""A model file opened for one command: read, compiled, and how long that took."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from app.model.talk import note
from configurator.compile import CompiledModel, compile_model
from configurator.expressions import Problem
from configurator.formats.recognise import read_model
from configurator.model import ProductModel, ProductModelError


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A compiled model.

    Parameters
    ----------
    build_s
        Seconds from the file's first byte to a model that answers.
    """

    compiled: CompiledModel
    build_s: float

    @property
    def engine(self) -> str:
        """What answers."""
        return self.compiled.engine

    @property
    def open_ms(self) -> float:
        """Milliseconds from the artefact to a model that answers."""
        return round(self.build_s * 1000, 3)

    @property
    def model(self) -> ProductModel:
        """What was read."""
        return self.compiled.model


def read(path: Path) -> ProductModel:
    """
    Return the model of a file or folder of any format.

    Raises
    ------
    ProductModelError
        With everything that is wrong, a missing or unreadable file included.
    """
    try:
        return read_model(path)
    except OSError as error:
        sentence = f"It cannot be read: {error.strerror or error}."
        problem = Problem("", "unreadable", sentence, str(path))
        raise ProductModelError((problem,)) from error


def open_model(path: Path) -> Opened:
    """
    Return the compiled model of a file or folder of any format.

    Raises
    ------
    ProductModelError
        When it is malformed.
    """
    started = time.perf_counter()
    note(f"reading {path}")
    model = read(path)
    note(f"compiling {len(model.options)} options, {len(model.relations)} rules")
    compiled = compile_model(model)
    return Opened(compiled, time.perf_counter() - started)
