"""A full order book: a joinery of several lines with thousands of planned orders."""

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import app.planning
from app.base.ids import new_id
from app.base.settings import Settings
from app.factory import make_services
from app.identity.tenants import tenant_by_slug
from app.planning.calendars import instant_of, origin_of
from app.planning.models import PlanRevisionRow, ReservationRow, SiteRow
from app.planning.routings import dump_routing
from app.planning.site import Site
from app.planning.sites import import_site
from app.planning.translate import Demand, dump_assignments, job_of, shop_of
from configurator.formats.yaml import YamlFile
from configurator.results import Routing, RoutingOperation
from scheduling.measures import completion_min
from scheduling.problem import Job, Problem
from scheduling.schedule import Infeasible, Schedule

SITE = "linden"
LINES = 3
"""How many times every machine and every person of the demo's joinery is there."""

HORIZON_DAYS = 150
_SAMPLE = Path(app.planning.__file__).parent / "samples" / f"{SITE}.yaml"
_STEPS = (
    ("cut", "panel_saw", None),
    ("edge", "edge_banding", None),
    ("drill", "drilling", None),
    ("spray", "spray_booth", "lacquerer"),
    ("cure", "oven", None),
    ("assemble", "assembly", "joiner"),
    ("inspect", "inspection", None),
    ("pack", "packing", None),
)


def fill(data: Path, orders: int, *, seed: int = 1) -> int:
    """
    Enlarge the demo's joinery and fill it with planned orders.

    Parameters
    ----------
    data
        Data folder of a house that has loaded the demo.
    orders
        How many more open orders there are then.

    Returns
    -------
    int
        Operations that were planned.
    """
    services = make_services(Settings(data_dir=data), wakes_workers=False)
    try:
        tenant = tenant_by_slug(services.database, "demo")
        now = services.clock()
        with services.database.begin(tenant.id) as session:
            site = import_site(session, _larger().encode(), f"{SITE}.yaml")
            return _write(session, site, list(_demands(orders, seed, now)), now)
    finally:
        services.database.engine.dispose()


def _larger() -> str:
    """Write the joinery with more lines and a longer horizon."""
    document = _sample()
    document["horizon_days"] = HORIZON_DAYS
    for key in ("resources", "people"):
        document[key] = [
            one for line in range(LINES) for one in _line(document[key], line)
        ]
    return json.dumps(document)  # which is YAML


def _sample() -> dict[str, Any]:
    return YamlFile(_SAMPLE.name, _SAMPLE.read_bytes()).data


def _line(members: list[Any], line: int) -> Iterator[Any]:
    for member in members:
        twin = copy.deepcopy(member)
        if line:
            twin["id"] = f"{member['id']}_{line + 1}"
        yield twin


def _demands(orders: int, seed: int, now: datetime) -> Iterator[Demand]:
    """Yield orders of eight operations in six colours, 8 to 18 minutes each."""
    rng = random.Random(seed)
    colours = [family["id"] for family in _sample()["setups"][0]["families"]]
    for _ in range(orders):
        colour = rng.choice(colours)
        yield Demand(new_id(), _routing(rng, colour), 1, now)


def demand_routing(number: int) -> Routing:
    """Return the routing of one more order, another for each number."""
    rng = random.Random(number)
    return _routing(rng, rng.choice(["white_lacquer", "black_lacquer", "oak_oil"]))


def _routing(rng: random.Random, colour: str) -> Routing:
    steps: list[RoutingOperation] = []
    for name, centre, skill in _STEPS:
        steps.append(
            RoutingOperation(
                id=name,
                name={"en": name.title(), "zh": name},
                work_centre=centre,
                minutes=rng.randint(8, 18),
                after=(steps[-1].id,) if steps else (),
                setup={"colour": colour} if name == "spray" else {},
                skill=skill,
            )
        )
    return Routing(tuple(steps))


def _write(session: Session, site: Site, demands: list[Demand], now: datetime) -> int:
    origin = origin_of(site, now)
    jobs = {
        d.id: job for d in demands if isinstance(job := job_of(site, d, origin), Job)
    }
    schedule = _planned(site, origin, tuple(jobs.values()), now)
    row = session.scalars(select(SiteRow).where(SiteRow.code == SITE)).one()
    rows = []
    for demand in demands:
        own = {one.operation: one for one in schedule.of_job(demand.id)}
        end = completion_min(jobs[demand.id], own)
        row.reservation_number += 1
        row.change_number += 1
        rows.append(
            {
                "id": demand.id,
                "tenant_id": row.tenant_id,
                "site_id": row.id,
                "number": row.reservation_number,
                "change_number": row.change_number,
                "state": "committed",
                "reference": demand.id,
                "label": f"BENCH-{row.reservation_number}",
                "routing": dump_routing(demand.routing),
                "quantity": 1,
                "weight": 1,
                "release_at": now,
                "promise_at": instant_of(origin, end) + timedelta(days=2),
                "origin_at": origin,
                "assignments": dump_assignments(own.values()),
                "created_at": now,
            }
        )
    session.execute(insert(ReservationRow), rows)
    revision = PlanRevisionRow(
        site_id=row.id,
        number=1_000,
        site_number=row.number,
        change_number=row.change_number,
        origin_at=origin,
        published_at=now,
        reason="bench",
        assignments=dump_assignments(schedule.assignments.values()),
        objective={},
        history=[],
        diff={},
    )
    session.add(revision)
    session.flush()
    row.revision_id = revision.id
    return len(schedule.assignments)


def _planned(
    site: Site, origin: datetime, jobs: tuple[Job, ...], now: datetime
) -> Schedule:
    """Plan everything from tomorrow's first minute on, as a first plan does."""
    shop = shop_of(site, origin, freeze_min=0)
    problem = Problem(
        horizon=replace(shop.horizon, freeze_min=24 * 60),
        calendars=shop.calendars,
        resources=shop.resources,
        setups=shop.setups,
        jobs=jobs,
    )
    from scheduling.solve import solve  # noqa: PLC0415 - only who fills needs it

    found = solve(problem, seconds=1.0, seed=1, iterations=1)
    if isinstance(found, Infeasible):
        raise TypeError(found.sentences["en"])
    return found.schedule
