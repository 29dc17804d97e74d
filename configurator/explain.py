"""
Why a value is blocked or choices contradict, and the fewest changes that mend it.

First the choices are reduced to a subset-minimal set under all rules, then the rules
under these choices: removing any one of either makes the wish possible. Where the
merchandiser's own rules suffice, nothing of the product's structure is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from itertools import compress

from configurator.compile import CompiledModel
from configurator.compile.solver import Solver
from configurator.domains import require_choices
from configurator.hitting import hitting_sets
from configurator.minimal import minimal
from configurator.model import Configuration, Scalar
from configurator.repairs import MAX_REPAIRS, repairs_beside
from configurator.results import Conflict, Explanation, NotBlocked
from configurator.rowsearch import RowSearch
from configurator.sentences import because
from configurator.standing import ByCircuit, Standing, standing

__all__ = [
    "Conflict",
    "Explanation",
    "NotBlocked",
    "explain",
    "explain_conflict",
    "smallest_conflict",
]

FEW_RULES = 64
"""Among so many rules all are looked at, so that the same question gets the same reason
from every process; among more, only those that the solver's first refusal rests on."""
MAX_TRIES = 500
"""Sets of rules tried before a smallest conflict is given up for a minimal one."""
FEW_BLAMED = 6
"""Rules that a solver tells apart before their rows could be laid out."""
MAX_VALUES = 10_000
"""Of all options of some tables together, so that a search can copy its state."""
MAX_GROWTH = 16
"""Rules tried one by one to make a part that holds larger: fewer tries follow."""


def explain(
    compiled: CompiledModel,
    choices: Configuration,
    option: str,
    value: Scalar,
    *,
    most_repairs: int = MAX_REPAIRS,
) -> Explanation | NotBlocked:
    """
    Return why ``option`` cannot be ``value`` beside the other choices.

    Parameters
    ----------
    most_repairs
        How many to look for; 0 leaves them out and saves the time.

    Raises
    ------
    ChoiceError
        When a choice or the wish is malformed.
    """
    wish = {option: value}
    require_choices(compiled.model, {**choices, **wish})
    others = {name: picked for name, picked in choices.items() if name != option}
    with standing(compiled, others, wish) as beside:
        if beside.holds(beside.names):
            return NotBlocked(option, value)
        kept = _kept(beside)
        repairs = repairs_beside(beside, most_repairs) if most_repairs else ()
    rules = _rules(compiled, {**kept, **wish})
    sentences = because(compiled.model, kept, rules, wish)
    return Explanation(option, value, kept, rules, sentences, repairs)


def explain_conflict(
    compiled: CompiledModel,
    choices: Configuration,
    *,
    most_repairs: int = MAX_REPAIRS,
) -> Conflict:
    """
    Return why ``choices`` cannot hold together; empty when they can.

    Parameters
    ----------
    most_repairs
        How many to look for; 0 leaves them out and saves the time.

    Raises
    ------
    ChoiceError
        When a choice is malformed.

    Notes
    -----
    Where no variant exists at all, see ``smallest_conflict``.
    """
    require_choices(compiled.model, choices)
    with standing(compiled, choices, {}) as beside:
        if not beside.holds(()):
            return smallest_conflict(compiled)
        # Asked last: what is kept starts from the core of this refusal.
        if beside.holds(beside.names):
            return _conflict(compiled, {}, ())
        kept = _kept(beside)
        repairs = repairs_beside(beside, most_repairs) if most_repairs else ()
    conflict = _conflict(compiled, kept, _rules(compiled, kept))
    return Conflict(kept, conflict.rules, conflict.sentences, repairs)


def smallest_conflict(compiled: CompiledModel) -> Conflict:
    """
    Return the fewest rules that contradict one another; empty when none do.

    Notes
    -----
    The fewest possible unless ``MAX_TRIES`` sets of rules did not settle it; then
    removing any one of them still makes the others agree. There is no repair: no
    choice is at fault.

    References
    ----------
    Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS extraction with
    minimal hitting set dualization", CP 2015.
    """
    # Its own solver: the preferences set below would slow down everybody else's.
    solver = Solver(compiled.clauses, tuple(compiled.selectors.values()), compiled.size)
    with closing(solver):
        if solver.holds(()):
            return _conflict(compiled, {}, ())
        reasons = _Rules(compiled, solver, {})
        rules = reasons.fewest(reasons.minimal())
    return _conflict(compiled, {}, rules)


def _conflict(
    compiled: CompiledModel, kept: Configuration, rules: tuple[str, ...]
) -> Conflict:
    return Conflict(kept, rules, because(compiled.model, kept, rules, {}))


