"""One JSON object read field by field: faults are noted by path, never raised."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from scheduling.faults import FaultList

FORMAT = 1
"""Number of the format of every file of this package."""

LARGEST = 10**12
"""Numbers are this large at most: sums of many of them still fit 64 bits."""

_T = TypeVar("_T")
_NOTHING: dict[str, Any] = {}


def parsed(text: str, faults: FaultList) -> Any:
    """Return what JSON makes of a file, or raise that it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        sentence = f"Not JSON in line {error.lineno}, column {error.colno}."
        faults.add("file", "not_json", sentence)
        faults.raise_if_any()
        raise
    except RecursionError:
        faults.add("file", "not_json", "Its brackets are nested far too deep.")
        faults.raise_if_any()
        raise


class Reader:
    """
    One object of a file.

    Parameters
    ----------
    data
        What JSON made of it, of whatever type.
    faults
        Where faults are noted.
    name
        Where it stands, or under which key of its parent.
    parent
        The object that it belongs to.
    index
        Which of several it is there.
    """

    __slots__ = ("_index", "_name", "_parent", "data", "faults")

    def __init__(
        self,
        data: Any,
        faults: FaultList,
        name: str,
        parent: "Reader | None" = None,
        index: int | None = None,
    ) -> None:
        self.faults = faults
        self._name = name
        self._parent = parent
        self._index = index
        self.data: dict[str, Any] = data if isinstance(data, dict) else _NOTHING
        if self.data is not data:
            faults.add(self.path, "wrong_type", "Must be an object.")

    @property
    def path(self) -> str:
        """Where it stands, by ids; put together only when something is wrong."""
        path = self._name
        if self._parent is not None:
            path = f"{self._parent.path}.{path}"
        if self._index is None:
            return path
        own = self.data.get("id")
        return f"{path}.{own}" if isinstance(own, str) else f"{path}[{self._index}]"

    def note(self, name: str, code: str, sentence: str) -> None:
        """Note a fault of one of its fields."""
        self.faults.add(f"{self.path}.{name}", code, sentence)

    def only(self, known: frozenset[str]) -> None:
        """Note keys that the format does not have."""
        if not self.data.keys() <= known:
            for name in sorted(self.data.keys() - known):
                sentence = f"There is no '{name}' in the format."
                self.note(name, "unknown_key", sentence)

    def format(self) -> None:
        """Note a format that is not ours."""
        if self.data.get("format") != FORMAT:
            sentence = f"This program reads format {FORMAT}."
            self.note("format", "unknown_format", sentence)

    def value(self, name: str, kind: type[_T], default: _T | None = None) -> _T:
        """Value of exactly this type; without a default it must be there."""
        found = self.data.get(name, default)
        if type(found) is kind:
            return found
        sentence = f"Must be there and be of type {kind.__name__}."
        self.note(name, "wrong_type", sentence)
        return kind()

    def number(self, name: str, default: int | None = None) -> int:
        """Whole number."""
        found = self.value(name, int, default)
        if -LARGEST <= found <= LARGEST:
            return found
        self.note(name, "too_large", f"Numbers go to {LARGEST}.")
        return 0

    def number_or_none(self, name: str) -> int | None:
        """Whole number, ``null`` or nothing."""
        return None if self.data.get(name) is None else self.number(name)

    def text_or_none(self, name: str) -> str | None:
        """Text, ``null`` or nothing."""
        return None if self.data.get(name) is None else self.value(name, str)

    def words(self, name: str) -> tuple[str, ...]:
        """List of texts; nothing is an empty one."""
        found = self.data.get(name)
        if found is None:
            return ()
        if type(found) is list and all(type(one) is str for one in found):
            return tuple(found)
        self.note(name, "wrong_type", "Must be a list of texts.")
        return ()

    def texts(self, name: str) -> dict[str, str]:
        """Texts by key; nothing is an empty object."""
        found = self.value(name, dict, _NOTHING)
        if all(type(one) is str for one in found.values()):
            return dict(found)
        self.note(name, "wrong_type", "Must hold texts only.")
        return {}

    def numbers(self, name: str) -> dict[str, int]:
        """Whole numbers by key; nothing is an empty object."""
        found = self.value(name, dict, _NOTHING)
        own = Reader(found, self.faults, name, self) if found else None
        return {} if own is None else {key: own.number(key) for key in found}

    def rows(
        self, name: str, kinds: tuple[type, ...], *, may_miss: bool = False
    ) -> list[tuple[Any, ...]]:
        """List of lists with cells of these types."""
        rows: list[tuple[Any, ...]] = []
        for index, row in enumerate(self.value(name, list, [] if may_miss else None)):
            if type(row) is not list or tuple(map(type, row)) != kinds:
                names = ", ".join(kind.__name__ for kind in kinds)
                sentence = f"Must be a list of {names}."
                self.note(f"{name}[{index}]", "wrong_type", sentence)
            elif any(type(cell) is int and abs(cell) > LARGEST for cell in row):
                sentence = f"Numbers go to {LARGEST}."
                self.note(f"{name}[{index}]", "too_large", sentence)
            else:
                rows.append(tuple(row))
        return rows

    def pairs(self, name: str, *, may_miss: bool = False) -> dict[tuple[str, str], int]:
        """Numbers by pair of texts, from a list of ``[text, text, number]``."""
        found: dict[tuple[str, str], int] = {}
        for before, after, number in self.rows(
            name, (str, str, int), may_miss=may_miss
        ):
            if (before, after) in found:
                sentence = f"['{before}', '{after}'] is listed twice."
                self.note(name, "repeated_pair", sentence)
            found[before, after] = number
        return found

    def child(self, name: str) -> "Reader":
        """Object under a key."""
        return Reader(self.data.get(name), self.faults, name, self)

    def each(
        self,
        name: str,
        read: Callable[["Reader"], _T],
        *,
        may_miss: bool = False,
    ) -> tuple[_T, ...]:
        """Read the objects of a list."""
        items = self.value(name, list, [] if may_miss else None)
        faults = self.faults
        return tuple(
            [read(Reader(one, faults, name, self, n)) for n, one in enumerate(items)]
        )
