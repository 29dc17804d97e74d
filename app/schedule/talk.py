"""What the commands of the scheduler say when they cannot go on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from app.base.talk import MALFORMED, clear_note, to_bytes
from scheduling.faults import Fault, ProblemError

STOPPED = 130
"""What a shell says of a program that Ctrl-C ended."""


@contextmanager
def refusing(*, as_json: bool) -> Iterator[None]:
    """Say everything that is wrong, a line each, and exit with 2; 130 for Ctrl-C."""
    try:
        yield
    except ProblemError as error:
        refuse(error.problems, as_json=as_json)
    except KeyboardInterrupt:
        clear_note()
        click.echo("Stopped; nothing was written.", err=True)
        sys.exit(STOPPED)


def refuse(problems: tuple[Fault, ...], *, as_json: bool) -> NoReturn:
    """Say every problem on standard error; a program gets them as an object too."""
    clear_note()
    for problem in problems:
        click.echo(f"{problem.path}: {problem.sentence}", err=True)
    if as_json:
        told = [
            {"path": one.path, "code": one.code, "sentence": one.sentence}
            for one in problems
        ]
        click.echo(to_bytes({"problems": told}), nl=False)
    sys.exit(MALFORMED)
