"""Types and units of an expression: every complaint at once, with suggestions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from configurator.expressions import syntax
from configurator.expressions.parse import FUNCTIONS
from configurator.expressions.problem import Problem
from configurator.expressions.scope import (
    BooleanType,
    ChoiceType,
    NumberType,
    PartsType,
    Scope,
    SeveralType,
    TextType,
    Type,
    WordType,
)
from configurator.expressions.units import (
    PLAIN,
    UNITS,
    Dimension,
    dimension_name,
)

MOST_HINTS = 20
"""So many mistakes of one expression get a suggestion: 3,000 would take a minute."""
OVER_LISTS = frozenset(("sum", "min", "max", "count", "all", "any"))


def describe(kind: Type) -> str:  # noqa: PLR0911 one arm a kind of type
    """Return a type in words."""
    match kind:
        case BooleanType():
            return "yes or no"
        case TextType():
            return "a text"
        case ChoiceType(option=option):
            return f"a value of {option}"
        case WordType():
            return "a word"
        case SeveralType():
            return "a question with several answers"
        case PartsType():
            return "a list of modules"
        case NumberType(dimension=None):
            return "a number"
        case NumberType(dimension=dimension):
            name = dimension_name(dimension or PLAIN)
            return f"a number in {name}" if dimension != PLAIN else name


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" for the most similar known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), 1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


@dataclass(slots=True)
class Checker:
    """Walks one tree and collects what is wrong with it."""

    scope: Scope
    problems: list[Problem] = field(default_factory=list)

    def complain(self, node: syntax.Node, code: str, sentence: str) -> None:
        """Record a problem at ``node``."""
        place = node.place
        self.problems.append(
            Problem("", code, sentence, None, place.line, place.column)
        )

    def infer(self, node: syntax.Node) -> Type | None:  # noqa: C901, PLR0911, PLR0912 one arm a kind of node
        """Return the node's type; ``None`` after a complaint, to complain once."""
        match node:
            case syntax.Number(unit=unit):
                return NumberType(UNITS[unit].dimension if unit else None)
            case syntax.Quoted(text=text):
                return WordType((text,))
            case syntax.Truth():
                return BooleanType()
            case syntax.Name(id=name):
                return self.scope.find(name) or self._word(node, name)
            case syntax.Not(operand=operand):
                return self._statements(operand)
            case syntax.Junction(operands=operands):
                return self._statements(*operands)
            case syntax.Implication(left=left, right=right):
                return self._statements(left, right)
            case syntax.Negative(operand=operand):
                return self.number(operand)
            case syntax.Comparison():
                return self._comparison(node)
            case syntax.Among():
                return self._among(node)
            case syntax.Arithmetic():
                return self._arithmetic(node)
            case syntax.Conditional():
                return self._conditional(node)
            case syntax.Call():
                return self._call(node)

    def _word(self, node: syntax.Node, name: str) -> Type | None:
        if name in self.scope.broken:
            return None
        if "." not in name:
            return WordType((name,))
        self.unknown(node, name)
        return None

    def unknown(self, node: syntax.Node, name: str) -> None:
        """Complain about a name nobody knows."""
        hint = self._nearest(name, self.scope.types)
        self.complain(node, "unknown_name", f"Nothing is called {name}.{hint}")

    def _nearest(self, word: str, known: Iterable[str]) -> str:
        """Return a suggestion, but not to a thousand mistakes: it takes long."""
        return nearest(word, known) if len(self.problems) < MOST_HINTS else ""

    def expect(self, node: syntax.Node, expected: Type) -> Type | None:
        """Return the node's type if it fits ``expected``, else complain."""
        found = self.infer(node)
        if found is None:
            return None
        return self.unify(node, found, expected)

    def unify(self, node: syntax.Node, found: Type, expected: Type) -> Type | None:  # noqa: C901, PLR0911 one arm a pair of types
        """Return the common type of ``found`` and ``expected``, else complain."""
        match found, expected:
            case WordType(words=words), ChoiceType():
                return self._values(node, words, expected)
            case WordType(words=words), SeveralType(multiple=name):
                hint = f"write {words[0]} in {name}"
                sentence = f"{name} has several answers; {hint}."
                self.complain(node, "several_answers", sentence)
                return None
            case WordType(), TextType():
                return self._text(node, expected)
            case WordType(words=words), WordType(words=more):
                return WordType(tuple(dict.fromkeys((*words, *more))))
            case (ChoiceType() | TextType(), WordType(words=())):
                return found
            case WordType(words=words), _ if isinstance(node, syntax.Name):
                self.unknown(node, words[0])
                return None
            case NumberType(dimension=left), NumberType(dimension=right):
                if left is None or right is None or left == right:
                    return NumberType(left if left is not None else right)
            case (ChoiceType(values=ours), ChoiceType(values=theirs)):
                if set(ours) & set(theirs):
                    return found
            case _ if type(found) is type(expected):
                return found
        self._mismatch(node, found, expected)
        return None

    def _mismatch(self, node: syntax.Node, found: Type, expected: Type) -> None:
        match node, expected:
            case syntax.Name(id=name), ChoiceType(values=values) if name in values:
                self._shadowed(node, expected)
                return
            case _:
                pass
        wanted, got = describe(expected), describe(found)
        self.complain(node, "wrong_type", f"This is {got}; {wanted} is expected.")

    def _shadowed(self, node: syntax.Name, kind: ChoiceType) -> None:
        self.complain(
            node,
            "shadowed_value",
            f"{node.id} is a name here; write '{node.id}' in quotes to mean the"
            f" value of {kind.option}.",
        )

    def _values(
        self, node: syntax.Node, words: tuple[str, ...], kind: ChoiceType
    ) -> Type | None:
        unknown = [word for word in words if word not in kind.values]
        for word in unknown:
            hint = self._nearest(word, (*kind.values, *self.scope.types))
            hint = hint or f" Its values: {', '.join(kind.values[:12])}."
            self.complain(
                node, "unknown_value", f"{kind.option} has no value {word}.{hint}"
            )
        return None if unknown else kind

    def _text(self, node: syntax.Node, kind: TextType) -> Type | None:
        for part in syntax.walk(node):
            if isinstance(part, syntax.Name) and self.scope.find(part.id) is None:
                self.complain(
                    part, "unquoted_text", f"Write '{part.id}' in quotes: it is a text."
                )
                return None
        return kind

    def number(self, node: syntax.Node) -> NumberType | None:
        """Return the node's type if it is a number, else complain."""
        found = self.expect(node, NumberType(None))
        return found if isinstance(found, NumberType) else None

    def _statements(self, *nodes: syntax.Node) -> Type:
        for node in nodes:
            self.expect(node, BooleanType())
        return BooleanType()

    def _common(self, left: syntax.Node, right: syntax.Node) -> Type | None:
        first, second = self.infer(left), self.infer(right)
        if first is None or second is None:
            return None
        for node, kind in ((left, first), (right, second)):
            if isinstance(kind, PartsType):
                self._unfolded(node, kind)
                return None
        if isinstance(first, WordType) and not isinstance(second, WordType):
            return self.unify(left, first, second)
        return self.unify(right, second, first)

    def _unfolded(self, node: syntax.Node, parts: PartsType) -> None:
        name = parts.parts
        sentence = (
            f"{name} is a list of modules; write count({name}) or sum({name}, …)."
        )
        self.complain(node, "wrong_type", sentence)

    def _comparison(self, node: syntax.Comparison) -> Type:
        common = self._common(node.left, node.right)
        if isinstance(common, WordType):
            self._loose_words(node.left, node.right)
        elif node.operator not in {"=", "!="} and common is not None:
            self.unify(node.left, common, NumberType(None))
        return BooleanType()

    def _loose_words(self, *nodes: syntax.Node) -> None:
        names = [node for node in nodes if isinstance(node, syntax.Name)]
        for name in names[:1]:
            self.unknown(name, name.id)
        if not names:
            self.complain(
                nodes[0], "wrong_type", "Neither side names an option to compare."
            )

    def _among(self, node: syntax.Among) -> Type:
        operand = self.infer(node.operand)
        if isinstance(operand, WordType):
            self._loose_words(node.operand)
        elif operand is not None:
            for item in node.items:
                self.expect(item, operand)
        return BooleanType()

    def _arithmetic(self, node: syntax.Arithmetic) -> Type | None:
        if node.operator in {"+", "-"}:
            left = self.number(node.left)
            return self.expect(node.right, left) if left else None
        left, right = self.number(node.left), self.number(node.right)
        if left is None or right is None:
            return None
        sign = 1 if node.operator == "*" else -1
        return _product(left.dimension, right.dimension, sign)

    def _conditional(self, node: syntax.Conditional) -> Type | None:
        self.expect(node.condition, BooleanType())
        return self._common(node.consequence, node.alternative)

    def _call(self, node: syntax.Call) -> Type | None:
        if node.function == "in":
            return self._member(*node.arguments)
        listed = self.list_of(node)
        if isinstance(listed, PartsType):
            return self._over_parts(node, listed)
        if isinstance(listed, SeveralType):
            return self._over_several(node)
        if node.function not in FUNCTIONS:
            hint = nearest(node.function, FUNCTIONS)
            known = hint or f" Known: {', '.join(FUNCTIONS)}."
            self.complain(
                node, "unknown_function", f"No function {node.function}.{known}"
            )
            return None
        fewest, most = FUNCTIONS[node.function]
        if not fewest <= len(node.arguments) <= most:
            wanted = str(fewest) if fewest == most else f"{fewest} to {most}"
            self.complain(
                node, "arguments", f"{node.function} takes {wanted} arguments."
            )
            return None
        return self._plain_call(node)

    def _plain_call(self, node: syntax.Call) -> Type | None:
        match node.function:
            case "length":
                self.expect(node.arguments[0], TextType())
                return NumberType(PLAIN)
            case "count":
                self._statements(*node.arguments)
                return NumberType(PLAIN)
            case "all" | "any":
                return self._statements(*node.arguments)
            case "sum":
                self._listless(node)
                return None
            case _:
                return self._alike(node.arguments)

    def _listless(self, node: syntax.Call) -> None:
        first = node.arguments[0]
        is_broken = isinstance(first, syntax.Name) and first.id in self.scope.broken
        if not is_broken:
            sentence = "sum takes a list of modules first: sum(columns, width)."
            self.complain(first, "not_a_list", sentence)

    def _alike(self, arguments: tuple[syntax.Node, ...]) -> Type | None:
        """Return the common type of numbers of one dimension."""
        common: Type | None = self.number(arguments[0])
        for argument in arguments[1:]:
            common = self.expect(argument, common) if common else None
        return common

    def list_of(self, node: syntax.Call) -> PartsType | SeveralType | None:
        """Return what a function runs over, ``None`` when it just has arguments."""
        first = node.arguments[0]
        if node.function not in OVER_LISTS or not isinstance(first, syntax.Name):
            return None
        found = self.scope.find(first.id)
        return found if isinstance(found, PartsType | SeveralType) else None

    def _member(self, word: syntax.Node, multiple: syntax.Node) -> Type:
        found = self.infer(multiple)
        if not isinstance(found, SeveralType):
            if isinstance(found, WordType):
                self.unknown(multiple, found.words[0])
            elif found is not None:
                sentence = "A question with several answers is expected after in."
                self.complain(multiple, "wrong_type", sentence)
            return BooleanType()
        kind = self.infer(word)
        if isinstance(kind, WordType):
            self._values(word, kind.words, ChoiceType(found.multiple, found.values))
        elif kind is not None:
            names = ", ".join(found.values[:12])
            sentence = f"One of its answers is expected before in: {names}."
            self.complain(word, "wrong_type", sentence)
        return BooleanType()

    def _over_several(self, node: syntax.Call) -> Type | None:
        if node.function not in {"count", "all", "any"} or len(node.arguments) != 1:
            sentence = "Of several answers there are count(…), any(…) and all(…)."
            self.complain(node, "arguments", sentence)
            return None
        return NumberType(PLAIN) if node.function == "count" else BooleanType()

    def _over_parts(self, node: syntax.Call, parts: PartsType) -> Type | None:
        name, function = parts.parts, node.function
        if len(node.arguments) == 1 and function == "count":
            return NumberType(PLAIN)
        if len(node.arguments) != 2:
            body = "width" if function in {"sum", "min", "max"} else "a statement"
            sentence = f"{function} takes a list and {body}: {function}({name}, …)."
            self.complain(node, "arguments", sentence)
            return None
        inner = Checker(self.scope.inside(parts), self.problems)
        if function in {"sum", "min", "max"}:
            return inner.number(node.arguments[1])
        inner.expect(node.arguments[1], BooleanType())
        return NumberType(PLAIN) if function == "count" else BooleanType()


def _product(left: Dimension | None, right: Dimension | None, sign: int) -> NumberType:
    if left is None and right is None:
        return NumberType(None)
    first, second = left or PLAIN, right or PLAIN
    length, mass, time = (a + sign * b for a, b in zip(first, second, strict=True))
    return NumberType((length, mass, time))
