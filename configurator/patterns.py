r"""
Patterns of text options: a small, safe subset of regular expressions.

A pattern is a sequence of characters, classes ``[A-Z .]``, ``.`` and ``\d``, each
repeated by ``*``, ``+``, ``?`` or ``{m,n}``. Without groups there is no pattern that
takes exponential time, and the texts of any length can be listed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

PRINTABLE = string.ascii_uppercase + string.ascii_lowercase + string.digits + " .-"
_ITEM = re.compile(
    r"(?P<atom>\[\^?(?:\\.|[^\]\\])+\]|\\.|[^\\()|^$*+?{}\[\]])"
    r"(?P<count>\*|\+|\?|\{\d+(?:,\d*)?\})?"
)
_MANY = 1_000_000


class PatternError(ValueError):
    """A pattern uses more than characters, classes and repetitions."""


@dataclass(frozen=True, slots=True)
class _Item:
    one: re.Pattern[str]
    letters: str
    least: int
    most: int

    def ends(self, text: str, start: int) -> Iterator[int]:
        """Yield where a run of this item that begins at ``start`` may end."""
        for count in range(min(self.most, len(text) - start) + 1):
            if count and not self.one.fullmatch(text[start + count - 1]):
                return
            if count >= self.least:
                yield start + count


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
        if len(self.text) > 200 or len(self._items) > 20:
            raise PatternError("A pattern has at most 200 characters and 20 parts.")

    def matches(self, text: str) -> bool:
        """Whether all of ``text`` fits."""
        ends = {0}
        for item in self._items:
            ends = {end for start in ends for end in item.ends(text, start)}
        return len(text) in ends

    @cached_property
    def _items(self) -> tuple[_Item, ...]:
        items, at = [], 0
        while at < len(self.text):
            found = _ITEM.match(self.text, at)
            if found is None:
                raise PatternError(
                    f"At character {at + 1}: write characters, classes such as [A-Z]"
                    " and repetitions (* + ? {m,n}); groups and | are not supported."
                )
            items.append(_item(found["atom"], found["count"] or ""))
            at = found.end()
        return tuple(items)

    def texts(self, length: int) -> Iterator[str]:
        """Yield texts of that length that fit, the plainest first."""
        yield from self._spell(0, length)

    def _spell(self, at: int, length: int) -> Iterator[str]:
        if at == len(self._items):
            if length == 0:
                yield ""
            return
        item = self._items[at]
        rest_least = sum(later.least for later in self._items[at + 1 :])
        for count in range(min(item.most, length - rest_least), item.least - 1, -1):
            for rest in self._spell(at + 1, length - count):
                for head in _strings(item.letters, count):
                    yield head + rest


def _strings(letters: str, count: int) -> Iterator[str]:
    return ("".join(picked) for picked in product(letters, repeat=count))


def _item(atom: str, count: str) -> _Item:
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
    least, most = _counts(count)
    if least > most:
        raise PatternError(f"{count}: the least is more than the most.")
    return _Item(one, letters, least, most)


def _counts(count: str) -> tuple[int, int]:
    plain = {"": (1, 1), "*": (0, _MANY), "+": (1, _MANY), "?": (0, 1)}
    if count in plain:
        return plain[count]
    least, comma, most = count[1:-1].partition(",")
    if not comma:
        return int(least), int(least)
    return int(least), int(most) if most else _MANY
