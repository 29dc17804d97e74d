"""What is odd about a model that compiles: dead values, idle and redundant rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from configurator.answer import answer
from configurator.compile import CompiledModel
from configurator.explain import smallest_conflict
from configurator.expressions import Expression, syntax
from configurator.model import FeatureTree, ProductModel, Rule, Scalar, Table
from configurator.results import Answer, Conflict, Status
from configurator.statements import Statements

__all__ = ["Findings", "Idle", "lint", "name_of"]

Pair = tuple[str, Scalar]


@dataclass(frozen=True, slots=True)
class Idle:
    """
    Something conditional whose condition no variant satisfies.

    Parameters
    ----------
    kind
        What it is.
    id
        Its own id; of a default, the option that it is for.
    """

    kind: Literal["rule", "default", "price", "bill", "routing"]
    id: str


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What a merchandiser should look at; all judged with every rule in force.

    Parameters
    ----------
    core_values
        (option, value) pairs that every variant has. In a feature model the value is
        true: a feature that no variant has is dead.
    dead_values
        (option, value) pairs that no variant has. In a feature model the value is
        true: a feature that every variant has is a core feature.
    false_choices
        Options with only one possible value.
    false_optional
        Features that the tree leaves free below their parent and that come along
        with it all the same; children of dead parents included.
    redundant_rules
        Rules and tables that follow from the structural ones and those still kept,
        dropped one after the other in the model's order. All of them may go together.
    never_firing
        What is conditional and never happens. A rule ``A -> B`` or ``A <-> B`` has
        the condition ``A``.
    contradiction
        A smallest reason why there is no variant at all; nothing else is found then.
    """

    core_values: tuple[Pair, ...] = ()
    dead_values: tuple[Pair, ...] = ()
    false_choices: tuple[str, ...] = ()
    false_optional: tuple[str, ...] = ()
    redundant_rules: tuple[str, ...] = ()
    never_firing: tuple[Idle, ...] = ()
    contradiction: Conflict | None = None

    @property
    def is_satisfiable(self) -> bool:
        """Whether there is any variant."""
        return self.contradiction is None


def lint(compiled: CompiledModel, start: Answer | None = None) -> Findings:
    """
    Return what is odd about a model; empty findings for a sound one.

    Parameters
    ----------
    start
        The answer to no choices, by whom it is known already.

    Notes
    -----
    Exact. Numbers with more grid points than ``search.MAX_LISTED`` are not judged
    point by point: they have no dead values, and a false choice when only one point
    is left.
    """
    found = start or answer(compiled, {})
    if found.conflict is not None:
        return Findings(contradiction=smallest_conflict(compiled))
    model = compiled.model
    core, dead = _values(model, found)
    loose = [relation.id for relation in _own(model)]
    with Statements(compiled, loose) as statements:
        # What the solver learns about redundant rules makes the others quick.
        redundant = _redundant(model, statements)
        return Findings(
            core,
            dead,
            tuple(n for n, o in found.options.items() if o.status is Status.IMPLIED),
            _false_optional(model, statements),
            redundant,
            _never_firing(statements, found),
        )


def name_of(model: ProductModel, pair: Pair) -> str:
    """Return how reports call a value: the feature itself, else ``option=value``."""
    option, value = pair
    if model.features is not None and value is True:
        return option
    return f"{option}={str(value).lower() if isinstance(value, bool) else value}"


def _own(model: ProductModel) -> list[Rule | Table]:
    """Return the relations that a merchandiser wrote, in the model's order."""
    return [
        relation
        for relation in model.relations
        if not (isinstance(relation, Rule) and relation.is_structural)
    ]


def _values(
    model: ProductModel, found: Answer
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the values that every variant has and those that none has."""
    core: list[Pair] = []
    dead: list[Pair] = []
    is_feature = model.features is not None
    for name, option in found.options.items():
        for value, status in option.values.items():
            if is_feature and value is not True:
                continue
            if status is Status.BLOCKED:
                dead.append((name, value))
            elif status is Status.IMPLIED:
                core.append((name, value))
        is_left = not option.values and option.status is Status.IMPLIED
        if is_left and option.minimum is not None:
            core.append((name, option.minimum))
    return tuple(core), tuple(dead)


def _redundant(model: ProductModel, statements: Statements) -> tuple[str, ...]:
    selectors = dict(statements.selectors)
    redundant = []
    for relation in _own(model):
        own = selectors.pop(relation.id)
        if statements.can((statements.opposite(relation),), selectors.values()):
            selectors[relation.id] = own
        else:
            redundant.append(relation.id)
    return tuple(redundant)


def _false_optional(model: ProductModel, statements: Statements) -> tuple[str, ...]:
    """
    Return features that come along with a parent which the tree leaves them free of.

    Notes
    -----
    The only member of a group has no mandatory relation of its own, yet the tree alone
    brings it along with its parent: it is not falsely optional.
    """
    tree = model.features
    if tree is None:
        return ()
    features = [f for f in tree.parents if f not in tree.mandatory]
    for rules in (None, ()):
        questions = [_apart(statements, tree, feature) for feature in features]
        is_apart = statements.possible(questions, rules)
        wanted = rules is not None
        features = [
            feature
            for feature, apart in zip(features, is_apart, strict=True)
            if apart == wanted
        ]
    return tuple(features)


def _apart(statements: Statements, tree: FeatureTree, feature: str) -> tuple[int, ...]:
    """Return the question whether a feature's parent can be without it."""
    chosen = statements.compiled.chosen
    return (*chosen(tree.parents[feature], True), -chosen(feature, True)[0])  # noqa: FBT003 the value of a feature


def _never_firing(statements: Statements, found: Answer) -> tuple[Idle, ...]:
    conditions = [
        (idle, tuple(statements.literal(node) for node in nodes))
        for idle, nodes in _conditions(statements.compiled.model)
    ]
    known = _possible_alone(statements.compiled, found)
    in_doubt = [
        (idle, literals)
        for idle, literals in conditions
        if len(literals) > 1 or literals[0] not in known
    ]
    fires = statements.possible([literals for _, literals in in_doubt])
    pairs = zip(in_doubt, fires, strict=True)
    return tuple(idle for (idle, _), is_met in pairs if not is_met)


def _possible_alone(compiled: CompiledModel, found: Answer) -> set[int]:
    """Return literals of single values that some variant has."""
    return {
        literals[0]
        for name, option in found.options.items()
        for index, status in enumerate(option.values.values())
        if status is not Status.BLOCKED
        and len(literals := compiled.variables[name].equal(index)) == 1
    }


def _conditions(
    model: ProductModel,
) -> Iterator[tuple[Idle, tuple[syntax.Node, ...]]]:
    """Yield what is conditional with the statements that must all hold for it."""
    for rule in model.rules:
        if isinstance(rule.rule.root, syntax.Implication) and not rule.is_structural:
            yield Idle("rule", rule.id), tuple(_premises(rule.rule.root))
    for default in model.defaults:
        yield Idle("default", default.option), (default.when.root,)
    conditional: list[tuple[Idle, Expression | None]] = [
        *((Idle("price", line.id), line.when) for line in model.prices),
        *((Idle("bill", line.id), line.when) for line in model.bill),
        *((Idle("routing", step.id), step.when) for step in model.routing),
    ]
    for idle, when in conditional:
        if when is not None:
            yield idle, (when.root,)


def _premises(node: syntax.Implication) -> Iterator[syntax.Node]:
    yield node.left
    # A rule of a part is guarded by the part's presence: its own condition is inside.
    if not node.is_mutual and isinstance(node.right, syntax.Implication):
        yield from _premises(node.right)
