"""Canonical text of an expression: parsing it again gives the same tree."""

from __future__ import annotations

import re
from fractions import Fraction

from configurator.expressions import syntax

KEYWORDS = frozenset(("and", "or", "not", "in", "if", "then", "else", "true", "false"))
"""Words that no bare name can be."""
_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*\Z")

# Binding strength: a child that binds less tightly than its place gets brackets.
_MUTUAL, _IMPLIED, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _UNARY, _ATOM = range(10)


def format_node(node: syntax.Node) -> str:
    """Return the node with single spaces and only the brackets it needs."""
    return _text(node)[0]


def name_text(name: str) -> str:
    """Return a name as it is written, in backquotes where it is no identifier."""
    if _BARE.match(name) and name not in KEYWORDS:
        return name
    return f"`{_escaped(name, '`')}`"


def _escaped(text: str, quote: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return escaped.replace("\n", "\\n")


def _digits(value: Fraction) -> str:
    """Return a number exactly: in decimals where they end, else as a fraction."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1:
        return f"{value.numerator} / {value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    digits = digits.rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    point = f".{digits[-places:]}" if places else ""
    return f"{sign}{digits[: len(digits) - places]}{point}"


def _place(node: syntax.Node, least: int) -> str:
    text, strength = _text(node)
    return text if strength >= least else f"({text})"


def _text(  # noqa: C901, PLR0911 one arm a kind of node
    node: syntax.Node,
) -> tuple[str, int]:
    match node:
        case syntax.Number(value=value, unit=unit):
            text = f"{_digits(value)} {unit}" if unit else _digits(value)
            return text, _ATOM if text[0].isdigit() and "/" not in text else _SUM
        case syntax.Quoted(text=text):
            return f"'{_escaped(text, chr(39))}'", _ATOM
        case syntax.Truth(is_true=is_true):
            return ("true" if is_true else "false"), _ATOM
        case syntax.Name(id=name):
            return name_text(name), _ATOM
        case syntax.Not(operand=syntax.Call("in", (word, multiple))):
            return f"{_place(word, _SUM)} not in {format_node(multiple)}", _COMPARED
        case syntax.Call("in", (word, multiple)):
            return f"{_place(word, _SUM)} in {format_node(multiple)}", _COMPARED
        case syntax.Not(operand=operand):
            return f"not {_place(operand, _NOT)}", _NOT
        case syntax.Negative(operand=operand):
            return f"-{_place(operand, _ATOM)}", _UNARY
        case syntax.Call(function=function, arguments=arguments):
            return f"{function}({', '.join(map(format_node, arguments))})", _ATOM
        case syntax.Conditional():
            # As weak as the weakest operator: its last branch reaches to the right.
            condition, yes, no = map(
                format_node, (node.condition, node.consequence, node.alternative)
            )
            return f"if {condition} then {yes} else {no}", _MUTUAL - 1
        case _:
            return _joined(node)


def _joined(node: syntax.Node) -> tuple[str, int]:
    match node:
        case syntax.Junction(operator=joint, operands=operands):
            strength = _AND if joint == "and" else _OR
            parts = [_place(part, strength + 1) for part in operands]
            return f" {joint} ".join(parts), strength
        case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
            if is_mutual:
                both = f"{_place(left, _IMPLIED)} <-> {_place(right, _IMPLIED)}"
                return both, _MUTUAL
            return f"{_place(left, _OR)} -> {_place(right, _IMPLIED)}", _IMPLIED
        case syntax.Comparison(operator=sign, left=left, right=right):
            return f"{_place(left, _SUM)} {sign} {_place(right, _SUM)}", _COMPARED
        case syntax.Among(operand=operand, items=items, is_negated=is_negated):
            listed = ", ".join(_place(item, _SUM) for item in items)
            word = "not in" if is_negated else "in"
            return f"{_place(operand, _SUM)} {word} {{{listed}}}", _COMPARED
        case syntax.Arithmetic(operator=sign, left=left, right=right):
            strength = _SUM if sign in "+-" else _PRODUCT
            text = f"{_place(left, strength)} {sign} {_place(right, strength + 1)}"
            return text, strength
        case _:
            raise TypeError(node)
