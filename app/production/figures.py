"""
Key figures of a site over the next days, as ``docs/key-figures.md`` defines them.

Percentages are rounded; where there is nothing to divide by there is no figure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.planning.current import CurrentPlan, current_plan
from app.planning.risks import Risk, standings
from app.planning.room import outlook
from scheduling import key_figures
from scheduling.key_figures import Ratio, Span
from scheduling.measures import DAY_MIN
from scheduling.problem import Job


@dataclass(frozen=True, slots=True)
class Figures:
    """
    Key figures; percentages 0 to 100, rounded.

    Parameters
    ----------
    in_full_pct
        Orders promised within these days of which all items are in time.
    in_progress_average
        Order items begun and not completed, on average over these days.
    energy_wh_per_piece
        Of the items completed within these days; None where no machine has a power.
    stock_turns
        A year's use at this pace over the average stock; None where none is counted.
    """

    days: int
    orders: int
    late: int
    at_risk: int
    on_time_pct: int
    in_full_pct: int | None
    in_progress: int
    in_progress_average: float
    setup_pct: int
    utilisation_pct: dict[str, int]
    bottleneck: str
    energy_wh_per_piece: int | None
    stock_turns: float | None


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
    span = Span(0, min(days * DAY_MIN, plan.shop.horizon.length_min))
    asked = (problem, seen.schedule, span)
    usage = {
        name: _rounded(ratio) for name, ratio in key_figures.utilisation(*asked).items()
    }
    living = [one for one in standings(plan, now) if one.entry.state != "done"]
    late = sum(one.risk in {Risk.LATE, Risk.UNPLANNED} for one in living)
    begun = {job for job, _ in plan.facts}
    machines = [machine.id for machine in plan.site.machines]
    energy = key_figures.energy_per_piece(*asked, pieces_of=_pieces(plan))
    progress = key_figures.work_in_progress(*asked).value or 0.0
    in_time = Ratio(len(living) - late, len(living))
    return Figures(
        days=days,
        orders=len(living),
        late=late,
        at_risk=sum(one.risk is Risk.AT_RISK for one in living),
        on_time_pct=_rounded(in_time) if living else 100,
        in_full_pct=_pct(key_figures.on_time_in_full(*asked, order_of=_order_of(plan))),
        in_progress=sum(one.entry.demand.id in begun for one in living),
        in_progress_average=round(progress, 1),
        setup_pct=_rounded(key_figures.setup_share(*asked)),
        utilisation_pct=usage,
        bottleneck=max(machines, key=lambda one: usage[one]),
        energy_wh_per_piece=round(energy.part / energy.whole) if energy.part else None,
        stock_turns=_turns(key_figures.stock_turns(*asked).values()),
    )


def _order_of(plan: CurrentPlan) -> Callable[[Job], str]:
    """Name of the order an item belongs to: its label up to the slash."""
    return lambda job: plan.entries[job.id].label.partition("/")[0]


def _pieces(plan: CurrentPlan) -> Callable[[Job], int]:
    return lambda job: plan.entries[job.id].demand.quantity


def _turns(ratios: Iterable[Ratio]) -> float | None:
    """Average the turns of the counted materials."""
    values = [ratio.value for ratio in ratios if ratio.part and ratio.whole]
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 1) if known else None


def _pct(ratio: Ratio) -> int | None:
    return None if ratio.value is None else round(100 * ratio.value)


def _rounded(ratio: Ratio) -> int:
    return _pct(ratio) or 0
