"""A product document read whole: what may be chosen, and what is built of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from configurator.expressions import Expression, names_of
from configurator.formats.document import read_product
from configurator.formats.positions import Positions
from configurator.model import Problem, ProductModel, ProductModelError
from configurator.scope import scope_of
from models3d.measures import measure_kinds
from models3d.tree import ProductTree, TreeError, read_tree


def read_document(
    document: Mapping[str, Any], positions: Positions | None = None
) -> tuple[ProductModel, ProductTree]:
    """
    Read the model and the part tree of a document.

    Parameters
    ----------
    positions
        Of a product folder, so that problems name file and line.

    Raises
    ------
    ProductModelError
        With every problem of both, and every measure that the tree does not make.
    """
    places = positions or Positions()
    model = read_product(document, places)
    try:
        tree = read_tree(document.get("tree"), scope_of(model).types)
    except TreeError as error:
        raise ProductModelError(
            tuple(_placed(problem, document, places) for problem in error.problems)
        ) from error
    unknown = tuple(
        _placed(problem, document, places) for problem in _unknown_measures(model, tree)
    )
    if unknown:
        raise ProductModelError(unknown)
    return model, tree


def _placed(
    problem: Problem, document: Mapping[str, Any], positions: Positions
) -> Problem:
    """Give a problem of the tree its place in the file."""
    place = positions.find(_raw_path(problem.path, document))
    if place is None:
        return replace(problem, file=None, line=None, column=None)
    return replace(problem, file=place.file, line=place.line, column=place.column)


def _raw_path(path: str, document: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Follow a dotted path, in which list entries go by their id, into the document."""
    raw: tuple[str | int, ...] = ()
    node: Any = document
    for word in path.split("."):
        step: str | int = word
        if isinstance(node, list):
            step = _index(node, word)
            node = node[step] if 0 <= step < len(node) else None
        else:
            node = node.get(word) if isinstance(node, Mapping) else None
        raw = (*raw, step)
    return raw


def _index(entries: list[Any], word: str) -> int:
    for index, entry in enumerate(entries):
        if isinstance(entry, Mapping) and entry.get("id") == word:
            return index
    return int(word) if word.isdigit() else -1


def _unknown_measures(model: ProductModel, tree: ProductTree) -> Iterator[Problem]:
    known = {f"measure.{name}" for name in measure_kinds(tree)}
    for path, expression in _lines(model):
        used = {n for n in names_of(expression) if n.startswith("measure.")}
        for name in sorted(used - known):
            yield Problem(
                path, "unknown_measure", f"The part tree makes no {name.split('.')[1]}."
            )


def _lines(model: ProductModel) -> Iterator[tuple[str, Expression]]:
    for price in model.prices:
        yield from _given(f"prices.{price.id}", price.times, price.when)
    for line in model.bill:
        yield from _given(f"bill.{line.id}", line.quantity, line.when)
    for step in model.routing:
        yield from _given(
            f"routing.{step.id}", step.minutes, step.when, *(step.setup or {}).values()
        )


def _given(
    path: str, *expressions: Expression | None
) -> Iterator[tuple[str, Expression]]:
    for expression in expressions:
        if expression is not None:
            yield path, expression
