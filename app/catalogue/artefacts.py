"""
Compiled models in the file store: made once at publish, mapped by every process.

A file that is missing or damaged costs a compilation and one line in the log, never an
answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from app.base.files import FileStore
from app.base.recent import Recent
from configurator.artefact import ArtefactError, open_artefact, save_artefact
from configurator.compile import CompiledModel, compile_model
from configurator.model import ProductModel

log = structlog.get_logger("lotone.catalogue")

Compiler = Callable[[ProductModel], CompiledModel]
_SUFFIX = "model"
_told: Recent[str, bool] = Recent(256)


def period_key(period: date | None) -> str:
    """Return how a version's artefacts name a period: its first day, or nothing."""
    return period.isoformat() if period else ""


def keep_artefact(files: FileStore, compiled: CompiledModel) -> str:
    """Keep a compiled model and return its name in the store."""
    with TemporaryDirectory() as folder:
        path = save_artefact(compiled, Path(folder))
        return files.put(path.read_bytes(), _SUFFIX).name


def compiler(files: FileStore | None, name: str | None) -> Compiler:
    """
    Return what gives a model compiled: from its artefact, or made now.

    Parameters
    ----------
    files
        None where this process keeps no files.
    name
        Of the artefact; None where none was made.
    """

    def compiled(model: ProductModel) -> CompiledModel:
        if files is None or name is None:
            return compile_model(model)
        return _opened(files, name, model) or compile_model(model)

    return compiled


def _opened(files: FileStore, name: str, model: ProductModel) -> CompiledModel | None:
    path = files.local(name)
    if path is None:
        _tell(name, model, "it is missing")
        return None
    try:
        return open_artefact(path, model)
    except ArtefactError as error:
        _tell(name, model, str(error))
        return None


def _tell(name: str, model: ProductModel, why: str) -> None:
    """Log once a process what costs a compilation."""

    def told() -> bool:
        log.warning("compiled again", artefact=name, product=model.id, why=why)
        return True

    _told.get_or_make(name, told)
