"""Collecting reader: takes nested data apart and notes every problem with its path."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from configurator.expressions import ExpressionError, Scope
from models3d.assembly import AXES, Axis
from models3d.formula import Formula, Want, read_formula
from models3d.problems import Problem
from models3d.specs import Span, Spans

_LANGUAGES = ("en", "zh")


@dataclass
class Reader:
    """
    Reads one document; problems gather in ``problems``.

    Notes
    -----
    After a problem the reader goes on with a harmless value, so that one mistake does
    not hide the next.
    """

    problems: list[Problem] = field(default_factory=list)

    def note(self, path: str, code: str, sentence: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(path, code, sentence))

    def mapping(
        self, data: Any, path: str, required: Sequence[str], optional: Sequence[str]
    ) -> Mapping[str, Any]:
        """Return ``data`` as a mapping with known keys only."""
        if not isinstance(data, Mapping):
            self.note(path, "not_a_mapping", "A mapping is wanted here.")
            return {}
        known = (*required, *optional)
        for key in data:
            if key not in known:
                self.note(f"{path}.{key}", "unknown_key", _unknown(key, known))
        for key in required:
            if key not in data:
                self.note(path, "missing_key", f"“{key}” is missing.")
        return data

    def entries(self, data: Any, path: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Items of a list of mappings with unique ids, each with its path."""
        if not isinstance(data, list):
            self.note(path, "not_a_list", "A list is wanted here.")
            return
        seen: set[str] = set()
        for index, item in enumerate(data):
            if not isinstance(item, Mapping) or not isinstance(item.get("id"), str):
                self.note(f"{path}.{index}", "missing_id", "Each entry needs an id.")
                continue
            identity = item["id"]
            if not identity.isidentifier():
                self.note(
                    f"{path}.{identity}",
                    "bad_id",
                    "An id is made of letters, digits and underscores.",
                )
            if identity in seen:
                self.note(f"{path}.{identity}", "double_id", "This id is used twice.")
            seen.add(identity)
            yield item, f"{path}.{identity}"

    def text(self, data: Any, path: str) -> Mapping[str, str]:
        """Return A name in every language."""
        if not isinstance(data, Mapping) or any(
            not isinstance(data.get(language), str) for language in _LANGUAGES
        ):
            self.note(path, "bad_text", "A text in en and zh is wanted here.")
            return dict.fromkeys(_LANGUAGES, "")
        return {language: data[language] for language in _LANGUAGES}

    def one_of(self, data: Any, path: str, allowed: Sequence[str]) -> str:
        """One of the allowed words."""
        if data not in allowed:
            self.note(path, "unknown_word", _unknown(data, allowed))
            return allowed[0]
        return str(data)

    def formula(self, data: Any, path: str, want: Want, scope: Scope) -> Formula:
        """Return an expression of the wanted type over the names of ``scope``."""
        try:
            return read_formula(data, want, scope)
        except ExpressionError as error:
            self.problems.extend(
                Problem(path, p.code, p.sentence, None, p.line, p.column)
                for p in error.problems
            )
            return Formula.constant(0)

    def optional(
        self, data: Mapping[str, Any], key: str, path: str, want: Want, scope: Scope
    ) -> Formula | None:
        """Return the formula under ``key`` where there is one."""
        if data.get(key) is None:
            return None
        return self.formula(data[key], f"{path}.{key}", want, scope)

    def items(self, data: Any, path: str) -> list[tuple[str, Any]]:
        """Return the entries of a mapping with free keys."""
        if not isinstance(data, Mapping):
            self.note(path, "not_a_mapping", "A mapping is wanted here.")
            return []
        return list(data.items())

    def axis(self, data: Any, path: str) -> Axis:
        """Return x, y or z."""
        return AXES["xyz".index(self.one_of(data, path, AXES))]

    def spans(
        self,
        found: Mapping[str, Any],
        path: str,
        scope: Scope,
        across: Axis | None = None,
    ) -> Spans:
        """Return where something lies; its size ``across`` may follow from the slot."""
        x, y, z = (
            self._span(found.get(axis), f"{path}.{axis}", scope, axis == across)
            for axis in AXES
        )
        return x, y, z

    def _span(
        self,
        data: Any,
        path: str,
        scope: Scope,
        has_size: bool,  # noqa: FBT001 - one of four columns of a span
    ) -> Span:
        if data is None:
            return Span(None, None, None, None)
        keys = ("start", "end", "mid", "size", "after", "before")
        found = self.mapping(data, path, (), keys)
        start, end, mid, size = (
            self.optional(found, key, path, "length", scope)
            for key in ("start", "end", "mid", "size")
        )
        fixed = [f for f in (start, end, mid) if f is not None]
        is_floating = size is None and mid is not None and not has_size
        if is_floating or (size is not None and len(fixed) > 1):
            sentence = "Start and end, or size with one of start, end and mid."
            self.note(path, "bad_span", sentence)
        after, before = (
            None if found.get(key) is None else str(found[key])
            for key in ("after", "before")
        )
        return Span(start, end, mid, size, after, before)

    def whole(self, data: Any, path: str) -> int:
        """Return A whole number written as such."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.note(path, "not_whole", "A whole number is wanted here.")
            return 0
        return data


def is_pair(data: Any) -> bool:
    """Return whether the data are two whole numbers from 0."""
    return (
        isinstance(data, Sequence)
        and len(data) == 2
        and all(isinstance(x, int) and not isinstance(x, bool) and x >= 0 for x in data)
    )


def _unknown(word: Any, known: Sequence[str]) -> str:
    close = get_close_matches(str(word), known, 1)
    if close:
        return f"“{word}” is not known here; did you mean “{close[0]}”?"
    return f"“{word}” is not known here; known are {', '.join(known)}."
