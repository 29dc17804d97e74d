"""Types of expressions, and the names an expression may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from configurator.expressions.units import UNITS, Dimension


@dataclass(frozen=True, slots=True)
class NumberType:
    """
    A number of some dimension.

    Parameters
    ----------
    dimension
        Exponents of length, mass and time; ``None`` adapts to its neighbour, as a
        bare literal does.
    """

    dimension: Dimension | None = None


@dataclass(frozen=True, slots=True)
class BooleanType:
    """A statement, or a yes-or-no option."""


@dataclass(frozen=True, slots=True)
class TextType:
    """Free text."""


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """One of ``values``; ``option`` says whose, for messages and names."""

    option: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordType:
    """Words that still need an option beside them to become its values."""

    words: tuple[str, ...]


Type = NumberType | BooleanType | TextType | ChoiceType | WordType


def number(unit: str | None = None) -> NumberType:
    """Return the type of numbers in ``unit``; of plain numbers when ``None``."""
    return NumberType(UNITS[unit].dimension if unit else (0, 0, 0))


@dataclass(frozen=True, slots=True)
class Scope:
    """
    The names an expression may use, each with its type.

    Parameters
    ----------
    types
        Type by name; names may be dotted.
    open_prefixes
        ``("measure",)`` admits every ``measure.x`` as a number of any dimension, for
        measures that only the assembly knows.
    """

    types: Mapping[str, Type]
    open_prefixes: tuple[str, ...] = field(default=())

    def find(self, name: str) -> Type | None:
        """Return the type of ``name``, or ``None`` when it is unknown."""
        found = self.types.get(name)
        if (
            found is None
            and name.split(".", maxsplit=1)[0] in self.open_prefixes
            and "." in name
        ):
            return NumberType(None)
        return found

    def extended(self, types: Mapping[str, Type], *prefixes: str) -> Scope:
        """Return this scope with more names."""
        return Scope({**self.types, **types}, (*self.open_prefixes, *prefixes))
