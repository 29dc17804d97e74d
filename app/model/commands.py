"""``lotone model``: any product model in any format, from the command line."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from app.base.clock import system_clock
from app.base.talk import ANSWERED, NO, note, tell
from app.model import words
from app.model.choices import read_choices
from app.model.findings import findings_shape
from app.model.opened import converted, mapped, open_model, opened, read
from app.model.priced import cheapest_shape, priced
from app.model.shapes import (
    COUNT_SECONDS,
    answer_shape,
    difference_shape,
    explained_shape,
)
from app.model.talk import refusing
from app.model.walked import Plan, Walk, recording, walk_shape
from configurator.answer import answer
from configurator.count import count
from configurator.diff import diff
from configurator.explain import Explanation, NotBlocked, explain
from configurator.expressions import Problem
from configurator.lint import lint
from configurator.model import ChoiceError, ProductModel, Scalar

Function = TypeVar("Function", bound=Callable[..., object])


@click.group()
def model() -> None:
    """Product models in any format: judged, answered, explained, walked, compared."""


def _path(name: str) -> Callable[[Function], Function]:
    return click.argument(name, type=click.Path(path_type=Path))


_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
)
_choose = click.option(
    "--choose",
    "words_chosen",
    metavar="OPTION=VALUE",
    multiple=True,
    help="A choice; may be repeated.",
)
_day = click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: system_clock().date().isoformat(),
    show_default="today",
    help="Day on which values, rules and prices must hold.",
)
_language = click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Language of the sentences.",
)


@model.command("check")
@_path("path")
@_day
@_language
@_json
def check_command(path: Path, day: datetime, language: str, *, as_json: bool) -> None:
    """Judge a model: its variants counted, and what is dead, forced or idle in it."""
    with refusing(as_json=as_json):
        built = open_model(path, day.date())
    note("judging values and rules")
    shape = findings_shape(built, lint(built.compiled), language)
    tell(shape, lambda: words.findings(path, built.model, shape), as_json=as_json)
    sys.exit(ANSWERED if shape["satisfiable"] else NO)


@model.command("answer")
@_path("path")
@_day
@_choose
@_language
@_json
def answer_command(
    path: Path,
    day: datetime,
    words_chosen: tuple[str, ...],
    language: str,
    *,
    as_json: bool,
) -> None:
    """Say what may still be chosen: every value of every option."""
    with refusing(as_json=as_json):
        source = read(path, day.date())
        choices = read_choices(source.model, words_chosen)
        compiled = opened(source).compiled
    found = answer(compiled, choices)
    remaining = 0 if found.conflict else count(compiled, choices, seconds=COUNT_SECONDS)
    shape = answer_shape(found, remaining, language)
    if not found.conflict:
        shape["cheapest"] = cheapest_shape(compiled, choices, day.date())
    tell(shape, lambda: words.answered(source.model, found, shape), as_json=as_json)
    sys.exit(NO if found.conflict else ANSWERED)


@model.command("explain")
@_path("path")
@_day
@_choose
@click.option(
    "--want",
    metavar="OPTION=VALUE",
    required=True,
    help="The value that is asked about.",
)
@_language
@_json
def explain_command(  # noqa: PLR0913 one parameter an option
    path: Path,
    day: datetime,
    words_chosen: tuple[str, ...],
    want: str,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Say why a value is blocked, and the fewest changes that make room for it."""
    with refusing(as_json=as_json):
        source = read(path, day.date())
        choices, option, value = _wish(source.model, words_chosen, want)
        compiled = opened(source).compiled
    found = explain(compiled, choices, option, value)
    if isinstance(found, Explanation):
        found = replace(found, repairs=priced(compiled, choices, found.repairs))
    shape = explained_shape(source.model, found, language)
    tell(shape, lambda: words.reasons(choices, shape), as_json=as_json)
    sys.exit(NO if isinstance(found, NotBlocked) else ANSWERED)


def _wish(
    model: ProductModel, chosen: tuple[str, ...], want: str
) -> tuple[dict[str, Scalar], str, Scalar]:
    """Return choices and the wish; complains about both at once."""
    problems: list[Problem] = []
    found = []
    for given in (chosen, (want,)):
        try:
            found.append(read_choices(model, given))
        except ChoiceError as error:
            problems += error.problems
    if problems:
        raise ChoiceError(tuple(problems))
    choices, wish = found
    ((option, value),) = wish.items()
    return choices, option, value


@model.command("walk")
@_path("path")
@_day
@click.option("--sessions", type=click.IntRange(1), default=10, show_default=True)
@click.option(
    "--clicks",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="Most clicks of a session.",
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--explain",
    "explanations",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="How many blocked values to explain and mend on the way.",
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File that gets one JSON line a state.",
)
@_json
def walk_command(
    path: Path, day: datetime, record: Path | None, *, as_json: bool, **planned: int
) -> None:
    """Walk random valid sessions: no dead end, and how long each click takes."""
    with refusing(as_json=as_json), recording(record) as file:
        walk = Walk(mapped(open_model(path, day.date())), Plan(**planned), file)
        walk.run()
    shape = walk_shape(walk)
    tell(shape, lambda: words.walked(shape), as_json=as_json)
    sys.exit(NO if walk.dead_ends else ANSWERED)


@model.command("diff")
@_path("old")
@_path("new")
@_day
@_json
def diff_command(old: Path, new: Path, day: datetime, *, as_json: bool) -> None:
    """Compare two versions: what became impossible or possible, with examples."""
    with refusing(as_json=as_json):
        before, after = open_model(old, day.date()), open_model(new, day.date())
    note("comparing")
    shape = difference_shape(diff(before.compiled, after.compiled))
    tell(shape, lambda: words.compared(shape), as_json=as_json)
    sys.exit(ANSWERED)


@model.command("convert")
@_path("source")
@_path("target")
@_json
def convert_command(source: Path, target: Path, *, as_json: bool) -> None:
    """Write a model in the format that the new path's ending asks for."""
    with refusing(as_json=as_json):
        shape = converted(source, target)
    tell(shape, lambda: words.converted(shape), as_json=as_json)
    sys.exit(ANSWERED)
