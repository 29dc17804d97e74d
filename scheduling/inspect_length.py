"""Whether a job ends within the horizon when nothing else is in its way."""

from collections.abc import Mapping

from scheduling.faults import FaultList
from scheduling.jobs import Job, Operation
from scheduling.premises import Premises
from scheduling.schedule import Assignment

Done = dict[str, int]
"""Earliest minute from which successors may follow, by site of the operation."""


def inspect_length(
    job: Job,
    order: list[Operation],
    premises: Premises,
    fixed: Mapping[str, Assignment],
    faults: FaultList,
) -> None:
    """
    Walk a job through an empty shop.

    Parameters
    ----------
    job, order
        The job, and its operations after those they wait for.
    premises
        The shop.
    fixed
        Its operations that stand already, by operation id.
    faults
        Where it is noted that the horizon is too short.

    Notes
    -----
    Each operation is done as early as it can be at each site. That is no plan, since
    its successors may want different sites, but no plan is earlier.
    """
    done: dict[str, Done] = {}
    for operation in order:
        fact = fixed.get(operation.id)
        if fact is not None:
            site = premises.team(fact.resources).site
            done[operation.id] = {site: fact.end_min + operation.wait_min}
            continue
        own = done[operation.id] = _done(job, operation, premises, done)
        if not own:
            path = f"jobs.{job.id}.operations.{operation.id}"
            sentence = (
                f"Even in an empty shop it cannot end within the horizon of "
                f"{premises.horizon.length_min} min. Lengthen the horizon or the "
                "calendars, or release it earlier."
            )
            faults.add(path, "horizon_too_short", sentence)
            return


def _done(
    job: Job, operation: Operation, premises: Premises, done: dict[str, Done]
) -> Done:
    own: Done = {}
    for way in operation.alternatives:
        team = premises.team(way.resources)
        ready = _ready_min(job, operation, team.site, premises, done)
        if ready is None:
            continue
        windows = team.hours.windows
        search = windows.paused if operation.is_resumable else windows.whole
        place = search(ready, team.work_min(way))
        if place is not None:
            end = place[1] + operation.wait_min
            own[team.site] = min(end, own.get(team.site, end))
    return own


def _ready_min(
    job: Job,
    operation: Operation,
    site: str,
    premises: Premises,
    done: dict[str, Done],
) -> int | None:
    """Earliest start at a site; ``None`` where there is no way to it."""
    ready = max(job.release_min, premises.horizon.freeze_min, 0)
    for name, quantity in operation.materials.items():
        ready = max(ready, premises.stocked_min(name, quantity) or 0)
    for before in operation.after:
        travel = premises.travel_min
        arrivals = [
            end + (0 if origin == site else travel[origin, site])
            for origin, end in done[before].items()
            if origin == site or (origin, site) in travel
        ]
        if not arrivals:
            return None
        ready = max(ready, min(arrivals))
    return ready
