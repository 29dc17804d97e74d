"""Terms of the objective that a model decides, each an expression to be small."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduling.cpsat.steps import Draft, Step
from scheduling.jobs import Job
from scheduling.measures import DAY_MIN, moved_min
from scheduling.schedule import Assignment, Schedule


@dataclass(slots=True)
class Term:
    """
    One term of the objective, as far as free operations decide it.

    Parameters
    ----------
    name
        As in :class:`~scheduling.schedule.Objective`.
    parts
        Expressions to add up.
    most
        The sum is at most this.
    """

    name: str
    parts: list[cp_model.LinearExprT]
    most: int

    @property
    def total(self) -> cp_model.LinearExprT:
        """The sum."""
        return cp_model.LinearExpr.sum(self.parts)


@dataclass(slots=True)
class _Ends:
    """Completion and first start of one job in the model."""

    job: Job
    done: cp_model.IntVar
    first: cp_model.IntVar
    least_first: int
    latest_done: int


def terms(
    draft: Draft, profile: tuple[str, ...], moved_from: Schedule | None
) -> list[Term]:
    """Terms of a profile in its order; those that nothing free decides are left out."""
    ends = [_ends(draft, job) for job in draft.scope.jobs]
    known = {
        "broken_promises": lambda: _broken(draft, ends),
        "weighted_tardiness_min": lambda: _late(draft, ends),
        "moved_min": lambda: _moved(draft, moved_from),
        "setup_min": lambda: _setups(draft),
        "setup_cost": lambda: _costs(draft),
        "in_progress_min": lambda: _progress(draft, ends),
        "energy_wh": lambda: _energy(draft),
        "makespan_min": lambda: _makespan(draft, ends),
    }
    made = [known[name]() for name in profile]
    return [term for term in made if term.parts and term.most]


def keep_promises(draft: Draft, jobs: frozenset[str]) -> None:
    """Make promises of some jobs hard: they are completed by then or not at all."""
    for key, step in draft.steps.items():
        promised = step.piece.job.promise_min
        if key[0] in jobs and promised is not None:
            draft.model.add(step.end <= promised - step.piece.operation.wait_min)


def _ends(draft: Draft, job: Job) -> _Ends:
    scope = draft.scope
    own = scope.standing.of_job(job.id)
    is_planned = len(own) == len(job.operations)
    done_now = first_now = None
    if is_planned:
        waits = {one.id: one.wait_min for one in job.operations}
        done_now = max(one.end_min + waits[name] for name, one in own.items())
        first_now = min(one.start_min for one in own.values())
    wait = max(one.wait_min for one in job.operations)
    stays = [one for one in own.values() if one.key not in scope.free]
    latest = max([scope.until_min, *(one.end_min for one in stays)]) + wait
    least = min([0, *(one.start_min for one in stays)])
    done = draft.number(0, latest, done_now)
    first = draft.number(least, scope.until_min, first_now)
    for operation in job.operations:
        step = draft.steps.get((job.id, operation.id))
        place = own.get(operation.id)
        if step is not None:
            draft.model.add(done >= step.end + operation.wait_min)
            draft.model.add(first <= step.start)
        elif place is not None:
            draft.model.add(done >= place.end_min + operation.wait_min)
            draft.model.add(first <= place.start_min)
    return _Ends(job, done, first, least, latest)


def _broken(draft: Draft, ends: list[_Ends]) -> Term:
    term = Term("broken_promises", [], 0)
    for one in ends:
        promised = one.job.promise_min
        if promised is not None:
            broken = draft.flag(hint=_after(draft, one.job, promised))
            draft.model.add(one.done <= promised).only_enforce_if(~broken)
            term.parts.append(one.job.weight * broken)
            term.most += one.job.weight
    return term


def _after(draft: Draft, job: Job, at: int) -> bool | None:
    own = draft.scope.standing.of_job(job.id)
    if len(own) < len(job.operations):
        return None
    return any(own[one.id].end_min + one.wait_min > at for one in job.operations)


def _late(draft: Draft, ends: list[_Ends]) -> Term:
    term = Term("weighted_tardiness_min", [], 0)
    for one in ends:
        wanted = one.job.wanted_min
        if wanted is not None:
            most = max(0, one.latest_done - wanted)
            late = draft.number(0, most, None)
            draft.model.add(late >= one.done - wanted)
            term.parts.append(one.job.weight * late)
            term.most += one.job.weight * most
    return term


def _moved(draft: Draft, moved_from: Schedule | None) -> Term:
    term = Term("moved_min", [], 0)
    for key, step in draft.steps.items():
        before = None if moved_from is None else moved_from.assignments.get(key)
        if before is not None:
            most = _apart(draft, step, before, moved_from, term)
            term.most += most
    return term


def _apart(
    draft: Draft,
    step: Step,
    before: Assignment,
    moved_from: Schedule | None,
    term: Term,
) -> int:
    piece = step.piece
    ends = (piece.ready_min, piece.latest_min)
    most = max(abs(at - before.start_min) for at in ends)
    now = None
    if piece.now is not None and piece.now.resources == before.resources:
        now = moved_min(piece.now, moved_from)
    apart = draft.number(0, most, now)
    draft.model.add(apart >= step.start - before.start_min)
    draft.model.add(apart >= before.start_min - step.start)
    term.parts.append(apart)
    for choice in step.choices:
        if choice.way.resources != before.resources:
            term.parts.append(DAY_MIN * choice.chosen)
    return most + DAY_MIN


def _setups(draft: Draft) -> Term:
    term = Term("setup_min", [], 0)
    for step in draft.steps.values():
        if not step.longest_setup_min:
            continue
        term.most += step.longest_setup_min
        if step.batch is None:
            term.parts.append(step.setup)
            continue
        # in a batch the leader's counts alone
        paid = draft.number(0, step.longest_setup_min, None)
        for choice in step.choices:
            draft.model.add(paid >= step.setup).only_enforce_if(choice.holds)
        term.parts.append(paid)
    return term


def _costs(draft: Draft) -> Term:
    return Term("setup_cost", draft.setup_costs, draft.most_setup_cost)


def _progress(draft: Draft, ends: list[_Ends]) -> Term:
    del draft
    parts: list[cp_model.LinearExprT] = [one.done - one.first for one in ends]
    most = sum(one.latest_done - one.least_first for one in ends)
    return Term("in_progress_min", parts, most)


def _energy(draft: Draft) -> Term:
    term = Term("energy_wh", [], 0)
    for step in draft.steps.values():
        term.most += max(choice.way.energy_wh for choice in step.choices)
        term.parts.extend(
            choice.way.energy_wh * choice.chosen
            for choice in step.choices
            if choice.way.energy_wh
        )
    return term


def _makespan(draft: Draft, ends: list[_Ends]) -> Term:
    beside = draft.scope.standing.last_beside({one.job.id for one in ends})
    most = max([beside, *(one.latest_done for one in ends)])
    last = draft.number(beside, most, None)
    for one in ends:
        draft.model.add(last >= one.done)
    return Term("makespan_min", [last], most)
