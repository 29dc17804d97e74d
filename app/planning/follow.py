"""
Bringing a reading of a site up to later numbers by what changed in between.

Ten thousand reservations take seconds to read and a millisecond to follow: a hold, a
payment or a release is one row.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.planning.disturbances import spans_of
from app.planning.reading import CurrentPlan, next_expiry
from app.planning.reservations import Fact, Read, read_changed, read_facts
from app.planning.sites import SiteHead
from scheduling.problem import Job, OperationKey
from scheduling.schedule import Assignment

MANY = 1_000
"""
Reservations from which on a report of the floor is not pushed through the plan at once.

It is there when the reading is old (a quarter of an hour): pushing eighty thousand
operations takes a second, and a full floor reports every minute.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """
    One reservation gives its places up, takes others, or both.

    Parameters
    ----------
    before, after
        The job as it was and as it is; None where there is none.
    freed, taken
        Its places, then and now.
    """

    before: Job | None
    after: Job | None
    freed: tuple[Assignment, ...]
    taken: tuple[Assignment, ...]


def follow(
    session: Session,
    plan: CurrentPlan,
    head: SiteHead,
    now: datetime,
    *,
    may_lag: bool = False,
) -> CurrentPlan | None:
    """
    Bring a reading up to later numbers; None where it has to be read again.

    Parameters
    ----------
    may_lag
        Follow also where the plan was published again or the reading is old: the
        places of the published plan are then those of before.
    """
    same = head.number == plan.head.number and head.revision_id == plan.head.revision_id
    if not may_lag and not (same and now < plan.read_until):
        return None
    if spans_of(session, head.id, plan.origin) != plan.spans:
        return None
    changed = _changed(session, plan, now)
    facts = read_facts(session, head.id, changed, now) if changed else {}
    reported = {key: fact for key, fact in plan.facts.items() if key[0] in changed}
    if facts != reported and len(plan.entries) < MANY:
        return None
    changes = [c for job, read in changed.items() if (c := _change(plan, job, read))]
    if _touches(changes, (*facts, *reported)):
        return None
    followed = replace(
        plan,
        head=replace(plan.head, change_number=head.change_number),
        entries=_entries(plan, changed),
        planned=_planned(plan, changes),
        facts=_facts(plan, changed, facts),
        memo=_memo(plan, tuple(changes), keeps_facts=facts == reported),
    )
    return replace(followed, valid_until=next_expiry(followed))


def _changed(
    session: Session, plan: CurrentPlan, now: datetime
) -> dict[str, Read | None]:
    """Reservations that are different now; None for those that are gone."""
    changed = read_changed(session, plan.head, plan.site, plan.origin, now)
    for job, entry in plan.entries.items():
        if entry.expires_at is not None and entry.expires_at <= now:
            changed.setdefault(job, None)
    return changed


def _change(plan: CurrentPlan, job: str, read: Read | None) -> Change | None:
    """Tell what a reservation's change does to the plan's places; None for nothing."""
    entry = plan.entries.get(job)
    before = None if entry is None else entry.job
    after = None if read is None else read.entry.job
    keys = [(job, operation.id) for operation in before.operations] if before else []
    freed = tuple(plan.planned[key] for key in keys if key in plan.planned)
    taken = () if read is None else tuple(plan.revised.overrule(read))
    if before is None and after is None:
        return None
    is_same = before and after and before.operations == after.operations
    if is_same and {o.key: o for o in freed} == {o.key: o for o in taken}:
        return None
    return Change(before, after, freed, taken)


def _touches(changes: Iterable[Change], reported: Iterable[OperationKey]) -> bool:
    """Whether places move of a job that the floor has begun: others move by that."""
    moved = {job.id for c in changes for job in (c.before, c.after) if job is not None}
    return any(job in moved for job, _ in reported)


def _entries(
    plan: CurrentPlan, changed: Mapping[str, Read | None]
) -> Mapping[str, Any]:
    if not changed:
        return plan.entries
    entries = dict(plan.entries)
    for job, read in changed.items():
        if read is None:
            entries.pop(job, None)
        else:
            entries[job] = read.entry
    return entries


def _planned(
    plan: CurrentPlan, changes: Collection[Change]
) -> Mapping[OperationKey, Assignment]:
    if not changes:
        return plan.planned
    planned = dict(plan.planned)
    for change in changes:
        for one in change.freed:
            del planned[one.key]
        planned.update((one.key, one) for one in change.taken)
    return planned


def _facts(
    plan: CurrentPlan,
    changed: Mapping[str, Read | None],
    facts: Mapping[OperationKey, Fact],
) -> Mapping[OperationKey, Fact]:
    if not changed:
        return plan.facts
    kept = {key: fact for key, fact in plan.facts.items() if key[0] not in changed}
    return {**kept, **{key: f for key, f in facts.items() if changed.get(key[0])}}


def _memo(
    plan: CurrentPlan, changes: tuple[Change, ...], *, keeps_facts: bool
) -> dict[Any, Any]:
    """Keep what still holds: all of it where no place changed."""
    kept = ["shop"] if changes else ["shop", "free", "free before", "told"]
    if keeps_facts and not changes:
        kept.append("outlook")
    memo = {key: plan.memo[key] for key in kept if key in plan.memo}
    if changes and "free" in plan.memo:
        memo["free before"] = (plan.memo["free"], changes)
    elif changes and "free before" in plan.memo:
        index, earlier = plan.memo["free before"]
        memo["free before"] = (index, (*earlier, *changes))
    return memo
