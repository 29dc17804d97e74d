"""Text to syntax tree: the grammar, its limits and its complaints."""

from __future__ import annotations

import difflib
import re
from fractions import Fraction
from functools import cache
from typing import Any, NoReturn

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from configurator.expressions import syntax
from configurator.expressions.problem import ExpressionError, Problem
from configurator.expressions.units import UNITS

MAX_BYTES = 64 * 1024
MAX_DEPTH = 150
FUNCTIONS = {
    "min": (1, 10_000),
    "max": (1, 10_000),
    "abs": (1, 1),
    "ceil": (1, 2),
    "floor": (1, 2),
    "round": (1, 2),
    "length": (1, 1),
    "count": (1, 10_000),
    "sum": (2, 2),
    "all": (1, 10_000),
    "any": (1, 10_000),
}
"""
Fewest and most arguments; a second one to ceil, floor or round is the step. Over a list
of modules ``sum``, ``min``, ``max``, ``count``, ``all`` and ``any`` take the list and
one expression about a module; ``count`` may do without.
"""

_GRAMMAR = r"""
?start: mutual
?mutual: implied | implied "<->" implied        -> mutual
?implied: either | either "->" implied          -> implied
?either: both ("or" both)*
?both: negation ("and" negation)*
?negation: comparison | "not" negation          -> negation
?comparison: sum
    | sum COMPARISON sum                        -> comparison
    | sum "in" "{" items "}"                    -> among
    | sum "not" "in" "{" items "}"              -> not_among
    | sum "in" called                           -> member
    | sum "not" "in" called                     -> not_member
?called: NAME                                   -> name
    | BACKQUOTED                                -> backquoted
items: sum ("," sum)*
?sum: product | sum PLUS product                -> arithmetic
?product: unary | product TIMES unary           -> arithmetic
?unary: atom | "-" unary                        -> negative
    | "if" mutual "then" mutual "else" mutual   -> conditional
?atom: NUMBER [UNIT]                            -> number
    | QUOTED                                    -> quoted
    | TRUE                                      -> true
    | FALSE                                     -> false
    | NAME                                      -> name
    | BACKQUOTED                                -> backquoted
    | NAME "(" mutual ("," mutual)* ")"         -> call
    | "(" mutual ")"                            -> bracket
COMPARISON: "<=" | ">=" | "!=" | "=" | "<" | ">"
PLUS: "+" | "-"
TIMES: "*" | "/"
NUMBER: /\d+(\.\d+)?/
UNIT.5: /(%UNITS%)(?![A-Za-z0-9_])/
TRUE: "true"
FALSE: "false"
QUOTED: /'(?:[^'\\\n]|\\['\\n])*'/
BACKQUOTED: /`(?:[^`\\\n]|\\[`\\n])+`/
NAME: /[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*/
%ignore /[ \t\r\n]+/
""".replace("%UNITS%", "|".join(sorted(UNITS, key=len, reverse=True)))

_SPOKEN = {
    "NAME": "a name",
    "NUMBER": "a number",
    "UNIT": "a unit",
    "QUOTED": "a 'quoted' value",
    "BACKQUOTED": "a name",
    "TRUE": "true",
    "FALSE": "false",
    "COMPARISON": "a comparison (= != < <= > >=)",
    "PLUS": "+ or -",
    "TIMES": "* or /",
    "LPAR": "(",
    "RPAR": ")",
    "LBRACE": "{",
    "RBRACE": "}",
    "COMMA": ",",
    "__ANON_0": "<->",
    "__ANON_1": "->",
    "MINUS": "-",
    "$END": "the end",
}
_FOREIGN = {
    "==": "=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "=>": "->",
    "<>": "!=",
    '"': "'",
}


def parse_tree(text: str) -> syntax.Node:
    """
    Return the syntax tree of ``text``.

    Raises
    ------
    ExpressionError
        With line, column, what was expected and, where one is near, a suggestion.
    """
    size = len(text.encode())
    if size > MAX_BYTES:
        _refuse("too_long", f"It has {size} bytes; at most {MAX_BYTES} are read.")
    if not text.strip():
        _refuse("empty", "It is empty; an expression is expected.")
    try:
        tree: syntax.Node = _parser().parse(text)  # type: ignore[assignment]  # lark types its result as a Tree, the transformer makes nodes
    except UnexpectedInput as error:
        _explain(text, error)
    require_shallow(tree)
    return tree


def require_shallow(tree: syntax.Node) -> None:
    """
    Let a tree pass that walks of it by recursion can bear.

    Raises
    ------
    ExpressionError
        When it has more than 150 levels.
    """
    if syntax.depth(tree) > MAX_DEPTH:
        _refuse("too_deep", f"It is nested more than {MAX_DEPTH} levels deep.")


def _refuse(code: str, sentence: str, line: int = 1, column: int = 1) -> NoReturn:
    raise ExpressionError((Problem("", code, sentence, None, line, column),))


def _explain(text: str, error: UnexpectedInput) -> NoReturn:
    start = getattr(error, "pos_in_stream", None) or 0
    rest = text[start:]
    line, column = error.line, error.column
    token = getattr(error, "token", None)
    if getattr(token, "type", "") == "$END" or not rest.strip():
        line, column = text.count("\n") + 1, len(text.rsplit("\n", 1)[-1]) + 1
        found = "the end"
    else:
        found = repr(rest.split()[0][:20])
    expected = _expected(error)
    sentence = f"Found {found} where {expected} is expected.{_suggest(text, rest)}"
    _refuse("syntax", sentence, line, column)


