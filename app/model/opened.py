"""A model file opened for one command: read, compiled, and how long that took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.base.talk import note
from app.model.shapes import Json
from configurator.artefact import open_artefact, save_artefact
from configurator.compile import CompiledModel, compile_model
from configurator.effective import effective_on, periods
from configurator.expressions import Problem
from configurator.formats.recognise import read_model
from configurator.formats.write import convert
from configurator.model import ProductModel, ProductModelError


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A compiled model.

    Parameters
    ----------
    build_s
        Seconds from the file's first byte to a model that answers.
    open_ms
        Milliseconds from its artefact to a model that answers; ``None`` where it was
        not taken from one.
    """

    compiled: CompiledModel
    build_s: float
    open_ms: float | None = None

    @property
    def engine(self) -> str:
        """What answers."""
        return self.compiled.engine

    @property
    def model(self) -> ProductModel:
        """What was read."""
        return self.compiled.model


@dataclass(frozen=True, slots=True)
class Source:
    """A model as it was read, and the seconds that took."""

    model: ProductModel
    read_s: float


def read(path: Path, day: date) -> Source:
    """
    Return the model of a file or folder of any format, as it holds on ``day``.

    Raises
    ------
    ProductModelError
        With everything that is wrong, a missing or unreadable file included.
    """
    started = time.perf_counter()
    note(f"reading {path}")
    with _on_disk():
        model = read_model(path)
    if periods(model):
        model = effective_on(model, day)
    return Source(model, time.perf_counter() - started)


def opened(source: Source) -> Opened:
    """
    Return the compiled model.

    Raises
    ------
    ProductModelError
        When it entangles too many numbers to be compiled exactly.
    """
    model = source.model
    started = time.perf_counter()
    note(f"compiling {len(model.options)} options, {len(model.relations)} rules")
    compiled = compile_model(model)
    return Opened(compiled, source.read_s + time.perf_counter() - started)


def open_model(path: Path, day: date) -> Opened:
    """
    Return the compiled model of a file or folder of any format.

    Raises
    ------
    ProductModelError
        When it is malformed.
    """
    return opened(read(path, day))


def converted(source: Path, target: Path) -> Json:
    """
    Write the model at ``source`` to ``target``, and say what reads back from there.

    Raises
    ------
    ProductModelError
        When the source is malformed, the target's format cannot say the model, or
        nothing can be written there.
    """
    with _on_disk():
        note(f"converting {source}")
        convert(source, target)
        written = read_model(target)
    return {
        "source": str(source),
        "target": str(target),
        "options": len(written.options),
        "rules": len(written.relations),
    }


@contextmanager
def _on_disk() -> Iterator[None]:
    """Turn what the disk refuses into a problem of the input."""
    try:
        yield
    except OSError as error:
        sentence = f"{error.strerror or error}."
        problem = Problem("", "disk", sentence, str(error.filename or ""))
        raise ProductModelError((problem,)) from error


def mapped(built: Opened) -> Opened:
    """Return the same model as a process that maps its artefact has it."""
    with TemporaryDirectory() as folder:
        path = save_artefact(built.compiled, Path(folder))
        started = time.perf_counter()
        compiled = open_artefact(path, built.model)
        compiled.warm()
        open_ms = round((time.perf_counter() - started) * 1000, 3)
    # The mapping outlives the file's name.
    return replace(built, compiled=compiled, open_ms=open_ms)
