"""Problems and plans on disk: read whole, written whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.base.talk import MALFORMED, clear_note, note, to_bytes
from models3d.nesting.problem import NestingError
from models3d.problems import Problem as Fault

STOPPED = 130
"""What a shell says of a program that Ctrl-C ended."""


@contextmanager
def refusing(*, as_json: bool) -> Iterator[None]:
    """Say everything that is wrong, a line each, and exit with 2; 130 for Ctrl-C."""
    try:
        yield
    except NestingError as error:
        clear_note()
        for problem in error.problems:
            click.echo(f"{problem.path}: {problem.sentence}", err=True)
        if as_json:
            told = [
                {"path": one.path, "code": one.code, "sentence": one.sentence}
                for one in error.problems
            ]
            click.echo(to_bytes({"problems": told}), nl=False)
        sys.exit(MALFORMED)
    except KeyboardInterrupt:
        clear_note()
        click.echo("Stopped; nothing was written.", err=True)
        sys.exit(STOPPED)


def read_text(path: Path) -> str:
    """
    Return a file's text.

    Raises
    ------
    NestingError
        When there is none, or it is not UTF-8.
    """
    note(f"reading {path}")
    with _on_disk(path):
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            sentence = f"Byte {error.start} is not UTF-8."
            fault = Fault(str(path), "not_utf8", sentence)
            raise NestingError((fault,)) from error


def check_writable(*paths: Path | None) -> None:
    """Raise :class:`NestingError` now rather than after minutes of work."""
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
        raise NestingError(tuple(faults))


def write_all(texts: Mapping[Path, str]) -> None:
    """
    Write files, each whole; none of them before all are on the disk.

    Raises
    ------
    NestingError
        When nothing can be written there.
    """
    if not texts:
        return
    path = next(iter(texts))
    with (
        _on_disk(path),
        TemporaryDirectory(dir=path.parent, prefix=".lotone-") as folder,
    ):
        made = []
        for n, (target, text) in enumerate(texts.items()):
            note(f"writing {target}")
            made.append((Path(folder) / str(n), target))
            made[-1][0].write_text(text, encoding="utf-8")
        for temporary, target in made:
            target.parent.mkdir(exist_ok=True)
            temporary.replace(target)


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a fault of the input."""
    try:
        yield
    except OSError as error:
        fault = Fault(str(path), "disk", f"{error.strerror or error}.")
        raise NestingError((fault,)) from error
