"""
Key figures of a site over the next days, each with its definition.

- ``on_time_pct``: orders whose expected end is at or before their promise.
- ``utilisation_pct`` of a resource: working minutes planned, changeover included, of
  the minutes its calendar is open, times its capacity.
- ``setup_pct``: changeover minutes of all working minutes.
- ``in_progress``: orders with a started operation that are not finished.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.planning.current import current_plan
from app.planning.risks import Risk, standings
from app.planning.room import outlook
from scheduling.measures import loads


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures; percentages 0 to 100, rounded."""

    orders: int
    late: int
    at_risk: int
    on_time_pct: int
    in_progress: int
    setup_pct: int
    utilisation_pct: dict[str, int]
    bottleneck: str


def figures(session: Session, clock: Clock, site: str, *, days: int = 14) -> Figures:
    """
    Key figures of a site from the start of its day on.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    now = clock()
    plan = current_plan(session, site, now)
    problem, seen = outlook(plan, now)
    opened: dict[str, int] = {}
    worked: dict[str, int] = {}
    setup = 0
    for load in loads(problem, seen.schedule):
        if load.day < days:
            opened[load.resource] = opened.get(load.resource, 0) + load.open_min
            worked[load.resource] = worked.get(load.resource, 0) + load.work_min
            setup += load.setup_min
    usage = {one: _pct(worked[one], opened[one]) for one in opened}
    living = [one for one in standings(plan, now) if one.entry.state != "done"]
    late = sum(one.risk in {Risk.LATE, Risk.UNPLANNED} for one in living)
    begun = {job for job, _ in plan.facts}
    machines = [machine.id for machine in plan.site.machines]
    return Figures(
        orders=len(living),
        late=late,
        at_risk=sum(one.risk is Risk.AT_RISK for one in living),
        on_time_pct=_pct(len(living) - late, len(living)) if living else 100,
        in_progress=sum(one.entry.demand.id in begun for one in living),
        setup_pct=_pct(setup, sum(worked.values())),
        utilisation_pct=usage,
        bottleneck=max(machines, key=lambda one: usage[one]),
    )


def _pct(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
