"""The compiled model: a circuit where one is possible, clauses for all of it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

from configurator.compile.circuits import Circuits
from configurator.compile.clauses import ClauseList
from configurator.compile.relation import Relation, TooManyRowsError, of_plain_table
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable
from configurator.model import Configuration, ProductModel, Table

POOL_SIZE = 4


@dataclass(slots=True)
class _Pool:
    lock: threading.Lock = field(default_factory=threading.Lock)
    idle: list[Solver] = field(default_factory=list)


@dataclass(frozen=True)
class CompiledModel:
    """
    A product model ready to answer; immutable but for its pools of idle solvers.

    Parameters
    ----------
    variables
        By option id.
    clauses
        All of the model, each clause of a rule with the rule's selector negated.
    selectors
        Literal by rule or table id that switches it on.
    ranges
        By rule or table id, where its clauses stand.
    size
        Number of solver variables.
    circuits
        Answers what it covers without a solver; ``None`` where nothing could be.
    covered
        Rules and tables that the circuit says.
    """

    model: ProductModel
    variables: Mapping[str, Variable]
    clauses: ClauseList
    selectors: Mapping[str, int]
    ranges: Mapping[str, range]
    size: int
    circuits: Circuits | None
    covered: frozenset[str]
    _whole: _Pool = field(default_factory=_Pool, repr=False, compare=False)
    _rest: _Pool = field(default_factory=_Pool, repr=False, compare=False)
    _strict: _Pool = field(default_factory=_Pool, repr=False, compare=False)
    _listed: dict[str, Relation | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def content_hash(self) -> str:
        """Of the model; the same model gives the same hash in every process."""
        return hash_of(self.model)

    @property
    def engine(self) -> str:
        """What answers, in words."""
        if self.circuits is None:
            return "sat"
        return self.circuits.engine + (" + sat" if self.rest else "")

    @cached_property
    def rest(self) -> dict[str, Variable]:
        """Variables of the options that no circuit covers."""
        covered = self.circuits.variables if self.circuits else {}
        return {k: v for k, v in self.variables.items() if k not in covered}

    def warm(self) -> None:
        """Load what answers and reasons need, so that the first is no slower."""
        if self.circuits is not None:
            self.circuits.holds({})
        for table in self.model.tables:
            self.listed(table.id)
        with self.solver():
            pass

    def breaches(self, relation: str) -> list[tuple[int, ...]]:
        """Return the ways to break a relation: one holds exactly if it does not."""
        return [tuple(-lit for lit in clause) for clause in self.said(relation)]

    def said(self, relation: str) -> list[tuple[int, ...]]:
        """Return a rule's or table's clauses without its selector."""
        off = -self.selectors[relation]
        return [
            tuple(literal for literal in self.clauses[at] if literal != off)
            for at in self.ranges[relation]
        ]

    @property
    def definitions(self) -> Iterator[tuple[int, ...]]:
        """Clauses that no rule switches on: they stand before those of the rules."""
        starts = (span.start for span in self.ranges.values())
        return islice(self.clauses, min(starts, default=None))

    def listed(self, relation: str) -> Relation | None:
        """Return a table's rows as indices; ``None`` for a rule, or if too many."""
        if relation not in self._listed:
            table, found = self.model.relations_by_id[relation], None
            if isinstance(table, Table):
                with suppress(TooManyRowsError):
                    found = of_plain_table(table, self.variables)
            self._listed[relation] = found
        return self._listed[relation]

    @contextmanager
    def solver(self) -> Iterator[Solver]:
        """Lend a solver of the whole model; any number of threads may ask."""
        with _lent(self._whole, self._new_whole) as solver:
            yield solver

    def _new_whole(self) -> Solver:
        return Solver(self.clauses, tuple(self.selectors.values()), self.size)

    @contextmanager
    def strict_solver(self) -> Iterator[Solver]:
        """Lend a solver in which every rule holds for good: fast, but mute on rules."""
        with _lent(self._strict, self._new_strict) as solver:
            yield solver

    def _new_strict(self) -> Solver:
        rules = [(selector,) for selector in self.selectors.values()]
        return Solver([*self.clauses, *rules], (), self.size)

    @contextmanager
    def rest_solver(self) -> Iterator[Solver]:
        """Lend a solver of what no circuit covers."""
        with _lent(self._rest, self.new_rest_solver) as solver:
            yield solver

    def new_rest_solver(self) -> Solver:
        """Return a solver of one's own of what no circuit covers; close it."""
        rules = [(s,) for name, s in self.selectors.items() if name not in self.covered]
        dropped = {-self.selectors[name] for name in self.covered}
        clauses = [c for c in self.clauses if not c or c[0] not in dropped]
        return Solver([*clauses, *rules], (), self.size)

    def chosen(self, option: str, value: Any) -> tuple[int, ...]:
        """Return literals that together say "``option`` is ``value``"."""
        variable = self.variables[option]
        return variable.equal(variable.index_of(value))

    def all_chosen(self, choices: Configuration) -> tuple[int, ...]:
        """Return literals that together say that every choice holds."""
        return tuple(
            literal
            for option, value in choices.items()
            for literal in self.chosen(option, value)
        )


@contextmanager
def _lent(pool: _Pool, make: Callable[[], Solver]) -> Iterator[Solver]:
    with pool.lock:
        solver = pool.idle.pop() if pool.idle else None
    if solver is None:
        solver = make()
    try:
        yield solver
    finally:
        with pool.lock:
            is_kept = len(pool.idle) < POOL_SIZE
            if is_kept:
                pool.idle.append(solver)
        if not is_kept:
            solver.close()


def hash_of(model: ProductModel) -> str:
    """Return the hash of everything that a model says."""
    # The order of a set differs between processes; everything else is in order.
    tree = model.features
    said: list[object] = [replace(model, features=None)]
    if tree is not None:
        said.append((tree.root, tree.parents, sorted(tree.mandatory)))
    return hashlib.sha256(repr(said).encode()).hexdigest()
