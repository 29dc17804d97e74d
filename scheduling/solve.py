"""The anytime pipeline: a first plan at once, then better ones until told to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from scheduling.constructors import CONSTRUCTORS, by_jobs
from scheduling.plan import Plan, Workshop
from scheduling.problem import Problem
from scheduling.recreate import Recreate, window_keys
from scheduling.replan import keep
from scheduling.schedule import (
    DELIVERY,
    Infeasible,
    Objective,
    Outcome,
    Schedule,
    Step,
)
from scheduling.verify import verify

if TYPE_CHECKING:
    from scheduling.cpsat.window import WindowResult

SHUFFLES = 12
"""Orders tried by chance before a problem is called infeasible."""

WINDOW_EVERY = 100
"""Rounds of recreation for each CP-SAT window."""

WINDOW_SHARE = 0.35
"""Share of the time that windows may take."""

WINDOW_FROM = 0.3
"""Share of the time before the first window: loading CP-SAT alone takes a second."""

WINDOW_S = 1.0
"""Seconds for one window."""

_Construct: TypeAlias = Callable[[Plan], Infeasible | None]


class BrokenPlanError(RuntimeError):
    """The solver made a plan that the judge refuses: a defect of ours, not of input."""


@dataclass(slots=True)
class _Run:
    """Budget, listeners and history of one call."""

    clock: Callable[[], float]
    seconds: float
    iterations: int | None
    on_progress: Callable[[float, Objective, str], None] | None
    is_cancelled: Callable[[], bool] | None
    began_s: float
    history: list[Step]
    done: int = 0
    told_share: float = 0.0

    def elapsed_s(self) -> float:
        return self.clock() - self.began_s

    def share(self) -> float:
        """How much of the budget is used, 0 to 1; it never falls."""
        if self.iterations is not None:
            used = self.done / max(1, self.iterations)
        else:
            used = self.elapsed_s() / self.seconds if self.seconds > 0 else 1.0
        self.told_share = max(self.told_share, min(1.0, used))
        return self.told_share

    def is_over(self) -> bool:
        if self.is_cancelled is not None and self.is_cancelled():
            return True
        return self.share() >= 1.0

    def note(self, stage: str, plan: Plan) -> None:
        """Write down an improvement and tell whoever listens."""
        objective = plan.objective()
        self.history.append(Step(self.elapsed_s(), stage, objective))
        self.tell(objective, stage)

    def tell(self, objective: Objective, stage: str) -> None:
        if self.on_progress is not None:
            self.on_progress(self.share(), objective, stage)


def solve(  # noqa: PLR0913 - the knobs of an anytime solver, all by name
    problem: Problem,
    *,
    seconds: float,
    seed: int,
    workers: int = 2,
    start: Schedule | None = None,
    on_progress: Callable[[float, Objective, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    iterations: int | None = None,
    profile: tuple[str, ...] = DELIVERY,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome | Infeasible:
    """
    Good plan of a problem, judged before it is returned.

    Parameters
    ----------
    problem
        What is to be planned.
    seconds
        Time for all of it; the first plan is made even if it takes longer.
    seed
        Source of every choice by chance.
    workers
        Threads of CP-SAT in its windows.
    start
        Earlier plan: what still holds is kept, and movement away from it counts.
    on_progress
        Called with the share of the budget used (0 to 1, never falling), the
        best objective so far (never worse than before) and the stage.
    is_cancelled
        Asked often; once it says yes, the best plan so far is returned.
    iterations
        Rounds of improvement instead of ``seconds``: the same problem, seed and
        rounds then give the same plan on any machine.
    profile
        Terms of :class:`~scheduling.schedule.Objective` in their order.
    clock
        Seconds from any fixed point on.
    """
    run = _Run(clock, seconds, iterations, on_progress, is_cancelled, clock(), [])
    workshop = Workshop(problem, profile, start)
    random = Random(seed)  # noqa: S311 - a search, no secret
    first = _first_plan(workshop, run, random)
    if isinstance(first, Infeasible):
        return first
    best, bound = _improve(first, run, random, workers)
    schedule = _judge(best)
    run.tell(best.objective(), "done")
    return Outcome(schedule, best.objective(), tuple(run.history), bound, run.done)


def _judge(plan: Plan) -> Schedule:
    """Return the schedule of a plan that the judge lets pass."""
    schedule = plan.schedule()
    violations = verify(plan.workshop.problem, schedule)
    if violations:
        raise BrokenPlanError(violations[0].sentence)
    return schedule


def _first_plan(workshop: Workshop, run: _Run, random: Random) -> Plan | Infeasible:
    """Best plan of the portfolio; the start, where there is one, joins in."""
    best: Plan | None = None
    refusals: list[Infeasible] = []
    for name, construct in _portfolio(workshop):
        if best is not None and run.is_over():
            break
        plan = workshop.empty()
        refused = construct(plan)
        if refused is not None:
            refusals.append(refused)
        elif best is None or plan.key() < best.key():
            best = plan
            run.note(name, plan)
    tries = 0
    while best is None and tries < SHUFFLES:
        tries += 1
        best = _by_chance(workshop, random)
        if best is not None:
            run.note("chance", best)
    return refusals[0] if best is None else best


def _portfolio(workshop: Workshop) -> list[tuple[str, _Construct]]:
    named: list[tuple[str, _Construct]] = []
    start = workshop.start
    if start is not None:
        named.append(("start", lambda plan: keep(plan, start)))
    return [*named, *CONSTRUCTORS.items()]


def _by_chance(workshop: Workshop, random: Random) -> Plan | None:
    plan = workshop.empty()
    jobs = list(workshop.jobs)
    random.shuffle(jobs)
    return plan if by_jobs(plan, jobs) is None else None


def _improve(
    plan: Plan, run: _Run, random: Random, workers: int
) -> tuple[Plan, int | None]:
    """Ruin and recreate, with an exact window from time to time."""
    search = Recreate(plan, random)
    windows = _Windows(run, random, workers)
    movable = len(plan.workshop.task_of) > len(plan.workshop.facts)
    while movable and not run.is_over():
        run.done += 1
        if windows.is_due():
            found = windows.solve(search.best)
            if found.plan is not None and found.plan.key() < search.best_key:
                _judge(found.plan)
                search.adopt(found.plan)
                run.note("window", search.best)
            if windows.proved is not None:
                return search.best, windows.proved
        elif search.step():
            run.note("recreate", search.best)
    return search.best, None


class _Windows:
    """When and where CP-SAT is asked."""

    def __init__(self, run: _Run, random: Random, workers: int) -> None:
        self._run = run
        self._random = random
        self._workers = workers
        self._used_s = 0.0
        self._last_round = 0
        self.proved: int | None = None

    def is_due(self) -> bool:
        run = self._run
        if run.iterations is not None:
            return run.done % WINDOW_EVERY == 0
        rested = run.done - self._last_round >= WINDOW_EVERY // 5
        if run.share() < WINDOW_FROM:
            return False
        return rested and self._used_s <= WINDOW_SHARE * run.elapsed_s()

    def solve(self, plan: Plan) -> "WindowResult":
        # loads OR-Tools: only who solves pays for it
        from scheduling.cpsat.window import Effort, solve_window  # noqa: PLC0415

        run = self._run
        began = run.elapsed_s()
        keys, is_whole = window_keys(plan, self._random)
        left = None if run.iterations is not None else max(0.1, run.seconds - began)
        longest = WINDOW_S * (4 if is_whole else 1)
        effort = Effort(
            None if left is None else min(left, longest),
            longest,
            1 if left is None else self._workers,
            self._random.randrange(2**31),
        )
        result = solve_window(plan, keys, effort)
        self._used_s += run.elapsed_s() - began
        self._last_round = run.done
        if is_whole and result.is_optimal and result.plan is not None:
            better = min(result.plan.key(), plan.key())
            self.proved = next((term for term in better if term), 0)
        return result
