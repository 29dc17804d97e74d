"""Rules and tables as literals that are true exactly when they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from configurator.compile.assertion import clauses_of
from configurator.compile.atoms import compared, enumerated, joint_size
from configurator.compile.clauses import FALSE, TRUE, Clauses
from configurator.compile.diagram import Diagrams
from configurator.compile.relation import (
    Relation,
    TooManyRowsError,
    admitted,
    of_table,
)
from configurator.compile.tables import diagram_of
from configurator.compile.variables import Variable
from configurator.expressions import NumberType, Scope, syntax
from configurator.expressions.check import Checker
from configurator.expressions.evaluation import compile_node
from configurator.model import Cell, Table

SMALL_JOINT = 400
"""Up to this many combinations a whole statement becomes one diagram (it propagates
better than its parts)."""


class RuleCompiler:
    """
    Turns checked expressions into literals.

    Parameters
    ----------
    variables
        By option id.
    derived
        Syntax trees by name, already free of other derived names.
    scope
        Types of the options, to tell numbers from words.
    """

    def __init__(
        self,
        clauses: Clauses,
        variables: Mapping[str, Variable],
        scope: Scope,
    ) -> None:
        self.clauses = clauses
        self.diagrams = Diagrams(clauses)
        self.variables = variables
        self.derived: dict[str, syntax.Node] = {}
        self.scope = scope
        self._listed: dict[str, Relation | None] = {}

    def define(self, name: str, node: syntax.Node) -> None:
        """Let ``name`` stand for ``node`` from now on."""
        self.derived[name] = self.inlined(node)

    def inlined(self, node: syntax.Node) -> syntax.Node:
        """Return ``node`` with every derived name replaced by what it means."""
        if isinstance(node, syntax.Name):
            return self.derived.get(node.id, node)
        return _rebuilt(node, [self.inlined(child) for child in syntax.children(node)])

    def variables_of(self, node: syntax.Node) -> tuple[Variable, ...]:
        """Return the variables of every option in ``node``."""
        names = (part.id for part in syntax.walk(node) if isinstance(part, syntax.Name))
        known = dict.fromkeys(name for name in names if name in self.variables)
        return tuple(self.variables[name] for name in known)

    def said(self, node: syntax.Node) -> list[tuple[int, ...]]:
        """Return clauses, without selector, that hold together when ``node`` does."""
        if self._is_apart(node):
            return clauses_of(node, self.statement)
        return asserted(self.statement(node))

    def _is_apart(self, node: syntax.Node) -> bool:
        """Whether every comparison in a statement is about one option only."""
        match node:
            case syntax.Not() | syntax.Junction() | syntax.Implication():
                return all(map(self._is_apart, syntax.children(node)))
            case syntax.Comparison(left=syntax.Call(function="count", arguments=said)):
                return all(map(self._is_apart, said))
            case syntax.Name() | syntax.Truth():
                return True
            case _:
                return len(self.variables_of(node)) <= 1

    def statement(self, node: syntax.Node) -> int:  # noqa: PLR0911 one arm a kind of node
        """Return the literal of an inlined statement."""
        if isinstance(node, syntax.Name):
            return self.variables[node.id].literals[0]
        variables = self.variables_of(node)
        if joint_size(variables) <= SMALL_JOINT or isinstance(node, syntax.Among):
            return enumerated(self.diagrams, variables, compile_node(node))
        match node:
            case syntax.Not(operand=operand):
                return -self.statement(operand)
            case syntax.Junction(operator=joint, operands=operands):
                parts = [self.statement(operand) for operand in operands]
                gate = self.clauses.both if joint == "and" else self.clauses.either
                return gate(parts)
            case syntax.Implication():
                return self._implication(node)
            case syntax.Comparison() if self._is_numeric(node.left):
                left, right = _summed(node.left), _summed(node.right)
                summed = replace(node, left=left, right=right)
                return compared(self.diagrams, summed, self.variables_of)
            case syntax.Conditional():
                return self._conditional(node)
            case _:
                return enumerated(self.diagrams, variables, compile_node(node))

    def _implication(self, node: syntax.Implication) -> int:
        left, right = self.statement(node.left), self.statement(node.right)
        if node.is_mutual:
            return self.clauses.same(left, right)
        return self.clauses.either((-left, right))

    def _conditional(self, node: syntax.Conditional) -> int:
        condition = self.statement(node.condition)
        yes = self.clauses.both((condition, self.statement(node.consequence)))
        no = self.clauses.both((-condition, self.statement(node.alternative)))
        return self.clauses.either((yes, no))

    def _is_numeric(self, node: syntax.Node) -> bool:
        return isinstance(Checker(self.scope).infer(node), NumberType)

    def table(self, table: Table) -> list[tuple[int, ...]]:
        """Return clauses that hold together when some row fits."""
        listed = self.listed(table)
        if listed is not None:
            return asserted(diagram_of(listed, self.variables, self.diagrams))
        return asserted(self._by_masks(table))

    def listed(self, table: Table) -> Relation | None:
        """Return a table's rows written out, ``None`` where they are too many."""
        if table.id not in self._listed:
            try:
                self._listed[table.id] = of_table(table, self.variables)
            except TooManyRowsError:
                self._listed[table.id] = None
        return self._listed[table.id]

    def _by_masks(self, table: Table) -> int:
        columns = [self.variables[name] for name in table.options]
        masks = [
            _masks(variable, [row[column] for row in table.rows])
            for column, variable in enumerate(columns)
        ]
        memo: dict[tuple[int, int], int] = {}

        def build(column: int, alive: int) -> int:
            if not alive or column == len(columns):
                return TRUE if alive else FALSE
            key = (column, alive)
            if key not in memo:
                children = [build(column + 1, alive & mask) for mask in masks[column]]
                memo[key] = self.diagrams.node(columns[column], children)
            return memo[key]

        return build(0, (1 << len(table.rows)) - 1)


