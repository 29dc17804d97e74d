"""Exact improvement of a few jobs while the others stay where they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduling.cpsat.model import Step, WindowModel
from scheduling.measures import DAY_MIN
from scheduling.plan import Plan
from scheduling.schedule import OperationKey
from scheduling.tasks import Place, Task

LARGEST = 10**15
"""Terms whose weights would grow beyond this are left out: exact in 64 bits."""


@dataclass(frozen=True, slots=True)
class Effort:
    """
    How hard a window may be worked on.

    Parameters
    ----------
    seconds
        Wall-clock bound; ``None`` leaves only the deterministic one.
    work
        Bound in the solver's own deterministic units, about a second each.
    workers, seed
        Threads and source of chance. One worker is deterministic.
    """

    seconds: float | None
    work: float
    workers: int
    seed: int


@dataclass(frozen=True, slots=True)
class WindowResult:
    """
    What a window came to.

    Parameters
    ----------
    plan
        The plan with the window solved; ``None`` where nothing was found.
    is_optimal
        Whether no better placing of these operations exists among the others
        within the window's time.
    """

    plan: Plan | None
    is_optimal: bool


def solve_window(
    plan: Plan, keys: Iterable[OperationKey], effort: Effort
) -> WindowResult:
    """
    Place some operations anew, exactly, all others staying where they are.

    Parameters
    ----------
    plan
        A complete plan; is not changed.
    keys
        Operations to place anew, with all that come after them.
    effort
        Bounds of the search.
    """
    changed = plan.branch()
    out = changed.take_out(keys)
    if not out or _has_neutral(changed, out):
        return WindowResult(None, is_optimal=False)
    model, steps = _model(plan, changed, out)
    terms = _terms(model, plan, steps)
    model.model.minimize(_lexicographic(terms, plan.workshop.profile))
    solver = cp_model.CpSolver()
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = effort.seconds
    solver.parameters.max_deterministic_time = effort.work
    solver.parameters.num_workers = effort.workers
    solver.parameters.cp_model_probing_level = 0  # took 1.5 s of a window's 1.7
    solver.parameters.symmetry_level = 0
    solver.parameters.random_seed = effort.seed % 2**31
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return WindowResult(None, is_optimal=False)
    return WindowResult(
        _decoded(changed, steps, solver), is_optimal=status == cp_model.OPTIMAL
    )


def _has_neutral(plan: Plan, out: set[OperationKey]) -> bool:
    """Whether an operation leaves a family as it stands: tours cannot say that."""
    tasks = plan.workshop.task_of
    return any(
        None in families
        for key in (*out, *plan.places)
        for way in tasks[key].ways
        for _, families in way.changing
    )


def _model(
    plan: Plan, changed: Plan, out: set[OperationKey]
) -> tuple[WindowModel, dict[OperationKey, Step]]:
    workshop = plan.workshop
    length = workshop.problem.horizon.length_min
    last = max(plan.places[key].end_min for key in out)
    tasks = _in_order(plan, out)
    is_whole = len(out) == len(plan.places) - len(workshop.facts)
    since = min(task.earliest_min for task in tasks)
    until = length
    if not is_whole:
        first = min(plan.places[key].start_min for key in out)
        since = max(since, first - DAY_MIN)
        until = min(length, last + DAY_MIN)
    model = WindowModel(cp_model.CpModel(), changed.floor, since, until)
    steps: dict[OperationKey, Step] = {}
    for task in tasks:
        ready = max(since, task.earliest_min)
        for key in task.after:
            if key not in out:
                wait = workshop.task_of[key].wait_min
                ready = max(ready, changed.places[key].end_min + wait)
        steps[task.key] = model.add_task(task, ready, plan.places[task.key])
    for task in tasks:
        for key in task.after:
            if key in out:
                model.order(steps[key], steps[task.key])
    model.share_resources()
    return model, steps


def _in_order(plan: Plan, out: set[OperationKey]) -> list[Task]:
    tasks_of = plan.workshop.tasks_of
    jobs = sorted({key[0] for key in out})
    return [task for job in jobs for task in tasks_of[job] if task.key in out]


Term = tuple[cp_model.LinearExprT, int]
"""An expression to be small, and its greatest value."""


def _terms(
    window: WindowModel, plan: Plan, steps: dict[OperationKey, Step]
) -> dict[str, Term]:
    """Terms of the objective that the window decides, by name."""
    model, workshop = window.model, plan.workshop
    until = window.until
    totals: dict[str, list[tuple[cp_model.LinearExprT, int]]] = {}
    makespan = max(score[5] for score in plan.scores.values())
    most_last = max(until * 2, makespan)
    last = window.number(0, most_last, makespan)
    for job_id in sorted({key[0] for key in steps}):
        job = workshop.problem.job_by_id[job_id]
        longest = max(task.wait_min for task in workshop.tasks_of[job_id])
        score = plan.scores[job_id]
        done = window.number(0, until + longest, score[5])
        first = window.number(-(10**7), until, score[5] - score[4])
        for task in workshop.tasks_of[job_id]:
            step = steps.get(task.key)
            place = plan.places[task.key]
            model.add(done >= (step.end if step else place.end_min) + task.wait_min)
            model.add(first <= (step.start if step else place.start_min))
        model.add(last >= done)
        most = until + longest
        if job.promise_min is not None:
            broken = window.flag(hint=score[0] > 0)
            model.add(done <= job.promise_min).only_enforce_if(~broken)
            totals.setdefault("broken_promises", []).append(
                (job.weight * broken, job.weight)
            )
        if job.wanted_min is not None:
            late = window.number(0, most + abs(job.wanted_min), score[1] // job.weight)
            model.add(late >= done - job.wanted_min)
            totals.setdefault("weighted_tardiness_min", []).append(
                (job.weight * late, job.weight * most)
            )
        totals.setdefault("in_progress_min", []).append((done - first, most))
    for step in steps.values():
        if any(way.changing for way in step.task.ways):
            totals.setdefault("setup_min", []).append((step.setup, until))
        if workshop.start is not None and step.task.key in workshop.start.assignments:
            totals.setdefault("moved_min", []).append(_movement(window, plan, step))
    others = [s[5] for j, s in plan.scores.items() if all(k[0] != j for k in steps)]
    model.add(last >= max(others, default=0))
    totals["makespan_min"] = [(last, most_last)]
    return {
        name: (
            cp_model.LinearExpr.sum([e for e, _ in parts]),
            sum(most for _, most in parts),
        )
        for name, parts in totals.items()
    }


def _movement(window: WindowModel, plan: Plan, step: Step) -> Term:
    model, start = window.model, plan.workshop.start
    if start is None:
        return 0, 0
    before = start.assignments[step.task.key]
    now = abs(step.place.start_min - before.start_min)
    apart = window.number(0, window.until + DAY_MIN, now)
    model.add(apart >= step.start - before.start_min)
    model.add(apart >= before.start_min - step.start)
    elsewhere = sum(
        DAY_MIN * choice.chosen
        for choice in step.choices
        if choice.way.resources != before.resources
    )
    return apart + elsewhere, window.until + 2 * DAY_MIN


def _lexicographic(
    terms: dict[str, Term], profile: tuple[str, ...]
) -> cp_model.LinearExprT:
    """One expression in which each term outweighs all those after it."""
    kept: list[Term] = []
    room = 1
    for name in profile:
        if name in terms:
            room *= terms[name][1] + 1
            if kept and room > LARGEST:
                break
            kept.append(terms[name])
    weights: list[int] = []
    weight = 1
    for _, most in reversed(kept):
        weights.append(weight)
        weight *= most + 1
    expressions = [expression for expression, _ in reversed(kept)]
    return cp_model.LinearExpr.weighted_sum(expressions, weights)


def _decoded(
    plan: Plan, steps: dict[OperationKey, Step], solver: cp_model.CpSolver
) -> Plan:
    """Put the solution on the floor."""
    for step in steps.values():
        way = next(c.way for c in step.choices if solver.boolean_value(c.chosen))
        start, end = solver.value(step.start), solver.value(step.end)
        plan.put(step.task, Place(way, start, end, solver.value(step.setup)))
    for job_id in {key[0] for key in steps}:
        plan.rate(plan.workshop.problem.job_by_id[job_id])
    return plan
