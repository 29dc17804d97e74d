"""Brute force over small models: every combination judged by ``check`` alone."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from configurator.check import check
from configurator.model import Option, OptionKind, ProductModel


def domain(option: Option) -> list[Any]:
    match option.kind:
        case OptionKind.ENUMERATED:
            return [value.id for value in option.values]
        case OptionKind.BOOLEAN:
            return [True, False]
        case OptionKind.TEXT:
            letters = ["", "A", "B"]
            return list(dict.fromkeys(a + b for a in letters for b in letters))
        case _:
            low, high, step = option.minimum, option.maximum, option.step
            assert low is not None
            assert high is not None
            assert step is not None
            return [low + i * step for i in range(int((high - low) / step) + 1)]


class Brute:
    """All combinations of a model, each with the relations that it breaks."""

    def __init__(self, model: ProductModel) -> None:
        self.model = model
        self.domains = {option.id: domain(option) for option in model.options}
        self.broken = [
            (values, frozenset(violation.subject for violation in check(model, values)))
            for values in (
                dict(zip(self.domains, combination, strict=True))
                for combination in product(*self.domains.values())
            )
        ]

    def matching(
        self, choices: Mapping[str, Any], rules: Iterable[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield combinations that contain ``choices`` and break none of ``rules``."""
        kept = None if rules is None else set(rules)
        for values, broken in self.broken:
            if broken if kept is None else broken & kept:
                continue
            if all(values[name] == value for name, value in choices.items()):
                yield values

    def can(
        self, choices: Mapping[str, Any], rules: Iterable[str] | None = None
    ) -> bool:
        return next(self.matching(choices, rules), None) is not None


def without(choices: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in choices.items() if key != name}