def asserted(literal: int) -> list[tuple[int, ...]]:
    """Return the clauses that make a literal true."""
    if literal == TRUE:
        return []
    return [()] if literal == FALSE else [(literal,)]


def _summed(node: syntax.Node) -> syntax.Node:
    """Return a number with each count written as a sum, which is taken apart later."""
    parts = [_summed(child) for child in syntax.children(node)]
    if not isinstance(node, syntax.Call) or node.function != "count":
        return _rebuilt(node, parts)
    one, none = syntax.Number(value=Fraction(1)), syntax.Number(value=Fraction(0))
    terms: list[syntax.Node] = [
        syntax.Conditional(condition=part, consequence=one, alternative=none)
        for part in parts
    ]
    # In halves, so that a long count does not become a deep tree.
    while len(terms) > 1:
        pairs = zip(terms[::2], terms[1::2], strict=False)
        halved: list[syntax.Node] = [
            syntax.Arithmetic(operator="+", left=a, right=b) for a, b in pairs
        ]
        terms = halved + terms[len(halved) * 2 :]
    return terms[0]


def _masks(variable: Variable, cells: list[Cell]) -> list[int]:
    """Return, for each value, the rows that admit it as a bit mask."""
    found = {cell: set(admitted(variable, cell)) for cell in set(cells)}
    rows: list[list[str]] = [["0"] * len(cells) for _ in variable.values]
    for row, cell in enumerate(cells):
        for index in found[cell]:
            rows[index][len(cells) - 1 - row] = "1"
    return [int("".join(bits), 2) for bits in rows]


def _rebuilt(node: syntax.Node, parts: list[syntax.Node]) -> syntax.Node:
    changes: dict[str, Any] = {}
    match node:
        case syntax.Number() | syntax.Quoted() | syntax.Truth() | syntax.Name():
            return node
        case syntax.Not() | syntax.Negative():
            changes = {"operand": parts[0]}
        case syntax.Junction():
            changes = {"operands": tuple(parts)}
        case syntax.Implication() | syntax.Comparison() | syntax.Arithmetic():
            changes = {"left": parts[0], "right": parts[1]}
        case syntax.Among():
            changes = {"operand": parts[0], "items": tuple(parts[1:])}
        case syntax.Conditional():
            keys = ("condition", "consequence", "alternative")
            changes = dict(zip(keys, parts, strict=True))
        case syntax.Call():
            changes = {"arguments": tuple(parts)}
    return replace(node, **changes)
