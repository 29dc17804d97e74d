"""
From what a product costs with each value: the cheapest completion of every one.

One pass over the circuit adds up terms of one option each. A term of several options
is resolved by taking the values of some of them in turn, as long as few passes do;
beyond that, and outside the circuit, it counts with its least amount and the answer
says that it is a bound.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from configurator.compile import CompiledModel
from configurator.compile.circuits import Circuits
from configurator.complete import complete
from configurator.domains import require_choices, value_problem
from configurator.expressions import names_of
from configurator.model import Configuration, OptionKind, Scalar
from configurator.results import Conflict
from configurator.terms import Combination, PriceTerm, PriceTerms, price_terms

PASSES = 32
"""A pass takes 0.1 to 2.4 ms, so that a page never waits for more than so many."""
_UNPRICED = 1 << 48
"""Far above every price, far below what a circuit takes for impossible."""


@dataclass(frozen=True, slots=True)
class CheapestCompletions:
    """
    What the cheapest completions cost.

    Parameters
    ----------
    total_minor
        Of the choices as they are; ``None`` when no variant of them has a price.
    by_value
        By option and value, that value taken and everything else left to the choices;
        values that are not possible, and options outside the circuit, are missing.
    is_exact
        Whether these are prices of completions. When not, no completion costs less,
        but for the lines that are left out.
    left_out
        Ids of price lines that are in none of the sums: only the assembly knows them,
        or they look at too many combinations.
    """

    total_minor: int | None
    by_value: Mapping[str, Mapping[Scalar, int]]
    is_exact: bool
    left_out: tuple[str, ...] = ()


def price_guide(
    compiled: CompiledModel,
    currency: str,
    day: date | None = None,
    *,
    quantity: int = 1,
    passes: int = PASSES,
) -> PriceGuide:
    """
    Return what answers the cheapest completions of any choices; made once, kept.

    Parameters
    ----------
    currency, day, quantity
        As ``price`` takes them.
    passes
        Most passes over the circuit for one answer.
    """
    texts = {
        name: tuple(str(value) for value in variable.values)
        for name, variable in compiled.variables.items()
        if variable.option.kind is OptionKind.TEXT
    }
    terms = price_terms(compiled.model, currency, day, quantity=quantity, texts=texts)
    return PriceGuide(compiled, terms, passes)


class PriceGuide:
    """
    Answers what the cheapest completions of choices cost.

    Parameters
    ----------
    terms
        Of a price, or of anything else that is to be least.
    """

    def __init__(
        self, compiled: CompiledModel, terms: PriceTerms, passes: int = PASSES
    ) -> None:
        self.compiled = compiled
        self.circuits = compiled.circuits
        self.left_out = terms.remainder
        covered = self.circuits.variables if self.circuits else {}
        inside = [
            t for t in terms.terms if t.options and covered.keys() >= {*t.options}
        ]
        self.outside = [term for term in terms.terms if term not in inside]
        single = [term for term in inside if len(term.options) == 1]
        joint = [term for term in inside if len(term.options) > 1]
        self.conditioned, kept = _conditioned(joint, compiled, passes)
        self.is_relaxed = len(kept) < len(joint)
        self.single = single + [_relaxed(term) for term in joint if term not in kept]
        self.joint = kept
        self._costs: dict[Combination, tuple[Any, int]] = {}

    def answer(self, choices: Configuration) -> CheapestCompletions:
        """
        Return the cost of the cheapest completion, and of that with each value.

        Parameters
        ----------
        choices
            Hold together; what no circuit covers is not judged here.

        Raises
        ------
        ChoiceError
            When a choice is malformed.
        """
        require_choices(self.compiled.model, choices)
        around, is_settled = self._outside(choices)
        is_exact = is_settled and not self.is_relaxed and not self.left_out
        if self.circuits is None:
            return CheapestCompletions(around, {}, is_exact, self.left_out)
        circuits = self.circuits
        best = np.full(circuits.circuit.leaves, _UNPRICED, dtype=np.int64)
        total: int | None = None
        for values, deviating in self._turns(choices):
            costs, shift = self._costs_at(circuits, values)
            taken = dict(zip(self.conditioned, values, strict=True))
            found, through = circuits.least(costs, {**choices, **taken})
            through = through + shift
            if deviating is None and found is not None:
                total = min(found + shift, _UNPRICED if total is None else total)
            for literals in self._judged(circuits, taken, deviating):
                best[literals] = np.minimum(best[literals], through[literals])
        if total is not None and total < _UNPRICED // 2:
            total += around
        else:
            total = None
        by_value = dict(self._by_value(circuits, best, choices))
        return CheapestCompletions(total, by_value, is_exact, self.left_out)

    def variant(
        self, choices: Configuration, shown: Configuration | None = None
    ) -> dict[str, Scalar] | Conflict:
        """
        Return the cheapest completion, among equally cheap ones the nearest to shown.

        Notes
        -----
        The cheapest where ``answer`` says ``is_exact``. What no circuit covers is
        completed as ``complete`` does it.

        Raises
        ------
        ChoiceError
            When a choice is malformed.
        """
        require_choices(self.compiled.model, choices)
        best: tuple[int, Configuration] = (_UNPRICED, {})
        for values, deviating in self._turns(choices) if self.circuits else ():
            if deviating is None and self.circuits is not None:
                taken = dict(zip(self.conditioned, values, strict=True))
                wish = {**choices, **taken}
                costs, shift = self._costs_at(self.circuits, values)
                total, _ = self.circuits.least(costs, wish)
                if total is not None and total + shift < best[0]:
                    near = self._nearly(self.circuits, costs, shown or {})
                    found = self.circuits.best(near, wish)
                    best = (total + shift, found or {})
        free = self._freely(choices, shown or {})
        return complete(self.compiled, {**best[1], **free, **choices}, shown)

    def _freely(
        self, choices: Configuration, shown: Configuration
    ) -> dict[str, Scalar]:
        """Return the cheapest values of what no rule mentions and no circuit covers."""
        picked: dict[str, Scalar] = {}
        for term in self.outside:
            left = {*term.options} - choices.keys()
            if left <= self.free:
                picked.update(self._cheapest_of(term, left, choices, shown))
        return picked

    def _cheapest_of(
        self,
        term: PriceTerm,
        left: set[str],
        choices: Configuration,
        shown: Configuration,
    ) -> dict[str, Scalar]:
        stand = {**shown, **choices}
        kept = {n: self._as_listed(n, stand[n]) for n in term.options if n in stand}

        def rank(key: Combination) -> tuple[int, int]:
            pairs = zip(term.options, key, strict=True)
            return term.amounts[key], sum(kept.get(n) != v for n, v in pairs)

        fitting = [
            key
            for key in term.amounts
            if all(
                n in left or kept[n] == v
                for n, v in zip(term.options, key, strict=True)
            )
        ]
        best = min(fitting, key=rank) if fitting else ()
        # What is shown stays as it was typed, not as the class it stands for.
        return {
            n: shown[n] if n in shown and kept[n] == v else v
            for n, v in zip(term.options, best, strict=False)
            if n in left
        }

    def _nearly(self, circuits: Circuits, costs: Any, shown: Configuration) -> Any:
        """Return costs in which one change weighs less than one minor unit."""
        near = np.minimum(costs, _UNPRICED >> 8) * (len(circuits.variables) + 1)
        for name in circuits.variables:
            option = self.compiled.variables[name].option
            wanted = shown.get(name)
            if wanted is None or value_problem(option, wanted) is not None:
                wanted = option.default
            if wanted is not None:
                near[circuits.span(name)] += 1
                near[circuits.literal(name, wanted)] -= 1
        return near

    def _outside(self, choices: Configuration) -> tuple[int, bool]:
        """Return the least of all terms outside the circuit, and if it is sure."""
        total, is_settled = 0, True
        listed = {
            name: self._as_listed(name, choices[name])
            for term in self.outside
            for name in term.options
            if name in choices
        }
        for term in self.outside:
            fitting = [
                amount
                for key, amount in term.amounts.items()
                if all(
                    listed.get(name, value) == value
                    for name, value in zip(term.options, key, strict=True)
                )
            ]
            total += min(fitting, default=0)
            is_settled &= choices.keys() | self.free >= {*term.options}
        return total, is_settled

    @cached_property
    def free(self) -> frozenset[str]:
        """Options that no rule and no table mentions, each in one term at most."""
        model = self.compiled.model
        derived = {entry.id: names_of(entry.value) for entry in model.derived}
        waiting = {name for rule in model.rules for name in names_of(rule.rule)}
        waiting.update(name for table in model.tables for name in table.options)
        mentioned: set[str] = set()
        while waiting:
            name = waiting.pop()
            mentioned.add(name)
            waiting |= derived.get(name, frozenset()) - mentioned
        uses = Counter(name for term in self.outside for name in term.options)
        covered = self.circuits.variables if self.circuits else {}
        return frozenset(
            name
            for name, count in uses.items()
            if count == 1 and name not in mentioned and name not in covered
        )

    def _turns(
        self, choices: Configuration
    ) -> Iterator[tuple[Combination, str | None]]:
        """
        Yield values of the conditioned options, and which one leaves its choice.

        Notes
        -----
        A chosen option's values are each judged with its own choice set aside, the
        choices of all others kept.
        """
        ranges = [self._values(name) for name in self.conditioned]
        for values in product(*ranges):
            left = [
                name
                for name, value in zip(self.conditioned, values, strict=True)
                if name in choices and self._as_listed(name, choices[name]) != value
            ]
            if len(left) < 2:
                yield values, left[0] if left else None

    def _values(self, name: str) -> Sequence[Scalar]:
        return self.compiled.variables[name].values

    def _as_listed(self, name: str, value: Scalar) -> Scalar:
        variable = self.compiled.variables[name]
        return variable.values[variable.index_of(value)]

    def _costs_at(self, circuits: Circuits, values: Combination) -> tuple[Any, int]:
        """Return costs by literal, none below 0, and what they were lowered by."""
        if values not in self._costs:
            taken = dict(zip(self.conditioned, values, strict=True))
            costs = np.zeros(circuits.circuit.leaves, dtype=np.int64)
            shift = 0
            for term in (*self.single, *self.joint):
                open_ = [name for name in term.options if name not in taken]
                if not open_:
                    key = tuple(taken[name] for name in term.options)
                    shift += term.amounts.get(key, _UNPRICED)
                    continue
                [name] = open_
                costs[circuits.span(name)] += [
                    term.amounts.get(
                        tuple(taken.get(other, value) for other in term.options),
                        _UNPRICED,
                    )
                    for value in self._values(name)
                ]
            for name in circuits.variables:
                span = circuits.span(name)
                least = int(costs[span].min())
                costs[span] -= least
                shift += least
            self._costs[values] = costs, min(shift, _UNPRICED)
        return self._costs[values]

    def _judged(
        self, circuits: Circuits, taken: Configuration, deviating: str | None
    ) -> Iterator[slice]:
        """Yield the literals on which a pass with these values has a say."""
        if deviating is not None:
            at = circuits.literal(deviating, taken[deviating])
            yield slice(at, at + 1)
            return
        for name in circuits.variables:
            if name in taken:
                at = circuits.literal(name, taken[name])
                yield slice(at, at + 1)
            else:
                yield circuits.span(name)

    def _by_value(
        self, circuits: Circuits, best: Any, choices: Configuration
    ) -> Iterator[tuple[str, dict[Scalar, int]]]:
        looked_at = {name for term in self.outside for name in term.options}
        around, _ = self._outside(choices)
        for name in circuits.variables:
            costs = best[circuits.span(name)].tolist()
            yield (
                name,
                {
                    value: cost
                    + (
                        self._outside({**choices, name: value})[0]
                        if name in looked_at
                        else around
                    )
                    for value, cost in zip(self._values(name), costs, strict=True)
                    if cost < _UNPRICED // 2
                },
            )


def _conditioned(
    joint: Sequence[PriceTerm], compiled: CompiledModel, passes: int
) -> tuple[tuple[str, ...], list[PriceTerm]]:
    """
    Return options to take in turn, and the terms that then have one option left.

    Notes
    -----
    Greedy: terms with the fewest combinations first, of each all but the option with
    most values, while the passes last.
    """
    chosen: dict[str, int] = {}
    kept = []
    for term in sorted(joint, key=lambda one: len(one.amounts)):
        sizes = {name: len(compiled.variables[name].values) for name in term.options}
        largest = max(sizes, key=lambda name: (name not in chosen, sizes[name], name))
        more = {name: size for name, size in sizes.items() if name != largest}
        if math.prod({**chosen, **more}.values()) <= passes:
            chosen.update(more)
            kept.append(term)
    return tuple(chosen), kept


def _relaxed(term: PriceTerm) -> PriceTerm:
    """Return the least that each value of the term's first option adds."""
    least: dict[Combination, int] = {}
    for (first, *_others), amount in term.amounts.items():
        least[(first,)] = min(amount, least.get((first,), amount))
    return PriceTerm(term.options[:1], least, term.lines)
