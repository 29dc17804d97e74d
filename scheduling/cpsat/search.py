"""Searching a model: the terms of a profile one after the other, or several at once."""

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduling.cpsat.steps import Draft, Step
from scheduling.cpsat.terms import Term
from scheduling.schedule import Assignment, OperationKey

LARGEST = 10**12
"""Terms are made one number while it stays below this: exact, and quick to bound."""

UNITS = 0.1
"""The solver's deterministic units that took about a second of a window, 2026-11."""


@dataclass(frozen=True, slots=True)
class Effort:
    """
    How hard a model may be worked on.

    Parameters
    ----------
    seconds
        Wall-clock bound; ``None`` leaves only the deterministic one.
    work
        Bound in deterministic units, about a second of one worker each; reading
        and preparing a model comes on top.
    workers, seed
        Threads and source of chance. One worker is deterministic.
    is_brief
        Whether the time is short beside the preparation: less of that is made,
        which finds more in a window and proves less of a whole problem.
    """

    seconds: float | None
    work: float
    workers: int
    seed: int
    is_brief: bool = False


@dataclass(slots=True)
class Found:
    """
    What a search came to.

    Parameters
    ----------
    places
        Assignments of what was free; ``None`` where there is no plan.
    is_settled
        Whether that is proven: the best plan, or none.
    bounds
        Proven least value of terms by name.
    """

    places: dict[OperationKey, Assignment] | None
    is_settled: bool
    bounds: dict[str, int] = field(default_factory=dict)


def search(draft: Draft, terms: list[Term], effort: Effort) -> Found:
    """
    Make terms small in their order.

    Parameters
    ----------
    draft
        The model.
    terms
        Terms by importance.
    effort
        Bounds of the search, for all terms together.
    """
    found = Found(None, is_settled=False)
    left = effort.work
    seconds = effort.seconds
    for group in _groups(terms) or [[]]:
        solver = _solver(effort, left, seconds)
        total = _weighted(group)
        if group:
            draft.model.minimize(total)
        status = solver.solve(draft.model)
        left = max(0.0, left - solver.response_proto.deterministic_time / UNITS)
        if seconds is not None:
            seconds = max(0.0, seconds - solver.wall_time)
        if status == cp_model.INFEASIBLE and found.places is None:
            return Found(None, is_settled=True)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            found.is_settled = False
            return found
        found.places = {key: _place(step, solver) for key, step in draft.steps.items()}
        found.is_settled = status == cp_model.OPTIMAL
        _bound(found, group, solver)
        if not found.is_settled:
            return found
        _keep(draft, solver, total, group)
    return found


def _groups(terms: list[Term]) -> list[list[Term]]:
    """Terms that are made one number, in their order."""
    groups: list[list[Term]] = []
    room = LARGEST
    for term in terms:
        if not groups or room // (term.most + 1) < 1:
            groups.append([])
            room = LARGEST
        groups[-1].append(term)
        room //= term.most + 1
    return groups


def _weights(group: list[Term]) -> list[int]:
    weights: list[int] = []
    weight = 1
    for term in reversed(group):
        weights.append(weight)
        weight *= term.most + 1
    return weights[::-1]


def _weighted(group: list[Term]) -> cp_model.LinearExprT:
    """One expression in which each term outweighs all those after it."""
    totals = [term.total for term in group]
    return cp_model.LinearExpr.weighted_sum(totals, _weights(group)) if totals else 0


def _solver(effort: Effort, work: float, seconds: float | None) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    solver.parameters.max_deterministic_time = UNITS * work
    solver.parameters.num_workers = effort.workers
    solver.parameters.cp_model_probing_level = 0  # took 1.5 s of a window's 1.7
    solver.parameters.symmetry_level = 0
    solver.parameters.random_seed = effort.seed % 2**31
    if effort.is_brief:
        # max_presolve_iterations = 1 saved 0.1 s and crashed OR-Tools 9.15 natively.
        solver.parameters.linearization_level = 0
    return solver


def _bound(found: Found, group: list[Term], solver: cp_model.CpSolver) -> None:
    """Write down what is proven of the terms of one group."""
    if found.is_settled:
        for term in group:
            found.bounds[term.name] = solver.value(term.total)
    elif group:
        weight = _weights(group)[0]
        proven = int(solver.best_objective_bound + weight - 1) // weight
        if len(group) > 1:  # those after the first may use up what is left of it
            proven = int(solver.best_objective_bound) // weight
        found.bounds[group[0].name] = max(0, proven)


def _keep(
    draft: Draft,
    solver: cp_model.CpSolver,
    total: cp_model.LinearExprT,
    group: list[Term],
) -> None:
    """Hold a settled group where it is and begin the next with the plan found."""
    if not group:
        return
    model = draft.model
    model.add(total <= solver.value(total))
    model.clear_hints()  # type: ignore[no-untyped-call]  # has no annotation
    for index in range(len(model.proto.variables)):
        variable = model.get_int_var_from_proto_index(index)
        model.add_hint(variable, solver.value(variable))


def _place(step: Step, solver: cp_model.CpSolver) -> Assignment:
    way = next(c.way for c in step.choices if solver.boolean_value(c.chosen))
    return Assignment(
        *step.piece.key,
        way.resources,
        solver.value(step.start),
        solver.value(step.end),
        solver.value(step.setup),
    )