def _expected(error: UnexpectedInput) -> str:
    names = getattr(error, "accepts", None) or getattr(error, "expected", None)
    names = names or getattr(error, "allowed", None) or ()
    spoken: list[str] = sorted({_SPOKEN.get(name, name.lower()) for name in names})
    if "a name" in spoken and "a number" in spoken:
        return "a name, a number or a 'quoted' value"
    if {"and", "or"} <= set(spoken):
        # Ten signs may stand there: nobody reads all of them.
        others = [word for word in ("a unit", "the end", ")") if word in spoken]
        spoken = ["an operator such as and, = or +", *others]
    return ", ".join(spoken[:-1]) + " or " + spoken[-1] if spoken[1:] else spoken[0]


def _suggest(text: str, rest: str) -> str:
    for foreign, ours in _FOREIGN.items():
        at = text.find(foreign, max(0, len(text) - len(rest) - 1))
        if 0 <= at <= len(text) - len(rest):
            return f" Write {ours} instead of {foreign}."
    word = rest.split(maxsplit=1)[0] if rest.strip() else ""
    before = text[: len(text) - len(rest)].rstrip()
    if word[:1].isalpha() and before[-1:].isdigit():
        near = difflib.get_close_matches(word, UNITS, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f" Known units: {', '.join(UNITS)}.{hint}"
    near = difflib.get_close_matches(word, ("and", "or", "not", "then", "else"), 1)
    return f" Did you mean {near[0]}?" if near and near[0] != word else ""


@cache
def _parser() -> Lark:
    return Lark(
        _GRAMMAR,
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=True,
        propagate_positions=False,
        transformer=_Builder(),
    )


def _at(token: Token) -> syntax.Place:
    return syntax.Place(token.line or 1, token.column or 1)


def _unescaped(token: Token) -> str:
    return re.sub(
        r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), token[1:-1]
    )


@v_args(inline=True)
class _Builder(Transformer[Token, syntax.Node]):
    def number(self, number: Token, unit: Token | None) -> syntax.Node:
        value = Fraction(number)
        return syntax.Number(value, str(unit) if unit else None, place=_at(number))

    def quoted(self, token: Token) -> syntax.Node:
        return syntax.Quoted(_unescaped(token), place=_at(token))

    def backquoted(self, token: Token) -> syntax.Node:
        return syntax.Name(_unescaped(token), place=_at(token))

    def true(self, token: Token) -> syntax.Node:
        return syntax.Truth(is_true=True, place=_at(token))

    def false(self, token: Token) -> syntax.Node:
        return syntax.Truth(is_true=False, place=_at(token))

    def name(self, token: Token) -> syntax.Node:
        return syntax.Name(str(token), place=_at(token))

    def call(self, token: Token, *arguments: syntax.Node) -> syntax.Node:
        return syntax.Call(str(token), arguments, place=_at(token))

    def bracket(self, inner: syntax.Node) -> syntax.Node:
        return inner

    def negative(self, operand: syntax.Node) -> syntax.Node:
        return syntax.Negative(operand, place=operand.place)

    def negation(self, operand: syntax.Node) -> syntax.Node:
        return syntax.Not(operand, place=operand.place)

    def conditional(self, *parts: syntax.Node) -> syntax.Node:
        condition, consequence, alternative = parts
        return syntax.Conditional(
            condition, consequence, alternative, place=condition.place
        )

    def arithmetic(self, left: Any, operator: Token, right: Any) -> syntax.Node:
        sign: Any = str(operator)
        return syntax.Arithmetic(sign, left, right, place=left.place)

    def comparison(self, left: Any, operator: Token, right: Any) -> syntax.Node:
        sign: Any = str(operator)
        return syntax.Comparison(sign, left, right, place=left.place)

    def items(self, *items: syntax.Node) -> Any:
        return items

    def among(self, operand: syntax.Node, items: Any) -> syntax.Node:
        return syntax.Among(operand, items, is_negated=False, place=operand.place)

    def not_among(self, operand: syntax.Node, items: Any) -> syntax.Node:
        return syntax.Among(operand, items, is_negated=True, place=operand.place)

    def member(self, word: syntax.Node, multiple: syntax.Node) -> syntax.Node:
        return syntax.Call("in", (word, multiple), place=word.place)

    def not_member(self, word: syntax.Node, multiple: syntax.Node) -> syntax.Node:
        return syntax.Not(self.member(word, multiple), place=word.place)

    def both(self, *operands: syntax.Node) -> syntax.Node:
        return syntax.Junction("and", operands, place=operands[0].place)

    def either(self, *operands: syntax.Node) -> syntax.Node:
        return syntax.Junction("or", operands, place=operands[0].place)

    def implied(self, left: syntax.Node, right: syntax.Node) -> syntax.Node:
        return syntax.Implication(left, right, is_mutual=False, place=left.place)

    def mutual(self, left: syntax.Node, right: syntax.Node) -> syntax.Node:
        return syntax.Implication(left, right, is_mutual=True, place=left.place)
