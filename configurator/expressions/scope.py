"""Types of expressions, and the names an expression may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class SeveralType:
    """
    A question with several answers at once.

    Parameters
    ----------
    multiple
        Its id; the answer ``v`` is the statement ``<multiple>.v``.
    """

    multiple: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartsType:
    """
    A list of equal parts, of which the first ``<parts>.count`` are there.

    Parameters
    ----------
    parts
        Its id; the name ``x`` of part ``n`` is ``<parts>.n.x``.
    own
        Type by name inside one part.
    idle
        Exact value by own name in a part that is not there; a derived name that
        depends on anything outside of its part is missing.
    free
        Own names of options: unlike a derived value they always have a value.
    broken
        Own names that were complained of where they are made.
    """

    parts: str
    at_least: int
    at_most: int
    own: Mapping[str, Type]
    idle: Mapping[str, Any]
    free: frozenset[str]
    broken: frozenset[str] = frozenset()


Type = (
    NumberType
    | BooleanType
    | TextType
    | ChoiceType
    | WordType
    | SeveralType
    | PartsType
)


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
    broken
        Names that were complained of where they are made: using one is no new mistake.
    """

    types: Mapping[str, Type]
    open_prefixes: tuple[str, ...] = field(default=())
    broken: frozenset[str] = frozenset()

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

    def inside(self, parts: PartsType) -> Scope:
        """Return the names inside one part of a list, its own before all others."""
        inner = self.extended(parts.own)
        return Scope(inner.types, inner.open_prefixes, inner.broken | parts.broken)

    def extended(self, types: Mapping[str, Type], *prefixes: str) -> Scope:
        """Return this scope with more names, which hide older ones."""
        broken = self.broken - types.keys() if self.broken else self.broken
        prefixes = (*self.open_prefixes, *prefixes)
        return Scope({**self.types, **types}, prefixes, broken)
