"""A quick look at jobs: most have no fault, and that is soon seen.

Whatever is not seen to be sound here is looked at closely by
:mod:`scheduling.inspect_jobs`, which alone says what is wrong.
"""

from scheduling.jobs import Job, Operation
from scheduling.premises import Premises
from scheduling.shop import Batching


def looks_sound(job: Job, premises: Premises) -> bool:
    """
    Whether a job has certainly no fault.

    Parameters
    ----------
    job
        A job of which nothing is fixed.
    premises
        Where it is to be made.

    Notes
    -----
    Instead of walking the job through the calendars, every operation is given the
    longest time that so much work ever takes there. A job may be sound and not look
    so, never the other way round.
    """
    if job.weight < 1 or not job.operations:
        return False
    done: dict[str, int] = {}  # latest minute at which successors can begin
    sites: set[str] = set()
    for operation in job.operations:
        if (
            operation.id in done
            or not done.keys() >= set(operation.after)
            or not _needs_are_sound(operation, premises)
            or not _ways_are_sound(operation, premises, sites)
        ):
            return False
        end = _latest_end(job, operation, premises, done)
        if end is None:
            return False
        done[operation.id] = end + operation.wait_min
    return premises.is_connected or len(sites) == 1


def _latest_end(
    job: Job, operation: Operation, premises: Premises, done: dict[str, int]
) -> int | None:
    """When it ends at the latest in an empty shop, or ``None`` when in doubt."""
    ready = max(job.release_min, premises.horizon.freeze_min, 0)
    for before in operation.after:
        end = done[before] + premises.longest_travel_min
        ready = max(ready, end)
    for name, quantity in operation.materials.items():
        stocked = premises.stocked_min(name, quantity)
        if stocked is None:
            return None
        ready = max(ready, stocked)
    first = operation.alternatives[0]
    team = premises.team_of[first.resources]
    span_min, latest_min = team.hours.bound(team.work_min(first))
    return ready + span_min if ready <= latest_min else None


def _needs_are_sound(operation: Operation, premises: Premises) -> bool:
    wait, longest = operation.wait_min, operation.max_wait_min
    if wait < 0 or (longest is not None and longest < wait) or operation.units < 1:
        return False
    for family in operation.setup.items():
        if family not in premises.known_families:
            if premises.family_trouble(*family) is not None:
                return False
            premises.known_families.add(family)
    for name, quantity in operation.materials.items():
        if quantity < 1 or name not in premises.materials:
            return False
    return True


def _ways_are_sound(operation: Operation, premises: Premises, sites: set[str]) -> bool:
    ways = operation.alternatives
    if not ways:
        return False
    if len(ways) > 1 and len({way.resources for way in ways}) < len(ways):
        return False
    team_of = premises.team_of
    for way in ways:
        team = team_of.get(way.resources) or premises.team(way.resources)
        work_min = way.duration_min
        if work_min < 1 or way.energy_wh < 0 or team.troubles:
            return False
        batching = team.batching
        if batching is not None:
            work_min += batching.base_min
            if not _may_batch(operation, batching):
                return False
        if work_min > team.hours.longest_min:
            return False
        sites.add(team.site)
    return True


def _may_batch(operation: Operation, batching: Batching) -> bool:
    """Whether there is room for it, and it names the family that must be equal."""
    if operation.units > batching.units:
        return False
    return batching.attribute is None or batching.attribute in operation.setup
