"""The first plan: what holds of an earlier one, and the best of the constructors."""

from collections.abc import Iterator

import numpy as np

from scheduling.kernel.layout import Array
from scheduling.kernel.orders import Constructor, constructors
from scheduling.kernel.search import weigh
from scheduling.kernel.shop import ShopArrays
from scheduling.kernel.state import State, rule
from scheduling.kernel.work import JobArrays
from scheduling.problem import Problem
from scheduling.run import Run
from scheduling.schedule import DELIVERY, Infeasible, OperationKey, Schedule
from scheduling.sentences import no_room

SHUFFLES = 12
"""Orders tried by chance before a problem is called infeasible."""

CONSTRUCTED_SHARE = 0.2
"""Share of the time that constructors may take once there is a plan."""

DECIDED_EXACTLY = 60
"""Operations up to which CP-SAT looks for a plan where no order gives one."""

DECIDED_WORK = 20.0
"""The solver's own units that it may look for one."""


def first_plan(
    problem: Problem, start: Schedule | None, run: Run, seed: int
) -> tuple[State, State] | Infeasible:
    """
    Plan to improve on, and the best by the profile; every better one is noted.

    The first is best by all terms weighed together: a plan with a few promises less
    broken and much more lateness is a bad place to begin at.

    Parameters
    ----------
    problem
        What is to be planned.
    start
        Earlier plan, of which all that still holds is kept.
    run
        Its share for constructing is kept to once there is a plan.
    seed
        Source of chance.
    """
    jobs = JobArrays(ShopArrays(problem), problem.jobs, problem.fixed, start)
    empty = State(jobs)
    empty.hold((), problem.fixed)
    best: State | None = None
    promising: State | None = None
    least = 0.0
    refused: OperationKey | None = None
    for name, state, found in _tried(empty, start, seed):
        if found >= 0:
            refused = refused or jobs.keys[found]
            continue
        if run.note(name, state.objective()):
            best = state
        worth = weigh(state, run.profile)
        if promising is None or worth < least:
            promising, least = state, worth
        # What stands is left in its order as long as it keeps every promise.
        keeps = start is not None and not run.best.broken_promises
        if keeps or run.share() > CONSTRUCTED_SHARE or run.is_over():
            break
    if best is not None and promising is not None:
        return promising, best
    if refused is None:
        run.note("nothing", empty.objective())
        return empty, empty
    return _decided(problem, empty, refused, run)


def _tried(
    empty: State, start: Schedule | None, seed: int
) -> Iterator[tuple[str, State, int]]:
    """Give each way of making a plan: its name, the state, and what found no place."""
    jobs = empty.jobs
    promise = np.minimum(jobs.raw.job["promise"], jobs.raw.job["wanted"])
    urgent = np.argsort(promise[: len(jobs.jobs)], kind="stable")
    if start is not None:
        kept = empty.copy()
        kept.keep(start)
        yield "start", kept, kept.build(urgent, rule(keeps_home=True))
    done = False
    for one in constructors(jobs) if jobs.jobs else ():
        state, found = _built(empty, one)
        done = done or found < 0
        yield one.name, state, found
    chance = np.random.default_rng(seed)
    for _ in range(SHUFFLES if not done else 0):
        order = chance.permutation(len(jobs.jobs))
        state, found = _built(empty, Constructor("chance", order, rule(seed=seed)))
        yield "chance", state, found
        if found < 0:
            return


def _built(empty: State, one: Constructor) -> tuple[State, int]:
    state = empty.copy()
    return state, state.build(one.order, one.weights)


def _decided(
    problem: Problem, empty: State, refused: OperationKey, run: Run
) -> tuple[State, State] | Infeasible:
    """Say that there is no room, unless an exact search finds some."""
    if len(empty.jobs.keys) <= DECIDED_EXACTLY:
        # loads OR-Tools: only who needs it pays for it
        from scheduling.cpsat.exact import Exact, solve_exact  # noqa: PLC0415
        from scheduling.cpsat.search import Effort  # noqa: PLC0415

        effort = Effort(seconds=None, work=DECIDED_WORK, workers=1, seed=0)
        found = solve_exact(problem, profile=DELIVERY[:1], effort=effort)
        if isinstance(found, Exact):
            empty.hold(found.schedule.assignments.values(), ())
            run.note("exact", empty.objective())
            return empty, empty
    return _refusal(empty, refused)


def _refusal(empty: State, refused: OperationKey) -> Infeasible:
    jobs, problem = empty.jobs, empty.shop.problem
    task = jobs.task_of[refused]
    at = max(problem.job_by_id[refused[0]].release_min, problem.horizon.freeze_min)
    raw = jobs.raw
    free: dict[str, int] = {}
    for way, alternative in zip(
        jobs.ways(task), problem.operation_by_key[refused].alternatives, strict=True
    ):
        for name in alternative.resources:
            free[name] = _free_min(empty, name, at) - int(raw.way["duration"][way])
    resource = min(free, key=lambda name: (free[name], name))
    name = "/".join(refused)
    length = problem.horizon.length_min
    return Infeasible(*refused, resource, no_room(resource, name, at, length))


def _free_min(empty: State, name: str, at: int) -> int:
    """Open minutes of a resource from a minute on, less all that asks for it."""
    problem = empty.shop.problem
    capacity = problem.resource_by_id[name].capacity
    room = problem.windows((name,)).worked_min(at, problem.horizon.length_min)
    return room * capacity - _asked(empty)[empty.shop.resource_of[name]]


def _asked(empty: State) -> list[int]:
    """Minutes asked of each resource by what has no other."""
    raw, shop = empty.jobs.raw, empty.shop.raw
    asked = [0] * len(shop.resource)
    task: Array = raw.task[: empty.jobs.tasks]
    for first, last in zip(
        task["first_way"].tolist(), task["last_way"].tolist(), strict=True
    ):
        if last == first + 1:
            kind = shop.set[raw.way["set"][first]]
            for resource in shop.uses[kind["first"] : kind["last"]].tolist():
                asked[resource] += int(raw.way["duration"][first])
    return asked
