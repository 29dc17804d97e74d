"""How the commands speak: results on standard output, the rest on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from app.model.shapes import problems_shape, to_bytes
from configurator.expressions import Problem
from configurator.model import ChoiceError, ProductModelError

ANSWERED, NO, MALFORMED = 0, 1, 2


def tell(
    shape: Mapping[str, Any], lines: Callable[[], Iterable[str]], *, as_json: bool
) -> None:
    """Print a result: one JSON object and nothing else, or lines for a person."""
    clear_note()
    if as_json:
        click.echo(to_bytes(shape), nl=False)
        return
    # A terminal that cannot show a name shows its code; nothing is worth a traceback.
    encoding = sys.stdout.encoding
    for line in lines():
        click.echo(f"{line}\n".encode(encoding, "backslashreplace"), nl=False)


@contextmanager
def refusing(*, as_json: bool) -> Iterator[None]:
    """Say what is wrong with the input, a line each, and exit with 2."""
    try:
        yield
    except (ProductModelError, ChoiceError) as error:
        refuse(error.problems, as_json=as_json)


def refuse(problems: tuple[Problem, ...], *, as_json: bool) -> NoReturn:
    """Say every problem on standard error; a program gets them as an object too."""
    clear_note()
    for problem in problems:
        click.echo(str(problem), err=True)
    if as_json:
        click.echo(to_bytes(problems_shape(problems)), nl=False)
    sys.exit(MALFORMED)


def note(text: str) -> None:
    """Show what is being done, where somebody watches; the next note replaces it."""
    if sys.stderr.isatty():
        # Erase the line first: the last note may have been longer.
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)


def clear_note() -> None:
    """Take the last note away."""
    note("")
