"""
A price as a sum of terms, each looking at few options.

What is cheapest can be found exactly by adding up along a circuit when every term
looks at one option. Lines whose amount depends on the assembly's measures, or on too
many options at once, are named instead of guessed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product

from configurator.environment import environment, options_in
from configurator.expressions import (
    Expression,
    ExpressionError,
    expression_of,
    names_of,
    syntax,
)
from configurator.model import (
    ORDER_QUANTITY,
    Configuration,
    Derived,
    Option,
    OptionKind,
    PriceLine,
    ProductModel,
    Scalar,
)
from configurator.price import Occasion, amounts_of

MAX_JOINT = 2_000
"""Up to this many combinations of options are priced one by one; 20 us each."""

Combination = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class PriceTerm:
    """
    A part of the price that depends on ``options`` alone.

    Parameters
    ----------
    options
        Ids in the model's order; none for what every variant costs.
    amounts
        Minor units by combination of their values; a combination that is missing has
        no price (no row of a price table fits, or a formula divides by zero).
    lines
        Ids of the price lines that it adds up.
    """

    options: tuple[str, ...]
    amounts: Mapping[Combination, int]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """
    A price as a sum.

    Parameters
    ----------
    terms
        One for each set of options.
    remainder
        Ids of price lines that are in no term: they look at measures, at a free text
        or at too many combinations.
    """

    terms: tuple[PriceTerm, ...]
    remainder: tuple[str, ...] = ()


def price_terms(
    model: ProductModel,
    currency: str,
    day: date | None = None,
    *,
    quantity: int = 1,
    texts: Mapping[str, Sequence[str]] | None = None,
) -> PriceTerms:
    """
    Return the price of one piece as a sum of terms over few options each.

    Parameters
    ----------
    currency, day, quantity
        As ``price`` takes them.
    texts
        Of a text option, one text of each class that must be told apart; a line that
        looks at a text option without them is left to the remainder.

    Notes
    -----
    The terms of a configuration and its lines of the remainder add up to its price,
    to the minor unit.
    """
    return _Splitter(model, Occasion(currency, quantity, day), texts or {}).split()


def domain_of(option: Option) -> tuple[Scalar, ...]:
    """Return every value of an option that is no text."""
    match option.kind:
        case OptionKind.ENUMERATED:
            return tuple(value.id for value in option.values)
        case OptionKind.BOOLEAN:
            return (True, False)
        case OptionKind.TEXT:
            return ()
        case _:
            low, high, step = option.minimum, option.maximum, option.step
            if low is None or high is None or step is None:
                return ()
            return tuple(low + n * step for n in range(int((high - low) / step) + 1))


@dataclass(frozen=True, slots=True)
class _Part:
    """A share of the price: ``counted`` among ``lines``, times what is in them."""

    lines: tuple[PriceLine, ...]
    counted: str


class _Splitter:
    def __init__(
        self,
        model: ProductModel,
        occasion: Occasion,
        texts: Mapping[str, Sequence[str]],
    ) -> None:
        self.model = model
        self.occasion = occasion
        self.lines = {line.id: line for line in occasion.lines(model)}
        self.domains = {option.id: domain_of(option) for option in model.options}
        self.domains.update({name: tuple(some) for name, some in texts.items()})
        self.order = {option.id: n for n, option in enumerate(model.options)}
        self.derived = {entry.id: entry for entry in model.derived}

    def split(self) -> PriceTerms:
        sums: dict[tuple[str, ...], dict[Combination, int]] = {}
        lines: dict[tuple[str, ...], list[str]] = {}
        remainder = []
        for line in self.lines.values():
            found = self._tabulated(line)
            if found is None:
                remainder.append(line.id)
                continue
            for options, amounts in found:
                known = sums.get(options)
                sums[options] = amounts if known is None else _added(known, amounts)
                lines.setdefault(options, []).append(line.id)
        terms = tuple(
            PriceTerm(options, amounts, tuple(dict.fromkeys(lines[options])))
            for options, amounts in sums.items()
        )
        return PriceTerms(terms, tuple(remainder))

    def _tabulated(
        self, line: PriceLine
    ) -> list[tuple[tuple[str, ...], dict[Combination, int]]] | None:
        """Return each part of a line with its amounts, ``None`` when that fails."""
        for parts in self._ways(line):
            found = []
            for part in parts:
                options = self._options(part.lines)
                if options is None:
                    break
                found.append((options, dict(self._amounts(part, options))))
            else:
                return found
        return None

    def _ways(self, line: PriceLine) -> Iterator[list[_Part]]:
        """Yield ways to take a line apart, the one with the smallest parts first."""
        if line.rebate is not None and line.rebate.pct is not None:
            yield [
                _Part((*self._below(name), self._only(line, name)), line.id)
                for name in line.rebate.lines
                if name in self.lines
            ]
            return
        if line.times is not None and not line.columns:
            yield from self._summed(line)
        yield [_Part((*self._under(line), line), line.id)]

    def _below(self, name: str) -> tuple[PriceLine, ...]:
        """Return a line after all lines that its amount looks at."""
        line = self.lines[name]
        return (*self._under(line), line)

    def _under(self, line: PriceLine) -> tuple[PriceLine, ...]:
        named = line.rebate.lines if line.rebate is not None else ()
        found = (
            below for name in named if name in self.lines for below in self._below(name)
        )
        return tuple({below.id: below for below in found}.values())

    def _only(self, line: PriceLine, name: str) -> PriceLine:
        """Return a percentage as it is taken from one of its lines."""
        if line.rebate is None:
            raise TypeError(line.id)
        return replace(line, rebate=replace(line.rebate, lines=(name,)))

    def _summed(self, line: PriceLine) -> Iterator[list[_Part]]:
        """Yield the line with its factor taken apart, when rounding allows that."""
        summands = list(_summands(line.times.root, Fraction(1))) if line.times else []
        if len(summands) < 2:
            return
        parts = [
            _Part((replace(line, times=expression_of(node)),), line.id)
            for node in summands
        ]
        if all(self._is_whole(part) for part in parts):
            yield parts

    def _is_whole(self, part: _Part) -> bool:
        """Whether no combination's amount needs rounding."""
        [line] = part.lines
        options = self._options(part.lines)
        if options is None or line.times is None:
            return False
        amounts = [line.amounts, *(step.amounts for step in line.steps)]
        currency = self.occasion.currency
        each = math.gcd(*(one[currency] for one in amounts))
        for configuration, values in self._situations(part.lines, options):
            del configuration
            try:
                times = Fraction(line.times.function(values))
            except (ExpressionError, ZeroDivisionError):
                continue
            if each % times.denominator:
                return False
        return True

    def _options(self, lines: Iterable[PriceLine]) -> tuple[str, ...] | None:
        """Return what lines look at, ``None`` when that cannot be listed."""
        names: set[str] = set()
        for line in lines:
            names.update(name for name in line.columns if name != ORDER_QUANTITY)
            if reads_measures(line):
                return None
            for expression in _expressions(line):
                names |= options_in(self.model, expression)
                if not self._knows_texts(expression):
                    return None
        size = math.prod(len(self.domains[name]) for name in names)
        if not 0 < size <= MAX_JOINT:
            return None
        return tuple(sorted(names, key=self.order.__getitem__))

    def _knows_texts(self, expression: Expression) -> bool:
        """Whether every text that it mentions is among the known ones."""
        texts = {
            option.id for option in self.model.options if option.kind is OptionKind.TEXT
        }
        read = options_in(self.model, expression) & texts
        known = {text for name in read for text in self.domains[name]}
        quoted = {
            node.text
            for node in syntax.walk(expression.root)
            if isinstance(node, syntax.Quoted)
        }
        values = {value for o in self.model.options for value in domain_of(o)}
        return not read or quoted <= known | values

    def _amounts(
        self, part: _Part, options: tuple[str, ...]
    ) -> Iterator[tuple[Combination, int]]:
        for configuration, values in self._situations(part.lines, options):
            try:
                found = amounts_of(part.lines, configuration, values, self.occasion)
            except ExpressionError:
                # It has no price: the combination is left out.
                continue
            amount = found.get(part.counted)
            key = tuple(configuration[name] for name in options)
            yield key, 0 if amount is None else amount.minor

    def _situations(
        self, lines: Iterable[PriceLine], options: tuple[str, ...]
    ) -> Iterator[tuple[Configuration, dict[str, object]]]:
        """Yield each combination with all that the lines' expressions see of it."""
        waiting = {
            name
            for line in lines
            for expression in _expressions(line)
            for name in names_of(expression)
        }
        needed: dict[str, Derived] = {}
        while waiting:
            entry = self.derived.get(waiting.pop())
            if entry is not None and entry.id not in needed:
                needed[entry.id] = entry
                waiting |= names_of(entry.value)
        derived = tuple(e for e in self.model.derived if e.id in needed)
        small = replace(self.model, derived=derived)
        for combination in product(*(self.domains[name] for name in options)):
            configuration = dict(zip(options, combination, strict=True))
            values = environment(small, configuration)
            values[ORDER_QUANTITY] = self.occasion.quantity
            yield configuration, values


