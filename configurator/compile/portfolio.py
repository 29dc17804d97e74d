"""
Which parts of a model become a circuit, and by which compiler.

Each connected part is tried as a join tree of listed relations, in several orders, and
the smallest circuit is kept. Parts that cannot be listed go to d4, all in one process.
What neither can do within its limits is left to incremental SAT, and that is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from configurator.compile import ddnnf, jointree
from configurator.compile.atoms import joint_size
from configurator.compile.circuit import Circuit, CircuitBuilder, united
from configurator.compile.circuits import Circuits
from configurator.compile.clauses import TRUE, ClauseList
from configurator.compile.relation import (
    MAX_JOINT,
    Relation,
    TooManyRowsError,
    of_rule,
)
from configurator.compile.rules import RuleCompiler
from configurator.compile.variables import Variable
from configurator.expressions import syntax
from configurator.expressions.evaluation import compile_node
from configurator.model import OptionKind, Table

MAX_GRID = 64
"""Numbers with at most so many grid points may join a circuit."""
TRIES = 8
WORK = 1_500_000
"""Rows looked at before no further order is tried."""
MAX_LISTED_RULES = 2_000
MAX_EDGES = 4_000_000
"""Above this a pass takes longer than incremental SAT usually does."""


@dataclass(frozen=True, slots=True)
class Part:
    """
    Options that relations connect.

    Parameters
    ----------
    relations
        Tables, and inlined rules.
    names
        Of the relations.
    """

    variables: tuple[Variable, ...]
    relations: tuple[Table | syntax.Node, ...]
    names: tuple[str, ...]

    @property
    def sizes(self) -> dict[str, int]:
        """Number of values by option."""
        return {v.option.id: len(v.values) for v in self.variables}


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What compiling may take.

    Parameters
    ----------
    seconds
        Of processor time for each run of d4; 0 does without it.
    relations
        Parts with more of them are not tried as join trees.
    """

    seconds: float = 8.0
    relations: int = MAX_LISTED_RULES


ClausesOf = Callable[[Part], list[tuple[int, ...]]]


def circuits_of(
    parts: Iterable[Part],
    compiler: RuleCompiler,
    limits: Limits,
    clauses_of: ClausesOf,
) -> Circuits | None:
    """
    Return the circuit of every part that can have one, ``None`` when none can.

    Parameters
    ----------
    clauses_of
        Gives a part's clauses without selectors, their auxiliary variables
        functionally determined by the options.
    """
    listed: list[tuple[Part, Circuit]] = []
    left: list[Part] = []
    for part in parts:
        if not all(map(_is_small, part.variables)):
            continue
        found = _join_tree(part, compiler, limits)
        if found is None:
            left.append(part)
        else:
            listed.append((part, found))
    engines = ["join tree"] if listed else []
    for group, circuit in _decided(left, limits, clauses_of):
        listed.append((group, circuit))
        engines.append("d4")
    if not listed:
        return None
    variables = {v.option.id: v for part, _ in listed for v in part.variables}
    return Circuits(
        united([circuit for _, circuit in listed]), variables, " + ".join(engines)
    )


def _is_small(variable: Variable) -> bool:
    if variable.option.kind is OptionKind.TEXT:
        return False
    return not variable.is_ordered or len(variable.values) <= MAX_GRID


def _join_tree(part: Part, compiler: RuleCompiler, limits: Limits) -> Circuit | None:
    """Return the smallest circuit of a few elimination orders."""
    if len(part.relations) > limits.relations or _is_wide(part, compiler):
        return None
    try:
        listed = [_listed(entry, compiler) for entry in part.relations]
    except TooManyRowsError:
        return None
    sizes = part.sizes
    best: Circuit | None = None
    work = 0
    for seed in range(TRIES):
        try:
            found, rows = _eliminated(listed, sizes, seed)
        except TooManyRowsError:
            work += jointree.MAX_JOINED
        else:
            work += rows
            if best is None or len(found.children) < len(best.children):
                best = found
        if work > WORK or not listed:
            break
    return best


def _is_wide(part: Part, compiler: RuleCompiler) -> bool:
    """Whether a rule has too many combinations, seen before the others are listed."""
    return any(
        joint_size(compiler.variables_of(entry)) > MAX_JOINT
        for entry in part.relations
        if not isinstance(entry, Table)
    )


def _listed(entry: Table | syntax.Node, compiler: RuleCompiler) -> Relation:
    if not isinstance(entry, Table):
        return of_rule(compiler.variables_of(entry), compile_node(entry))
    listed = compiler.listed(entry)
    if listed is None:
        raise TooManyRowsError
    return listed


def _eliminated(
    listed: Sequence[Relation], sizes: Mapping[str, int], seed: int
) -> tuple[Circuit, int]:
    order = jointree.orders(listed, sizes, seed)
    leaf, leaves = {}, 0
    for name, size in sizes.items():
        leaf[name] = leaves
        leaves += size
    builder = CircuitBuilder(leaves)
    root, rows = jointree.eliminate(listed, leaf, sizes, order, builder)
    return builder.built(root), rows


def _decided(
    parts: Sequence[Part], limits: Limits, clauses_of: ClausesOf
) -> Iterator[tuple[Part, Circuit]]:
    """Yield d4's circuit of all parts together, if it finds one."""
    fit = [p for p in parts if not any(v.is_ordered for v in p.variables)]
    if not fit or not limits.seconds:
        return
    whole = Part(
        tuple(v for part in fit for v in part.variables),
        (),
        tuple(name for part in fit for name in part.names),
    )
    clauses = clauses_of(whole)
    for method in ddnnf.METHODS:
        found = _by_d4(whole, clauses, method, limits.seconds)
        if found is not None and len(found.children) <= MAX_EDGES:
            yield whole, found
            return


def _by_d4(
    part: Part, said: Sequence[tuple[int, ...]], method: str, seconds: float
) -> Circuit | None:
    own = [abs(lit) for v in part.variables for lit in v.literals if lit != TRUE]
    flat = np.fromiter(chain.from_iterable(said), dtype=np.int64)
    # Numbered without gaps: d4 takes a variable that it never meets for a free one.
    known = np.unique(np.concatenate([np.abs(flat), np.array(own, dtype=np.int64)]))
    numbered = (np.searchsorted(known, np.abs(flat)) + 1) * np.sign(flat)
    ends = np.cumsum([0, *map(len, said)])
    clauses = ClauseList(numbered, ends)
    decisions = ddnnf.decide(clauses, len(known), method, seconds)
    if decisions is None:
        return None
    number = {variable: at for at, variable in enumerate(known.tolist(), 1)}
    return _from_decisions(part, decisions, number)


def _from_decisions(
    part: Part, decisions: ddnnf.Decisions, number: Mapping[int, int]
) -> Circuit:
    leaf: dict[int, int] = {}
    free: dict[int, tuple[int, int]] = {}
    certain, at = [], 0
    for variable in part.variables:
        if variable.literals == (TRUE,):
            certain.append(at)
        else:
            literals = [
                number[abs(lit)] if lit > 0 else -number[abs(lit)]
                for lit in variable.literals
            ]
            leaf.update({literal: at + i for i, literal in enumerate(literals)})
            if len(literals) == 2:
                free[literals[0]] = (at, at + 1)
        at += len(variable.values)
    builder = CircuitBuilder(at)
    root = ddnnf.circuit_of(decisions, leaf, free, builder)
    return builder.built(builder.both([root, *certain]))
