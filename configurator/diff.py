"""What a new version of a model makes possible and impossible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from configurator.answer import answer
from configurator.compile import CompiledModel, compile_model
from configurator.complete import complete
from configurator.domains import value_problem
from configurator.expressions import Expression, format_expression, parse
from configurator.model import Configuration, ProductModel, Rule, Scalar
from configurator.results import Difference, OptionAnswer, Status

__all__ = ["Difference", "diff"]

MAX_EXAMPLES = 10


def diff(old: CompiledModel, new: CompiledModel) -> Difference:
    """
    Return the values that became impossible or possible, with example variants.

    Notes
    -----
    A number is compared by its bounds: an old bound that the new version forbids is
    reported as blocked, a new one that the old version forbade as possible. Examples
    are valid in the old version and not in the new one.
    """
    before, after = _possible(old), _possible(new)
    blocked = tuple(p for p in before if p not in after and not _allows(new, *p))
    possible = tuple(p for p in after if p not in before and not _allows(old, *p))
    examples: list[Configuration] = []
    for option, value in blocked[:MAX_EXAMPLES]:
        found = complete(old, {option: value})
        if isinstance(found, dict) and found not in examples:
            examples.append(found)
    for broken in _broken(old, new):
        if broken not in examples:
            examples.append(broken)
    return Difference(blocked, possible, tuple(examples[:MAX_EXAMPLES]))


def _possible(compiled: CompiledModel) -> dict[tuple[str, Scalar], None]:
    options = answer(compiled, {}).options
    return {
        (name, value): None
        for name, found in options.items()
        for value in _values(found)
    }


def _values(found: OptionAnswer) -> Iterator[Scalar]:
    for value, status in found.values.items():
        if status is not Status.BLOCKED:
            yield value
    if not found.values and found.minimum is not None and found.maximum is not None:
        yield found.minimum
        yield found.maximum


def _allows(compiled: CompiledModel, option: str, value: Scalar) -> bool:
    """Return whether some variant has the value; bounds may lie inside others."""
    known = {known.id: known for known in compiled.model.options}.get(option)
    if known is None or value_problem(known, value) is not None:
        return False
    return isinstance(complete(compiled, {option: value}), dict)


def _broken(old: CompiledModel, new: CompiledModel) -> Iterator[Configuration]:
    """Yield a variant of the old version for each new rule that refuses some."""
    known = {format_expression(rule.rule) for rule in old.model.rules}
    is_same_ground = (
        old.model.options == new.model.options
        and old.model.derived == new.model.derived
    )
    if not is_same_ground:
        return
    for rule in new.model.rules:
        if format_expression(rule.rule) in known:
            continue
        found = complete(compile_model(_refusing(old.model, rule)), {})
        if isinstance(found, dict):
            yield found


def _refusing(model: ProductModel, rule: Rule) -> ProductModel:
    opposite: Expression = parse(f"not ({format_expression(rule.rule)})")
    return replace(model, rules=(*model.rules, Rule("opposite__", rule.name, opposite)))
