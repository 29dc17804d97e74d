"""A schedule with an index: what stands on a resource, in a job, on a material."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import TypeAlias

from scheduling.measures import completion_min
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule

_Rank: TypeAlias = tuple[int, int, OperationKey]


def _rank(one: Assignment) -> _Rank:
    return (one.start_min, one.end_min, one.key)


class Standing:
    """
    A plan that can be asked around a place, in time that does not grow with it.

    Parameters
    ----------
    problem
        What was planned.
    assignments
        A plan of it, or a part of one; facts that it does not name are added.

    Notes
    -----
    60,000 assignments are indexed in about 0.2 s; a question takes microseconds.
    :meth:`put` moves assignments and keeps the index.
    """

    def __init__(self, problem: Problem, assignments: Iterable[Assignment]) -> None:
        self.problem = problem
        self._by_key = {one.key: one for one in problem.fixed}
        self._by_key.update((one.key, one) for one in assignments)
        self._held: dict[str, list[Assignment]] = {
            one.id: [] for one in problem.resources
        }
        for one in self._by_key.values():
            for name in one.resources:
                self._held[name].append(one)
        for held in self._held.values():
            held.sort(key=_rank)

    @classmethod
    def of(cls, problem: Problem, schedule: Schedule) -> "Standing":
        """Index of a schedule."""
        return cls(problem, schedule.assignments.values())

    def schedule(self) -> Schedule:
        """Everything that stands."""
        return Schedule(dict(self._by_key))

    def at(self, key: OperationKey) -> Assignment | None:
        """Where an operation stands; ``None`` where it is not planned."""
        return self._by_key.get(key)

    def of_job(self, job: str) -> dict[str, Assignment]:
        """Return what is planned of one job, by operation id."""
        names = (one.id for one in self.problem.job_by_id[job].operations)
        return {name: self._by_key[job, name] for name in names if self.at((job, name))}

    def held(self, resource: str) -> Sequence[Assignment]:
        """Everything that holds a resource, in order of start."""
        return self._held[resource]

    def between(self, resource: str, since: int, until: int) -> list[Assignment]:
        """List what holds a resource at some minute of ``[since, until)``, by start."""
        held = self._held[resource]
        last = bisect_left(held, until, key=attrgetter("start_min"))
        found: list[Assignment] = []
        reach = self.longest_min[resource]
        while last > 0 and held[last - 1].start_min > since - reach:
            last -= 1
            if held[last].end_min > since:
                found.append(held[last])
        return found[::-1]

    def ending_by(self, resource: str, at: int) -> Assignment | None:
        """Return what ends last on a resource at or before a minute."""
        held = self._held[resource]
        last = bisect_right(held, at, key=attrgetter("start_min"))
        best: Assignment | None = None
        while last > 0:
            last -= 1
            one = held[last]
            if best is not None and one.start_min + self.longest_min[resource] <= (
                best.end_min
            ):
                break
            if one.end_min <= at and (best is None or one.end_min > best.end_min):
                best = one
        return best

    @cached_property
    def longest_min(self) -> dict[str, int]:
        """Longest assignment on each resource: how far a search must look back."""
        return {
            name: max((one.end_min - one.start_min for one in held), default=0)
            for name, held in self._held.items()
        }

    @cached_property
    def _takers(self) -> dict[str, list[tuple[int, int, OperationKey]]]:
        found: dict[str, list[tuple[int, int, OperationKey]]] = {
            one.id: [] for one in self.problem.materials
        }
        for key, one in self._by_key.items():
            for entry in self._taken(one):
                found[entry[0]].append((one.start_min, entry[1], key))
        for takers in found.values():
            takers.sort()
        return found

    def _taken(self, one: Assignment) -> list[tuple[str, int]]:
        if one.key in self.problem.fixed_by_key and one.start_min < 0:
            return []  # took theirs already: stock is what remains
        operation = self.problem.operation_by_key.get(one.key)
        return [] if operation is None else list(operation.materials.items())

    def takers(self, material: str) -> Sequence[tuple[int, int, OperationKey]]:
        """Who takes a material: ``(start, quantity, key)`` in order of start."""
        return self._takers[material]

    @cached_property
    def _sums(self) -> dict[str, tuple[list[int], list[int]]]:
        return {
            name: (
                [start for start, _, _ in takers],
                [0, *accumulate(quantity for _, quantity, _ in takers)],
            )
            for name, takers in self._takers.items()
        }

    def taken_by(self, material: str, at: int) -> int:
        """Quantity of a material taken by what starts at or before a minute."""
        starts, sums = self._sums[material]
        return sums[bisect_right(starts, at)]

    @cached_property
    def _completions(self) -> list[tuple[int, str]]:
        found = []
        for job in self.problem.jobs:
            own = self.of_job(job.id)
            if len(own) == len(job.operations):
                found.append((completion_min(job, own), job.id))
        return sorted(found)

    def last_beside(self, jobs: Collection[str]) -> int:
        """Last completion of all other jobs; 0 where there is none."""
        for done, job in reversed(self._completions):
            if job not in jobs:
                return done
        return 0

    def put(self, assignments: Iterable[Assignment]) -> None:
        """Move some assignments, or add them."""
        moved = list(assignments)
        for one in moved:
            before = self._by_key.get(one.key)
            if before is not None:
                for name in before.resources:
                    held = self._held[name]
                    del held[bisect_left(held, _rank(before), key=_rank)]
            self._by_key[one.key] = one
            for name in one.resources:
                insort(self._held[name], one, key=_rank)
                longest = max(self.longest_min[name], one.end_min - one.start_min)
                self.longest_min[name] = longest
        self.__dict__.pop("_takers", None)
        self.__dict__.pop("_sums", None)
        self.__dict__.pop("_completions", None)
