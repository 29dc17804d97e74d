"""
What may still be chosen: every value of every option, judged exactly.

Stateless: the answer depends on the compiled model and the choices alone. The values
of a chosen option are judged with that option's own choice set aside, because picking
another one replaces it. What a circuit covers is answered by two passes over it, the
rest by incremental SAT; no relation connects the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    found = _Found(compiled, choices)
    conflict = None if found.is_valid else explain_conflict(compiled, choices)
    return Answer(found, conflict)


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
    circuits = compiled.circuits
    if circuits is not None and circuits.covers(option):
        if not _rest_holds(compiled, others):
            return None
        possible = (
            circuits.possible(others)[circuits.span(option)].nonzero()[0].tolist()
        )
        found = min(possible, key=lambda at: (abs(at - index), at), default=None)
        return None if found is None else _number(variable, found)
    with compiled.solver() as solver:
        search = Search(compiled.variables, solver, compiled.all_chosen(others))
        found = search.nearest(variable, index)
    return None if found is None else _number(variable, found)


def _rest_holds(compiled: CompiledModel, choices: Configuration) -> bool:
    if not compiled.rest:
        return True
    inside = {k: v for k, v in choices.items() if k in compiled.rest}
    with compiled.rest_solver() as solver:
        return solver.holds(compiled.all_chosen(inside))


def _number(variable: Variable, index: int) -> int | Decimal:
    value = variable.values[index]
    return value if isinstance(value, Decimal) else int(value)


class _Found(Mapping[str, OptionAnswer]):
    """
    The answer by option; statuses are known, their words are made when read.

    A model may have ten thousand options of which a page shows twenty.
    """

    def __init__(self, compiled: CompiledModel, choices: Configuration) -> None:
        self._variables = compiled.variables
        self._circuits = compiled.circuits
        self._choices = choices
        holds = True
        if compiled.circuits is not None:
            holds, self._possible = compiled.circuits.judge(choices)
        self._rest: dict[str, OptionAnswer] = {}
        self.is_valid = holds
        if compiled.rest:
            self._ask(compiled, holds=holds)

    def _ask(self, compiled: CompiledModel, *, holds: bool) -> None:
        """Let a solver judge what no circuit covers; then both parts must hold."""
        chosen = {k: v for k, v in self._choices.items() if k in compiled.rest}
        with compiled.rest_solver() as solver:
            answerer = _Answerer(compiled, solver, chosen)
            self._rest, rest_holds = answerer.options(others_hold=holds)
        self.is_valid = holds and rest_holds
        if compiled.circuits is not None and not rest_holds:
            self._possible = self._possible & 0

    def __len__(self) -> int:
        return len(self._variables)

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __getitem__(self, option: str) -> OptionAnswer:
        if option in self._rest:
            return self._rest[option]
        if self._circuits is None:
            raise KeyError(option)
        variable = self._variables[option]
        possible = self._possible[self._circuits.span(option)].tolist()
        known = {index for index, is_possible in enumerate(possible) if is_possible}
        chosen = None
        if option in self._choices:
            chosen = variable.index_of(self._choices[option])
        if not known:
            return _blocked(variable, chosen)
        ends = (min(known), max(known)) if variable.is_ordered else None
        near = None
        if ends is not None and chosen is not None and chosen not in known:
            near = min(known, key=lambda index: (abs(index - chosen), index))
        return _stated(variable, known, chosen, ends, near)


class _Answerer:
    def __init__(
        self, compiled: CompiledModel, solver: Solver, choices: Configuration
    ) -> None:
        self.compiled = compiled
        self.variables = compiled.rest
        self.solver = solver
        self.choices = choices
        self.main = Search(self.variables, solver, compiled.all_chosen(choices))

    def options(self, *, others_hold: bool) -> tuple[dict[str, OptionAnswer], bool]:
        """Return the options' answers, and whether the choices can hold."""
        is_valid = self.main.can()
        if not others_hold:
            blocked = {
                name: _blocked(variable, self._index(variable))
                for name, variable in self.variables.items()
            }
            return blocked, is_valid
        free = [v for k, v in self.variables.items() if k not in self.choices]
        if is_valid:
            self._judge(self.main, free)
        answers = {}
        for name, variable in self.variables.items():
            if name in self.choices:
                answers[name] = self._chosen(variable, is_valid=is_valid)
            elif is_valid:
                answers[name] = self._answer(variable, self.main, None)
            else:
                answers[name] = _blocked(variable)
        return answers, is_valid

    def _index(self, variable: Variable) -> int | None:
        name = variable.option.id
        if name not in self.choices:
            return None
        return variable.index_of(self.choices[name])

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
        search = Search(self.variables, self.solver, self.compiled.all_chosen(others))
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
        known = search.known(variable)
        if variable.is_ordered:
            if _is_listed(variable):
                ends = min(known), max(known)
            else:
                ends = search.bounds(variable, 0, len(variable.values))
        near = None
        if ends is not None and chosen is not None and chosen not in known:
            near = search.nearest(variable, chosen)
        return _stated(variable, search.known(variable), chosen, ends, near)


def _stated(
    variable: Variable,
    known: set[int],
    chosen: int | None,
    ends: tuple[int, int] | None,
    near: int | None,
) -> OptionAnswer:
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
