"""
Statements about variants: whether any variant satisfies them, many asked at once.

What goes in is a compiled model and statements as literals; what comes out is exact.
The solver is the asker's own, so that clauses may be added for good: that makes long
series of questions about one model cheap.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from configurator.compile import CompiledModel
from configurator.compile.atoms import TooWideError
from configurator.compile.clauses import FALSE, TRUE, Clauses
from configurator.compile.rules import RuleCompiler
from configurator.compile.solver import Solver
from configurator.expressions import syntax
from configurator.model import Rule, Scalar, Table
from configurator.scope import scope_of_options

__all__ = ["Statements"]

Question = tuple[int, ...]


class Statements:
    """
    A solver of one's own over a compiled model; used by one thread, then closed.

    Parameters
    ----------
    loose
        Ids of rules and tables that hold only where a question says so; all others
        always hold.
    """

    def __init__(self, compiled: CompiledModel, loose: Collection[str] = ()) -> None:
        self.compiled = compiled
        self._clauses = Clauses()
        self._clauses.size = compiled.size
        self._clauses.clauses.clear()
        scope = scope_of_options(compiled.model.options)
        self._compiler = RuleCompiler(self._clauses, compiled.variables, scope)
        for derived in compiled.model.derived:
            self._compiler.define(derived.id, derived.value.root)
        self._solver = Solver(compiled.clauses, (), compiled.size)
        self.selectors = {name: compiled.selectors[name] for name in loose}
        for name, selector in compiled.selectors.items():
            if name not in self.selectors:
                self._solver.refuse((selector,))
        # One assumption that switches on all loose ones is cheaper than one for each.
        self._all = self._clauses.variable()
        for selector in self.selectors.values():
            self._solver.refuse((-self._all, selector))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._solver.close()

    def literal(self, node: syntax.Node) -> int:
        """
        Return the literal of a statement over options and derived values.

        Notes
        -----
        A comparison of something that only the assembly knows (``measure.x``), or one
        too wide to be compiled, may come out either way.
        """
        node = self._compiler.inlined(node)
        if not self._is_known(node):
            return self._loosely(node)
        try:
            found = self._compiler.statement(node)
        except TooWideError:
            found = self._loosely(node)
        self._hand_over()
        return found

    def _is_known(self, node: syntax.Node) -> bool:
        return not any(
            isinstance(part, syntax.Name) and part.id.startswith("measure.")
            for part in syntax.walk(node)
        )

    def _loosely(self, node: syntax.Node) -> int:
        match node:
            case syntax.Not(operand=operand):
                return -self.literal(operand)
            case syntax.Junction(operator=joint, operands=operands):
                parts = [self.literal(operand) for operand in operands]
                gate = self._clauses.both if joint == "and" else self._clauses.either
                found = gate(parts)
            case syntax.Implication(left=left, right=right, is_mutual=False):
                found = self._clauses.either((-self.literal(left), self.literal(right)))
            case _:
                found = self._clauses.variable()
        self._hand_over()
        return found

    def opposite(self, relation: Rule | Table) -> int:
        """Return the literal of "``relation`` does not hold"."""
        return self._some(self.compiled.breaches(relation.id))

    def against(self, relation: syntax.Node | Table) -> int:
        """Return the literal of "a relation of another model does not hold"."""
        if not isinstance(relation, Table):
            return -self.literal(relation)
        said = self._compiler.table(relation)
        return self._some([tuple(-literal for literal in clause) for clause in said])

    def _some(self, ways: Iterable[Question]) -> int:
        found = self._clauses.either(self._clauses.both(way) for way in ways)
        self._hand_over()
        return found

    def among(self, option: str, indices: Collection[int]) -> int:
        """Return the literal of "the option has one of the values of ``indices``"."""
        variable = self.compiled.variables[option]
        if len(indices) == len(variable.values):
            return TRUE
        children = [FALSE] * len(variable.values)
        for index in indices:
            children[index] = TRUE
        found = self._compiler.diagrams.node(variable, children)
        self._hand_over()
        return found

    def _hand_over(self) -> None:
        for clause in self._clauses.clauses:
            self._solver.refuse(clause)
        self._clauses.clauses.clear()

    def can(self, literals: Iterable[int], rules: Iterable[int] | None = None) -> bool:
        """
        Whether some variant satisfies all ``literals``.

        Parameters
        ----------
        rules
            Selectors of the loose rules that hold; all of them when ``None``.
        """
        kept = (self._all,) if rules is None else rules
        return self._solver.holds_under(kept, literals)

    def prefer(self, literals: Iterable[int]) -> None:
        """Try these literals first in the questions that follow."""
        self._solver.prefer(literals)

    def refuse(self, literals: Iterable[int]) -> None:
        """Leave out, from now on, every variant that satisfies all ``literals``."""
        self._solver.refuse([-literal for literal in literals])

    def _assignment(self) -> Sequence[int]:
        found = self._solver.assignment()
        # A statement of its own may stand in no clause.
        return [*found, *range(-len(found) - 1, -self._clauses.size - 1, -1)]

    def free(self) -> int:
        """Return the literal of a new statement that may come out either way."""
        return self._clauses.variable()

    def variant(self, options: Iterable[str] | None = None) -> dict[str, Scalar]:
        """Return the variant of the last success, or its part of ``options``."""
        assignment = self._assignment()
        variables = self.compiled.variables
        return {
            name: variables[name].values[variables[name].index_in(assignment)]
            for name in (variables if options is None else options)
        }

    def possible(
        self, questions: Sequence[Question], rules: Sequence[int] | None = None
    ) -> NDArray[np.bool_]:
        """
        Return, for each question, whether some variant satisfies all its literals.

        Parameters
        ----------
        rules
            As ``can`` has them.

        Notes
        -----
        Every success is a witness for all the questions that it happens to satisfy,
        and the phases are steered towards those still in doubt: on feature models a
        few hundred solver calls answer many thousand questions.
        """
        found = np.zeros(len(questions), dtype=np.bool_)
        waiting = _Waiting(questions)
        is_steered = True
        while len(waiting.ids):
            if is_steered:
                self.prefer(waiting.literals())
            first = int(waiting.ids[0])
            if self.can(questions[first], rules):
                shown = waiting.satisfied(self._assignment())
                # Questions that exclude one another are not worth the steering.
                is_steered = bool(np.count_nonzero(shown) > 1)
                found[waiting.ids[shown]] = True
                waiting.keep(~shown)
            else:
                waiting.keep(waiting.ids != first)
        return found


class _Waiting:
    """Questions in doubt, as one array: a row each, padded with its first literal."""

    def __init__(self, questions: Sequence[Question]) -> None:
        width = max((len(question) for question in questions), default=0) or 1
        rows = [
            (*question, *(question[:1] or (TRUE,)) * (width - len(question)))
            for question in questions
        ]
        self.ids = np.arange(len(questions))
        self._rows = np.array(rows, dtype=np.int64).reshape(len(questions), width)

    def literals(self) -> list[int]:
        """Return all literals; those of the first question last, so that they win."""
        found: list[int] = self._rows[::-1].ravel().tolist()
        return found

    def satisfied(self, assignment: Sequence[int]) -> NDArray[np.bool_]:
        """Return which of the waiting questions an assignment satisfies."""
        signed = np.asarray(assignment, dtype=np.int64)
        shown = signed[np.abs(self._rows) - 1] == self._rows
        found: NDArray[np.bool_] = np.logical_and.reduce(shown, axis=1)
        return found

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget every question that is not ``kept``."""
        self.ids = self.ids[kept]
        self._rows = self._rows[kept]
