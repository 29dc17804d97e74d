"""
The truth: judges one complete configuration by plain evaluation.

Shares no code with ``compile``; every result of the engine is judged here before it
leaves.
"""

from __future__ import annotations

from collections.abc import Iterator

from configurator.domains import value_problem
from configurator.environment import environment
from configurator.expressions import evaluate
from configurator.model import Configuration, ProductModel, Table
from configurator.results import Violation


def check(model: ProductModel, configuration: Configuration) -> tuple[Violation, ...]:
    """
    Return everything a complete configuration breaks; empty when it is a variant.

    Examples
    --------
    Missing options, values out of their domain, rules and tables are reported, the
    last two only once every option has a good value.
    """
    wrong = tuple(_domains(model, configuration))
    return wrong or tuple(_relations(model, configuration))


def _domains(model: ProductModel, configuration: Configuration) -> Iterator[Violation]:
    known = {option.id for option in model.options}
    for name in configuration:
        if name not in known:
            sentence = {"en": f"There is no option {name}.", "zh": f"没有选项{name}。"}
            yield Violation("unknown_option", name, sentence)
    for option in model.options:
        if option.id not in configuration:
            called = {"en": "{} is not settled.", "zh": "{}尚未确定。"}
            sentence = {
                key: text.format(option.name[key]) for key, text in called.items()
            }
            yield Violation("missing_option", option.id, sentence)
            continue
        problem = value_problem(option, configuration[option.id])
        if problem is not None:
            sentence = {key: f"{option.name[key]}: {problem}" for key in ("en", "zh")}
            yield Violation("bad_value", option.id, sentence)


def _relations(
    model: ProductModel, configuration: Configuration
) -> Iterator[Violation]:
    values = environment(model, configuration)
    for rule in model.rules:
        if not evaluate(rule.rule, values):
            yield Violation("rule", rule.id, rule.name)
    for table in model.tables:
        if not _has_row(table, configuration):
            yield Violation("table", table.id, table.name)


def _has_row(table: Table, configuration: Configuration) -> bool:
    values = [configuration[name] for name in table.options]
    return any(
        all(cell.admits(value) for cell, value in zip(row, values, strict=True))
        for row in table.rows
    )