def _added(
    one: Mapping[Combination, int], other: Mapping[Combination, int]
) -> dict[Combination, int]:
    return {key: one[key] + other[key] for key in one.keys() & other.keys()}


def _expressions(line: PriceLine) -> Iterator[Expression]:
    if line.times is not None:
        yield line.times
    if line.when is not None:
        yield line.when


def reads_measures(line: PriceLine) -> bool:
    """Whether only the assembly knows what a line costs."""
    return any(
        name.startswith("measure.")
        for expression in _expressions(line)
        for name in names_of(expression)
    )


def _summands(node: syntax.Node, scale: Fraction) -> Iterator[syntax.Node]:
    """Yield nodes whose sum is ``scale`` times ``node``."""
    match node:
        case syntax.Arithmetic(operator="+", left=left, right=right):
            yield from _summands(left, scale)
            yield from _summands(right, scale)
        case syntax.Arithmetic(operator="-", left=left, right=right):
            yield from _summands(left, scale)
            yield from _summands(right, -scale)
        case syntax.Negative(operand=operand):
            yield from _summands(operand, -scale)
        case syntax.Arithmetic(operator="/", left=left, right=syntax.Number() as by):
            for part in _summands(left, scale):
                yield syntax.Arithmetic("/", part, by)
        case (
            syntax.Arithmetic(operator="*", left=syntax.Number() as by, right=other)
            | syntax.Arithmetic(operator="*", left=other, right=syntax.Number() as by)
        ):
            for part in _summands(other, scale):
                yield syntax.Arithmetic("*", by, part)
        case syntax.Call(function="count", arguments=statements):
            for statement in statements:
                one = syntax.Number(scale)
                yield syntax.Conditional(statement, one, syntax.Number(Fraction(0)))
        case _:
            yield syntax.Arithmetic("*", syntax.Number(scale), node)
