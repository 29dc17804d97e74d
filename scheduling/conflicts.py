"""The smallest set of requirements that cannot all hold, and what may be changed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeAlias

from scheduling.problem import Job, Material, Problem
from scheduling.requirements import Requirement, requirements, without
from scheduling.schedule import Assignment, Schedule
from scheduling.sentences import cannot_all_hold

Feasible: TypeAlias = Callable[[Problem, frozenset[str]], bool]
"""
Whether a problem has a plan in which some jobs keep their promise;
:func:`scheduling.cpsat.feasible.is_feasible` proves it. "Unknown" counts as yes.
"""


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Requirements that cannot all hold; without any one of them there is a plan.

    Parameters
    ----------
    requirements
        Empty where there is no plan even without all of them: the horizon is too
        short.
    sentences
        The same in words, with what to change, by language (``en``, ``zh``).
    """

    requirements: tuple[Requirement, ...]
    sentences: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """What cannot hold, in English."""
        return self.sentences["en"]


@dataclass(frozen=True, slots=True)
class NoConflict:
    """Everything can hold together."""


def find_conflict(
    problem: Problem, promised: Collection[str], *, is_feasible: Feasible
) -> Conflict | NoConflict:
    """
    Smallest set of requirements in conflict: no part of it is in conflict.

    Parameters
    ----------
    problem
        A small problem: a whole one, or the :func:`around` of a job.
    promised
        Ids of jobs whose promise must be kept.
    is_feasible
        Says whether a relaxed problem has a plan.

    Notes
    -----
    Divide and conquer: about ``k log(n / k)`` questions for ``k`` of ``n``.

    References
    ----------
    U. Junker, QUICKXPLAIN: Preferred explanations and relaxations for
    over-constrained problems, AAAI 2004.
    """
    known = requirements(problem, promised)
    search = _Search(problem, frozenset(promised), known, is_feasible)
    if search.holds(known):
        return NoConflict()
    found: Sequence[Requirement] = []
    if search.holds([]):
        # what is easiest to change is asked for first, so that it remains
        found = search.least([], [], known[::-1])
        found = search.pruned(found)
    ordered = tuple(sorted(found, key=known.index, reverse=True))
    words = [one.words for one in ordered]
    length = problem.horizon.length_min
    return Conflict(ordered, cannot_all_hold(words, length))


class _Search:
    """Asks about sets of requirements, the same one only once."""

    def __init__(
        self,
        problem: Problem,
        promised: frozenset[str],
        known: Sequence[Requirement],
        is_feasible: Feasible,
    ) -> None:
        self._problem = problem
        self._promised = promised
        self._known = known
        self._is_feasible = is_feasible
        self._answers: dict[frozenset[Requirement], bool] = {}

    def holds(self, kept: Collection[Requirement]) -> bool:
        """Whether these can all hold when no other is asked for."""
        asked = frozenset(kept)
        if asked not in self._answers:
            dropped = [one for one in self._known if one not in asked]
            gone = {one.ids[0] for one in dropped if one.kind == "deadline"}
            loose = without(self._problem, dropped)
            self._answers[asked] = self._is_feasible(loose, self._promised - gone)
        return self._answers[asked]

    def least(
        self,
        base: list[Requirement],
        added: Sequence[Requirement],
        rest: Sequence[Requirement],
    ) -> list[Requirement]:
        """Return the least part of ``rest`` that is in conflict with ``base``."""
        if added and not self.holds(base):
            return []
        if len(rest) == 1:
            return list(rest)
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        right = self.least([*base, *first], first, second)
        left = self.least([*base, *right], right, first)
        return [*left, *right]

    def pruned(self, found: Sequence[Requirement]) -> list[Requirement]:
        """Leave out what turns out not to be needed: pauses make rules overlap."""
        kept = list(found)
        for one in found:
            rest = [other for other in kept if other != one]
            if not self.holds(rest):
                kept = rest
        return kept


def around(problem: Problem, schedule: Schedule, job: Job) -> Problem:
    """
    Return the small problem of one job beside everything that is planned.

    Parameters
    ----------
    problem, schedule
        The plan that stays: what it holds on resources that the job may use becomes
        fact, and is dropped with their ``capacity``.
    job
        The job: one of the problem, taken out of the plan, or a new one.
    """
    ways = [way for one in job.operations for way in one.alternatives]
    resources = {name for way in ways for name in way.resources}
    own = {one.key for one in problem.fixed if one.job == job.id}
    facts: list[Assignment] = [
        one
        for key, one in schedule.assignments.items()
        if (one.job != job.id and not resources.isdisjoint(one.resources)) or key in own
    ]
    kept: dict[str, set[str]] = {}
    for one in facts:
        if one.job != job.id:
            kept.setdefault(one.job, set()).add(one.operation)
    others = tuple(_only(problem.job_by_id[name], ids) for name, ids in kept.items())
    return problem.altered(
        jobs=(job, *others), fixed=tuple(facts), materials=_left(problem, schedule, job)
    )


def _only(job: Job, operations: set[str]) -> Job:
    return replace(
        job,
        operations=tuple(
            replace(one, after=(), materials={})
            for one in job.operations
            if one.id in operations
        ),
    )


def _left(problem: Problem, schedule: Schedule, job: Job) -> tuple[Material, ...]:
    """Materials as they are for one job: less what the plan takes of them, ever."""
    taken = {name for one in job.operations for name in one.materials}
    return tuple(
        _rest(problem, schedule, job, one) if one.id in taken else one
        for one in problem.materials
    )


def _rest(
    problem: Problem, schedule: Schedule, job: Job, material: Material
) -> Material:
    changes: dict[int, int] = {0: material.stock}
    for at, quantity in material.supply:
        changes[at] = changes.get(at, 0) + quantity
    for key, one in schedule.assignments.items():
        is_past = one.start_min < 0 and key in problem.fixed_by_key
        if one.job == job.id or is_past:
            continue
        quantity = problem.operation_by_key[key].materials.get(material.id, 0)
        changes[one.start_min] = changes.get(one.start_min, 0) - quantity
    times = sorted(changes)
    levels = list(accumulate(changes[at] for at in times))
    # what is taken now is missing for whoever planned to take it later
    least = [max(0, one) for one in accumulate(reversed(levels), min)][::-1]
    supply = tuple(
        (at, now - before)
        for at, before, now in zip(times[1:], least, least[1:], strict=False)
        if now > before
    )
    return replace(material, stock=least[0], supply=supply)