def _kept(beside: Standing) -> dict[str, Scalar]:
    """Return a subset-minimal part of the choices that refuses the wish."""
    core = None if isinstance(beside, ByCircuit) else beside.core
    names = minimal(beside.names, beside.holds, core)
    return {name: beside.choices[name] for name in names}


def _rules(compiled: CompiledModel, configuration: Configuration) -> tuple[str, ...]:
    """Return a subset-minimal part of the rules that refuses ``configuration``."""
    with compiled.solver() as solver:
        return _Rules(compiled, solver, configuration).minimal()


class _RowsFirst:
    """Rows are searched; the solver only answers where that is hard."""

    def __init__(self, rows: RowSearch, rules: _Rules) -> None:
        self.rows = rows
        self.rules = rules
        self.is_hard = False

    def holds(self, rules: Sequence[str]) -> bool:
        """Whether ``rules`` alone allow what is assumed."""
        found = self.rows.holds(rules)
        self.is_hard = found is None
        return self.rules.holds(rules) if found is None else found

    def core(self, rules: Sequence[str]) -> list[str]:
        """Return the part of the rules last asked about that their refusal rests on."""
        return (self.rules if self.is_hard else self.rows).core(rules)


class _Rules:
    """Rules that refuse what is assumed, and the solver that says so."""

    def __init__(
        self, compiled: CompiledModel, solver: Solver, configuration: Configuration
    ) -> None:
        self.compiled = compiled
        self.solver = solver
        self.configuration = configuration
        self.under = compiled.all_chosen(configuration)
        self.selectors = compiled.selectors
        self.model = compiled.model

    def holds(self, rules: Sequence[str]) -> bool:
        """Whether ``rules`` alone allow what is assumed."""
        # Without any rule every well-formed choice holds.
        return not rules or self._ask(rules)

    def _ask(self, rules: Sequence[str]) -> bool:
        selectors = map(self.selectors.__getitem__, rules)
        return self.solver.holds_under(selectors, self.under)

    def core(self, rules: Sequence[str]) -> list[str]:
        """Return the part of the rules last asked about that their refusal rests on."""
        selectors = map(self.selectors.__getitem__, rules)
        return list(compress(rules, map(self.solver.core().__contains__, selectors)))

    def minimal(self) -> tuple[str, ...]:
        """Return a subset-minimal refusal, the merchandiser's own rules first."""
        rules: Sequence[str] = self.model.own_relations
        if self.holds(rules):
            rules = self.model.own_first
            self.holds(rules)
        core = self.core(rules)
        if len(rules) > FEW_RULES:
            rules = core
        # Few, or few among many others, are soon asked about.
        is_worth_it = len(core) > max(FEW_BLAMED, len(rules) // 4)
        rows = self._rows(rules) if is_worth_it else None
        judge = self if rows is None else _RowsFirst(rows, self)
        return tuple(minimal(rules, judge.holds, judge.core))

    def _rows(self, rules: Sequence[str]) -> RowSearch | None:
        """Return a search through rows, ``None`` unless all ``rules`` list them."""
        variables = self.compiled.variables
        tables = {rule: self.compiled.listed(rule) for rule in rules}
        listed = {rule: table for rule, table in tables.items() if table is not None}
        sizes = {
            option: len(variables[option].values)
            for table in listed.values()
            for option in table.options
        }
        if len(listed) < len(rules) or sum(sizes.values()) > MAX_VALUES:
            return None
        chosen = {
            option: variables[option].index_of(value)
            for option, value in self.configuration.items()
        }
        return RowSearch(listed, sizes, chosen)

    def fewest(self, known: tuple[str, ...]) -> tuple[str, ...]:
        """Return a smallest refusal; ``known`` is a minimal one."""
        rules = self.model.own_first
        self.solver.prefer(self.selectors.values())
        # Of every part of the rules that holds, a refusal has some rule left out.
        left_out: list[frozenset[int]] = []
        for size in range(len(known)):
            for picked in hitting_sets(left_out, size):
                asked = [rules[at] for at in picked]
                if not self._ask(asked):
                    return tuple(asked)
                if len(left_out) == MAX_TRIES:
                    return known
                kept = self._grown(asked)
                left_out.append(
                    frozenset(at for at, rule in enumerate(rules) if rule not in kept)
                )
        return known

    def _grown(self, asked: Sequence[str]) -> set[str]:
        """Return more rules that hold together with those just asked about."""
        kept = {*asked, *self._satisfied()}
        waiting = [rule for rule in self.selectors if rule not in kept]
        for rule in waiting[:MAX_GROWTH]:
            if rule not in kept and self._ask([*kept, rule]):
                kept |= {rule, *self._satisfied()}
        return kept

    def _satisfied(self) -> list[str]:
        assignment = self.solver.assignment()
        return [
            r for r, literal in self.selectors.items() if assignment[literal - 1] > 0
        ]
