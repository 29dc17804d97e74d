"""A plan that is mended after a disturbance: kept, completed, improved under a cap."""

# Records have no types, and a call into a compiled loop takes what it takes.
# mypy: disable-error-code="no-any-return"

from collections.abc import Callable, Iterable

import numpy as np

from scheduling.jobs import Job
from scheduling.kernel.keep import keep
from scheduling.kernel.layout import BROKEN, TARDY, Array
from scheduling.kernel.repair import (
    AWAY,
    CAP,
    CHECKS,
    DONE,
    LATEST,
    PRICE,
    all_away,
    improve,
)
from scheduling.kernel.shop import ShopArrays
from scheduling.kernel.state import State, rule
from scheduling.kernel.work import JobArrays
from scheduling.problem import Problem
from scheduling.schedule import Infeasible, Objective, OperationKey, Schedule
from scheduling.sentences import no_room

_HIGHEST = 0.1
"""
What one more operation away from home must gain at first, in parts of the weighted
tardiness of the latest job.
"""

_FALL = 10.0
"""How steeply that falls with the share of the budget, while the cap is not used."""


class Tally:
    """
    What an improvement may change, how much it has changed, and what a change costs.

    Parameters
    ----------
    cap
        Operations out of reach that may be away from where they were.
    away
        How many of them are already.
    tardiness, highest
        The most that there may be; that of the latest job.
    watches_promises
        Whether a change that breaks a promise is refused.
    """

    def __init__(
        self,
        cap: int,
        away: int,
        tardiness: int,
        highest: int,
        *,
        watches_promises: bool,
    ) -> None:
        self.raw = np.zeros(7, np.int64)
        self.raw[CAP], self.raw[AWAY], self.raw[LATEST] = cap, away, tardiness
        self.raw[CHECKS] = watches_promises
        self._price = _HIGHEST * highest
        self._share = 0.0
        self.lower(0.0)

    @property
    def rounds(self) -> int:
        """Rounds that were made."""
        return int(self.raw[DONE])

    @property
    def away(self) -> int:
        """Operations out of reach that are away from where they were."""
        return int(self.raw[AWAY])

    def lower(self, share: float) -> None:
        """Ask less of a change where the cap is used more slowly than the budget."""
        if self.away < self.raw[CAP] * share:
            self._price *= float(np.exp(-_FALL * (share - self._share)))
        self._share = share
        self.raw[PRICE] = int(self._price)


