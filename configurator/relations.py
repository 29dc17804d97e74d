"""The relations of a model without their names, to be compared with another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from configurator.compile.clauses import Clauses
from configurator.compile.rules import RuleCompiler
from configurator.expressions import Scope, syntax
from configurator.model import ProductModel, Rule, Table

Content = syntax.Node | tuple[tuple[str, ...], tuple[object, ...]]


@dataclass(frozen=True)
class Relation:
    """
    A rule or table without its name, derived values written out.

    Parameters
    ----------
    options
        Ids of all the model's options.
    """

    said: syntax.Node | Table
    options: frozenset[str] = field(repr=False)

    @cached_property
    def content(self) -> Content:
        """What makes two relations the same."""
        if isinstance(self.said, Table):
            return self.said.options, self.said.rows
        return self.said

    @cached_property
    def scope(self) -> frozenset[str]:
        """Options that the relation looks at."""
        if isinstance(self.said, Table):
            return frozenset(self.said.options)
        names = (n.id for n in syntax.walk(self.said) if isinstance(n, syntax.Name))
        return self.options.intersection(names)


def relations_of(model: ProductModel) -> Iterator[Relation]:
    """Yield the relations of a model: a merchandiser's own first, then structural."""
    compiler = RuleCompiler(Clauses(), {}, Scope({}))
    for derived in model.derived:
        compiler.define(derived.id, derived.value.root)
    known = frozenset(option.id for option in model.options)
    own = [r for r in model.relations if not _is_structural(r)]
    for relation in (*own, *filter(_is_structural, model.relations)):
        if isinstance(relation, Table):
            yield Relation(relation, known)
        else:
            node = relation.rule.root
            yield Relation(compiler.inlined(node) if model.derived else node, known)


def _is_structural(relation: Rule | Table) -> bool:
    return isinstance(relation, Rule) and relation.is_structural
