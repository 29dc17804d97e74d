"""The lines of a UVL file: their indentation and their tokens, comments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from configurator.formats.complaints import Complaints

TAB = 8
_SIMPLE = re.compile(r"([ \t]*)([A-Za-z_]\w*)[ \t\r]*\Z", re.ASCII)
_TOKEN = re.compile(
    r"""[ \t\r]*(?:
    (?P<quoted>"[^"\r\n]*")
    |(?P<symbol><=>|=>|==|!=|<=|>=|\.\.|[-+*<>!&|()\[\]{},.]|/(?![/*]))
    |(?P<number>\d+(?:\.\d+)?(?!\w))
    |(?P<name>\w[\w\#§%?\\';]*)
    |(?P<string>'(?:[^'\\]|\\.)*')
    |(?P<block>/\*)
    |(?P<comment>//.*)
    |(?P<end>\Z)
    )""",
    re.VERBOSE,
)
_BLOCK_END = re.compile(r"\*/")
_NAMES = frozenset(("name", "quoted"))
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Token(NamedTuple):
    """
    One word or sign, without its quotes, and its place.

    Parameters
    ----------
    kind
        ``name``, ``quoted`` (a name, too), ``string``, ``number`` or ``symbol``.
    """

    kind: str
    text: str
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column

    @property
    def is_name(self) -> bool:
        """Whether it may name a feature."""
        return self.kind in _NAMES

    def is_word(self, *words: str) -> bool:
        """Whether it is one of ``words``, unquoted."""
        return self.kind == "name" and self.text in words

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of ``signs``."""
        return self.kind == "symbol" and self.text in signs


@dataclass(frozen=True, slots=True)
class Line:
    """
    What stands between two line breaks outside of brackets.

    Parameters
    ----------
    indent
        Columns before its first token; a tab goes on to the next multiple of eight.
    size
        Characters of all its tokens.
    """

    number: int
    indent: int
    tokens: list[Token]
    size: int


def read_lines(text: str, complaints: Complaints) -> Iterator[Line]:
    """Yield the lines that have tokens; complain of signs that mean nothing."""
    reader = _LineReader(complaints)
    for number, line in enumerate(text.split("\n"), 1):
        simple = None if reader.is_open else _SIMPLE.match(line)
        if simple is not None:
            # Nearly every line of a tree is one plain name.
            indent = len(simple[1].expandtabs(TAB))
            token = Token("name", simple[2], number, simple.start(2) + 1)
            yield Line(number, indent, [token], len(simple[2]))
        else:
            reader.read(line, number)
            if reader.tokens and not reader.is_open:
                yield reader.take()
    if reader.in_comment:
        complaints.add("syntax", "A comment is still open at the end.", reader.opened)
    if reader.tokens:
        yield reader.take()


class _LineReader:
    """Collects the tokens of one line, over as many as its brackets reach."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints
        self.tokens: list[Token] = []
        self.in_comment = False
        self.opened = 0
        self.depth = 0
        self.number = 0
        self.indent = 0
        self.size = 0

    @property
    def is_open(self) -> bool:
        return self.in_comment or self.depth > 0

    def take(self) -> Line:
        line = Line(self.number, self.indent, self.tokens, self.size)
        self.tokens, self.depth, self.size = [], 0, 0
        return line

    def read(self, line: str, number: int) -> None:
        position = 0
        while position < len(line):
            if self.in_comment:
                end = _BLOCK_END.search(line, position)
                if end is None:
                    return
                self.in_comment, position = False, end.end()
                continue
            match = _TOKEN.match(line, position)
            if match is None:
                position += len(line[position:]) - len(line[position:].lstrip())
                sentence = f"The sign {line[position]} means nothing here."
                self.complaints.add("syntax", sentence, number, position + 1)
                position += 1
                continue
            self._token(match, line, number)
            position = match.end()

    def _token(self, match: re.Match[str], line: str, number: int) -> None:
        kind = match.lastgroup or "end"
        if kind in {"end", "comment"}:
            return
        if kind == "block":
            self.in_comment, self.opened = True, number
            return
        text, start = match[kind], match.start(kind)
        if not self.tokens:
            self.number = number
            self.indent = len(line[:start].expandtabs(TAB))
        self.size += len(text)
        if kind == "symbol":
            # A bracket too many is for the parser to name.
            self.depth += (text in _OPENING) - (text in _CLOSING and self.depth > 0)
        elif kind in {"quoted", "string"}:
            text = text[1:-1]
        self.tokens.append(Token(kind, text, number, start + 1))
