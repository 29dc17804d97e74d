"""The anytime search of plain flexible job shops for the least makespan."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

from scheduling.measures import objective_of
from scheduling.problem import Problem
from scheduling.schedule import Infeasible, Objective, Outcome, Schedule
from scheduling.sentences import no_room
from scheduling.shops.bounds import least_makespan
from scheduling.shops.engine import Elite, Engine
from scheduling.shops.exact import Prover, is_worth_proving
from scheduling.shops.instance import ShopInstance
from scheduling.shops.plain import PlainShop, named_by_number, plain_shop
from scheduling.shops.pool import Pool
from scheduling.shops.run import Run
from scheduling.shops.searcher import begin, wander
from scheduling.verify import verify

POOL = 10
POOL_OPERATIONS = 3000
"""Size of the elite, and how many operations all of it may have: it must be filled
within the budget before anything is relinked."""


class NotPlainError(ValueError):
    """The problem is more than a plain flexible job shop."""


class BrokenShopPlanError(RuntimeError):
    """The search made a plan that the judge refuses: a defect of ours, not of input."""


def solve_shop(  # noqa: PLR0913 - the knobs of an anytime solver, all by name
    problem: Problem | ShopInstance,
    *,
    seconds: float,
    seed: int,
    workers: int = 2,
    iterations: int | None = None,
    on_progress: Callable[[float, Objective, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    start: Schedule | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome | Infeasible:
    """
    Schedule of small makespan; a problem's is judged before it is returned.

    Parameters
    ----------
    problem
        A problem that :func:`~scheduling.shops.plain.plain_shop` knows as plain, or a
        shop by numbers, whose durations may be 0; the ids of its schedule are those
        numbers.
    seconds
        Time for all of it; the first solution is made even if it takes longer.
    seed
        Source of every choice by chance.
    workers
        Threads. One is tabu search; a second proves small shops by CP-SAT and
        searches otherwise; every further one searches.
    iterations
        Rounds of tabu search instead of ``seconds``: one worker makes them, and the
        same shop, seed and rounds give the same schedule on any machine.
    on_progress
        Called by the calling thread with the share of the budget used (never
        falling), the best objective so far (never worse than before), and the stage.
    is_cancelled
        Asked often by the calling thread; once it says yes, the best is returned.
    start
        Earlier schedule of the whole shop to begin with as well; movement away from it
        does not count.
    clock
        Seconds from any fixed point on.

    Returns
    -------
    Outcome | Infeasible
        ``Infeasible`` where the best found does not end within the horizon.

    Raises
    ------
    NotPlainError
        If the problem is more than a plain job shop.

    Examples
    --------
    >>> shop = ShopInstance(2, ((((0, 3), (1, 5)), ((1, 2),)), (((0, 3),),)))
    >>> solve_shop(shop, seconds=1, seed=1, iterations=100).objective.makespan_min
    6
    """
    shop = problem if isinstance(problem, ShopInstance) else None
    plain = named_by_number(shop) if shop is not None else None
    if isinstance(problem, Problem):
        plain = plain_shop(problem)
    if plain is None:
        raise NotPlainError("The problem is more than a plain flexible job shop.")
    instance = plain.instance
    run = Run(clock, seconds, iterations, least_makespan(instance))
    if not instance.operations:
        return Outcome(Schedule({}), Objective(), (), 0, 0)
    engine = Engine(instance, seed)
    if start is not None:
        _offer_start(run, engine, plain, start)
    rules = begin(run, engine)
    look = _Look(run, on_progress, is_cancelled)
    look()
    threads = 1 if iterations is not None else max(1, workers)
    _search(run, engine, instance, seed, threads, rules, look)
    assert run.best is not None  # noqa: S101 - the rules always offer one
    schedule = plain.schedule(*engine.times(run.best))
    objective = Objective(makespan_min=run.best.makespan)
    if isinstance(problem, Problem):
        if run.best.makespan > problem.horizon.length_min:
            return _too_short(problem, schedule)
        violations = verify(problem, schedule)
        if violations:
            raise BrokenShopPlanError(violations[0].sentence)
        objective = objective_of(problem, schedule)
    look.tell("done", objective)
    return Outcome(schedule, objective, tuple(run.history), run.bound, run.rounds)


class _Look:
    """Between two slices: tell who listens, ask who may cancel."""

    def __init__(
        self,
        run: Run,
        on_progress: Callable[[float, Objective, str], None] | None,
        is_cancelled: Callable[[], bool] | None,
    ) -> None:
        self._run = run
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._told = 0
        self._share = 0.0

    def __call__(self) -> None:
        if self._is_cancelled is not None and self._is_cancelled():
            self._run.stop()
        news = self._run.history
        if len(news) > self._told:
            self._told = len(news)
            self.tell(news[-1].stage, news[-1].objective)

    def tell(self, stage: str, objective: Objective) -> None:
        if self._on_progress is not None:
            self._share = max(self._share, self._run.share)
            self._on_progress(self._share, objective, stage)


def _search(  # noqa: PLR0913, PLR0917 one call's parts
    run: Run,
    engine: Engine,
    instance: ShopInstance,
    seed: int,
    threads: int,
    rules: list[int],
    look: Callable[[], None],
) -> None:
    """Let one searcher work here and the others in threads until the run is over."""
    many = instance.operations
    pool = Pool(max(3, min(POOL, POOL_OPERATIONS // many)))
    if run.best is not None:
        pool.add(run.best)

    def other(number: int) -> None:
        # a stuck thread must not be waited for: whatever it raises ends the run
        try:
            if number == 1 and is_worth_proving(instance):
                Prover(instance, run, pool, seed).prove()
            random = Random(seed * 1000 + number)  # noqa: S311 - a search, no secret
            helper = Engine(instance, seed * 1000 + number)
            wander(run, helper, pool, random, rules, _silence, many)
        except BaseException:
            run.stop()
            raise

    with ThreadPoolExecutor(max(1, threads - 1)) as others:
        futures = [others.submit(other, number) for number in range(1, threads)]
        try:
            random = Random(seed)  # noqa: S311 - a search, no secret
            wander(run, engine, pool, random, rules, look, many)
        finally:
            run.stop()
        for future in futures:
            future.result()


def _silence() -> None:
    """Tell nobody: only the calling thread speaks."""


def _offer_start(run: Run, engine: Engine, plain: PlainShop, start: Schedule) -> None:
    """Begin with an earlier schedule, if it has every operation on a known way."""
    elite = _elite_of(engine, plain, start)
    if elite is not None:
        makespan = engine.rebuild(elite)
        if makespan >= 0:
            run.offer(makespan, engine.elite, "start")


def _elite_of(engine: Engine, plain: PlainShop, start: Schedule) -> Elite | None:
    number_of = {name: number for number, name in enumerate(plain.machines)}
    starts: list[int] = []
    machines: list[int] = []
    ways_of = [ways for job in plain.instance.jobs for ways in job]
    for key, ways in zip(plain.operations, ways_of, strict=True):
        one = start.assignments.get(key)
        number = None if one is None else number_of.get(one.resources[0])
        if one is None or number not in {machine for machine, _ in ways}:
            return None
        starts.append(one.start_min)
        machines.append(number)
    return engine.elite_of(starts, machines)


def _too_short(problem: Problem, schedule: Schedule) -> Infeasible:
    last = max(schedule.assignments.values(), key=lambda one: one.end_min)
    length = problem.horizon.length_min
    sentences = no_room(last.resources[0], last.operation, last.start_min, length)
    return Infeasible(last.job, last.operation, last.resources[0], sentences)
