"""Exact windows: what CP-SAT still gains on a plan, and proofs of small ones."""

from random import Random

from scheduling.measures import objective_of
from scheduling.problem import Problem
from scheduling.run import Run
from scheduling.schedule import OperationKey, Schedule
from scheduling.standing import Standing

SMALL_JOBS = 9
SMALL_OPERATIONS = 70
"""Free jobs and operations up to which a whole problem is tried exactly."""

SMALL_SHARE = 0.4
"""Share of the time for that."""

SMALL_WORK = 0.3
"""The solver's own units (about a second each) within a budget of moves."""

WINDOW_JOBS = 7
"""Jobs that one window places anew."""

WINDOW_S = 1.0
"""Seconds, or the solver's own units, for one window."""

WINDOWS = 2
"""Windows within a budget of moves."""


class Finish:
    """
    CP-SAT at the ends of a search.

    Parameters
    ----------
    problem, start
        What is planned, and the earlier plan that movement is counted against.
    run
        Budget and history.
    seed, workers
        Source of chance; threads of the solver.
    """

    def __init__(
        self,
        problem: Problem,
        start: Schedule | None,
        run: Run,
        seed: int,
        workers: int,
    ) -> None:
        self._problem = problem
        self._start = start
        self._run = run
        self._random = Random(seed)  # noqa: S311 - a search, no secret
        self._workers = workers
        self._free: dict[str, list[OperationKey]] = {}
        for key in problem.operation_by_key:
            if key not in problem.fixed_by_key:
                self._free.setdefault(key[0], []).append(key)

    def small(self, best: Schedule) -> tuple[Schedule, int | None] | None:
        """Solve a small problem as a whole; the bound says that it is proven."""
        # loads OR-Tools: only who solves pays for it
        from scheduling.cpsat.exact import Exact, solve_exact  # noqa: PLC0415
        from scheduling.cpsat.search import Effort  # noqa: PLC0415

        operations = sum(len(keys) for keys in self._free.values())
        if len(self._free) > SMALL_JOBS or operations > SMALL_OPERATIONS:
            return None
        run = self._run
        left = run.left_s()
        effort = Effort(
            seconds=None if left is None else SMALL_SHARE * left,
            work=SMALL_WORK if left is None else 10.0,
            workers=1 if left is None else self._workers,
            seed=self._random.randrange(2**31),
        )
        found = solve_exact(
            self._problem,
            start=best,
            profile=run.profile,
            effort=effort,
            moved_from=self._start,
        )
        if not isinstance(found, Exact):
            return None
        is_better = run.note("exact", found.objective)
        schedule = found.schedule if is_better else best
        if not found.is_optimal:
            return schedule, None
        proved = run.best.key(run.profile)
        return schedule, next((term for term in proved if term), 0)

    def windows(self, best: Schedule) -> tuple[Schedule, int | None]:
        """Place the worst jobs anew with some beside them until the budget is spent."""
        from scheduling.cpsat.exact import solve_window  # noqa: PLC0415 - as above
        from scheduling.cpsat.search import Effort  # noqa: PLC0415 - as above

        run = self._run
        standing = Standing.of(self._problem, best)
        made = 0
        order = self._worst(best)
        while order and not self._is_over(made):
            left = run.left_s()
            effort = Effort(
                seconds=None if left is None else max(0.05, min(WINDOW_S, left)),
                work=SMALL_WORK if left is None else WINDOW_S,
                workers=1 if left is None else self._workers,
                seed=self._random.randrange(2**31),
                is_brief=True,
            )
            keys = self._around(standing, order[made % len(order)])
            window = solve_window(
                standing,
                keys,
                profile=run.profile,
                effort=effort,
                moved_from=self._start,
            )
            made += 1
            if window.is_better:
                standing.put(window.moved)
                planned = standing.schedule()
                value = objective_of(self._problem, planned, self._start)
                if run.note("window", value):
                    best = planned
        return best, None

    def _is_over(self, made: int) -> bool:
        run = self._run
        if run.iterations is not None:
            return made >= WINDOWS or (
                run.is_cancelled is not None and run.is_cancelled()
            )
        return run.is_over()

    def _worst(self, best: Schedule) -> list[str]:
        """Jobs that can move, the latest by weight first."""

        def late(name: str) -> int:
            job = self._problem.job_by_id[name]
            wanted = job.wanted_min
            last = max(best.assignments[name, o.id].end_min for o in job.operations)
            return 0 if wanted is None else -job.weight * max(0, last - wanted)

        names = list(self._free)
        self._random.shuffle(names)
        return sorted(names, key=late)

    def _around(self, standing: Standing, name: str) -> set[OperationKey]:
        """Operations of a job and of some that stand beside it."""
        names = {name}
        own = list(self._free[name])
        self._random.shuffle(own)
        for key in own:
            now = standing.at(key)
            if now is None:
                continue
            for resource in now.resources:
                near = standing.held(resource)
                index = next(i for i, one in enumerate(near) if one.key == key)
                for one in near[max(0, index - 2) : index + 3]:
                    if one.job in self._free and len(names) < WINDOW_JOBS:
                        names.add(one.job)
        return {key for one in names for key in self._free[one]}
