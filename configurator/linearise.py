"""
A product model as an integer program: what ``optimise`` hands to its solver.

Numbers stay numbers here, so a millimetre grid costs no more than a centimetre one.
What ranges over few combinations becomes a table; the rest follows its syntax tree.
Shares no code with ``compile``.
"""

from __future__ import annotations

from fractions import Fraction

from configurator.columns import Column, Columns, Number, TooWideError
from configurator.expressions import NumberType, syntax
from configurator.expressions.check import Checker
from configurator.model import (
    Configuration,
    Problem,
    ProductModel,
    ProductModelError,
)
from configurator.program import FALSE, TRUE, Linear, Program, constant, summed
from configurator.scope import scope_of_options

SMALL = 400
"""Up to this many combinations are listed one by one without looking inside."""


class Lineariser:
    """
    Writes a model's rules, and any expression over its options, as a program.

    Parameters
    ----------
    choices
        Options that have one value here; everything is written for these alone.
    texts
        Texts that are mentioned beside the rules and must be told apart as well.
    small
        See ``SMALL``; tests lower it to reach every arm.

    Raises
    ------
    ProductModelError
        When rules entangle too many numbers in other ways than by adding them.
    """

    def __init__(
        self,
        model: ProductModel,
        choices: Configuration,
        *,
        texts: frozenset[str] = frozenset(),
        small: int = SMALL,
    ) -> None:
        self.model = model
        self.small = small
        self.program = Program()
        self.scope = scope_of_options(model.options)
        self.derived: dict[str, syntax.Node] = {}
        for entry in model.derived:
            self.derived[entry.id] = self.inlined(entry.value.root)
        self.columns = Columns(self.program, model, choices, texts)
        problems = []
        for rule in model.rules:
            try:
                self.program.require(self.statement(self.inlined(rule.rule.root)))
            except TooWideError:
                problems.append(too_wide(f"rules.{rule.id}"))
        if problems:
            raise ProductModelError(tuple(problems))
        for table in model.tables:
            self.columns.require_table(table)

    def inlined(self, node: syntax.Node) -> syntax.Node:
        """Return ``node`` with every derived name replaced by what it means."""
        if isinstance(node, syntax.Name):
            return self.derived.get(node.id, node)
        below = tuple(self.inlined(child) for child in syntax.children(node))
        return syntax.rebuilt(node, below)

    def statement(self, node: syntax.Node) -> int:  # noqa: PLR0911 one arm a kind of node
        """Return the literal of an inlined statement."""
        if self.columns.size_of(node) <= self.small:
            return self.columns.statement(node)
        program = self.program
        match node:
            case syntax.Not(operand=operand):
                return -self.statement(operand)
            case (
                syntax.Junction(operator="and", operands=operands)
                | syntax.Call(function="all", arguments=operands)
            ):
                return program.both([self.statement(one) for one in operands])
            case (
                syntax.Junction(operands=operands)
                | syntax.Call(function="any", arguments=operands)
            ):
                return program.either([self.statement(one) for one in operands])
            case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
                one, other = self.statement(left), self.statement(right)
                if is_mutual:
                    return program.same(one, other)
                return program.either((-one, other))
            case syntax.Conditional():
                condition = self.statement(node.condition)
                yes = self.statement(node.consequence)
                no = self.statement(node.alternative)
                return program.both(
                    (
                        program.either((-condition, yes)),
                        program.either((condition, no)),
                    )
                )
            case syntax.Comparison() if self._is_numeric(node.left):
                return self._compared(node.operator, node.left, node.right)
            case syntax.Among(operand=operand) if self._is_numeric(operand):
                return self._among(node)
            case _:
                return self.columns.statement(node)

    def _is_numeric(self, node: syntax.Node) -> bool:
        return isinstance(Checker(self.scope).infer(node), NumberType)

    def _compared(self, operator: str, left: syntax.Node, right: syntax.Node) -> int:
        left, right = self._cleared(left, right)
        right, left = self._cleared(right, left)
        one, other = self.number(left), self.number(right)
        gap = one.form.plus(other.form.times(-1))
        below, above = (
            self.program.at_most(gap, 0),
            self.program.at_most(gap.times(-1), 0),
        )
        literal = {
            "=": self.program.both((below, above)),
            "!=": -self.program.both((below, above)),
            "<": -above,
            "<=": below,
            ">": -below,
            ">=": above,
        }[operator]
        return self.program.both((literal, one.defined, other.defined))

    def _cleared(
        self, side: syntax.Node, other: syntax.Node
    ) -> tuple[syntax.Node, syntax.Node]:
        """Return both sides multiplied by what ``side`` is divided by, if positive."""
        if not isinstance(side, syntax.Arithmetic) or side.operator != "/":
            return side, other
        if _is_linear(side) or not _is_linear(side.right):
            return side, other
        below = self.number(side.right)
        if below.defined != TRUE or self.program.range_of(below.form)[0] <= 0:
            return side, other
        return side.left, syntax.Arithmetic("*", other, side.right)

    def _among(self, node: syntax.Among) -> int:
        sides = [self.number(side) for side in (node.operand, *node.items)]
        equal = [self._compared("=", node.operand, item) for item in node.items]
        found = self.program.either(equal)
        literal = -found if node.is_negated else found
        return self.program.both((literal, *(side.defined for side in sides)))

    def number(self, node: syntax.Node) -> Number:  # noqa: PLR0911 one arm a kind of node
        """Return an inlined number."""
        if self.columns.size_of(node) <= self.small and not isinstance(
            node, syntax.Name
        ):
            return self.columns.number(node)
        match node:
            case syntax.Number():
                return self.columns.number(node)
            case syntax.Name(id=name):
                return Number(self._grid(self.columns.by_option[name]))
            case syntax.Negative(operand=operand):
                inner = self.number(operand)
                return Number(inner.form.times(-1), inner.defined)
            case syntax.Arithmetic(operator="/"):
                return self._quotient(node)
            case syntax.Arithmetic(left=left, right=right, operator=operator):
                one, other = self.number(left), self.number(right)
                return self._both(one, other, self._arithmetic(operator, one, other))
            case syntax.Conditional():
                condition = self.statement(node.condition)
                yes, no = self.number(node.consequence), self.number(node.alternative)
                form = self.program.chosen(
                    ((condition, yes.form), (-condition, no.form))
                )
                defined = self.program.either(
                    (
                        self.program.both((condition, yes.defined)),
                        self.program.both((-condition, no.defined)),
                    )
                )
                return Number(form, defined)
            case syntax.Call():
                return self._called(node)
            case _:
                return self.columns.number(node)

    def _both(self, one: Number, other: Number, form: Linear) -> Number:
        return Number(form, self.program.both((one.defined, other.defined)))

    def _arithmetic(self, operator: str, one: Number, other: Number) -> Linear:
        if operator == "+":
            return one.form.plus(other.form)
        if operator == "-":
            return one.form.plus(other.form.times(-1))
        return self.program.product(one.form, other.form)

    def _grid(self, column: Column) -> Linear:
        """Return a number's value: its index, stretched and shifted."""
        if len(column.values) == 1:
            return constant(column.exact[0])
        step = column.exact[1] - column.exact[0]
        return Linear({column.variable: Fraction(step)}, Fraction(column.exact[0]))

    def _quotient(self, node: syntax.Arithmetic) -> Number:
        below = self.number(node.right)
        if not below.form.is_constant:
            # No linear form: only what can be listed may stand under a line.
            return self.columns.number(node)
        if below.form.constant == 0:
            return Number(Linear(), FALSE)
        above = self.number(node.left)
        return self._both(above, below, above.form.times(1 / below.form.constant))

    def _called(self, node: syntax.Call) -> Number:
        program = self.program
        if node.function == "count":
            held = [self.statement(argument) for argument in node.arguments]
            return Number(summed(program.of_literal(literal) for literal in held))
        if node.function in {"ceil", "floor", "round"}:
            return self._stepped(node)
        if node.function not in {"abs", "min", "max"}:
            return self.columns.number(node)
        found = [self.number(argument) for argument in node.arguments]
        defined = program.both([one.defined for one in found])
        forms = [one.form for one in found]
        if node.function == "abs":
            forms.append(forms[0].times(-1))
        if node.function == "min":
            least = program.greatest([form.times(-1) for form in forms])
            return Number(least.times(-1), defined)
        return Number(program.greatest(forms), defined)

    def _stepped(self, node: syntax.Call) -> Number:
        steps = [self.number(argument) for argument in node.arguments[1:]]
        step = steps[0].form if steps else constant(1)
        if not step.is_constant:
            return self.columns.number(node)
        if step.constant == 0:
            return Number(Linear(), FALSE)
        inner = self.number(node.arguments[0])
        scaled = inner.form.times(1 / step.constant)
        match node.function:
            case "floor":
                whole = self.program.floor(scaled)
            case "ceil":
                whole = self.program.floor(scaled.times(-1)).times(-1)
            case _:
                whole = self.program.floor(scaled.shifted(Fraction(1, 2)))
        return Number(whole.times(step.constant), inner.defined)


def _is_linear(node: syntax.Node) -> bool:
    """Whether it adds what is below it: a table of it would only be larger."""
    match node:
        case syntax.Name() | syntax.Number() | syntax.Negative():
            return True
        case syntax.Arithmetic(operator=operator, left=left, right=right):
            is_scaled = isinstance(right, syntax.Number) or (
                operator == "*" and isinstance(left, syntax.Number)
            )
            return operator in {"+", "-"} or is_scaled
        case _:
            return False


def too_wide(path: str) -> Problem:
    """Return the complaint that a formula is neither linear nor small."""
    sentence = (
        "It relates numbers with too many combinations at once; use a coarser step or"
        " split it into several rules."
    )
    return Problem(path, "too_wide", sentence)
