"""The relations of a model without their names, to be compared with another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from configurator.compile.clauses import Clauses
from configurator.compile.rules import RuleCompiler
from configurator.expressions import Scope, syntax
from configurator.model import ProductModel, Rule, Table

Content = syntax.Node | tuple[tuple[str, ...], tuple[object, ...]]


@dataclass(frozen=True)
class Relation:
    """A rule or table without its name, derived values written out."""

    scope: frozenset[str]
    said: syntax.Node | Table

    @cached_property
    def content(self) -> Content:
        """What makes two relations the same."""
        if isinstance(self.said, Table):
            return self.said.options, self.said.rows
        return self.said


def relations_of(model: ProductModel) -> Iterator[Relation]:
    """Yield the relations of a model: a merchandiser's own first, then structural."""
    compiler = RuleCompiler(Clauses(), {}, Scope({}))
    for derived in model.derived:
        compiler.define(derived.id, derived.value.root)
    known = {option.id for option in model.options}
    own = [r for r in model.relations if not _is_structural(r)]
    for relation in (*own, *filter(_is_structural, model.relations)):
        if isinstance(relation, Table):
            yield Relation(frozenset(relation.options), relation)
            continue
        node = relation.rule.root
        if model.derived:
            node = compiler.inlined(node)
        names = (n.id for n in syntax.walk(node) if isinstance(n, syntax.Name))
        yield Relation(frozenset(known.intersection(names)), node)


def _is_structural(relation: Rule | Table) -> bool:
    return isinstance(relation, Rule) and relation.is_structural
