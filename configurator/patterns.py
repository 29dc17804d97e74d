r"""
Patterns of text options: the regular part of regular expressions, safely.

Characters, classes ``[A-Z .]``, ``.``, ``\d``, groups, ``|`` and the repetitions ``*``,
``+``, ``?`` and ``{m,n}``. Matching follows sets of positions, so that no pattern takes
exponential time, and the texts of any length can be listed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

PRINTABLE = string.ascii_uppercase + string.ascii_lowercase + string.digits + " .-"
MAX_TEXT = 200
_TOKEN = re.compile(
    r"(?P<atom>\[\^?(?:\\.|[^\]\\])+\]|\\[dwsDWS\\.^$*+?(){}|\[\]-]|[^\\()|^$*+?{}\[\]])"
    r"|(?P<count>\*|\+|\?|\{\d{1,3}(?:,\d{0,3})?\})|(?P<sign>[()|])"
)


class PatternError(ValueError):
    """A pattern uses what is not supported."""


@dataclass(frozen=True, slots=True)
class _Letter:
    one: re.Pattern[str]
    letters: str
    least: int = 1
    most: int = 1

    def ends(self, text: str, starts: set[int]) -> set[int]:
        return {
            start + 1
            for start in starts
            if start < len(text) and self.one.fullmatch(text[start])
        }

    def texts(self, length: int) -> Iterator[str]:
        return iter(self.letters if length == 1 else "")


@dataclass(frozen=True)
class _Sequence:
    parts: tuple[_Part, ...]

    @cached_property
    def least(self) -> int:
        return sum(part.least for part in self.parts)

    @cached_property
    def most(self) -> int:
        return min(MAX_TEXT, sum(part.most for part in self.parts))

    def ends(self, text: str, starts: set[int]) -> set[int]:
        for part in self.parts:
            starts = part.ends(text, starts)
        return starts

    def texts(self, length: int) -> Iterator[str]:
        if not self.parts:
            yield from ("",) if length == 0 else ()
            return
        first, rest = self.parts[0], _Sequence(self.parts[1:])
        longest = min(first.most, length - rest.least)
        for taken in range(longest, max(first.least, length - rest.most) - 1, -1):
            for tail in rest.texts(length - taken):
                for head in first.texts(taken):
                    yield head + tail


@dataclass(frozen=True)
class _Either:
    branches: tuple[_Part, ...]

    @cached_property
    def least(self) -> int:
        return min(branch.least for branch in self.branches)

    @cached_property
    def most(self) -> int:
        return max(branch.most for branch in self.branches)

    def ends(self, text: str, starts: set[int]) -> set[int]:
        return set().union(*(branch.ends(text, starts) for branch in self.branches))

    def texts(self, length: int) -> Iterator[str]:
        for branch in self.branches:
            yield from branch.texts(length)


@dataclass(frozen=True)
class _Repeat:
    part: _Part
    fewest: int
    utmost: int

    @cached_property
    def least(self) -> int:
        return self.part.least * self.fewest

    @cached_property
    def most(self) -> int:
        return min(MAX_TEXT, self.part.most * self.utmost)

    def ends(self, text: str, starts: set[int]) -> set[int]:
        found = set(starts) if self.fewest == 0 else set()
        for turn in range(1, self.utmost + 1):
            starts = self.part.ends(text, starts)
            if not starts or (turn > self.fewest and starts <= found):
                break
            if turn >= self.fewest:
                found |= starts
        return found

    def texts(self, length: int) -> Iterator[str]:
        if isinstance(self.part, _Letter):
            if self.fewest <= length <= self.utmost:
                for picked in product(self.part.letters, repeat=length):
                    yield "".join(picked)
            return
        if length == 0:
            yield from ("",) if self.least == 0 else ()
            return
        if self.utmost == 0:
            return
        rest = _Repeat(self.part, max(0, self.fewest - 1), self.utmost - 1)
        yield from _Sequence((_NonEmpty(self.part), rest)).texts(length)


@dataclass(frozen=True)
class _NonEmpty:
    """The same part without the empty text: repeating that would never end."""

    part: _Part

    @property
    def least(self) -> int:
        return max(1, self.part.least)

    @property
    def most(self) -> int:
        return self.part.most

    def ends(self, text: str, starts: set[int]) -> set[int]:
        return self.part.ends(text, starts)

    def texts(self, length: int) -> Iterator[str]:
        return self.part.texts(length)


_Part = _Letter | _Sequence | _Either | _Repeat | _NonEmpty


@dataclass(frozen=True)
class Pattern:
    """
    A compiled pattern.

    Raises
    ------
    PatternError
        When ``text`` is no pattern of the supported kind.
    """

    text: str

    def __post_init__(self) -> None:
        """Read it once, so that a malformed one is refused where it is built."""
        if len(self.text) > 200:
            raise PatternError("A pattern has at most 200 characters.")
        _ = self._root

    def matches(self, text: str) -> bool:
        """Whether all of ``text`` fits."""
        return len(text) in self._root.ends(text, {0})

    @cached_property
    def _root(self) -> _Part:
        return _Reader(self.text).read()

    def texts(self, length: int) -> Iterator[str]:
        """Yield texts of that length that fit, possibly some of them twice."""
        return self._root.texts(length)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def read(self) -> _Part:
        root = self._either()
        if self.at < len(self.text):
            self._refuse()
        return root

    def _refuse(self) -> None:
        raise PatternError(
            f"At character {self.at + 1}: write characters, classes such as [A-Z],"
            " groups, | and repetitions (* + ? {m,n})."
        )

    def _next(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def _either(self) -> _Part:
        branches = [self._sequence()]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else _Either(tuple(branches))

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self._counted())
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts))

    def _counted(self) -> _Part:
        part = self._single()
        token = self._next()
        if token is None or not token["count"]:
            return part
        self.at = token.end()
        fewest, utmost = _counts(token["count"])
        if fewest > utmost:
            self._refuse()
        return _Repeat(part, 0 if part.least == 0 else fewest, utmost)

    def _single(self) -> _Part:
        token = self._next()
        if token is not None and token["atom"]:
            self.at = token.end()
            return _letter(token["atom"])
        if self.text[self.at] != "(" or self.depth >= 5:
            self._refuse()
        self.at, self.depth = self.at + 1, self.depth + 1
        inner = self._either()
        if self.text[self.at : self.at + 1] != ")":
            self._refuse()
        self.at, self.depth = self.at + 1, self.depth - 1
        return inner


def _letter(atom: str) -> _Letter:
    try:
        one = re.compile(atom)
    except re.error as error:
        raise PatternError(f"{atom}: {error}") from error
    letters = "".join(letter for letter in PRINTABLE if one.fullmatch(letter))
    if not letters:
        others = (chr(code) for code in (*range(32, 592), *range(0x4E00, 0x4E40)))
        letters = "".join(letter for letter in others if one.fullmatch(letter))
    if not letters:
        raise PatternError(f"{atom} fits no printable character.")
    return _Letter(one, letters)


def _counts(count: str) -> tuple[int, int]:
    plain = {"*": (0, MAX_TEXT), "+": (1, MAX_TEXT), "?": (0, 1)}
    if count in plain:
        return plain[count]
    fewest, comma, utmost = count[1:-1].partition(",")
    if not comma:
        return int(fewest), min(MAX_TEXT, int(fewest))
    return int(fewest), min(MAX_TEXT, int(utmost)) if utmost else MAX_TEXT
