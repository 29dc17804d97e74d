"""An expression as a plain sentence in English or Chinese."""

# ruff: noqa: RUF001 Chinese has punctuation of its own, formulas have signs

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from configurator.expressions import syntax
from configurator.expressions.phrases import PHRASES, UNIT_NAMES, Phrases
from configurator.expressions.shapes import Ratio, bounded, ratio_of, same_subject
from configurator.expressions.vocabulary import Vocabulary, number_text

_OF_ONE = ("{0} is", "{0} has", "{0} equals", "{0} includes", "{0} does")
_OF_MANY = ("{0} are", "{0} have", "{0} equal", "{0} include", "{0} do")


def _is_many(name: str) -> bool:
    """Whether an English name looks like a plural: "Doors", but not "Thickness"."""
    head = re.split(" of | in ", name, maxsplit=1)[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def render_node(node: syntax.Node, vocabulary: Vocabulary, language: str) -> str:
    """Return the node as a sentence in ``language`` ("en" or "zh")."""
    phrases = PHRASES[language]
    text = _Renderer(vocabulary, language, phrases).say(node)
    return text[:1].upper() + text[1:] + phrases["end"]


@dataclass(frozen=True, slots=True)
class _Renderer:
    vocabulary: Vocabulary
    language: str
    phrases: Phrases

    def say(self, node: syntax.Node) -> str:  # noqa: C901, PLR0911 one arm a kind of node
        """Return what a statement says."""
        match node:
            case syntax.Truth(is_true=is_true):
                return self.phrases["true" if is_true else "false"]
            case syntax.Not(operand=operand):
                return self._opposite(operand)
            case syntax.Name(id=name) if name in self.vocabulary.meanings:
                return self.say(self.vocabulary.meanings[name])
            case syntax.Name(id=name):
                return self._phrase("yes", self._named(name))
            case syntax.Junction():
                return self._junction(node)
            case syntax.Implication():
                return self._implication(node)
            case syntax.Comparison():
                return self._comparison(node)
            case syntax.Among(operand=operand, items=items, is_negated=is_negated):
                listed = [self._beside(item, operand) for item in items]
                if is_negated and len(listed) > 1:
                    words = self._listed(listed, "nor")
                    return self._phrase("none of", self.term(operand), words)
                key = "!=" if is_negated else "="
                return self._phrase(key, self.term(operand), self._listed(listed, "or"))
            case syntax.Call():
                return self._stated(node)
            case _:
                return self.term(node)

    def _phrase(self, key: str, *parts: str) -> str:
        phrase = self.phrases[key]
        if self.language == "en" and phrase.startswith(_OF_ONE) and _is_many(parts[0]):
            for one, many in zip(_OF_ONE, _OF_MANY, strict=True):
                phrase = phrase.replace(one, many)
        return phrase.format(*parts)

    def _opposite(self, node: syntax.Node) -> str:  # noqa: PLR0911 one arm a kind of node
        match node:
            case syntax.Name(id=name) if name not in self.vocabulary.meanings:
                return self._phrase("no", self._named(name))
            case syntax.Not(operand=operand):
                return self.say(operand)
            case syntax.Among(operand=syntax.Name(), is_negated=is_negated):
                return self.say(replace(node, is_negated=not is_negated))
            case syntax.Comparison(operator="=", left=syntax.Name()):
                return self.say(replace(node, operator="!="))
            case syntax.Comparison(operator="!=", left=syntax.Name()):
                return self.say(replace(node, operator="="))
            case syntax.Call("in", (word, syntax.Name(id=name))):
                answer = self._word(_text(word), name)
                return self._phrase("not in", self._named(name), answer)
            case _:
                return self._phrase("not", self.say(node))

    def _implication(self, node: syntax.Implication) -> str:
        left, right = node.left, node.right
        if node.is_mutual:
            return self._phrase("<->", self._inner(left), self._inner(right))
        conditions = [left]
        while isinstance(right, syntax.Implication) and not right.is_mutual:
            conditions.append(right.left)
            right = right.right
        condition = self.phrases["and"].join(
            self._inner(part) if len(conditions) > 1 else self.say(part)
            for part in conditions
        )
        return self._phrase("->", condition, self.say(right))

    def _inner(self, node: syntax.Node) -> str:
        text = self.say(node)
        return self._phrase("()", text) if self._is_long(node) else text

    def _is_long(self, node: syntax.Node) -> bool:
        """Whether what it says would run into what follows."""
        if isinstance(node, syntax.Call) and len(node.arguments) == 2:
            first = node.arguments[0]
            return isinstance(first, syntax.Name) and first.id in self.vocabulary.lists
        return isinstance(node, syntax.Junction | syntax.Implication)

    def _junction(self, node: syntax.Junction) -> str:
        same = same_subject(node)
        if same is not None:
            return self.say(same)
        joint, operands = node.operator, node.operands
        if joint == "or" and (shared := self._shared_value(operands)) is not None:
            return shared
        bounds = bounded(node)
        if bounds is not None:
            subject, low, high = bounds
            return self._range(subject, low, high)
        return self.phrases[joint].join(map(self._inner, operands))

    def _shared_value(self, operands: Sequence[syntax.Node]) -> str | None:
        """Return "one, two or three is oak" of several options with one value."""
        named = []
        for part in operands:
            match part:
                case syntax.Comparison(operator="=", left=syntax.Name() as left):
                    named.append((left, self._beside(part.right, left)))
                case _:
                    return None
        values = {text for _, text in named}
        if len(values) != 1 or any(
            left.id in self.vocabulary.units for left, _ in named
        ):
            return None
        names = self._listed([self._named(left.id) for left, _ in named], "or")
        return self._phrase("=", names, values.pop())

    def _range(self, subject: syntax.Node, low: Ratio, high: Ratio) -> str:
        if low.of == high.of and low.share != 1 != high.share:
            shares = (number_text(bound.share * 100) for bound in (low, high))
            return self._phrase(
                "shares", self.term(subject), *shares, self.term(low.of)
            )
        return self._phrase(
            "range",
            self.term(subject),
            self._ratio(low, subject),
            self._ratio(high, subject),
        )

    def _ratio(self, ratio: Ratio, beside: syntax.Node) -> str:
        of = self._beside(ratio.of, beside)
        if ratio.share == 1:
            return of
        if ratio.share.denominator == 1:
            return self._phrase("times", number_text(ratio.share), of)
        return self._phrase("share", number_text(ratio.share * 100), of)

    def _comparison(self, node: syntax.Comparison) -> str:
        special = self._special(node)
        if special is not None:
            return special
        ratio = ratio_of(node)
        if ratio is None:
            left, right = node.left, node.right
            sign = node.operator
            is_thing = isinstance(right, syntax.Arithmetic | syntax.Call) or (
                isinstance(right, syntax.Name) and right.id in self.vocabulary.names
            )
            return self._phrase(
                "equal" if sign == "=" and is_thing else sign,
                self._beside(left, right),
                self._beside(right, left),
            )
        subject, compared, other = ratio
        return self._phrase(compared, self.term(subject), self._ratio(other, subject))

    def _special(self, node: syntax.Comparison) -> str | None:
        """Return what has words of its own: truths, texts and counts."""
        sign = node.operator
        match node.left, node.right:
            case (statement, syntax.Truth(is_true=is_true)) if sign in {"=", "!="}:
                is_meant = is_true == (sign == "=")
                return self.say(statement if is_meant else syntax.Not(statement))
            case (syntax.Name(id=name), syntax.Quoted(text="")):
                key = "empty" if sign == "=" else "filled"
                return self._phrase(key, self._named(name))
            case (syntax.Call("length", (text,)), syntax.Number(value=size)):
                return self._characters(sign, text, size)
            case (syntax.Call("count"), syntax.Number(value=size, unit=None)):
                return self._counted(sign, node.left, size)
            case _:
                return None

    def _characters(self, sign: str, text: syntax.Node, size: Fraction) -> str:
        if size == 0 and sign in {">", "!="}:
            return self._phrase("filled", self.term(text))
        if size == 0 and sign in {"=", "<="}:
            return self._phrase("empty", self.term(text))
        key = "character" if size == 1 else "characters"
        many = self._phrase(key, number_text(size))
        if self.language == "en":
            verb = self.phrases[sign].replace("{0} is ", "{0} has ")
            subject = self.term(text)
            has_many = verb.replace("{0} has ", "{0} have ")
            return (has_many if _is_many(subject) else verb).format(subject, many)
        return self._phrase(sign, self._phrase("length", self.term(text)), many)

    def _counted(self, sign: str, node: syntax.Node, size: Fraction) -> str | None:
        if not isinstance(node, syntax.Call):
            return None
        amount = self._phrase(f"n{sign}", number_text(size))
        match node.arguments:
            case (syntax.Name(id=name),) if name in self.vocabulary.multiples:
                return self._phrase("n chosen", amount, self._named(name))
            case (syntax.Name(id=name), body) if name in self.vocabulary.lists:
                said = self._inside(name).say(body)
                listed = self._named(name) if size == 1 else self._several(name)
                return self._phrase("n parts", amount, listed, said)
            case (syntax.Name(id=name),) if name in self.vocabulary.lists:
                return None
            case statements:
                held = self.phrases[";"].join(map(self.say, statements))
                return self._phrase("n hold", amount, held)

    def _inside(self, name: str) -> _Renderer:
        return replace(self, vocabulary=self.vocabulary.inside(name))

    def _stated(self, node: syntax.Call) -> str:
        """Return what a function says that is true or false."""
        match node.function, node.arguments:
            case "in", (word, syntax.Name(id=name)):
                return self._phrase(
                    "in", self._named(name), self._word(_text(word), name)
                )
            case ("all" | "any") as over, (syntax.Name(id=name), body):
                if name in self.vocabulary.lists:
                    said = self._inside(name).say(body)
                    return self._phrase(over, self._named(name), said)
            case ("all" | "any") as over, (syntax.Name(id=name),):
                if name in self.vocabulary.multiples:
                    return self._phrase(f"{over} chosen", self._named(name))
            case _:
                pass
        if node.function in {"all", "any"}:
            joint: syntax.Joint = "and" if node.function == "all" else "or"
            return self.say(syntax.Junction(joint, node.arguments))
        return self.term(node)

    def _named(self, name: str) -> str:
        text = self.vocabulary.names.get(name)
        if text is None:
            return name.replace("measure.", "").replace("_", " ")
        return text.get(self.language) or text.get("en") or name

    def _several(self, name: str) -> str:
        text = self.vocabulary.plurals.get(name)
        return text[self.language] if text is not None else self._named(name)

    def _word(self, word: str, option: str) -> str:
        text = self.vocabulary.values.get((option, word))
        if text is not None:
            return text.get(self.language) or text.get("en") or word
        return f"“{word}”" if word else self.phrases["nothing"]

    def _listed(self, parts: Sequence[str], joint: str) -> str:
        if len(parts) == 1:
            return parts[0]
        return self.phrases[","].join(parts[:-1]) + self.phrases[joint] + parts[-1]

    def term(self, node: syntax.Node) -> str:
        """Return what a number, text or value is called."""
        return self._beside(node, node)

    def _beside(self, node: syntax.Node, beside: syntax.Node) -> str:  # noqa: PLR0911 one arm a kind of node
        """Return the same where ``beside`` says which option it is a value of."""
        match node:
            case syntax.Number(value=value, unit=unit):
                return self._number(value, unit, beside)
            case syntax.Name(id=name) if name in self.vocabulary.meanings:
                return self.term(self.vocabulary.meanings[name])
            case syntax.Name(id=name) if name in self.vocabulary.names:
                return self._named(name)
            case syntax.Name(id=name) if "." in name or beside is node:
                return self._named(name)
            case syntax.Name() | syntax.Quoted():
                option = beside.id if isinstance(beside, syntax.Name) else ""
                return self._word(_text(node), option)
            case syntax.Negative(operand=operand):
                return self._phrase("negative", self._factor(operand))
            case syntax.Arithmetic():
                return self._arithmetic(node)
            case syntax.Conditional(condition=test, consequence=yes, alternative=no):
                outcomes = (self._beside(yes, beside), self._beside(no, beside))
                return self._phrase("if", self.say(test), *outcomes)
            case syntax.Call():
                return self._called(node)
            case _:
                return self.say(node)

    def _number(self, value: Fraction, unit: str | None, beside: syntax.Node) -> str:
        if unit is None and isinstance(beside, syntax.Name):
            unit = self.vocabulary.units.get(beside.id)
        number = number_text(value, grouped=True)
        shown = UNIT_NAMES[self.language].get(unit, unit) if unit else ""
        space = "" if self.language == "zh" or shown in {"", "°", "%"} else " "
        return f"{number}{space}{shown}"

    def _arithmetic(self, node: syntax.Arithmetic) -> str:
        if node.operator in {"+", "-"}:
            left = self.term(node.left)
            right = (
                self._factor(node.right)
                if node.operator == "-"
                else self.term(node.right)
            )
            return self._phrase(node.operator, left, right)
        sign = {"*": "×", "/": "÷"}[node.operator]
        return f"{self._factor(node.left)} {sign} {self._factor(node.right)}"

    def _factor(self, node: syntax.Node) -> str:
        while isinstance(node, syntax.Name) and node.id in self.vocabulary.meanings:
            node = self.vocabulary.meanings[node.id]
        text = self.term(node)
        is_joined = isinstance(node, syntax.Arithmetic | syntax.Conditional)
        return self._phrase("()", text) if is_joined else text

    def _called(self, node: syntax.Call) -> str:  # noqa: PLR0911 one arm a kind of function
        name, arguments = node.function, node.arguments
        match name, arguments:
            case (("sum" | "min" | "max" | "count"), (syntax.Name(id=over), *body)):
                if over in self.vocabulary.lists:
                    return self._over(name, over, body)
                if over in self.vocabulary.multiples:
                    return self._phrase("how many chosen", self._named(over))
            case "abs", (syntax.Arithmetic(operator="-", left=left, right=right),):
                return self._phrase("apart", self.term(left), self.term(right))
            case _:
                pass
        if name == "count":
            held = self.phrases[";"].join(map(self.say, arguments))
            return self._phrase("how many hold", held)
        parts = [self.term(argument) for argument in arguments]
        if name in {"min", "max"}:
            key = f"{name}2" if len(parts) == 2 else name
            return self._phrase(key, self._listed(parts, "both"))
        if len(parts) == 2:
            return self._phrase(f"{name} to", *parts)
        known = name in self.phrases
        return self._phrase(name, *parts) if known else self.say(node)

    def _over(self, function: str, over: str, body: Sequence[syntax.Node]) -> str:
        if not body:
            return self._named(f"{over}.count")
        inside = self._inside(over)
        if function == "count":
            said = inside.say(body[0])
            return self._phrase("how many with", self._several(over), said)
        key = {"sum": "sum", "min": "least", "max": "most"}[function]
        return self._phrase(key, self._named(over), inside.term(body[0]))


def _text(node: syntax.Node) -> str:
    match node:
        case syntax.Name(id=text) | syntax.Quoted(text=text):
            return text
        case _:
            return ""
