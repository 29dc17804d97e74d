"""From a product model to its compiled form: variables, clauses, circuits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from configurator.compile.atoms import TooWideError
from configurator.compile.circuits import Circuits
from configurator.compile.clauses import ClauseList, Clauses
from configurator.compile.compiled import CompiledModel
from configurator.compile.components import components
from configurator.compile.parts import Part, definitions_of
from configurator.compile.portfolio import Limits, circuits_of
from configurator.compile.rules import RuleCompiler
from configurator.compile.variables import Variable, make_variable
from configurator.expressions import Problem, syntax
from configurator.model import (
    OptionKind,
    ProductModel,
    ProductModelError,
    Rule,
    Table,
)
from configurator.scope import scope_of_options

Clause = tuple[int, ...]


def compile_model(model: ProductModel, limits: Limits | None = None) -> CompiledModel:
    """
    Return the model compiled.

    Parameters
    ----------
    limits
        What making circuits may take; where they are not enough, the compiled model
        answers by incremental SAT and its ``engine`` says so.

    Raises
    ------
    ProductModelError
        When a rule entangles too many numbers to be compiled exactly, or two free
        texts.
    """
    return _Build(model, limits or Limits()).compiled()


def variables_of(model: ProductModel, clauses: Clauses) -> dict[str, Variable]:
    """Return the solver's variables of every option, the same ones every time."""
    quoted = {
        node.text
        for _path, tree in _trees(model)
        for node in syntax.walk(tree)
        if isinstance(node, syntax.Quoted)
    }
    return {
        option.id: make_variable(option, clauses, quoted) for option in model.options
    }


class _Build:
    def __init__(self, model: ProductModel, limits: Limits) -> None:
        self.model = model
        self.limits = limits
        self.clauses = Clauses()
        self.variables = variables_of(model, self.clauses)
        scope = scope_of_options(model.options)
        self.compiler = RuleCompiler(self.clauses, self.variables, scope)
        self.inlined: dict[str, Table | syntax.Node] = {}
        self.scopes: dict[str, frozenset[str]] = {}
        self.said: dict[str, list[Clause]] = {}

    def compiled(self) -> CompiledModel:
        self._say_relations()
        # What is only about the options and auxiliary variables comes first.
        definitions = list(self.clauses.clauses)
        circuits = self._circuits(definitions)
        selectors = {name: self.clauses.variable() for name in self.said}
        ranges, at = {}, len(definitions)
        for name, said in self.said.items():
            ranges[name] = range(at, at + len(said))
            definitions.extend((-selectors[name], *clause) for clause in said)
            at += len(said)
        known = circuits.variables if circuits else {}
        covered = {
            n for n, scope in self.scopes.items() if scope and scope <= known.keys()
        }
        return CompiledModel(
            self.model,
            self.variables,
            ClauseList.of(definitions),
            selectors,
            ranges,
            self.clauses.size,
            circuits,
            frozenset(covered),
        )

    def _say_relations(self) -> None:
        for derived in self.model.derived:
            self.compiler.define(derived.id, derived.value.root)
        problems = list(_compared_texts(self.model))
        for relation in self.model.relations:
            try:
                self.said[relation.id] = self._said(relation)
            except TooWideError:
                sentence = (
                    "It relates numbers with too many combinations at once; use a "
                    "coarser step or split it into several rules."
                )
                path = f"rules.{relation.id}"
                problems.append(Problem(path, "too_wide", sentence))
        if problems:
            raise ProductModelError(tuple(problems))

    def _said(self, relation: Rule | Table) -> list[Clause]:
        if isinstance(relation, Table):
            self.inlined[relation.id] = relation
            self.scopes[relation.id] = frozenset(relation.options)
            return self.compiler.table(relation)
        node = self.compiler.inlined(relation.rule.root)
        self.inlined[relation.id] = node
        scope = frozenset(v.option.id for v in self.compiler.variables_of(node))
        self.scopes[relation.id] = scope
        return self.compiler.said(node)

    def _circuits(self, definitions: Sequence[Clause]) -> Circuits | None:
        # A rule about nothing is never or always true; solvers can say so.
        if any(() in said for said in self.said.values()):
            return None
        split = components(self.variables, self.scopes)
        parts = [
            Part(
                tuple(self.variables[name] for name in options),
                tuple(self.inlined[name] for name in named),
                named,
            )
            for options, named in split
        ]

        def clauses_of(part: Part) -> list[Clause]:
            return self._clauses_of(part, definitions)

        return circuits_of(parts, self.compiler, self.limits, clauses_of)

    def _clauses_of(self, part: Part, definitions: Sequence[Clause]) -> list[Clause]:
        """Return the clauses of a part; auxiliary variables follow their inputs."""
        found = definitions_of(part.variables, definitions)
        return found + [clause for name in part.names for clause in self.said[name]]


def _trees(model: ProductModel) -> Iterator[tuple[str, syntax.Node]]:
    for rule in model.rules:
        yield f"rules.{rule.id}", rule.rule.root
    for derived in model.derived:
        yield f"derived.{derived.id}", derived.value.root


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
