"""Read the fields of a document one by one and collect everything that is wrong."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time
from typing import Any

from configurator.expressions import Problem
from configurator.formats.positions import Positions, RawPath

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
LANGUAGES = ("en", "zh")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Problems:
    """Everything wrong with one document, each with its place."""

    def __init__(self, positions: Positions | None) -> None:
        self._positions = positions
        self.found: list[Problem] = []

    def add(self, path: RawPath, code: str, sentence: str) -> None:
        """Note one problem; reading goes on so that all come out at once."""
        dotted = ".".join(map(str, path))
        place = self._positions.find(path) if self._positions else None
        file, line = (place.file, place.line) if place else (None, None)
        self.found.append(Problem(dotted, code, sentence, file, line))


class Fields:
    """
    One mapping of a document, read field by field.

    Parameters
    ----------
    data
        What stands in the document; anything but a mapping is a problem.
    path
        Where it stands.
    problems
        Receives what is wrong. A field that cannot be read yields its ``default``, so
        that the object can be built and the rest be judged; nobody sees it afterwards.
    known
        Names of fields that may occur.
    """

    def __init__(
        self, data: Any, path: RawPath, problems: Problems, known: Collection[str]
    ) -> None:
        self.path = path
        self.problems = problems
        self._data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            problems.add(path, "type", "A mapping of names to values is expected here.")
        for key in self._data.keys() - set(known):
            sentence = f"“{key}” is unknown here; known: {', '.join(known)}."
            problems.add((*path, key), "unknown_key", sentence)

    def add(self, key: str, code: str, sentence: str) -> None:
        """Note a problem with one of the fields."""
        self.problems.add((*self.path, key), code, sentence)

    def raw(self, key: str, default: Any = None) -> Any:
        """Whatever stands under ``key``."""
        return self._data.get(key, default)

    def _missing(self, key: str, *, optional: bool) -> bool:
        if key in self._data:
            return False
        if not optional:
            self.add(key, "missing", f"“{key}” is missing.")
        return True

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Whole number from ``low`` to ``high``, both allowed."""
        fallback = low if default is None else default
        if self._missing(key, optional=default is not None):
            return fallback
        value = self._data[key]
        if isinstance(value, int) and not isinstance(value, bool):
            if low <= value <= high:
                return value
            self.add(key, "range", f"{value} is not within {low} to {high}.")
        else:
            self.add(key, "type", f"A whole number is expected, not {value!r}.")
        return fallback

    def boolean(self, key: str, *, default: bool) -> bool:
        """Either of true and false."""
        value = self._data.get(key, default)
        if isinstance(value, bool):
            return value
        self.add(key, "type", f"true or false is expected, not {value!r}.")
        return default

    def identifier(self, key: str) -> str:
        """Lower-case name of letters, digits and underscores."""
        if self._missing(key, optional=False):
            return ""
        value = self._data[key]
        if isinstance(value, str) and IDENTIFIER.fullmatch(value):
            return value
        self.add(key, "identifier", f"{value!r} is no id (small letters, digits, _).")
        return ""

    def word(self, key: str, default: str | None = None) -> str:
        """Any text that is not empty."""
        if self._missing(key, optional=default is not None):
            return default or ""
        value = self._data[key]
        if isinstance(value, str) and value.strip():
            return value
        self.add(key, "type", f"Text is expected, not {value!r}.")
        return default or ""

    def text(self, key: str) -> dict[str, str]:
        """Text in every language of the product."""
        if self._missing(key, optional=False):
            return dict.fromkeys(LANGUAGES, "")
        inner = Fields(self._data[key], (*self.path, key), self.problems, LANGUAGES)
        return {language: inner.word(language) for language in LANGUAGES}

    def clock_time(self, key: str) -> time:
        """Local time of day, "06:00"; "24:00" is written "00:00" of the next day."""
        if self._missing(key, optional=False):
            return time()
        value = self._data[key]
        try:
            return time.fromisoformat(value)
        except (TypeError, ValueError):
            self.add(key, "time", f'{value!r} is no time of day such as "06:00".')
            return time()

    def day(self, key: str) -> date:
        """Calendar date, 2026-12-25."""
        if self._missing(key, optional=False):
            return date.min
        value = self._data[key]
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.add(key, "date", f"{value!r} is no date such as 2026-12-25.")
            return date.min

    def weekdays(self, key: str) -> tuple[int, ...]:
        """Days of the week as numbers from Monday 0."""
        days = self.identifiers(key, known=WEEKDAYS)
        return tuple(WEEKDAYS.index(day) for day in days if day in WEEKDAYS)

    def identifiers(
        self, key: str, known: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """List of ids, each one of ``known`` if that is given."""
        values = self._data.get(key, [])
        if not isinstance(values, list):
            self.add(key, "type", "A list is expected here.")
            return ()
        if known is not None:
            for value in values:
                self._known(key, value, known)
        return tuple(str(value) for value in values)

    def reference(self, key: str, known: Collection[str]) -> str:
        """Id of something that is defined elsewhere in the document."""
        value = self.identifier(key)
        if value:
            self._known(key, value, known)
        return value

    def _known(self, key: str, value: Any, known: Collection[str]) -> None:
        if value not in known:
            sentence = f"“{value}” is not defined; known: {', '.join(known)}."
            self.add(key, "unknown_id", sentence)

    def entries(
        self, key: str, known: Collection[str], *, least: int = 0
    ) -> Iterator["Fields"]:
        """Each mapping of a list, ready to be read; ids in it must differ."""
        values = self._data.get(key, [])
        if not isinstance(values, list):
            self.add(key, "type", "A list is expected here.")
            return
        if len(values) < least:
            self.add(key, "missing", f"At least {least} of “{key}” must be given.")
        seen: set[str] = set()
        for index, value in enumerate(values):
            entry = Fields(value, (*self.path, key, index), self.problems, known)
            identifier = entry.raw("id")
            if isinstance(identifier, str):
                if identifier in seen:
                    entry.add("id", "duplicate_id", f"“{identifier}” is twice.")
                seen.add(identifier)
            yield entry
