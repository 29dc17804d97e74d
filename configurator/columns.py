"""
Options as whole numbers, and whatever can be listed about few of them.

The variable of an option is the index of its value. A statement or number over few
combinations becomes a table of them; so do the model's own tables.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from configurator.expressions import exact, syntax
from configurator.expressions.evaluation import compile_node
from configurator.model import (
    Cell,
    Configuration,
    OptionKind,
    ProductModel,
    Scalar,
    Table,
)
from configurator.program import FALSE, TRUE, Linear, Program, constant
from configurator.terms import domain_of
from configurator.texts import text_classes

LARGE = 200_000
"""More combinations than this are never listed."""


SPREAD, FEW = 4, 1_000
"""A table is listed as combinations while these are few, or few to a row."""


class TooWideError(Exception):
    """An expression relates too many numbers in ways that are not linear."""


@dataclass(frozen=True, slots=True)
class Column:
    """One option in the program: ``variable`` is the index of its value."""

    option: str
    values: tuple[Scalar, ...]
    exact: tuple[Any, ...]
    variable: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the program; ``defined`` holds unless it divides by zero."""

    form: Linear
    defined: int = TRUE


class Columns:
    """
    The options of a model in a program.

    Parameters
    ----------
    choices
        Options that have one value here.
    texts
        Texts that are mentioned beside the rules and must be told apart as well.
    """

    def __init__(
        self,
        program: Program,
        model: ProductModel,
        choices: Configuration,
        texts: frozenset[str],
    ) -> None:
        self.program = program
        self.by_option: dict[str, Column] = {}
        self._members: dict[tuple[str, frozenset[int]], int] = {}
        mentioned = texts | _quoted(model)
        for option in model.options:
            values = domain_of(option)
            if option.id in choices:
                values = (choices[option.id],)
            elif option.kind is OptionKind.TEXT:
                values = text_classes(option, mentioned)
            index = program.integer(0, len(values) - 1)
            seen = tuple(exact(value) for value in values)
            self.by_option[option.id] = Column(option.id, values, seen, index)

    def configuration_at(self, assignment: Sequence[int]) -> dict[str, Scalar]:
        """Return the values that a solution of the program gives to the options."""
        return {
            name: column.values[assignment[column.variable - 1]]
            for name, column in self.by_option.items()
        }

    def of(self, node: syntax.Node) -> tuple[Column, ...]:
        """Return the columns of every option in a node."""
        names = (part.id for part in syntax.walk(node) if isinstance(part, syntax.Name))
        known = dict.fromkeys(name for name in names if name in self.by_option)
        return tuple(self.by_option[name] for name in known)

    def member(self, name: str, indices: frozenset[int]) -> int:
        """Return the literal of "the option has one of these values"."""
        column = self.by_option[name]
        if not indices or len(indices) == len(column.values):
            return TRUE if indices else FALSE
        key = (name, indices)
        if key not in self._members:
            low, high = min(indices), max(indices)
            if high - low + 1 == len(indices):
                found = self._between(column, low, high)
            else:
                found = self.program.literal()
                rows = [(n, int(n in indices)) for n in range(len(column.values))]
                self.program.admit((column.variable, found), rows)
            self._members[key] = found
        return self._members[key]

    def _between(self, column: Column, low: int, high: int) -> int:
        index = Linear({column.variable: Fraction(1)})
        up_to = self.program.at_most(index, high)
        return self.program.both((up_to, -self.program.at_most(index, low - 1)))

    def size_of(self, node: syntax.Node) -> int:
        """Return how many combinations the options in a node have."""
        return math.prod(len(column.values) for column in self.of(node))

    def statement(self, node: syntax.Node) -> int:
        """Return the literal of a statement, every combination of it listed."""
        columns = self.of(node)
        found = list(self._combinations(node, compile_node(node)))
        held = [combination for combination, value in found if value]
        if len(held) in {0, len(found)}:
            return TRUE if held else FALSE
        if len(columns) == 1:
            indices = frozenset(index for (index,) in held)
            return self.member(columns[0].option, indices)
        literal = self.program.literal()
        rows = [(*combination, int(bool(value))) for combination, value in found]
        variables = (*(column.variable for column in columns), literal)
        self.program.admit(variables, rows)
        return literal

    def number(self, node: syntax.Node) -> Number:
        """Return a number, every combination of it listed."""
        columns = self.of(node)
        return self.looked_up(
            columns, dict(self._combinations(node, compile_node(node)))
        )

    def looked_up(
        self,
        columns: Sequence[Column],
        values: Mapping[tuple[int, ...], int | Fraction | None],
    ) -> Number:
        """Return the number that a table gives to each combination of indices."""
        known = [Fraction(value) for value in values.values() if value is not None]
        if not known:
            return Number(Linear(), FALSE)
        is_whole = len(known) == len(values)
        if is_whole and len(set(known)) == 1:
            return Number(constant(known[0]))
        below = math.lcm(*(value.denominator for value in known))
        ends = int(min(known) * below), int(max(known) * below)
        found = self.program.integer(*ends)
        variables = [*(column.variable for column in columns), found]
        rows = [
            (*key, ends[0] if value is None else int(value * below), value is not None)
            for key, value in values.items()
        ]
        form = Linear({found: Fraction(1, below)})
        if is_whole:
            self.program.admit(variables, [row[:-1] for row in rows])
            return Number(form)
        defined = self.program.literal()
        self.program.admit([*variables, defined], rows)
        return Number(form, defined)

    def _combinations(
        self, node: syntax.Node, function: Callable[[dict[str, Any]], Any]
    ) -> Iterator[tuple[tuple[int, ...], Any]]:
        """Yield each combination of indices with the node's value, None without one."""
        columns = self.of(node)
        if self.size_of(node) > LARGE:
            raise TooWideError
        for combination in product(*(range(len(c.values)) for c in columns)):
            values = {
                column.option: column.exact[index]
                for column, index in zip(columns, combination, strict=True)
            }
            try:
                yield combination, function(values)
            except ZeroDivisionError:
                yield combination, None

    def cell(self, name: str, cell: Cell) -> int:
        """Return the literal of "the option's value fits the cell"."""
        values = self.by_option[name].values
        fits = frozenset(n for n, value in enumerate(values) if cell.admits(value))
        return self.member(name, fits)

    def require_table(self, table: Table) -> None:
        """Add that some row of a table fits."""
        columns = [self.by_option[name] for name in table.options]
        # Rows share their cells: each is looked at once in its column.
        known: list[dict[int, list[int]]] = [{} for _ in columns]
        rows = []
        for row in table.rows:
            fits = []
            for column, seen, cell in zip(columns, known, row, strict=True):
                if id(cell) not in seen:
                    seen[id(cell)] = _fitting(column, cell)
                fits.append(seen[id(cell)])
            rows.append(fits)
        size = sum(math.prod(map(len, row)) for row in rows)
        # A span of millimetres is one row, not a thousand.
        if size <= max(SPREAD * len(rows), FEW):
            listed = dict.fromkeys(found for row in rows for found in product(*row))
            variables = tuple(column.variable for column in columns)
            self.program.admit(variables, listed)
            return
        picks = []
        for row in table.rows:
            cells = zip(table.options, row, strict=True)
            # One way is enough: a row that is picked must fit, and one is picked.
            picked = self.program.literal()
            for name, cell in cells:
                self.program.require(-picked, self.cell(name, cell))
            picks.append(picked)
        self.program.require(*picks)


def _fitting(column: Column, cell: Cell) -> list[int]:
    return [n for n, value in enumerate(column.values) if cell.admits(value)]


def _quoted(model: ProductModel) -> frozenset[str]:
    trees = [rule.rule.root for rule in model.rules]
    trees += [entry.value.root for entry in model.derived]
    return frozenset(
        node.text
        for tree in trees
        for node in syntax.walk(tree)
        if isinstance(node, syntax.Quoted)
    )
