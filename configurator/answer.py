"""
What may still be chosen: every value of every option, judged exactly.

Stateless: the answer depends on the compiled model and the choices alone. The values
of a chosen option are judged with that option's own choice set aside, because picking
another one replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from configurator.compile import CompiledModel
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable
from configurator.domains import require_choices
from configurator.explain import explain_conflict
from configurator.model import Configuration, OptionKind
from configurator.results import Answer, OptionAnswer, Status
from configurator.search import MAX_LISTED, Search

__all__ = ["Answer", "OptionAnswer", "Status", "answer", "nearest"]


def answer(compiled: CompiledModel, choices: Configuration) -> Answer:
    """
    Return the status of every option and value given ``choices``.

    Raises
    ------
    ChoiceError
        When a choice is malformed. Contradictory choices are an answer: its
        ``conflict`` says why and how to mend it.
    """
    require_choices(compiled.model, choices)
    with compiled.solver() as solver:
        options, is_valid = _Answerer(compiled, solver, choices).options()
    conflict = None if is_valid else explain_conflict(compiled, choices)
    return Answer(options, conflict)


def nearest(
    compiled: CompiledModel,
    choices: Configuration,
    option: str,
    value: int | Decimal,
) -> int | Decimal | None:
    """
    Return the number nearest to ``value`` that ``option`` may take.

    Parameters
    ----------
    value
        Any number; it need not lie on the grid or between the bounds.

    Returns
    -------
    int | Decimal | None
        ``None`` when the other choices leave no number at all.
    """
    others = {name: picked for name, picked in choices.items() if name != option}
    require_choices(compiled.model, others)
    variable = compiled.variables[option]
    exact = [abs(Decimal(str(point)) - value) for point in variable.values]
    index = exact.index(min(exact))
    with compiled.solver() as solver:
        search = Search(compiled, solver, compiled.all_chosen(others))
        found = search.nearest(variable, index)
    return None if found is None else _number(variable, found)


def _number(variable: Variable, index: int) -> int | Decimal:
    value = variable.values[index]
    return value if isinstance(value, Decimal) else int(value)


class _Answerer:
    def __init__(
        self, compiled: CompiledModel, solver: Solver, choices: Configuration
    ) -> None:
        self.compiled = compiled
        self.solver = solver
        self.choices = choices
        self.main = Search(compiled, solver, compiled.all_chosen(choices))

    def options(self) -> tuple[dict[str, OptionAnswer], bool]:
        """Return the options' answers, and whether the choices can hold."""
        is_valid = self.main.can()
        free = [v for k, v in self.compiled.variables.items() if k not in self.choices]
        if is_valid:
            self._judge(self.main, free)
        answers = {}
        for name, variable in self.compiled.variables.items():
            if name in self.choices:
                answers[name] = self._chosen(variable, is_valid=is_valid)
            elif is_valid:
                answers[name] = self._answer(variable, self.main, None)
            else:
                answers[name] = _blocked(variable)
        return answers, is_valid

    def _judge(self, search: Search, variables: Iterable[Variable]) -> None:
        """Show every possible listed value, several with each question."""
        forced = self.solver.forced(search.assumptions) or set()
        waiting = [
            (variable, index)
            for variable in variables
            if _is_listed(variable)
            for index in range(len(variable.values))
            if not any(-literal in forced for literal in variable.equal(index))
        ]
        refuted: set[tuple[str, int]] = set()
        while waiting:
            waiting = [
                (variable, index)
                for variable, index in waiting
                if index not in search.known(variable)
                and (variable.option.id, index) not in refuted
            ]
            if not waiting:
                return
            # Steering the phases lets one success show many values still in doubt.
            wanted = {v.option.id: v.equal(i) for v, i in reversed(waiting)}
            self.solver.prefer(lit for literals in wanted.values() for lit in literals)
            variable, index = waiting[0]
            if not search.can(variable.equal(index)):
                refuted.add((variable.option.id, index))

    def _chosen(self, variable: Variable, *, is_valid: bool) -> OptionAnswer:
        name = variable.option.id
        others = {key: value for key, value in self.choices.items() if key != name}
        search = Search(self.compiled, self.solver, self.compiled.all_chosen(others))
        if is_valid:
            search.shown[name] = set(self.main.known(variable))
        if not search.known(variable) and not search.can():
            return _blocked(variable, chosen=variable.index_of(self.choices[name]))
        self._judge(search, [variable])
        return self._answer(variable, search, variable.index_of(self.choices[name]))

    def _answer(
        self, variable: Variable, search: Search, chosen: int | None
    ) -> OptionAnswer:
        if variable.option.kind is OptionKind.TEXT:
            return OptionAnswer(Status.AVAILABLE if chosen is None else Status.CHOSEN)
        ends = None
        if variable.is_ordered:
            span = (0, len(variable.values))
            if _is_listed(variable):
                ends = min(search.known(variable)), max(search.known(variable))
            else:
                ends = search.bounds(variable, *span)
        return _stated(variable, search, chosen, ends)


def _stated(
    variable: Variable,
    search: Search,
    chosen: int | None,
    ends: tuple[int, int] | None,
) -> OptionAnswer:
    known = search.known(variable)
    only = ends[0] == ends[1] if ends is not None else len(known) == 1
    free = Status.IMPLIED if only else Status.AVAILABLE
    status = free if chosen is None else Status.CHOSEN
    others = Status.AVAILABLE if chosen is not None else free
    values = {
        value: others if index in known else Status.BLOCKED
        for index, value in enumerate(variable.values if _is_listed(variable) else ())
    }
    if chosen is not None and values:
        values[variable.values[chosen]] = Status.CHOSEN
    if ends is None:
        return OptionAnswer(status, values)
    near = None
    if chosen is not None and chosen not in known:
        near = search.nearest(variable, chosen)
    return OptionAnswer(
        status,
        values,
        _number(variable, ends[0]),
        _number(variable, ends[1]),
        variable.option.step,
        None if near is None or near == chosen else _number(variable, near),
    )


def _is_listed(variable: Variable) -> bool:
    if variable.option.kind is OptionKind.TEXT:
        return False
    return not variable.is_ordered or len(variable.values) <= MAX_LISTED


def _blocked(variable: Variable, chosen: int | None = None) -> OptionAnswer:
    listed = variable.values if _is_listed(variable) else ()
    values = dict.fromkeys(listed, Status.BLOCKED)
    if chosen is None:
        return OptionAnswer(Status.BLOCKED, values, step=variable.option.step)
    if listed:
        values[variable.values[chosen]] = Status.CHOSEN
    return OptionAnswer(Status.CHOSEN, values, step=variable.option.step)
