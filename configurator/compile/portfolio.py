"""
Which parts of a model become a circuit, and by which compiler.

Each connected part is tried as a join tree of listed relations, in several orders, and
the smallest circuit is kept. Parts that cannot be listed go to d4. What neither can do
within its limits, and free texts, are left to incremental SAT, and that is no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from configurator.compile import jointree
from configurator.compile.atoms import joint_size
from configurator.compile.circuit import Circuit, CircuitBuilder, united
from configurator.compile.circuits import Circuits
from configurator.compile.decided import decided
from configurator.compile.parts import ClausesOf, Part
from configurator.compile.relation import (
    MAX_JOINT,
    Relation,
    TooManyRowsError,
    of_rule,
)
from configurator.compile.rules import RuleCompiler
from configurator.expressions import syntax
from configurator.expressions.evaluation import compile_node
from configurator.model import OptionKind, Table

MAX_GRID = 64
"""Numbers with at most so many grid points may join a join tree."""
TRIES = 8
WORK = 1_500_000
"""Rows looked at before no further order is tried."""
MAX_LISTED_RULES = 2_000


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
        if any(v.option.kind is OptionKind.TEXT for v in part.variables):
            continue
        found = _join_tree(part, compiler, limits)
        if found is None:
            left.append(part)
        else:
            listed.append((part, found))
    engines = ["join tree"] if listed else []
    for group, circuit in decided(left, limits.seconds, clauses_of):
        listed.append((group, circuit))
        engines.append("d4")
    if not listed:
        return None
    variables = {v.option.id: v for part, _ in listed for v in part.variables}
    return Circuits(
        united([circuit for _, circuit in listed]), variables, " + ".join(engines)
    )


def _join_tree(part: Part, compiler: RuleCompiler, limits: Limits) -> Circuit | None:
    """Return the smallest circuit of a few elimination orders."""
    if any(v.is_ordered and len(v.values) > MAX_GRID for v in part.variables):
        return None
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
