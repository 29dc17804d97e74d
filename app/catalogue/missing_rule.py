"""What rule is missing: told from the variants that could be built and those not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from configurator.model import Configuration, OptionKind, ProductModel, Scalar

_MOST_WORDS = 400
"""Pairs of single statements are tried among so many at most."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """Something that holds of a variant: ``option`` ``sign`` ``value``."""

    option: str
    sign: str
    value: Scalar
    text: str

    def holds(self, configuration: Configuration) -> bool:
        """Whether it is true of a variant."""
        found = configuration[self.option]
        if self.sign == "=":
            return found == self.value
        is_most = self.sign == "<="
        return found <= self.value if is_most else found >= self.value  # type: ignore[operator]  # numbers


def missing_rule(
    model: ProductModel,
    failed: Sequence[Configuration],
    built: Sequence[Configuration],
) -> str | None:
    """
    Return a rule that forbids what failed and nothing that was built.

    Returns
    -------
    str | None
        ``not (...)`` of one statement, or of two, about the options; None where no
        such rule tells them apart.

    Notes
    -----
    It is a proposal: true of the variants that were tried, for a person to judge.
    """
    if not failed:
        return None
    shared = [
        statement
        for statement in _statements(model, failed)
        if all(statement.holds(one) for one in failed)
    ]
    for statement in shared:
        if not any(statement.holds(one) for one in built):
            return f"not ({statement.text})"
    for first, second in combinations(shared[:_MOST_WORDS], 2):
        if not any(first.holds(one) and second.holds(one) for one in built):
            return f"not ({first.text} and {second.text})"
    return None


def _statements(
    model: ProductModel, failed: Sequence[Configuration]
) -> Iterator[_Statement]:
    """Yield the narrowest statements that may hold of everything that failed."""
    for option in model.options:
        values = [one[option.id] for one in failed]
        name = f"`{option.id}`" if "." in option.id else option.id
        if option.kind in {OptionKind.ENUMERATED, OptionKind.BOOLEAN}:
            value = values[0]
            if option.kind is OptionKind.BOOLEAN:
                yield _Statement(
                    option.id, "=", value, name if value else f"not {name}"
                )
            else:
                yield _Statement(option.id, "=", value, f"{name} = {value}")
        elif option.kind is not OptionKind.TEXT:
            yield from _bounds(option.id, name, option.unit, values)


def _bounds(
    option: str, name: str, unit: str | None, values: Sequence[Scalar]
) -> Iterator[_Statement]:
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    for sign, value in ((">=", min(numbers)), ("<=", max(numbers))):
        worded = f"{value} {unit}" if unit else f"{value}"
        yield _Statement(option, sign, value, f"{name} {sign} {worded}")


def worded(configuration: Mapping[str, Scalar]) -> str:
    """Return a variant in words, option by option."""
    return ", ".join(f"{option}={value}" for option, value in configuration.items())
