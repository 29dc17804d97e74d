"""How people call what an expression names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from configurator.expressions import syntax


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    How people call things.

    Parameters
    ----------
    names
        Text by id of an option, multi-select, derived value or measure; of a list of
        modules what one part is called.
    plurals
        What several parts of a list are called.
    values
        Text by (option id, value id).
    units
        Unit by option id, put behind bare numbers compared with it.
    meanings
        What a derived value without a name stands for: it is said instead.
    lists
        Of each list of modules, how its parts call their own.
    multiples
        Ids of the questions with several answers.
    """

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, syntax.Node] = field(default_factory=dict)
    lists: Mapping[str, Vocabulary] = field(default_factory=dict)
    multiples: frozenset[str] = frozenset()
    plurals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def inside(self, name: str) -> Vocabulary:
        """Return the words inside one part of a list, its own before all others."""
        own = self.lists[name]
        return replace(
            self,
            names={**self.names, **own.names},
            values={**self.values, **own.values},
            units={**self.units, **own.units},
            meanings={**self.meanings, **own.meanings},
            multiples=self.multiples | own.multiples,
        )


def number_text(value: Fraction, *, grouped: bool = False) -> str:
    """Return a number in decimal notation, exact where that ends, else as a/b."""
    denominator, places = value.denominator, 0
    while denominator % 10 and 10**places % denominator and places < 12:
        places += 1
    if value.denominator == 1:
        return f"{value.numerator:,}" if grouped else str(value.numerator)
    if 10**places % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    digits = digits.rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{int(digits[:-places]):,}.{digits[-places:]}"
