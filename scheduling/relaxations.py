"""Which single relaxation would help an order: each is proven by planning again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scheduling.explain import Lateness, explained
from scheduling.measures import completion_min
from scheduling.problem import Problem
from scheduling.reliefs import Relaxation, ServeFirst, candidates, relaxed
from scheduling.schedule import Infeasible, Schedule
from scheduling.sentences import would_help
from scheduling.standing import Standing

Resolve: TypeAlias = Callable[
    [Problem, Schedule, tuple[str, ...]], Schedule | Infeasible
]
"""Plans some jobs of a schedule again, in their order, in a changed problem."""

MOST = 12
"""Relaxations that are tried for one job."""


@dataclass(frozen=True, slots=True)
class Help:
    """
    What one relaxation would bring, measured on a plan made with it.

    Parameters
    ----------
    relaxation
        What would be otherwise.
    gain_min
        Minutes by which the job would be completed earlier than by planning again
        without it; above 0.
    completion_min
        When the job would be completed.
    is_in_time
        Whether it would keep its promise.
    others_later_min
        Minutes of tardiness that the other jobs would have more, all together.
    broken
        Ids of other jobs whose promise would be lost.
    schedule
        The plan that proves it; it fits :func:`~scheduling.reliefs.relaxed`.
    sentences
        The same in words, by language (``en``, ``zh``).
    """

    relaxation: Relaxation
    gain_min: int
    completion_min: int
    is_in_time: bool
    others_later_min: int
    broken: tuple[str, ...]
    schedule: Schedule
    sentences: Mapping[str, str]


def find_help(
    problem: Problem,
    schedule: Schedule,
    job_id: str,
    *,
    resolve: Resolve,
    most: int = MOST,
) -> tuple[Help, ...]:
    """
    Single relaxations that would complete a job earlier, the greatest gain first.

    Parameters
    ----------
    problem, schedule
        The plan in which the job is late, or later than wished.
    job_id
        The job.
    resolve
        How to plan again: :func:`scheduling.reinsert.reinsert` places the jobs anew
        where they move nothing else; a search may move all.
    most
        How many are tried.

    Returns
    -------
    tuple of Help
        Empty where none helps. Gains are counted from what planning again brings
        without any relaxation, so that what the plan had overlooked is no gain.
    """
    standing = Standing.of(problem, schedule)
    told = explained(standing, job_id)
    trial = _Trial(problem, schedule, told, resolve)
    found = [trial.of(one) for one in candidates(standing, told)[:most]]
    helpful = [one for one in found if isinstance(one, Help)]
    return tuple(
        sorted(
            helpful,
            key=lambda one: (-one.gain_min, len(one.broken), one.others_later_min),
        )
    )


class _Trial:
    """Plans again with and without a relaxation, and compares."""

    def __init__(
        self, problem: Problem, schedule: Schedule, told: Lateness, resolve: Resolve
    ) -> None:
        self._problem = problem
        self._schedule = schedule
        self._told = told
        self._resolve = resolve
        self._controls: dict[tuple[str, ...], int] = {}

    def of(self, relaxation: Relaxation) -> Help | None:
        """Measure one relaxation; ``None`` where it gains nothing."""
        changed = relaxed(self._problem, relaxation)
        best: tuple[int, Schedule] | None = None
        for order in self._orders(relaxation):
            plan = self._resolve(changed, self._schedule, order)
            if isinstance(plan, Infeasible):
                continue
            gain = self._control(order) - self._completion(plan)
            if gain > 0 and (best is None or gain > best[0]):
                best = gain, plan
        return None if best is None else self._help(relaxation, *best)

    def _orders(self, relaxation: Relaxation) -> list[tuple[str, ...]]:
        """Jobs to plan again: the one alone; and with those that it waits for."""
        own = self._told.job
        along = dict.fromkeys(link.job for link in reversed(self._told.chain))
        others = tuple(job for job in along if job != own)
        if isinstance(relaxation, ServeFirst):
            return [(own, *others)] if others else []
        return [(own,), (*others, own)] if others else [(own,)]

    def _control(self, order: tuple[str, ...]) -> int:
        """Completion by planning the same jobs again with nothing changed."""
        own = self._told.job
        # who is served first is compared with where it is now
        known = (*sorted(order[1:]), own) if order[0] == own else order
        if known not in self._controls:
            plan = self._resolve(self._problem, self._schedule, known)
            now = self._completion(self._schedule)
            done = now if isinstance(plan, Infeasible) else self._completion(plan)
            self._controls[known] = min(now, done)
        return self._controls[known]

    def _completion(self, plan: Schedule) -> int:
        job = self._problem.job_by_id[self._told.job]
        own = {one.id: plan.assignments[job.id, one.id] for one in job.operations}
        return completion_min(job, own)

    def _help(self, relaxation: Relaxation, gain: int, plan: Schedule) -> Help:
        job = self._problem.job_by_id[self._told.job]
        done = self._completion(plan)
        later, broken = self._others(plan)
        sentences = would_help(job.id, relaxation.words, gain, later, broken)
        promised = job.promise_min
        is_in_time = promised is None or done <= promised
        return Help(relaxation, gain, done, is_in_time, later, broken, plan, sentences)

    def _others(self, plan: Schedule) -> tuple[int, tuple[str, ...]]:
        """Tardiness that others gain, and the promises that they lose."""
        before, after = self._schedule.assignments, plan.assignments
        moved = {key[0] for key, one in after.items() if before.get(key) != one}
        later = 0
        broken: list[str] = []
        for name in sorted(moved - {self._told.job}):
            job = self._problem.job_by_id[name]
            was, now = (
                completion_min(job, {o.id: some[name, o.id] for o in job.operations})
                for some in (before, after)
            )
            if job.wanted_min is not None:
                later += max(0, now - job.wanted_min) - max(0, was - job.wanted_min)
            if job.promise_min is not None and was <= job.promise_min < now:
                broken.append(name)
        return later, tuple(broken)
