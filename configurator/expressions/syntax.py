"""The syntax tree of an expression: frozen nodes that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

ComparisonOperator = Literal["=", "!=", "<", "<=", ">", ">="]
ArithmeticOperator = Literal["+", "-", "*", "/"]
Joint = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of a node's first character, counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    place: Place = field(default=Place(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(_Node):
    """A number as written; ``value`` counts ``unit``, not the base unit."""

    value: Fraction
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Quoted(_Node):
    """A text or value in quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Truth(_Node):
    """``true`` or ``false``."""

    is_true: bool


@dataclass(frozen=True, slots=True)
class Name(_Node):
    """A bare word: an option, a derived value, a measure or an option's value."""

    id: str


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """The opposite of a statement."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Negative(_Node):
    """A number with its sign turned."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Junction(_Node):
    """Two or more statements joined by ``and`` or by ``or``."""

    operator: Joint
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Implication(_Node):
    """``left -> right``, or ``left <-> right`` when it holds both ways."""

    left: Node
    right: Node
    is_mutual: bool


@dataclass(frozen=True, slots=True)
class Comparison(_Node):
    """Two sides compared; false when a side has no value."""

    operator: ComparisonOperator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Among(_Node):
    """``operand in {…}``, or its opposite when negated."""

    operand: Node
    items: tuple[Node, ...]
    is_negated: bool


@dataclass(frozen=True, slots=True)
class Arithmetic(_Node):
    """Two numbers added, subtracted, multiplied or divided."""

    operator: ArithmeticOperator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Conditional(_Node):
    """``if condition then consequence else alternative``."""

    condition: Node
    consequence: Node
    alternative: Node


@dataclass(frozen=True, slots=True)
class Call(_Node):
    """
    One of the named functions applied to arguments.

    Notes
    -----
    ``lamp in extras`` is the function ``in`` of a word and a multi-select. That, and
    functions over a list of modules such as ``sum(columns, width)``, stand only in
    trees as written: ``lists.expanded`` turns them into other nodes.
    """

    function: str
    arguments: tuple[Node, ...]


Node = (
    Number
    | Quoted
    | Truth
    | Name
    | Not
    | Negative
    | Junction
    | Implication
    | Comparison
    | Among
    | Arithmetic
    | Conditional
    | Call
)


def children(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911 one arm a kind of node
    """Return the nodes directly below ``node``, left to right."""
    match node:
        case Number() | Quoted() | Truth() | Name():
            return ()
        case Not() | Negative():
            return (node.operand,)
        case Junction():
            return node.operands
        case Implication() | Comparison() | Arithmetic():
            return (node.left, node.right)
        case Among():
            return (node.operand, *node.items)
        case Conditional():
            return (node.condition, node.consequence, node.alternative)
        case Call():
            return node.arguments


def rebuilt(node: Node, parts: tuple[Node, ...]) -> Node:  # noqa: PLR0911 one arm a kind of node
    """Return ``node`` with ``parts`` for its children; itself where they are equal."""
    if all(new is old for new, old in zip(parts, children(node), strict=True)):
        return node
    match node:
        case Number() | Quoted() | Truth() | Name():
            return node
        case Not() | Negative():
            return replace(node, operand=parts[0])
        case Junction():
            return replace(node, operands=parts)
        case Implication() | Comparison() | Arithmetic():
            return replace(node, left=parts[0], right=parts[1])
        case Among():
            return replace(node, operand=parts[0], items=parts[1:])
        case Conditional():
            condition, yes, no = parts
            return replace(node, condition=condition, consequence=yes, alternative=no)
        case Call():
            return replace(node, arguments=parts)


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and everything below it, in reading order."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def depth(node: Node) -> int:
    """Return how many levels ``node`` has; iterative, so that any depth is safe."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in children(current))
    return deepest
