"""Questions with several answers, as the boolean options that the engine sees."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from configurator.expressions import Expression, expression_of, syntax
from configurator.model import Multiple, Option, OptionKind, Rule, Text


def answer_id(multiple: str, value: str) -> str:
    """Return the id of the boolean option that says whether ``value`` is picked."""
    return f"{multiple}.{value}"


def answers(multiple: Multiple, picked: Collection[str]) -> tuple[Option, ...]:
    """
    Return one boolean option an answer.

    Parameters
    ----------
    picked
        Values that are picked when nobody chose.
    """
    return tuple(
        Option(
            answer_id(multiple.id, value.id),
            OptionKind.BOOLEAN,
            _joined(multiple.name, value.name),
            multiple.help,
            default=value.id in picked,
        )
        for value in multiple.values
    )


def bounds(multiple: Multiple) -> tuple[Rule, ...]:
    """Return the structural rules on how many are picked, where they say anything."""
    name = multiple.name
    rules = []
    if multiple.at_least > 0:
        told = {
            "en": f"{name['en']}: at least {multiple.at_least}.",
            "zh": f"{name['zh']}：至少选择{multiple.at_least}项。",
        }
        rules.append(_bound(multiple, "at_least", ">=", multiple.at_least, told))
    if multiple.at_most < len(multiple.values):
        told = {
            "en": f"{name['en']}: at most {multiple.at_most}.",
            "zh": f"{name['zh']}：最多选择{multiple.at_most}项。",
        }
        rules.append(_bound(multiple, "at_most", "<=", multiple.at_most, told))
    return tuple(rules)


def _bound(
    multiple: Multiple,
    word: str,
    sign: syntax.ComparisonOperator,
    limit: int,
    told: Text,
) -> Rule:
    return Rule(
        f"{multiple.id}.{word}",
        told,
        _counted(multiple, sign, limit),
        is_structural=True,
    )


def _counted(
    multiple: Multiple, sign: syntax.ComparisonOperator, limit: int
) -> Expression:
    """Return the bound; "at least one" and "at most none" are plain statements."""
    names: tuple[syntax.Node, ...] = tuple(
        syntax.Name(answer_id(multiple.id, value.id)) for value in multiple.values
    )
    if sign == ">=" and limit == 1:
        some = names[0] if len(names) == 1 else syntax.Junction("or", names)
        return expression_of(some)
    count = syntax.Call("count", names)
    return expression_of(syntax.Comparison(sign, count, syntax.Number(Fraction(limit))))


def _joined(first: Text, second: Text) -> Text:
    return {
        "en": f"{first['en']}: {second['en']}",
        "zh": f"{first['zh']}：{second['zh']}",
    }
