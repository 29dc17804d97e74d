"""Room for one more demand beside a plan, kept as long as the plan is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.planning.calendars import instant_of, next_collection
from app.planning.current import CurrentPlan, Entry
from app.planning.follow import Change
from app.planning.free import free_of, outlook
from app.planning.sites import SiteHead
from app.planning.translate import Demand, Unplannable, job_of
from app.planning.words import local_words
from scheduling import promise as ctp
from scheduling.problem import Assignment, Job, ProblemError

__all__ = [
    "STEP_MIN",
    "NoPromise",
    "Room",
    "fence_min",
    "find_room",
    "outlook",
    "with_room",
]

STEP_MIN = 15
"""Promises start at a round quarter, so that a quarter's clicks share their answers."""


@dataclass(frozen=True, slots=True)
class NoPromise:
    """
    There is no date to be told.

    Parameters
    ----------
    resource
        What ran out, empty where the routing cannot be made at all.
    sentences
        Why, by language.
    """

    resource: str
    sentences: dict[str, str]


@dataclass(frozen=True, slots=True)
class Room:
    """
    Concrete capacity for a demand.

    Parameters
    ----------
    completion_at
        When its last operation would end.
    ready_at
        What may be told: the first collection after the safety margin.
    resource
        What it waited for longest, empty where it waited for nothing.
    explanation
        Why it takes so long, by language.
    """

    job: Job
    assignments: tuple[Assignment, ...]
    completion_min: int
    completion_at: datetime
    ready_at: datetime
    resource: str
    explanation: dict[str, str]


def fence_min(plan: CurrentPlan, now: datetime) -> int:
    """First minute after the freeze fence, at a round quarter."""
    fence = plan.minute(now) + plan.site.freeze_min
    return -(-fence // STEP_MIN) * STEP_MIN


def find_room(plan: CurrentPlan, demand: Demand, now: datetime) -> Room | NoPromise:
    """Earliest room for a demand that leaves every other place as it is."""
    job = job_of(plan.site, demand, plan.origin)
    if isinstance(job, Unplannable):
        return _cannot(job)
    not_before = fence_min(plan, now)
    capacity = free_of(plan, now).capacity
    try:
        answer = capacity.insert(job, not_before)
    except ProblemError as error:
        return _cannot(Unplannable(tuple(p.sentence for p in error.problems)))
    if isinstance(answer, ctp.NoPromise):
        return _full(plan, answer)
    completion_at = instant_of(plan.origin, answer.completion_min)
    safety = timedelta(minutes=plan.site.promise.safety_min)
    resource, explanation = _binding(plan, job, answer, not_before)
    return Room(
        job=job,
        assignments=answer.assignments,
        completion_min=answer.completion_min,
        completion_at=completion_at,
        ready_at=next_collection(plan.site, completion_at + safety),
        resource=resource,
        explanation=explanation,
    )


def with_room(
    plan: CurrentPlan, head: SiteHead, entry: Entry, room: Room, now: datetime
) -> CurrentPlan:
    """Put a new reservation into a reading, without reading everything again."""
    free = free_of(plan, now).after([Change(None, entry.job, (), room.assignments)])
    expires_at = entry.expires_at or plan.valid_until
    return replace(
        plan,
        head=head,
        entries={**plan.entries, entry.demand.id: entry},
        planned={**plan.planned, **{one.key: one for one in room.assignments}},
        valid_until=min(plan.valid_until, expires_at),
        memo={"free": free, "shop": plan.empty_shop},
    )


def _cannot(why: Unplannable) -> NoPromise:
    english = " ".join(why.sentences)
    return NoPromise("", {"en": english, "zh": f"该工厂无法完成此工艺路线。{english}"})


def _full(plan: CurrentPlan, answer: ctp.NoPromise) -> NoPromise:
    name, days = plan.site.name_by_resource[answer.resource], plan.site.horizon_days
    return NoPromise(
        answer.resource,
        {
            "en": f"{name['en']} is fully booked for the next {days} days.",
            "zh": f"未来 {days} 天内{name['zh']}已排满。",
        },
    )


def _binding(
    plan: CurrentPlan, job: Job, answer: ctp.Promise, not_before: int
) -> tuple[str, dict[str, str]]:
    """Find what the job waits for longest, in working minutes of its own resources."""
    problem = plan.empty_shop
    ends = {one.operation: one.end_min for one in answer.assignments}
    after = {one.id: one.after for one in job.operations}
    waits: list[tuple[int, Assignment]] = []
    for one in answer.assignments:
        ready = max([not_before, *(ends[before] for before in after[one.operation])])
        waited = problem.windows(one.resources).worked_min(ready, one.start_min)
        waits.append((waited, one))
    waited, worst = max(waits, key=lambda pair: pair[0])
    done = local_words(instant_of(plan.origin, answer.completion_min), plan.site.tzinfo)
    if waited < STEP_MIN:
        return "", {
            "en": f"Nothing has to wait; it would be packed on {done['en']}.",
            "zh": f"无需排队；预计{done['zh']}完成包装。",
        }
    resource = worst.resources[0]
    name = plan.site.name_by_resource[resource]
    free = local_words(instant_of(plan.origin, worst.start_min), plan.site.tzinfo)
    return resource, {
        "en": f"{name['en']} is taken until {free['en']};"
        f" it would be packed on {done['en']}.",
        "zh": f"{name['zh']}排满至{free['zh']}；预计{done['zh']}完成包装。",
    }
