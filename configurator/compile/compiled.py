"""The compiled model: clauses, variables, selectors, and a pool of solvers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from configurator.compile.atoms import TooWideError
from configurator.compile.clauses import Clauses
from configurator.compile.rules import RuleCompiler
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable, make_variable
from configurator.expressions import Problem, syntax
from configurator.model import (
    Configuration,
    OptionKind,
    ProductModel,
    ProductModelError,
    Rule,
    Table,
)
from configurator.scope import scope_of_options

POOL_SIZE = 4


@dataclass(slots=True)
class _Pool:
    lock: threading.Lock = field(default_factory=threading.Lock)
    idle: list[Solver] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CompiledModel:
    """
    A product model as clauses; immutable but for its pool of idle solvers.

    Parameters
    ----------
    selectors
        Literal by rule or table id that switches it on.
    roots
        Literal by rule or table id that is true exactly when it holds.
    size
        Number of solver variables.
    content_hash
        Of the model; the same model gives the same hash in every process.
    """

    model: ProductModel
    variables: Mapping[str, Variable]
    clauses: Sequence[tuple[int, ...]]
    selectors: Mapping[str, int]
    roots: Mapping[str, int]
    size: int
    content_hash: str
    pool: _Pool = field(default_factory=_Pool, repr=False, compare=False)

    @contextmanager
    def solver(self) -> Iterator[Solver]:
        """Lend a solver loaded with the clauses; any number of threads may ask."""
        with self.pool.lock:
            solver = self.pool.idle.pop() if self.pool.idle else None
        if solver is None:
            solver = Solver(self.clauses, tuple(self.selectors.values()), self.size)
        try:
            yield solver
        finally:
            with self.pool.lock:
                is_kept = len(self.pool.idle) < POOL_SIZE
                if is_kept:
                    self.pool.idle.append(solver)
            if not is_kept:
                solver.close()

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


def compile_model(model: ProductModel) -> CompiledModel:
    """
    Return the model compiled to clauses.

    Raises
    ------
    ProductModelError
        When a rule entangles too many numbers to be compiled exactly.
    """
    clauses = Clauses()
    quoted = _quoted(model)
    variables = {
        option.id: make_variable(option, clauses, quoted) for option in model.options
    }
    compiler = RuleCompiler(clauses, variables, scope_of_options(model.options))
    for derived in model.derived:
        compiler.define(derived.id, derived.value.root)
    roots: dict[str, int] = {}
    problems: list[Problem] = []
    for relation in model.relations:
        try:
            roots[relation.id] = _root(compiler, relation)
        except TooWideError:
            sentence = (
                "It relates numbers with too many combinations at once; use a "
                "coarser step or split it into several rules."
            )
            problems.append(Problem(f"rules.{relation.id}", "too_wide", sentence))
    problems.extend(_compared_texts(model))
    if problems:
        raise ProductModelError(tuple(problems))
    selectors = {name: clauses.variable() for name in roots}
    for name, root in roots.items():
        clauses.add((-selectors[name], root))
    digest = hashlib.sha256(repr(model).encode()).hexdigest()
    return CompiledModel(
        model, variables, clauses.clauses, selectors, roots, clauses.size, digest
    )


def _root(compiler: RuleCompiler, relation: Rule | Table) -> int:
    if isinstance(relation, Rule):
        return compiler.rule(relation.rule.root)
    return compiler.table(relation)


def _trees(model: ProductModel) -> Iterator[tuple[str, syntax.Node]]:
    for rule in model.rules:
        yield f"rules.{rule.id}", rule.rule.root
    for derived in model.derived:
        yield f"derived.{derived.id}", derived.value.root


def _quoted(model: ProductModel) -> set[str]:
    return {
        node.text
        for _path, tree in _trees(model)
        for node in syntax.walk(tree)
        if isinstance(node, syntax.Quoted)
    }


def _compared_texts(model: ProductModel) -> Iterator[Problem]:
    """Yield a problem for each comparison of one free text with another."""
    texts = {option.id for option in model.options if option.kind is OptionKind.TEXT}
    for path, tree in _trees(model):
        for node in syntax.walk(tree):
            if not isinstance(node, syntax.Comparison | syntax.Among):
                continue
            sides = [
                bool(_direct_texts(side) & texts) for side in syntax.children(node)
            ]
            if sum(sides) > 1:
                sentence = "Two free texts cannot be compared with each other."
                yield Problem(path, "compared_texts", sentence)


def _direct_texts(node: syntax.Node) -> set[str]:
    if isinstance(node, syntax.Call):
        return set()
    names = {node.id} if isinstance(node, syntax.Name) else set()
    return names.union(*map(_direct_texts, syntax.children(node)))
