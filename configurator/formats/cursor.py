"""A cursor over a product document that complains with places and never gives up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from configurator.expressions import (
    Expression,
    ExpressionError,
    Problem,
    Scope,
    Type,
    check,
    parse,
)
from configurator.expressions.check import nearest
from configurator.expressions.lists import expanded
from configurator.formats.positions import KEY, Positions, RawPath
from configurator.model import LANGUAGES, Text

NO_TEXT: Text = {"en": "", "zh": ""}
TRUE = parse("true")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")
RESERVED = frozenset(
    ("and", "or", "not", "in", "if", "then", "else", "true", "false", "measure")
)


@dataclass(slots=True)
class Report:
    """Problems found so far, and where things stand."""

    positions: Positions
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cursor:
    """One value of the document, its path in the data and its path for people."""

    value: Any
    raw: RawPath
    shown: tuple[str, ...]
    report: Report

    def complain(
        self, code: str, sentence: str, inside: tuple[int, int] | None = None
    ) -> None:
        """Record a problem here, or at (line, column) inside this value's text."""
        place = self.report.positions.find(self.raw)
        file, line, column = None, None, None
        if inside is not None:
            line, column = inside
        if place is not None:
            place = place.shifted(*inside) if inside else place
            file, line, column = place.file, place.line, place.column
        path = ".".join(part for part in self.shown if part != KEY)
        self.report.problems.append(Problem(path, code, sentence, file, line, column))

    def wrong(self, expected: str) -> None:
        """Complain that something else stands here."""
        shown = repr(self.value)
        shown = shown if len(shown) < 40 else shown[:36] + "…"
        self.complain("wrong_type", f"{expected} is expected, not {shown}.")

    def child(self, key: str | int, value: Any, name: str | None = None) -> Cursor:
        """Return the cursor of something inside this value."""
        shown = (*self.shown, name if name is not None else str(key))
        return Cursor(value, (*self.raw, key), shown, self.report)

    def fields(
        self, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, Cursor]:
        """Return a mapping's values by key; complain of missing and unknown keys."""
        if not isinstance(self.value, dict):
            self.wrong("A mapping")
            return {}
        known = (*required, *optional)
        for key in self.value:
            if key not in known:
                hint = nearest(str(key), known) or f" Known: {', '.join(known)}."
                self.child(key, None).child(KEY, None).complain(
                    "unknown_key", f"Unknown key {key}.{hint}"
                )
        for key in required:
            if key not in self.value:
                self.complain("missing_key", f"The key {key} is missing.")
        return {
            key: self.child(key, value)
            for key, value in self.value.items()
            if key in known and not (value is None and key in optional)
        }

    def items(self) -> Iterator[Cursor]:
        """Yield a list's items, called by their ids where they have one."""
        if not isinstance(self.value, list):
            self.wrong("A list")
            return
        for index, item in enumerate(self.value):
            name = item.get("id") if isinstance(item, dict) else None
            yield self.child(index, item, name if isinstance(name, str) else None)

    def string(self) -> str:
        """Return a text."""
        if isinstance(self.value, str):
            return self.value
        self.wrong("A text")
        return ""

    def identifier(self) -> str:
        """Return an id: letters, digits and _, not starting with a digit."""
        if isinstance(self.value, str) and _IDENTIFIER.match(self.value):
            if self.value in RESERVED:
                self.complain(
                    "reserved_word", f"{self.value} is a word of the language."
                )
            return self.value
        self.wrong("An id of letters, digits and _")
        return ""

    def words(self) -> Text:
        """Return a text in every language."""
        if not isinstance(self.value, dict):
            self.wrong("A text in every language ({en: …, zh: …})")
            return NO_TEXT
        for key in self.value:
            if key not in LANGUAGES:
                self.complain("unknown_language", f"Unknown language {key}.")
        for language in LANGUAGES:
            text = self.value.get(language)
            if not isinstance(text, str) or not text.strip():
                self.complain("missing_text", f"The text for {language} is missing.")
        return {language: str(self.value.get(language, "")) for language in LANGUAGES}

    def integer(self) -> int:
        """Return a whole number."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        self.wrong("A whole number")
        return 0

    def decimal(self) -> Decimal:
        """Return a decimal number, written as a number or as a text."""
        if isinstance(self.value, str | int | float) and self.value is not True:
            try:
                number = Decimal(str(self.value))
            except InvalidOperation:
                number = Decimal("NaN")
            if number.is_finite() and abs(number) < Decimal(10) ** 15:
                return number
        self.wrong("A number")
        return Decimal(0)

    def expression(self, scope: Scope, *expected: Type) -> Expression:
        """
        Return a checked expression of one of the expected types (any when none).

        Notes
        -----
        Lists of modules and multi-selects in it are written out.
        """
        written = self.template(scope, *expected)
        if written is None:
            return TRUE
        root = expanded(written.root, scope)
        if root is written.root:
            return written
        return Expression(written.text, root, written.root)

    def template(self, scope: Scope, *expected: Type) -> Expression | None:
        """Return the same as it is written, ``None`` after a complaint."""
        parsed = self.parsed()
        if parsed is None:
            return None
        verdicts = [check(parsed, scope, kind) for kind in expected or (None,)]
        if all(verdicts):
            self.relay(verdicts[0])
            return None
        return parsed

    def parsed(self) -> Expression | None:
        """Return an expression that nobody has checked, ``None`` after a complaint."""
        value = self.value
        if isinstance(value, bool):
            value = str(value).lower()
        elif isinstance(value, int | float):
            value = str(value)
        if not isinstance(value, str):
            self.wrong("An expression")
            return None
        try:
            return parse(value)
        except ExpressionError as error:
            self.relay(error.problems)
            return None

    def relay(self, problems: Iterable[Problem]) -> None:
        """Record an expression's problems at their place in this value."""
        for problem in problems:
            inside = (problem.line or 1, problem.column or 1)
            self.complain(problem.code, problem.sentence, inside)


def refuse_duplicates(cursors: Iterable[Cursor], ids: Iterable[str]) -> None:
    """Complain of every id that stands twice."""
    seen: set[str] = set()
    for cursor, name in zip(cursors, ids, strict=True):
        if name and name in seen:
            cursor.complain("duplicate_id", f"The id {name} stands here twice.")
        seen.add(name)
