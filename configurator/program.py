"""
An integer program, built piece by piece: what a solver for numbers is given.

A *literal* is the number of a 0-or-1 variable, negative for its opposite, as in
clauses. Everything is exact: coefficients are whole numbers, and fractions are
brought to a common denominator before they get here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

TRUE = 1
"""The literal that always holds: variable 1 is fixed."""
FALSE = -TRUE


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of variables, each times a factor, and a constant."""

    factors: Mapping[int, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    @property
    def is_constant(self) -> bool:
        """Whether no variable is in it."""
        return not self.factors

    @property
    def denominator(self) -> int:
        """The least whole number that makes every coefficient whole."""
        found = (factor.denominator for factor in self.factors.values())
        return math.lcm(self.constant.denominator, *found)

    def plus(self, other: Linear) -> Linear:
        """Return the sum."""
        factors = dict(self.factors)
        for variable, factor in other.factors.items():
            factors[variable] = factors.get(variable, Fraction(0)) + factor
        kept = {variable: factor for variable, factor in factors.items() if factor}
        return Linear(kept, self.constant + other.constant)

    def times(self, number: int | Fraction) -> Linear:
        """Return the multiple."""
        if number == 0:
            return Linear()
        factors = {
            variable: factor * number for variable, factor in self.factors.items()
        }
        return Linear(factors, self.constant * number)

    def shifted(self, number: int | Fraction) -> Linear:
        """Return the sum with a number."""
        return Linear(self.factors, self.constant + number)

    def value_at(self, assignment: Sequence[int]) -> Fraction:
        """Return its value; variable ``v`` has the value ``assignment[v - 1]``."""
        parts = (factor * assignment[v - 1] for v, factor in self.factors.items())
        return sum(parts, self.constant)


def constant(number: int | Fraction) -> Linear:
    """Return a number as a linear form."""
    return Linear({}, Fraction(number))


def summed(parts: Iterable[Linear]) -> Linear:
    """Return the sum of many linear forms."""
    factors: dict[int, Fraction] = {}
    total = Fraction(0)
    for part in parts:
        total += part.constant
        for variable, factor in part.factors.items():
            factors[variable] = factors.get(variable, Fraction(0)) + factor
    return Linear({v: factor for v, factor in factors.items() if factor}, total)


@dataclass(frozen=True, slots=True)
class Sum:
    """``low <= factors <= high`` whenever the literal ``only_if`` holds."""

    factors: Mapping[int, int]
    low: int
    high: int
    only_if: int = TRUE


@dataclass(slots=True)
class Program:
    """
    Variables and constraints.

    Parameters
    ----------
    bounds
        Lowest and highest value of variable 1, 2, ...
    tables
        Variables and the rows of values that they may have together.
    products
        (product, one, other): the first variable is the other two multiplied.
    """

    bounds: list[tuple[int, int]] = field(default_factory=lambda: [(1, 1)])
    clauses: list[tuple[int, ...]] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    tables: list[tuple[tuple[int, ...], list[tuple[int, ...]]]] = field(
        default_factory=list
    )
    products: list[tuple[int, int, int]] = field(default_factory=list)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    @property
    def largest(self) -> int:
        """The largest number in it, the sign aside."""
        ends = [abs(end) for both in self.bounds for end in both]
        for one in self.sums:
            ends += map(abs, (one.low, one.high, *one.factors.values()))
        return max(ends)

    def integer(self, low: int, high: int) -> int:
        """Return a new variable."""
        self.bounds.append((low, high))
        return len(self.bounds)

    def literal(self) -> int:
        """Return a new variable that is 0 or 1."""
        return self.integer(0, 1)

    def require(self, *literals: int) -> None:
        """Add that one of the literals holds."""
        if TRUE not in literals:
            self.clauses.append(literals)

    def admit(self, variables: Sequence[int], rows: Iterable[Sequence[int]]) -> None:
        """Add the rows of values that the variables may have together."""
        self.tables.append((tuple(variables), [tuple(row) for row in rows]))

    def both(self, literals: Iterable[int]) -> int:
        """Return the literal of "all of these hold"."""
        wanted = tuple(sorted(set(literals) - {TRUE}))
        if FALSE in wanted or any(-literal in wanted for literal in wanted):
            return FALSE
        if len(wanted) < 2:
            return wanted[0] if wanted else TRUE
        if wanted not in self._known:
            found = self._known[wanted] = self.literal()
            for literal in wanted:
                self.require(-found, literal)
            self.require(found, *(-literal for literal in wanted))
        return self._known[wanted]

    def either(self, literals: Iterable[int]) -> int:
        """Return the literal of "one of these holds"."""
        return -self.both(-literal for literal in literals)

    def same(self, one: int, other: int) -> int:
        """Return the literal of "both hold or neither does"."""
        return self.both((self.either((-one, other)), self.either((one, -other))))

    def range_of(self, form: Linear) -> tuple[Fraction, Fraction]:
        """Return bounds of a linear form; they need not be reached."""
        low = high = form.constant
        for variable, factor in form.factors.items():
            ends = [factor * end for end in self.bounds[variable - 1]]
            low, high = low + min(ends), high + max(ends)
        return low, high

    def of_literal(self, literal: int) -> Linear:
        """Return 1 where the literal holds, else 0."""
        if abs(literal) == TRUE:
            return constant(int(literal == TRUE))
        if literal > 0:
            return Linear({literal: Fraction(1)})
        return Linear({-literal: Fraction(-1)}, Fraction(1))

    def equate(self, variable: int, form: Linear, only_if: int = TRUE) -> None:
        """Add that a variable is a form with whole coefficients."""
        self.bound(form.plus(Linear({variable: Fraction(-1)})), 0, 0, only_if)

    def bound(self, form: Linear, low: int, high: int, only_if: int = TRUE) -> None:
        """Add ``low <= form <= high``; the form's coefficients are whole."""
        factors = {variable: int(factor) for variable, factor in form.factors.items()}
        shift = int(form.constant)
        self.sums.append(Sum(factors, low - shift, high - shift, only_if))

    def variable_of(self, form: Linear) -> int:
        """Return a variable that equals a form with whole coefficients."""
        low, high = self.range_of(form)
        variable = self.integer(int(low), int(high))
        self.equate(variable, form)
        return variable

    def at_most(self, form: Linear, limit: int | Fraction) -> int:
        """Return the literal of "the form is at most ``limit``"."""
        low, high = self.range_of(form)
        if high <= limit:
            return TRUE
        if low > limit:
            return FALSE
        whole = form.times(form.denominator)
        top = math.floor(Fraction(limit) * form.denominator - whole.constant)
        factors = {variable: int(factor) for variable, factor in whole.factors.items()}
        key = ("at_most", *sorted(factors.items()), top)
        if key not in self._known:
            found = self._known[key] = self.literal()
            ends = self.range_of(Linear(whole.factors))
            self.sums.append(Sum(factors, int(ends[0]), top, found))
            self.sums.append(Sum(factors, top + 1, int(ends[1]), -found))
        return self._known[key]

    def floor(self, form: Linear) -> Linear:
        """Return the greatest whole number up to a form."""
        below = form.denominator
        if below == 1:
            return form
        whole = form.times(below)
        low, high = self.range_of(form)
        found = self.integer(math.floor(low), math.floor(high))
        rest = whole.plus(Linear({found: Fraction(-below)}))
        self.bound(rest, 0, below - 1)
        return Linear({found: Fraction(1)})

    def chosen(self, cases: Sequence[tuple[int, Linear]]) -> Linear:
        """Return the form of whichever case holds; exactly one of them does."""
        below = math.lcm(*(form.denominator for _case, form in cases))
        ends = [self.range_of(form.times(below)) for _case, form in cases]
        found = self.integer(
            int(min(low for low, _ in ends)), int(max(high for _, high in ends))
        )
        for case, form in cases:
            self.equate(found, form.times(below), case)
        return Linear({found: Fraction(1, below)})

    def greatest(self, forms: Sequence[Linear]) -> Linear:
        """Return the greatest of several forms."""
        below = math.lcm(*(form.denominator for form in forms))
        wholes = [form.times(below) for form in forms]
        ends = [self.range_of(whole) for whole in wholes]
        low, high = max(low for low, _ in ends), max(high for _, high in ends)
        found = self.integer(int(low), int(high))
        reaches = []
        for whole, (least, _most) in zip(wholes, ends, strict=True):
            over = Linear({found: Fraction(1)}).plus(whole.times(-1))
            self.bound(over, 0, int(high - least))
            reaches.append(self.literal())
            self.bound(over, 0, 0, reaches[-1])
        self.require(*reaches)
        return Linear({found: Fraction(1, below)})

    def product(self, one: Linear, other: Linear) -> Linear:
        """Return two forms multiplied."""
        if one.is_constant:
            return other.times(one.constant)
        if other.is_constant:
            return one.times(other.constant)
        below = one.denominator * other.denominator
        left = self.variable_of(one.times(one.denominator))
        right = self.variable_of(other.times(other.denominator))
        (a, b), (c, d) = self.bounds[left - 1], self.bounds[right - 1]
        corners = (a * c, a * d, b * c, b * d)
        found = self.integer(min(corners), max(corners))
        self.products.append((found, left, right))
        return Linear({found: Fraction(1, below)})
