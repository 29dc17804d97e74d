"""``--choose OPTION=VALUE``: words of a command line as choices of a model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from configurator.domains import value_problem
from configurator.expressions import Problem
from configurator.expressions.units import UNITS
from configurator.model import ChoiceError, Option, OptionKind, ProductModel, Scalar

_NUMBER = re.compile(r"([+-]?\d{1,30}(?:\.\d{1,30})?)\s*([A-Za-z]\w*)?", re.ASCII)
_TRUTHS = {"true": True, "false": False}
MAX_SHOWN = 12


def read_choices(model: ProductModel, words: Iterable[str]) -> dict[str, Scalar]:
    """
    Return choices from words such as ``colour=red``, ``width=60cm``, ``Feature=true``.

    Parameters
    ----------
    words
        A name may contain equals signs: the longest one that the model knows counts.
        A number may carry a unit of the same kind; ``extras=lamp`` picks one answer
        of a question with several.

    Raises
    ------
    ChoiceError
        With everything that is wrong, each with what may have been meant.
    """
    reader = _Reader(model)
    for word in words:
        reader.read(word)
    if reader.problems:
        raise ChoiceError(tuple(reader.problems))
    return reader.choices


class _Reader:
    def __init__(self, model: ProductModel) -> None:
        self.options = {option.id: option for option in model.options}
        self.answers = {
            (multiple.id, value.id): f"{multiple.id}.{value.id}"
            for multiple in model.multiples
            for value in multiple.values
        }
        self.multiples = {multiple.id for multiple in model.multiples}
        self.choices: dict[str, Scalar] = {}
        self.problems: list[Problem] = []

    def complain(self, path: str, code: str, sentence: str) -> None:
        self.problems.append(Problem(path, code, sentence))

    def read(self, word: str) -> None:
        """Read one choice, or complain about it."""
        name, text = self._parts(word)
        if text is None:
            sentence = f"Write it as OPTION=VALUE, not {word!r}."
            self.complain(word, "not_a_choice", sentence)
            return
        if (name, text) in self.answers:
            name, text = self.answers[name, text], "true"
        elif name in self.multiples:
            known = [value for owner, value in self.answers if owner == name]
            self._unknown_value(name, text, known)
            return
        option = self.options.get(name)
        if option is None:
            near = _near(name, (*self.options, *self.multiples))
            self.complain(name, "unknown_option", f"There is no such option.{near}")
            return
        self._choose(option, text)

    def _parts(self, word: str) -> tuple[str, str | None]:
        ends = [found.start() for found in re.finditer("=", word)]
        for end in reversed(ends):
            if word[:end] in self.options or word[:end] in self.multiples:
                return word[:end], word[end + 1 :]
        if ends:
            return word[: ends[0]], word[ends[0] + 1 :]
        return word, None

    def _choose(self, option: Option, text: str) -> None:
        value = _typed(option, text)
        if option.kind is OptionKind.ENUMERATED:
            known = [one.id for one in option.values]
            if value not in known:
                self._unknown_value(option.id, text, known)
                return
        sentence = value if isinstance(value, _Wrong) else value_problem(option, value)
        if sentence is not None:
            self.complain(option.id, "bad_value", f"{text!r}: {sentence}")
            return
        if self.choices.setdefault(option.id, value) != value:
            first = self.choices[option.id]
            sentence = f"It is chosen twice: {spelt(first)} and {spelt(value)}."
            self.complain(option.id, "chosen_twice", sentence)

    def _unknown_value(self, name: str, text: str, known: list[str]) -> None:
        shown = ", ".join(known[:MAX_SHOWN])
        more = f" and {len(known) - MAX_SHOWN} more" if len(known) > MAX_SHOWN else ""
        near = _near(text, known)
        sentence = f"It has no value {text}.{near} Its values: {shown}{more}."
        self.complain(name, "unknown_value", sentence)


class _Wrong(str):
    """A sentence that says why a text is no value of its option."""

    __slots__ = ()


def _typed(option: Option, text: str) -> Scalar:
    """Return the text as a value of the option's kind; what is none stays a text."""
    match option.kind:
        case OptionKind.BOOLEAN:
            return _TRUTHS.get(text.lower(), text)
        case OptionKind.ENUMERATED | OptionKind.TEXT:
            return text
        case _:
            return _number(option, text)


def _number(option: Option, text: str) -> Scalar:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return _Wrong("It is not a number.")
    digits, unit = found.groups()
    value = Fraction(digits)
    if unit is not None and unit != option.unit:
        factor = _factor(unit, option.unit)
        if isinstance(factor, _Wrong):
            return factor
        value *= factor
    if value.denominator == 1 and option.kind is not OptionKind.DECIMAL:
        return int(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _factor(unit: str, wanted: str | None) -> Fraction | _Wrong:
    if unit not in UNITS:
        return _Wrong(f"There is no unit {unit}.{_near(unit, UNITS)}")
    if wanted is None:
        return _Wrong("It is a number without a unit.")
    if UNITS[unit].dimension != UNITS[wanted].dimension:
        return _Wrong(f"It is measured in {wanted}, and {unit} is something else.")
    return UNITS[unit].factor / UNITS[wanted].factor


def _near(word: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest known word, or nothing."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, 1, cutoff=0.6)
    return f" Did you mean {by_lower[found[0]]}?" if found else ""


def spelt(value: Scalar) -> str:
    """Return a value as a command line and the keys of JSON spell it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