class Mending:
    """
    A plan of a problem made of what still holds of an earlier one.

    Parameters
    ----------
    problem
        The factory as it is now.
    schedule
        The plan as it was; movement is counted against it.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self._jobs = JobArrays(
            ShopArrays(problem), problem.jobs, problem.fixed, schedule
        )
        self._state = State(self._jobs)
        self._state.hold((), problem.fixed)
        self._earlier = schedule

    def repair(
        self, is_reached: Callable[[OperationKey], bool] | None = None
    ) -> Infeasible | None:
        """
        Keep what still fits and place the rest in the gaps, most urgent jobs first.

        Where the gaps are not enough for a job, nothing else is moved for it, but all
        of it is: what it kept may be too early for a longest wait to be met.

        Parameters
        ----------
        is_reached
            Whether what happened alone forbids an operation its place; without it,
            every job that loses a place counts as reached.
        """
        state, jobs = self._state, self._jobs
        self._keep()
        missing = np.flatnonzero(state.held.place["way"][: jobs.tasks] < 0)
        owners = np.unique(jobs.raw.task["job"][missing]).tolist()
        order = sorted(owners, key=lambda index: _urgency(jobs.jobs[index]))
        hurt, whole = set(order), set[int]()
        reached = [
            job for job in order if is_reached is None or self._any(job, is_reached)
        ]
        while order:
            found = state.build(np.array(order, np.int64), rule(keeps_home=True))
            if found < 0:
                break
            # a longest wait may bind it to places that were kept: all of it goes anew
            job = int(jobs.raw.task["job"][found])
            more = None if job in whole else self._take_out(job)
            if more is None:
                return self._refusal(jobs.keys[found])
            whole |= more
            hurt |= more
            rest = order[order.index(job) + 1 :]
            order = [job, *sorted(more - {job, *rest}), *rest]
        self._note(hurt, reached)
        return None

    def _any(self, job: int, holds: Callable[[OperationKey], bool]) -> bool:
        first, last = self._jobs.raw.job[["first_task", "last_task"]][job]
        return any(holds(key) for key in self._jobs.keys[first:last])

    def _take_out(self, job: int) -> set[int] | None:
        """Take out a job and whom that costs a changeover; None if that is a fact."""
        state = self._state
        waiting, out = [job], set[int]()
        while waiting:
            one = waiting.pop()
            if one in out:
                continue
            out.add(one)
            if not state.remove(one):
                state.undo(0)
                state.lost()
                return None
            tasks = state.lost()
            waiting.extend(self._jobs.raw.task["job"][tasks].tolist() if tasks else ())
        state.settle()
        return out

    def _keep(self) -> None:
        """Take the places of the earlier plan that can still be had, all at once."""
        state, jobs = self._state, self._jobs
        state.widen()
        task = jobs.raw.task[: jobs.tasks]
        ways = (task["last_way"] - task["first_way"]).astype(np.int64)
        owner = np.repeat(np.arange(jobs.tasks), ways)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(ways) - ways, ways)
        way = task["first_way"][owner] + within
        fits = jobs.raw.way["set"][way] == task["home_set"][owner]
        tasks, first, many = np.unique(
            owner[fits], return_index=True, return_counts=True
        )
        chosen = way[fits][first]
        for index in np.flatnonzero(many > 1).tolist():  # equal but for their minutes
            key = jobs.keys[tasks[index]]
            chosen[index] = state.way_of(self._earlier.assignments[key])
        rows = np.zeros((len(tasks), 4), np.int64)
        rows[:, 0], rows[:, 1], rows[:, 2] = tasks, chosen, task["home"][tasks]
        rows = rows[np.lexsort((rows[:, 0], rows[:, 2]))]
        keep(state.shop.raw, jobs.raw, state.held, rows)
        state.settle()

    def _note(self, hurt: Iterable[int], reached: Iterable[int]) -> None:
        """Remember who lost places, whom the event reached, whose promise is broken."""
        jobs, state = self._jobs, self._state
        score = state.held.score
        count = len(jobs.jobs)
        self._hurt = np.array(sorted(hurt), np.int32)
        reached_job = np.zeros(count + 1, np.int32)
        reached_job[list(reached)] = 1
        self._is_reached = reached_job[jobs.raw.task["job"]]
        self._may_break = (score[:, BROKEN] > 0).astype(np.int32)
        self._moved = np.zeros(len(score), np.int32)
        all_away(jobs.raw, state.held, self._is_reached, self._moved)

    def _refusal(self, key: OperationKey) -> Infeasible:
        operation = self.problem.operation_by_key[key]
        names = [name for way in operation.alternatives for name in way.resources]
        resource = names[0] if names else ""
        length = self.problem.horizon.length_min
        since = self.problem.horizon.freeze_min
        return Infeasible(*key, resource, no_room(resource, key[1], since, length))

    @property
    def unreached(self) -> int:
        """Operations that are not fixed and of no job that lost a place."""
        fixed = len(self.problem.fixed_by_key)
        reached = int(self._is_reached[: self._jobs.tasks].sum())
        return self._jobs.tasks - fixed - reached

    def schedule(self) -> Schedule:
        """Return the plan as it is now, with its facts as they were given."""
        jobs, place = self._jobs, self._state.held.place[: self._jobs.tasks]
        earlier = self._earlier.assignments
        # most are where they were: those are not told anew
        told = [one for one in earlier.values() if one.key in jobs.task_of]
        tasks = np.array([jobs.task_of[one.key] for one in told], np.int64)
        same = np.zeros(jobs.tasks, bool)
        if told:
            home = jobs.raw.task[tasks]
            now = place[tasks]
            kind = jobs.raw.way["set"][now["way"]]
            same[tasks] = (
                (now["way"] >= 0)
                & (now["start"] == home["home"])
                & (kind == home["home_set"])
                & (now["end"] == [one.end_min for one in told])
                & (now["setup"] == [one.setup_min for one in told])
            )
        keys = jobs.keys
        planned = {keys[task]: earlier[keys[task]] for task in np.flatnonzero(same)}
        moved = np.flatnonzero(~same & (place["way"] >= 0)).tolist()
        planned.update((one.key, one) for one in self._state.assignments(moved))
        planned.update(self.problem.fixed_by_key)
        return Schedule(planned)

    def objective(self) -> Objective:
        """Worth of the plan as it is now."""
        return self._state.objective()

    def tally(self, share: float, *, watches_promises: bool) -> Tally:
        """Count an improvement that may move a share of what is out of reach."""
        return Tally(
            int(share * self.unreached),
            int(self._moved.sum()),
            int(self._state.held.total[TARDY]),
            int(self._state.held.score[:, TARDY].max(initial=0)),
            watches_promises=watches_promises,
        )

    def improve(self, tally: Tally, weights: Array, rounds: int) -> None:
        """Make rounds of improvement, counted in a tally."""
        improve(
            self._state.shop.raw,
            self._jobs.raw,
            self._state.held,
            *self._starting_points(),
            self._is_reached,
            self._may_break,
            self._moved,
            weights,
            tally.raw,
            rounds,
        )

    def kept_promises(self) -> frozenset[str]:
        """Ids of the jobs whose promise the repair kept."""
        pairs = zip(self._jobs.jobs, self._may_break.tolist(), strict=False)
        return frozenset(job.id for job, is_broken in pairs if not is_broken)

    def _starting_points(self) -> tuple[Array, Array]:
        """Jobs to start a round from: those that were hurt and are late; late ones."""
        score = self._state.held.score[: len(self._jobs.jobs)]
        late = np.flatnonzero(score[:, TARDY] + score[:, BROKEN]).astype(np.int32)
        hurt_late = np.intersect1d(self._hurt, late).astype(np.int32)
        return (hurt_late if len(hurt_late) or len(late) else self._hurt), late

    def is_movable(self) -> bool:
        """Whether there is anything to start from."""
        return any(len(one) for one in self._starting_points())


def _urgency(job: Job) -> tuple[bool, int, int]:
    promised = job.promise_min
    return (promised is None, promised or 0, -job.weight)
