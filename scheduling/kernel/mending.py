"""A plan that is mended after a disturbance: kept, completed, improved under a cap."""

# Records have no types, and a call into a compiled loop takes what it takes.
# mypy: disable-error-code="no-any-return"

from collections.abc import Iterable

import numpy as np

from scheduling.jobs import Job
from scheduling.kernel.keep import keep
from scheduling.kernel.layout import BROKEN, TARDY, Array
from scheduling.kernel.repair import AWAY, BETTER, CAP, CHECKS, DONE, improve
from scheduling.kernel.shop import ShopArrays
from scheduling.kernel.state import State, rule
from scheduling.kernel.work import JobArrays
from scheduling.problem import Problem
from scheduling.schedule import Infeasible, Objective, OperationKey, Schedule
from scheduling.sentences import no_room

_HURT_TIMES = 4
"""How much likelier a round starts from a job that was hurt than from a late one."""


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

    def repair(self) -> Infeasible | None:
        """
        Keep what still fits and place the rest in the gaps, most urgent jobs first.

        Where the gaps are not enough for a job, nothing else is moved for it, but all
        of it is: what it kept may be too early for a longest wait to be met.
        """
        state, jobs = self._state, self._jobs
        self._keep()
        missing = np.flatnonzero(state.held.place["way"][: jobs.tasks] < 0)
        owners = np.unique(jobs.raw.task["job"][missing]).tolist()
        order = sorted(owners, key=lambda index: _urgency(jobs.jobs[index]))
        reached, whole = set(order), set[int]()
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
            reached |= more
            rest = order[order.index(job) + 1 :]
            order = [job, *sorted(more - {job, *rest}), *rest]
        self._note(reached)
        return None

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

    def _note(self, owners: Iterable[int]) -> None:
        """Remember whom the disturbance reached, and whose promise is broken."""
        jobs, score = self._jobs, self._state.held.score
        count = len(jobs.jobs)
        self._hurt = np.array(sorted(owners), np.int32)
        reached_job = np.zeros(count + 1, np.int32)
        reached_job[self._hurt] = 1
        self._is_reached = reached_job[jobs.raw.task["job"]]
        self._may_break = (score[:, BROKEN] > 0).astype(np.int32)
        self._moved = np.zeros(len(score), np.int32)

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

    def improve(self, tally: Array, weights: Array, rounds: int) -> None:
        """Make rounds of improvement, counted in a tally; see :func:`tally_of`."""
        improve(
            self._state.shop.raw,
            self._jobs.raw,
            self._state.held,
            self._starting_points(),
            self._is_reached,
            self._may_break,
            self._moved,
            weights,
            tally,
            rounds,
        )

    def kept_promises(self) -> frozenset[str]:
        """Ids of the jobs whose promise the repair kept."""
        pairs = zip(self._jobs.jobs, self._may_break.tolist(), strict=False)
        return frozenset(job.id for job, is_broken in pairs if not is_broken)

    def _starting_points(self) -> Array:
        """Jobs to start a round from: those that were hurt, often, and late ones."""
        score = self._state.held.score[: len(self._jobs.jobs)]
        late = np.flatnonzero(score[:, TARDY] > 0).astype(np.int32)
        hurt_late = np.intersect1d(self._hurt, late).astype(np.int32)
        hurt = hurt_late if len(hurt_late) else self._hurt
        if not len(late):
            return hurt
        times = max(1, _HURT_TIMES * len(late) // max(1, len(hurt)))
        return np.concatenate([np.tile(hurt, times), late]).astype(np.int32)

    def is_movable(self) -> bool:
        """Whether there is anything to start from."""
        return bool(len(self._starting_points()))


def tally_of(cap: int, *, watches_promises: bool) -> Array:
    """
    Make the counts of an improvement, which it fills; see :func:`rounds_of`.

    Parameters
    ----------
    cap
        Operations out of reach that may be away from where they were.
    watches_promises
        Whether a change that breaks a promise is refused.
    """
    tally = np.zeros(5, np.int64)
    tally[CAP], tally[CHECKS] = cap, watches_promises
    return tally


def rounds_of(tally: Array) -> tuple[int, int, int]:
    """Return rounds made, rounds that helped, operations out of reach that are away."""
    return int(tally[DONE]), int(tally[BETTER]), int(tally[AWAY])


def _urgency(job: Job) -> tuple[bool, int, int]:
    promised = job.promise_min
    return (promised is None, promised or 0, -job.weight)
