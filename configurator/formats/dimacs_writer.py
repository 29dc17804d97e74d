"""Product models written as DIMACS CNF: names in comments, clauses in lines."""

from __future__ import annotations

from collections.abc import Iterator

from configurator.expressions import Problem, syntax
from configurator.formats.boolean_view import BooleanView, boolean_view
from configurator.formats.clauses import clauses_of
from configurator.formats.feature_tree import counted
from configurator.formats.statements_of_features import Inexpressible
from configurator.formats.tree_groups import group_statements
from configurator.model import FeatureTree, ProductModel, ProductModelError


def write_dimacs(model: ProductModel) -> str:
    """
    Return a CNF with the same configurations, one variable a feature.

    Raises
    ------
    ProductModelError
        Naming every option and rule that features cannot say.

    Notes
    -----
    No auxiliary variable is added: the number of models is that of configurations.
    """
    view = boolean_view(model)
    numbers = {feature: number for number, feature in enumerate(view.names, 1)}
    clauses: list[str] = []
    problems: list[Problem] = []
    for name, statement in _statements(view):
        try:
            for clause in clauses_of(statement):
                literals = [numbers[f] if sign else -numbers[f] for f, sign in clause]
                clauses.append(" ".join(map(str, (*literals, 0))))
        except Inexpressible as error:
            problems.append(Problem(f"rules.{name}", "inexpressible", str(error)))
    problems.extend(
        Problem(f"options.{name}", "inexpressible", "A name has no line breaks here.")
        for name in numbers
        if name.split() != name.split(" ") or not name
    )
    if problems:
        raise ProductModelError(tuple(problems))
    comments = [f"c {number} {feature}" for feature, number in numbers.items()]
    header = f"p cnf {len(numbers)} {len(clauses)}"
    return "\n".join((*comments, header, *clauses)) + "\n"


def _statements(view: BooleanView) -> Iterator[tuple[str, syntax.Node]]:
    if view.tree is not None:
        yield from _tree_statements(view, view.tree)
    for option, features in view.selects.items():
        names = [syntax.Name(feature) for feature in features]
        yield option, counted("=", names, 1)
    yield from view.constraints


def _tree_statements(
    view: BooleanView, tree: FeatureTree
) -> Iterator[tuple[str, syntax.Node]]:
    yield f"root {tree.root}", syntax.Name(tree.root)
    for child, parent in tree.parents.items():
        is_mandatory = child in tree.mandatory
        link = syntax.Implication(syntax.Name(child), syntax.Name(parent), is_mandatory)
        yield f"child {child}", link
    for parent, groups in view.groups.items():
        for group in groups:
            yield from group_statements(parent, group)
