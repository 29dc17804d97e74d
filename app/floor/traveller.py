"""A job as its traveller tells it: what was chosen, what it uses, where it goes."""

from dataclasses import dataclass
from decimal import Decimal

from app.base.errors import NotFound
from app.catalogue.scalars import from_json
from app.catalogue.specify import Specification, specify_complete
from app.catalogue.versions import get_version_as_written
from app.floor.problems import problems_of
from app.floor.schemas import JobDetail, JobFact, JobMaterial, JobStep
from app.identity.context import Context
from app.orders.describe import describe
from app.orders.models import OrderItemRow, OrderRow
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, Entry, plan_at
from app.planning.models import ReservationRow, SiteRow
from app.planning.room import outlook
from app.planning.sites import head_of
from app.production.states import State
from configurator.results import RoutingOperation
from scheduling.schedule import Assignment


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the shopper settled; empty for a job that is not from our shop."""

    facts: list[JobFact]
    materials: list[JobMaterial]


def traveller(context: Context, reservation_id: str) -> JobDetail:
    """
    Everything an operator may want to know of a job.

    Raises
    ------
    NotFound
        When there is no such job, or it is finished since days.
    """
    session, now = context.session, context.clock()
    row = session.get(ReservationRow, reservation_id)
    if row is None:
        raise NotFound("unknown_reservation", "There is no such job.")
    plan = plan_at(session, head_of(session.get_one(SiteRow, row.site_id)), now)
    entry = plan.entries.get(reservation_id)
    if entry is None:
        raise NotFound("unknown_reservation", "This job is over.")
    chosen = _chosen(context, entry)
    placed = outlook(plan, now)[1].schedule
    return JobDetail(
        job=reservation_id,
        label=entry.label,
        quantity=entry.demand.quantity,
        picture=f"/api/floor/pictures/{reservation_id}.svg",
        facts=chosen.facts,
        materials=chosen.materials,
        steps=[
            _step(plan, entry, step, placed.assignments.get((reservation_id, step.id)))
            for step in entry.demand.routing.operations
        ],
        problems=problems_of(session, plan, [reservation_id]),
    )


def _step(
    plan: CurrentPlan, entry: Entry, step: RoutingOperation, place: Assignment | None
) -> JobStep:
    fact = plan.facts.get((entry.demand.id, step.id))
    state = State.WAITING
    if fact is not None:
        state = State.RUNNING if fact.finished_at is None else State.DONE
    names = plan.site.name_by_resource
    return JobStep(
        operation=step.id,
        name=dict(step.name),
        work_centre=step.work_centre,
        work_centre_name=dict(plan.site.work_centre_by_id[step.work_centre].name),
        state=state.value,
        start_at=instant_of(plan.origin, place.start_min) if place else None,
        end_at=instant_of(plan.origin, place.end_min) if place else None,
        resource_names=[dict(names[one]) for one in place.resources] if place else [],
    )


def _chosen(context: Context, entry: Entry) -> _Chosen:
    item = context.session.get(OrderItemRow, entry.reference)
    if item is None:
        return _Chosen([], [])
    version = get_version_as_written(context.session, item.version_id)
    said = describe(version.model, item.configuration, context.language)
    order = context.session.get_one(OrderRow, item.order_id)
    configuration = from_json(version.model, item.configuration)
    found = specify_complete(version, configuration, currency=order.currency)
    return _Chosen(
        [JobFact(name=one.name, value=one.value) for one in said],
        _materials(found, item.quantity) if isinstance(found, Specification) else [],
    )


def _materials(found: Specification, quantity: int) -> list[JobMaterial]:
    return [
        JobMaterial(
            material=line.material,
            name=dict(line.name),
            quantity=_plain(line.quantity * quantity),
            unit=line.unit,
        )
        for line in found.bill.lines
    ]


def _plain(amount: Decimal) -> str:
    """Write an amount with as many digits as a storeroom measures."""
    return f"{amount.quantize(Decimal('0.01')).normalize():f}"
