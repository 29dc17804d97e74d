"""The statements of UVL: features joined by ``! & | => <=>`` and brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from configurator.expressions import syntax
from configurator.formats.complaints import Complaints
from configurator.formats.feature_tree import MAX_DEPTH, Position, joined
from configurator.formats.uvl_lines import Token

Atom = Callable[[str, Position], syntax.Node]
_STRENGTH = {"<=>": 0, "=>": 1, "|": 2, "&": 3}
_ARITHMETIC = frozenset(("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"))
_FUNCTIONS = frozenset(("sum", "avg", "len", "floor", "ceil"))


class Unreadable(Exception):  # noqa: N818 caught at once, and turned into a complaint
    """A statement cannot be read on from a token."""

    def __init__(self, sentence: str, code: str = "syntax") -> None:
        super().__init__(sentence)
        self.code = code


def read_reference(tokens: Sequence[Token], start: int) -> tuple[str, int]:
    """Return the dotted name at ``start`` and the index behind it."""
    parts = [tokens[start].text]
    end = start + 1
    while (
        end + 1 < len(tokens) and tokens[end].is_sign(".") and tokens[end + 1].is_name
    ):
        parts.append(tokens[end + 1].text)
        end += 2
    return ".".join(parts), end


class StatementReader:
    """
    Reads one statement from tokens.

    Parameters
    ----------
    tokens
        Of one line.
    atom
        Gives the node of a feature's name.
    """

    def __init__(
        self, tokens: Sequence[Token], atom: Atom, complaints: Complaints
    ) -> None:
        self.tokens = tokens
        self.atom = atom
        self.complaints = complaints
        self.index = 0

    def read(self, start: int, end: int) -> syntax.Node | None:
        """Return the statement ``tokens[start:end]``; ``None`` after a complaint."""
        self.index = start
        try:
            found = self._statement(end, 0)
        except Unreadable as error:
            self._complain(str(error), error.code)
            return None
        if self.index < end:
            self._complain("Nothing more is expected here.", "syntax")
            return None
        return found

    def _complain(self, sentence: str, code: str) -> None:
        place = self.tokens[min(self.index, len(self.tokens) - 1)].place
        self.complaints.add(code, sentence, *place)

    def _statement(self, end: int, level: int) -> syntax.Node:
        """
        Return the statement up to ``end`` or to a bracket or comma of others.

        Notes
        -----
        Dijkstra's two stacks, so that only brackets recurse. Runs of equal signs are
        reduced at once: ``a & b & c`` becomes one junction of three.
        """
        if level > MAX_DEPTH:
            sentence = f"It is nested more than {MAX_DEPTH} levels deep."
            raise Unreadable(sentence, "too_deep")
        operands = [self._operand(end, level)]
        signs: list[str] = []
        while self.index < end and not self.tokens[self.index].is_sign(")", ",", "]"):
            sign = self.tokens[self.index]
            if sign.kind != "symbol" or sign.text not in _STRENGTH:
                raise self._foreign(sign)
            self.index += 1
            while signs and _STRENGTH[signs[-1]] > _STRENGTH[sign.text]:
                _reduce(operands, signs)
            signs.append(sign.text)
            operands.append(self._operand(end, level))
        while signs:
            _reduce(operands, signs)
        return operands[0]

    def _foreign(self, token: Token) -> Unreadable:
        if token.kind == "symbol" and token.text in _ARITHMETIC:
            return _no_arithmetic()
        return Unreadable(f"One of & | => <=> is expected, not {token.text}.")

    def _operand(self, end: int, level: int) -> syntax.Node:
        negations = 0
        while self.index < end and self.tokens[self.index].is_sign("!"):
            self.index += 1
            negations += 1
        if self.index >= end:
            self.index = end
            raise Unreadable("It ends where a feature is expected; is it cut off?")
        node = self._plain_operand(end, level)
        # An even number of negations says nothing.
        return syntax.Not(node) if negations % 2 else node

    def _plain_operand(self, end: int, level: int) -> syntax.Node:
        token = self.tokens[self.index]
        if token.is_sign("("):
            self.index += 1
            inside = self._statement(end, level + 1)
            if self.index >= end or not self.tokens[self.index].is_sign(")"):
                raise Unreadable("A bracket is not closed; is it cut off?")
            self.index += 1
            return inside
        if token.is_word("true", "false"):
            self.index += 1
            return syntax.Truth(token.text == "true")
        if token.kind in {"number", "string"} or token.is_sign("-"):
            raise _no_arithmetic()
        if not token.is_name:
            raise Unreadable(f"A feature is expected, not {token.text}.")
        name, after = read_reference(self.tokens, self.index)
        following = self.tokens[after] if after < end else None
        if following is not None and (
            (following.is_sign("(") and name in _FUNCTIONS)
            or (following.kind == "symbol" and following.text in _ARITHMETIC)
        ):
            raise _no_arithmetic()
        self.index = after
        return self.atom(name, token.place)


def _no_arithmetic() -> Unreadable:
    sentence = "Arithmetic and values of attributes are not read; features are."
    return Unreadable(sentence, "unsupported")


def _reduce(operands: list[syntax.Node], signs: list[str]) -> None:
    sign = signs.pop()
    if sign in {"&", "|"}:
        count = 2
        while signs and signs[-1] == sign:
            signs.pop()
            count += 1
        operator = "and" if sign == "&" else "or"
        operands[-count:] = [joined(operator, operands[-count:])]  # type: ignore[arg-type]  # mypy widens the literal
        return
    # A chain of arrows is read from the left, as UVL's own parser does.
    count = 2
    while signs and signs[-1] == sign:
        signs.pop()
        count += 1
    chain = operands[-count:]
    node = chain[0]
    for right in chain[1:]:
        node = syntax.Implication(node, right, sign == "<=>")
    operands[-count:] = [node]
