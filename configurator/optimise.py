"""
The best completion of choices, by CP-SAT: the cheapest, or the most of a number.

For what a circuit cannot add up: numbers on fine grids, terms over many options. Every
configuration found is judged by ``check`` before it leaves, and an answer that ran
out of time says how far from the best it may be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from configurator.check import check
from configurator.columns import TooWideError
from configurator.compile import CompiledModel, compile_model
from configurator.domains import require_choices
from configurator.explain import explain_conflict
from configurator.expressions import (
    Expression,
    ExpressionError,
    Problem,
    exact,
    syntax,
)
from configurator.linear_prices import LinearPrices
from configurator.linearise import Lineariser, too_wide
from configurator.model import Configuration, ProductModel, ProductModelError
from configurator.price import Occasion
from configurator.program import TRUE, Linear, Program, summed
from configurator.results import Conflict

SECONDS = 5.0
"""Long enough for what was measured so far; a page asks for less."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """
    The best completion that was found.

    Parameters
    ----------
    value
        Of what was asked for, in this configuration; minor units of a price.
    bound
        No completion is better than this; the same as ``value`` when ``is_optimal``.
    left_out
        Ids of price lines that ``value`` does not contain, because only the assembly
        knows what they cost.
    """

    configuration: Configuration
    value: int | Fraction
    bound: int | Fraction
    is_optimal: bool
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """Neither a completion nor a proof that there is none was found in time."""

    seconds: float


_LARGEST = 1 << 59
"""CP-SAT adds in 64 bits, and a sum of what it adds must fit as well."""

Answered = Optimum | Conflict | OutOfTime


def optimise(  # noqa: PLR0913 of what, the most or the least, near to what, how long
    product: CompiledModel | ProductModel,
    choices: Configuration,
    objective: Expression,
    *,
    is_maximum: bool = False,
    shown: Configuration | None = None,
    seconds: float = SECONDS,
) -> Answered:
    """
    Return the completion of ``choices`` with the least (or most) of a number.

    Parameters
    ----------
    product
        Compiled or not: it is compiled only to explain a conflict.
    objective
        A checked numeric expression over options and derived values.
    shown
        Among equally good completions, the one with the fewest changes to this is
        taken; options that are missing are kept near their defaults.
    seconds
        After this time the best completion so far is returned, with its bound.

    Raises
    ------
    ChoiceError
        When a choice is malformed.
    ProductModelError
        When the objective or a rule relates too many numbers in ways that are neither
        sums nor products, or comes to numbers beyond 64 bits.
    """
    question = _Question(product, choices, shown or {}, seconds)
    lineariser = question.lineariser((objective,))
    try:
        number = lineariser.number(lineariser.inlined(objective.root))
    except TooWideError as error:
        raise ProductModelError((too_wide("objective"),)) from error
    lineariser.program.require(number.defined)
    sign = -1 if is_maximum else 1
    found = question.least(lineariser, number.form.times(sign))
    if not isinstance(found, Optimum) or sign == 1:
        return found
    return replace(found, value=-found.value, bound=-found.bound)


def cheapest(  # noqa: PLR0913 of what, in which currency, when, how many, how long
    product: CompiledModel | ProductModel,
    choices: Configuration,
    currency: str,
    day: date | None = None,
    *,
    quantity: int = 1,
    shown: Configuration | None = None,
    seconds: float = SECONDS,
) -> Answered:
    """
    Return the cheapest completion of ``choices``.

    Parameters
    ----------
    currency, day, quantity
        As ``price`` takes them.
    product, shown, seconds
        As ``optimise`` takes them.

    Notes
    -----
    Lines that look at measures, and rebates on those, are ``left_out``: the answer is
    the cheapest without them.
    """
    question = _Question(product, choices, shown or {}, seconds)
    occasion = Occasion(currency, quantity, day)
    lines = occasion.lines(question.model)
    expressions = [
        expression
        for line in lines
        for expression in (line.times, line.when)
        if expression is not None
    ]
    lineariser = question.lineariser(expressions)
    form, left_out = LinearPrices(lineariser, occasion).total(lines)
    found = question.least(lineariser, form)
    return replace(found, left_out=left_out) if isinstance(found, Optimum) else found


def example_of(
    lineariser: Lineariser, literal: int, *, seconds: float = SECONDS
) -> Configuration | OutOfTime | None:
    """Return a variant in which a literal holds, ``None`` when there is none."""
    program = replace(
        lineariser.program, clauses=[*lineariser.program.clauses, (literal,)]
    )
    solved = _solve(program, Linear(), seconds)
    if solved is None:
        return OutOfTime(seconds)
    if isinstance(solved, _Infeasible):
        return None
    return lineariser.columns.configuration_at(solved.assignment)


@dataclass(frozen=True, slots=True)
class _Question:
    product: CompiledModel | ProductModel
    choices: Configuration
    shown: Configuration
    seconds: float

    @property
    def model(self) -> ProductModel:
        found = self.product
        return found if isinstance(found, ProductModel) else found.model

    def lineariser(self, expressions: Iterable[Expression]) -> Lineariser:
        """Return the rules as a program that tells apart every text that matters."""
        require_choices(self.model, self.choices)
        texts = {
            node.text
            for expression in expressions
            for node in syntax.walk(expression.root)
            if isinstance(node, syntax.Quoted)
        }
        texts |= {text for text in self.shown.values() if isinstance(text, str)}
        texts |= {o.default for o in self.model.options if isinstance(o.default, str)}
        return Lineariser(self.model, self.choices, texts=frozenset(texts))

    def least(self, lineariser: Lineariser, form: Linear) -> Answered:
        """Return the completion with the least of a form."""
        below = form.denominator
        whole = form.times(below)
        changes = self._changes(lineariser)
        most = int(lineariser.program.range_of(changes)[1])
        # One unit of the objective outweighs all changes together.
        total = whole.times(most + 1).plus(changes)
        solved = _solve(lineariser.program, total, self.seconds)
        if solved is None:
            return OutOfTime(self.seconds)
        if isinstance(solved, _Infeasible):
            return self._conflict()
        configuration = lineariser.columns.configuration_at(solved.assignment)
        violations = check(self.model, configuration)
        if violations:
            raise AssertionError(f"not a variant: {violations}")
        value = whole.value_at(solved.assignment)
        bound = Fraction(math.ceil(Fraction(solved.bound - most, most + 1)))
        least = value if solved.is_best else bound
        return Optimum(
            configuration, exact(value / below), exact(least / below), value == least
        )

    def _conflict(self) -> Conflict:
        compiled = self.product
        if isinstance(compiled, ProductModel):
            compiled = compile_model(compiled)
        conflict = explain_conflict(compiled, self.choices)
        if conflict.choices or conflict.rules:
            return conflict
        sentence = "No variant with these choices has a value here."
        raise ExpressionError((Problem("", "no_value", sentence),))

    def _changes(self, lineariser: Lineariser) -> Linear:
        """Return how many options differ from what was shown, or from the default."""
        changed = []
        for option in self.model.options:
            if option.id in self.choices:
                continue
            values = lineariser.columns.by_option[option.id].values
            wanted = self.shown.get(option.id)
            if wanted not in values:
                wanted = option.default if option.default in values else values[0]
            index = frozenset({values.index(wanted)})
            kept = lineariser.columns.member(option.id, index)
            changed.append(lineariser.program.of_literal(-kept))
        return summed(changed)


class _Infeasible:
    """The program has no solution."""


@dataclass(frozen=True, slots=True)
class _Solved:
    assignment: list[int]
    bound: int
    is_best: bool


def _solve(
    program: Program, least: Linear, seconds: float
) -> _Solved | _Infeasible | None:
    """
    Return a solution with a bound of what is least, ``None`` when time ran out.

    Notes
    -----
    One worker: the same question gets the same answer, unless time runs out.
    """
    low, high = program.range_of(least)
    if max(program.largest, math.ceil(-low), math.ceil(high)) > _LARGEST:
        raise ProductModelError((too_wide("objective"),))
    # Imported late: it takes a third of a second, and most questions need none of it.
    from ortools.sat.python import cp_model  # noqa: PLC0415

    model, variables = _cp_model(program, cp_model)
    model.minimize(_expression(least, variables, cp_model))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return _Infeasible()
    if status == cp_model.UNKNOWN:
        return None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise AssertionError(model.validate())
    assignment = [int(solver.value(variable)) for variable in variables]
    bound = math.ceil(solver.best_objective_bound - 1e-6)
    return _Solved(assignment, bound, status == cp_model.OPTIMAL)


def _cp_model(program: Program, cp_model: Any) -> tuple[Any, list[Any]]:
    model = cp_model.CpModel()
    # The first one is TRUE.
    variables = [model.new_bool_var("")]
    model.add(variables[0] == 1)
    for ends in program.bounds[1:]:
        is_literal = ends == (0, 1)
        variables.append(
            model.new_bool_var("") if is_literal else model.new_int_var(*ends, "")
        )

    def literal(number: int) -> Any:
        variable = variables[abs(number) - 1]
        return variable if number > 0 else ~variable

    for clause in program.clauses:
        model.add_bool_or([literal(number) for number in clause])
    for part in program.sums:
        summed_up = cp_model.LinearExpr.weighted_sum(
            [variables[v - 1] for v in part.factors], list(part.factors.values())
        )
        posted = model.add_linear_constraint(summed_up, part.low, part.high)
        if part.only_if != TRUE:
            posted.only_enforce_if(literal(part.only_if))
    for columns, rows in program.tables:
        model.add_allowed_assignments([variables[v - 1] for v in columns], rows)
    for found, one, other in program.products:
        factors = [variables[one - 1], variables[other - 1]]
        model.add_multiplication_equality(variables[found - 1], factors)
    return model, variables


def _expression(form: Linear, variables: Sequence[Any], cp_model: Any) -> Any:
    factors = [int(factor) for factor in form.factors.values()]
    parts = [variables[v - 1] for v in form.factors]
    return cp_model.LinearExpr.weighted_sum(parts, factors) + int(form.constant)
