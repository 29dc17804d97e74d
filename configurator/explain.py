"""
Why a value is blocked or choices contradict, and the fewest changes that mend it.

First the choices are reduced to a subset-minimal set under all rules, then the rules
under these choices: removing any one of either makes the wish possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from configurator.compile import CompiledModel
from configurator.compile.solver import Solver
from configurator.domains import require_choices
from configurator.model import Configuration, Scalar
from configurator.results import Conflict, Explanation, NotBlocked, Repair
from configurator.sentences import because
from configurator.settle import settle

__all__ = ["Conflict", "Explanation", "NotBlocked", "explain", "explain_conflict"]

MAX_REPAIRS = 3


def explain(
    compiled: CompiledModel, choices: Configuration, option: str, value: Scalar
) -> Explanation | NotBlocked:
    """
    Return why ``option`` cannot be ``value`` beside the other choices.

    Raises
    ------
    ChoiceError
        When a choice or the wish is malformed.
    """
    require_choices(compiled.model, {**choices, option: value})
    others = {name: picked for name, picked in choices.items() if name != option}
    with compiled.solver() as solver:
        reasons = _Reasons(compiled, solver, others, {option: value})
        if reasons.is_possible():
            return NotBlocked(option, value)
        kept, rules = reasons.minimal()
        repairs = tuple(reasons.repairs())
    sentences = because(compiled.model, kept, rules, {option: value})
    return Explanation(option, value, kept, rules, sentences, repairs)


def explain_conflict(compiled: CompiledModel, choices: Configuration) -> Conflict:
    """
    Return why ``choices`` cannot hold together; empty when they can.

    Raises
    ------
    ChoiceError
        When a choice is malformed.
    """
    require_choices(compiled.model, choices)
    with compiled.solver() as solver:
        reasons = _Reasons(compiled, solver, choices, {})
        if reasons.is_possible():
            return Conflict({}, (), because(compiled.model, {}, (), {}))
        kept, rules = reasons.minimal()
        repairs = tuple(reasons.repairs())
    return Conflict(kept, rules, because(compiled.model, kept, rules, {}), repairs)


class _Reasons:
    """Choices that contradict a wish, and the solver that says so."""

    def __init__(
        self,
        compiled: CompiledModel,
        solver: Solver,
        choices: Configuration,
        wish: Configuration,
    ) -> None:
        self.compiled = compiled
        self.solver = solver
        self.choices = choices
        order = [option.id for option in compiled.model.options]
        self.names = [name for name in order if name in choices]
        self.literals = {k: compiled.chosen(k, v) for k, v in choices.items()}
        self.wish = wish
        self.wanted = tuple(
            literal for k, v in wish.items() for literal in compiled.chosen(k, v)
        )

    def _under(self, names: Sequence[str]) -> tuple[int, ...]:
        return (*self.wanted, *(lit for name in names for lit in self.literals[name]))

    def is_possible(self) -> bool:
        """Whether the wish and every choice can hold together."""
        return self.solver.holds(self._under(self.names))

    def _core_names(self, names: Sequence[str]) -> list[str]:
        core = self.solver.core()
        return [n for n in names if any(lit in core for lit in self.literals[n])]

    def minimal(self) -> tuple[dict[str, Scalar], tuple[str, ...]]:
        """Return a subset-minimal set of choices, then of rules."""
        names = shrink(
            self._core_names(self.names) if not self.is_possible() else self.names,
            lambda kept: self.solver.holds(self._under(kept)),
            self._core_names,
        )
        under = self._under(names)
        selectors = self.compiled.selectors

        def holds(rules: Sequence[str]) -> bool:
            return self.solver.holds_under([selectors[r] for r in rules], under)

        def core(rules: Sequence[str]) -> list[str]:
            literals = self.solver.core()
            return [rule for rule in rules if selectors[rule] in literals]

        every = list(selectors)
        rules = shrink(core(every) if not holds(every) else every, holds, core)
        return {name: self.choices[name] for name in names}, tuple(rules)

    def repairs(self) -> Iterator[Repair]:
        """Yield repairs that change the fewest choices, in a fixed order."""
        cores: list[frozenset[str]] = []
        found = 0
        if not self.solver.holds(self._under(())):
            return
        for count in range(1, len(self.names) + 1):
            # Later questions are given up before earlier ones.
            for dropped in combinations(reversed(self.names), count):
                gone = frozenset(dropped)
                if any(not core & gone for core in cores):
                    continue
                kept = [name for name in self.names if name not in gone]
                if not self.solver.holds(self._under(kept)):
                    cores.append(frozenset(self._core_names(kept)))
                    continue
                yield self._repair(kept, dropped)
                found += 1
                if found == MAX_REPAIRS:
                    return
            if found:
                return

    def _repair(self, kept: Sequence[str], dropped: Sequence[str]) -> Repair:
        standing = {**{name: self.choices[name] for name in kept}, **self.wish}
        shown = {name: self.choices[name] for name in dropped}
        complete = settle(self.compiled, self.solver, standing, shown)
        changes = {name: complete[name] for name in reversed(dropped)}
        return Repair({**self.wish, **changes})


def shrink(
    names: Sequence[str],
    holds: Callable[[Sequence[str]], bool],
    core: Callable[[Sequence[str]], list[str]],
) -> list[str]:
    """
    Return a subset-minimal part of ``names`` that does not hold.

    Parameters
    ----------
    core
        The part of the names last asked about that the refusal rests on.

    Notes
    -----
    Deletion with core refinement: at most one question a name. Later names are
    deleted first, so that earlier ones stay in the explanation.
    """
    kept = list(names)
    needed: set[str] = set()
    while True:
        candidate = next((name for name in reversed(kept) if name not in needed), None)
        if candidate is None:
            return kept
        trial = [name for name in kept if name != candidate]
        if holds(trial):
            needed.add(candidate)
        else:
            kept = core(trial)
