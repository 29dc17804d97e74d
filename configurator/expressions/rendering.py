"""An expression as a plain sentence in English or Chinese, or in canonical form."""

# ruff: noqa: RUF001 Chinese has punctuation of its own, formulas have signs

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from configurator.expressions import syntax


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    How people call things.

    Parameters
    ----------
    names
        Text by id of an option, derived value or measure: ``{"en": …, "zh": …}``.
    values
        Text by (option id, value id).
    units
        Unit by option id, put behind bare numbers compared with it.
    """

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


_ENGLISH = {
    "=": "{0} is {1}",
    "!=": "{0} is not {1}",
    "<": "{0} is less than {1}",
    "<=": "{0} is at most {1}",
    ">": "{0} is more than {1}",
    ">=": "{0} is at least {1}",
    "->": "if {0}, then {1}",
    "<->": "{0} exactly when {1}",
    "in": "{0} is one of {1}",
    "not in": "{0} is none of {1}",
    "not": "not ({0})",
    "and": " and ",
    "or": " or ",
    "list": ", ",
    "yes": "{0}: yes",
    "no": "{0}: no",
    "if": "{1} if {0}, else {2}",
    "end": ".",
}
_CHINESE = {
    "=": "{0}为{1}",
    "!=": "{0}不为{1}",
    "<": "{0}小于{1}",
    "<=": "{0}不超过{1}",
    ">": "{0}大于{1}",
    ">=": "{0}不小于{1}",
    "->": "如果{0}，那么{1}",
    "<->": "当且仅当{1}时，{0}",
    "in": "{0}为以下之一：{1}",
    "not in": "{0}不为以下任何一项：{1}",
    "not": "并非（{0}）",
    "and": "且",
    "or": "或",
    "list": "、",
    "yes": "{0}：是",
    "no": "{0}：否",
    "if": "若{0}则为{1}，否则为{2}",
    "end": "。",
}
_PHRASES = {"en": _ENGLISH, "zh": _CHINESE}


def number_text(value: Fraction, *, grouped: bool = False) -> str:
    """Return a number in decimal notation, exact where that ends, else as a/b."""
    denominator, places = value.denominator, 0
    while denominator % 10 and 10**places % denominator and places < 12:
        places += 1
    if value.denominator == 1:
        return f"{value.numerator:,}" if grouped else str(value.numerator)
    if 10**places % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    digits = digits.rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{int(digits[:-places]):,}.{digits[-places:]}"


def render_node(node: syntax.Node, vocabulary: Vocabulary, language: str) -> str:
    """Return the node as a sentence in ``language`` ("en" or "zh")."""
    phrases = _PHRASES[language]
    text = _Renderer(vocabulary, language, phrases).say(node)
    return text[:1].upper() + text[1:] + phrases["end"]


@dataclass(frozen=True, slots=True)
class _Renderer:
    vocabulary: Vocabulary
    language: str
    phrases: Mapping[str, str]

    def say(self, node: syntax.Node, beside: syntax.Node | None = None) -> str:  # noqa: PLR0911 one arm a kind of node
        match node:
            case syntax.Truth(is_true=is_true):
                return self._bare("yes" if is_true else "no")
            case syntax.Not(operand=syntax.Name(id=name)):
                return self.phrases["no"].format(self._named(name))
            case syntax.Not(operand=operand):
                return self.phrases["not"].format(self.say(operand))
            case syntax.Name(id=name) if beside is None:
                return self.phrases["yes"].format(self._named(name))
            case syntax.Junction(operator=joint, operands=operands):
                return self.phrases[joint].join(self._inner(part) for part in operands)
            case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
                phrase = self.phrases["<->" if is_mutual else "->"]
                return phrase.format(self.say(left), self.say(right))
            case syntax.Comparison(operator=sign, left=left, right=right):
                phrase = self.phrases[sign]
                return phrase.format(self._term(left, right), self._term(right, left))
            case syntax.Among(operand=operand, items=items, is_negated=is_negated):
                listed = [self._term(item, operand) for item in items]
                phrase = self.phrases["not in" if is_negated else "in"]
                return phrase.format(
                    self._term(operand, operand), self.phrases["list"].join(listed)
                )
            case _:
                return self._term(node, node)

    def _inner(self, node: syntax.Node) -> str:
        text = self.say(node)
        return f"({text})" if isinstance(node, syntax.Junction) else text

    def _bare(self, key: str) -> str:
        return self.phrases[key].format("").strip(" :：")

    def _named(self, name: str) -> str:
        text = self.vocabulary.names.get(name)
        if text is None:
            return name.replace("measure.", "").replace("_", " ")
        return text.get(self.language) or text.get("en") or name

    def _word(self, word: str, beside: syntax.Node) -> str:
        if isinstance(beside, syntax.Name):
            text = self.vocabulary.values.get((beside.id, word))
            if text is not None:
                return text.get(self.language) or text.get("en") or word
        return f"“{word}”"

    def _term(self, node: syntax.Node, beside: syntax.Node) -> str:  # noqa: PLR0911 one arm a kind of node
        match node:
            case syntax.Number(value=value, unit=unit):
                if unit is None and isinstance(beside, syntax.Name):
                    unit = self.vocabulary.units.get(beside.id)
                number = number_text(value, grouped=True)
                return f"{number} {unit}" if unit and unit != "pcs" else number
            case syntax.Name(id=name) if name in self.vocabulary.names:
                return self._named(name)
            case syntax.Name(id=name) if "." in name or beside is node:
                return self._named(name)
            case syntax.Name(id=word) | syntax.Quoted(text=word):
                return self._word(word, beside)
            case syntax.Negative(operand=operand):
                return f"-{self._term(operand, beside)}"
            case syntax.Arithmetic(operator=sign, left=left, right=right):
                shown = {"*": "×", "/": "÷", "-": "−"}.get(sign, sign)
                return f"{self._factor(left)} {shown} {self._factor(right)}"
            case syntax.Conditional():
                return self.phrases["if"].format(
                    self.say(node.condition),
                    self._term(node.consequence, beside),
                    self._term(node.alternative, beside),
                )
            case syntax.Call(function=function, arguments=arguments):
                inner = ", ".join(self._term(item, item) for item in arguments)
                return f"{function}({inner})"
            case _:
                return self.say(node)

    def _factor(self, node: syntax.Node) -> str:
        text = self._term(node, node)
        return f"({text})" if isinstance(node, syntax.Arithmetic) else text
