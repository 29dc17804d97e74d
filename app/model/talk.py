"""What the commands of models say when their input is malformed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from app.base.talk import MALFORMED, clear_note, to_bytes
from app.model.shapes import problems_shape
from configurator.expressions import Problem
from configurator.model import ChoiceError, ProductModelError


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
