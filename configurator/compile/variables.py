"""
Options as solver variables.

A number is *order encoded*: one variable for each grid point but the first, "at least
this". Everything else has one variable a value, exactly one of them true.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from configurator.compile.clauses import FALSE, TRUE, Clauses
from configurator.expressions import exact
from configurator.model import Option, OptionKind, Scalar
from configurator.texts import text_classes


@dataclass(frozen=True, slots=True)
class Variable:
    """
    One option in the solver; values are called by their index.

    Parameters
    ----------
    values
        Of the option, in order; of a text, one representative a class.
    exact
        The same as expressions see them.
    literals
        Of a number: "at least value i", the first one always true. Else "is value i".
    """

    option: Option
    values: tuple[Scalar, ...]
    exact: tuple[Any, ...]
    literals: tuple[int, ...]
    is_ordered: bool

    def at_least(self, index: int) -> int:
        """Return the literal of "at least value ``index``" of an ordered variable."""
        if index >= len(self.literals):
            return FALSE
        return self.literals[index] if index > 0 else TRUE

    def within(self, low: int, high: int) -> tuple[int, ...]:
        """Return literals that together say ``low <= index < high``."""
        if self.is_ordered:
            ends = (self.at_least(low), -self.at_least(high))
            return tuple(literal for literal in ends if literal != TRUE)
        return (self.literals[low],) if high == low + 1 else ()

    def equal(self, index: int) -> tuple[int, ...]:
        """Return literals that together say "is value ``index``"."""
        return self.within(index, index + 1)

    def index_in(self, assignment: Sequence[int]) -> int:
        """Return the index of the value that a solver's assignment gives."""
        if self.is_ordered:
            low, high = 0, len(self.literals) - 1
            while low < high:
                middle = (low + high + 1) // 2
                if assignment[self.literals[middle] - 1] > 0:
                    low = middle
                else:
                    high = middle - 1
            return low
        for index, literal in enumerate(self.literals):
            if (assignment[abs(literal) - 1] > 0) == (literal > 0):
                return index
        raise ValueError(self.option.id)

    def index_of(self, value: Scalar) -> int:
        """Return the index of a value of the option's domain (of its class, a text)."""
        if self.option.kind is OptionKind.TEXT:
            return _text_class(self.values, str(value))
        if self.is_ordered:
            return bisect_right(self.exact, exact(value)) - 1
        return self.values.index(value)


def _text_class(values: Sequence[Scalar], text: str) -> int:
    if text in values:
        return values.index(text)
    # Representatives of "any other text of this length" differ from every literal;
    # they stand at the end, so the last of that length is the class.
    for index in range(len(values) - 1, -1, -1):
        if len(str(values[index])) == len(text):
            return index
    raise ValueError(text)


def make_variable(option: Option, clauses: Clauses, literals: set[str]) -> Variable:
    """
    Return the variable of an option, its domain clauses added.

    Parameters
    ----------
    literals
        Texts that rules mention; every other text counts only by its length.
    """
    values = tuple(_values(option, literals))
    seen = tuple(exact(value) for value in values)
    if option.kind.is_numeric:
        order = (TRUE, *(clauses.variable() for _ in values[1:]))
        for lower, upper in pairwise(order[1:]):
            clauses.add((-upper, lower))
        return Variable(option, values, seen, order, is_ordered=True)
    if len(values) == 1:
        return Variable(option, values, seen, (TRUE,), is_ordered=False)
    if len(values) == 2:
        one = clauses.variable()
        return Variable(option, values, seen, (one, -one), is_ordered=False)
    direct = tuple(clauses.variable() for _ in values)
    clauses.add(direct)
    for index, literal in enumerate(direct):
        for other in direct[:index]:
            clauses.add((-literal, -other))
    return Variable(option, values, seen, direct, is_ordered=False)


def _values(option: Option, literals: set[str]) -> Iterator[Scalar]:
    match option.kind:
        case OptionKind.ENUMERATED:
            yield from (value.id for value in option.values)
        case OptionKind.BOOLEAN:
            yield from (True, False)
        case OptionKind.TEXT:
            yield from text_classes(option, literals)
        case _:
            yield from _grid(option)


def _grid(option: Option) -> Iterator[int | Decimal]:
    low, high, step = option.minimum, option.maximum, option.step
    if low is None or high is None or step is None:
        return
    for index in range(int((high - low) / step) + 1):
        yield low + index * step
