"""What the commands found, as the JSON objects of ``docs/formats/model-json.md``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.model.choices import spelt
from configurator.expressions import Problem
from configurator.model import Configuration, ProductModel, Scalar
from configurator.results import (
    Answer,
    Conflict,
    Difference,
    Explanation,
    MoreThan,
    NotBlocked,
    OptionAnswer,
    Repair,
)
from configurator.sentences import value_text

Json = dict[str, Any]
_POSSIBLE = {
    "en": "{0} can be {1}: there is nothing to explain.",
    "zh": "{0}可以为{1}：没有什么需要解释。",
}


def problems_shape(problems: Iterable[Problem]) -> Json:
    """Return what is wrong with the input, with its places."""
    return {
        "problems": [
            {
                "path": problem.path,
                "code": problem.code,
                "sentence": problem.sentence,
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
            }
            for problem in problems
        ]
    }


def answer_shape(found: Answer, remaining: int | MoreThan, language: str) -> Json:
    """Return the status of every option and value, and how many variants are left."""
    conflict = found.conflict
    return {
        "options": {name: option_shape(one) for name, one in found.options.items()},
        "remaining": count_shape(remaining),
        "conflict": None if conflict is None else reasons_shape(conflict, language),
    }


def option_shape(found: OptionAnswer) -> Json:
    """Return one option: its status, that of each value, and of a number its grid."""
    return {
        "status": found.status.value,
        "values": values_shape(found),
        "min": _number(found.minimum),
        "max": _number(found.maximum),
        "step": _number(found.step),
    }


def values_shape(found: OptionAnswer) -> dict[str, str]:
    """Return the status of each value by how it is spelt."""
    return {spelt(value): status.value for value, status in found.values.items()}


def explained_shape(
    model: ProductModel, found: Explanation | NotBlocked, language: str
) -> Json:
    """Return why a value is blocked; of one that is not, empty reasons that say so."""
    if isinstance(found, Explanation):
        return {"blocked": True, **reasons_shape(found, language)}
    sentence = _POSSIBLE[language].format(
        model.option(found.option).name[language],
        value_text(model, found.option, found.value, language),
    )
    return {
        "blocked": False,
        "choices": {},
        "rules": [],
        "sentences": [sentence],
        "repairs": [],
    }


def reasons_shape(reasons: Explanation | Conflict, language: str) -> Json:
    """Return choices and rules that cannot hold together, in words, and ways out."""
    return {
        "choices": choices_shape(reasons.choices),
        "rules": list(reasons.rules),
        "sentences": list(reasons.sentences[language]),
        "repairs": [repair_shape(repair) for repair in reasons.repairs],
    }


def repair_shape(repair: Repair) -> Json:
    """Return what changes, what is forgotten, and what that does to the price."""
    return {
        "changes": choices_shape(repair.changes),
        "drops": list(repair.drops),
        "price_change_minor": repair.price_change_minor,
    }


def difference_shape(found: Difference) -> Json:
    """Return what a new version makes possible and impossible."""
    return {
        "blocked_now": [_pair(*pair) for pair in found.blocked_now],
        "possible_now": [_pair(*pair) for pair in found.possible_now],
        "options_added": list(found.options_added),
        "options_removed": list(found.options_removed),
        "count_before": count_shape(found.count_before),
        "count_after": count_shape(found.count_after),
        "lost": count_shape(found.lost),
        "gained": count_shape(found.gained),
        "examples": [choices_shape(one) for one in found.examples],
        "new_examples": [choices_shape(one) for one in found.new_examples],
    }


def _pair(option: str, value: Scalar) -> Json:
    return {"option": option, "value": _scalar(value)}


def choices_shape(choices: Configuration) -> Json:
    """Return choices with numbers as numbers."""
    return {name: _scalar(value) for name, value in choices.items()}


COUNT_SECONDS = 60.0
"""Processor time worth an exact count; a person waits for it at a terminal."""


def count_shape(count: int | MoreThan | None) -> str | None:
    """Return an exact count as a string: programs lose digits of large numbers."""
    return _digits(count) if isinstance(count, int) else None


def _digits(count: int) -> str:
    """Return a count in digits, however many: Python itself stops at 4,300."""
    if count < 10**4000:
        return str(count)
    head, tail = divmod(count, 10**4000)
    return _digits(head) + str(tail).rjust(4000, "0")


def _scalar(value: Scalar) -> Any:
    # A grid's decimals are short: their nearest float prints the same digits.
    return float(value) if isinstance(value, Decimal) else value


def _number(value: int | Decimal | None) -> float | None:
    return None if value is None else _scalar(value)
