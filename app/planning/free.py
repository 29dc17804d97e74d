"""What a plan leaves free: an index kept beside the reading that it was made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.base.collecting import leave_out_what_lives, not_collecting
from app.planning.follow import MANY, Change
from app.planning.reading import CurrentPlan
from app.planning.slide import Outlook, outlook_of
from scheduling.problem import OperationKey, Problem
from scheduling.promise import Capacity
from scheduling.schedule import Assignment


@dataclass(frozen=True)
class Free:
    """
    Free capacity, and the places that it counts as taken.

    Parameters
    ----------
    pushed
        Places when the index was made: the plan as the floor will follow it.
    since
        What changed since; None for places that were given back.
    """

    capacity: Capacity
    pushed: Mapping[OperationKey, Assignment]
    since: Mapping[OperationKey, Assignment | None]

    def after(self, changes: Iterable[Change]) -> "Free":
        """Return the index with these changes; this one stays as it is."""
        capacity, since = self.capacity, dict(self.since)
        for change in changes:
            if change.before is not None:
                job = change.before
                keys = [(job.id, operation.id) for operation in job.operations]
                known = (since.get(key, self.pushed.get(key)) for key in keys)
                freed = [one for one in known if one is not None]
                capacity = capacity.releasing(job, freed)
                since.update(dict.fromkeys(keys))
            if change.after is not None:
                capacity = capacity.holding(change.after, change.taken)
                since.update((one.key, one) for one in change.taken)
        return Free(capacity, self.pushed, since)


def outlook(plan: CurrentPlan, now: datetime) -> tuple[Problem, Outlook]:
    """Re-time a plan as of now; once per reading."""
    if "outlook" not in plan.memo:
        with not_collecting():
            problem = plan.standing_problem
            seen = outlook_of(plan, problem, plan.minute(now))
        plan.memo["outlook"] = (problem, seen)
    found: tuple[Problem, Outlook] = plan.memo["outlook"]
    return found


def free_of(plan: CurrentPlan, now: datetime) -> Free:
    """Index of what a plan leaves free; made once per reading, then followed."""
    if "free" not in plan.memo:
        if "free before" in plan.memo:
            index, changes = plan.memo["free before"]
            plan.memo["free"] = index.after(changes)
        else:
            problem, seen = outlook(plan, now)
            places = seen.schedule.assignments
            with not_collecting():
                capacity = Capacity.of(problem, seen.schedule)
            plan.memo["free"] = Free(capacity, places, {})
            if len(plan.entries) >= MANY:
                leave_out_what_lives()
    found: Free = plan.memo["free"]
    return found
