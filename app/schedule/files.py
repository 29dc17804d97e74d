"""Problems, plans, events and solutions on disk: read whole, written whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from app.base.talk import note
from scheduling.faults import Fault, ProblemError

_T = TypeVar("_T")


def read(path: Path, parse: Callable[[str], _T]) -> _T:
    """
    Return what a file holds.

    Parameters
    ----------
    parse
        Makes it of the file's text.

    Raises
    ------
    ProblemError
        With everything that is wrong, a missing or unreadable file included.
    """
    note(f"reading {path}")
    with _on_disk(path):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            sentence = f"Byte {error.start} is not UTF-8."
            raise ProblemError((Fault(str(path), "not_utf8", sentence),)) from error
    return parse(text)


def write(path: Path, text: str) -> None:
    """
    Write a file whole or not at all, whatever happens meanwhile.

    Raises
    ------
    ProblemError
        When nothing can be written there.
    """
    note(f"writing {path}")
    with (
        _on_disk(path),
        NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".lotone-", delete=False
        ) as file,
    ):
        try:
            file.write(text)
            file.close()
            # A temporary file is its maker's alone; this one is a result.
            Path(file.name).chmod(0o666 & ~_umask())
            Path(file.name).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()
            raise


def check_writable(*paths: Path | None) -> None:
    """
    Raise :class:`ProblemError` now rather than after minutes of work.

    Parameters
    ----------
    paths
        Files to be written; ``None`` is no file.
    """
    faults = []
    for path in paths:
        if path is None:
            continue
        if path.is_dir():
            faults.append(Fault(str(path), "disk", "This is a folder."))
        elif not path.parent.is_dir():
            sentence = f"There is no folder {path.parent}."
            faults.append(Fault(str(path), "disk", sentence))
    if faults:
        raise ProblemError(tuple(faults))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a fault of the input."""
    try:
        yield
    except OSError as error:
        fault = Fault(str(path), "disk", f"{error.strerror or error}.")
        raise ProblemError((fault,)) from error
