"""A full order book: a joinery of several lines with thousands of planned orders."""

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
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
from app.planning.current import current_plan
from app.planning.models import PlanRevisionRow, ReservationRow, SiteRow
from app.planning.routings import dump_routing
from app.planning.site import Site
from app.planning.sites import import_site
from app.planning.translate import Demand, dump_assignments, job_of, shop_of
from configurator.formats.yaml import YamlFile
from configurator.results import Routing, RoutingOperation
from scheduling.measures import completion_min
from scheduling.problem import Alternative, Job, Operation, Problem
from scheduling.schedule import Assignment, Schedule

SITE = "linden"
LINES = 3
"""How many times every machine and every person of the demo's joinery is there."""

HORIZON_DAYS = 180
_NEVER = 10**9
_SAMPLE = Path(app.planning.__file__).parent / "samples" / f"{SITE}.yaml"
_STEPS = (
    ("cut", "panel_saw", None),
    ("edge", "edge_banding", None),
    ("drill", "drilling", None),
    ("spray", "spray_booth", "lacquerer"),
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
    """Yield orders of seven operations in six colours, 8 to 18 minutes each."""
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
    standing = tuple(current_plan(session, SITE, now).planned.values())
    schedule = _planned(site, origin, tuple(jobs.values()), standing, now)
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
        assignments=dump_assignments((*standing, *schedule.assignments.values())),
        objective={},
        history=[],
        diff={},
    )
    session.add(revision)
    session.flush()
    row.revision_id = revision.id
    return len(schedule.assignments)


def _planned(
    site: Site,
    origin: datetime,
    jobs: tuple[Job, ...],
    standing: tuple[Assignment, ...],
    now: datetime,
) -> Schedule:
    """
    Plan everything from tomorrow on, a week's orders of one colour after the other.

    Each operation follows what its machine and its person did last: no solver is
    needed, and the book is the same whatever the solver learns.
    """
    shop = shop_of(site, origin, freeze_min=0)
    problem = Problem(
        horizon=shop.horizon,
        calendars=shop.calendars,
        resources=shop.resources,
        setups=shop.setups,
        jobs=(),
    )
    first = (now - origin) // timedelta(minutes=1) + 24 * 60
    free = dict.fromkeys(problem.resource_by_id, first)
    for one in standing:
        ends = {name: max(free[name], one.end_min) for name in one.resources}
        free.update(ends)
    desk = _Appending(problem, free)
    weeks = [jobs[at : at + 600] for at in range(0, len(jobs), 600)]
    in_order = [job for week in weeks for job in sorted(week, key=_colour)]
    return Schedule.of(one for job in in_order for one in desk.place(job))


def _colour(job: Job) -> str:
    return next(one.setup["colour"] for one in job.operations if one.setup)


@dataclass
class _Appending:
    """Places operations behind each other; nothing is put into a gap."""

    problem: Problem
    free: dict[str, int]
    family: dict[str, str] = field(default_factory=dict)

    def place(self, job: Job) -> Iterator[Assignment]:
        """Yield the places of a chain of operations."""
        at = 0
        for operation in job.operations:
            tried = [
                (self._try(way, operation, at), way) for way in operation.alternatives
            ]
            ((end, start, setup_min), way) = min(tried, key=itemgetter(0))
            if end >= _NEVER:
                raise ValueError(f"the horizon is too short for {operation.id}")
            at = end
            self.free.update(dict.fromkeys(way.resources, end))
            if "colour" in operation.setup:
                self.family[way.resources[0]] = operation.setup["colour"]
            yield Assignment(job.id, operation.id, way.resources, start, end, setup_min)

    def _try(
        self, way: Alternative, operation: Operation, at: int
    ) -> tuple[int, int, int]:
        start = max(at, *(self.free[resource] for resource in way.resources))
        setup_min = self._setup_min(way, operation)
        windows = self.problem.windows(way.resources)
        found = windows.paused(start, way.duration_min + setup_min)
        return (_NEVER, 0, 0) if found is None else (found[1], found[0], setup_min)

    def _setup_min(self, way: Alternative, operation: Operation) -> int:
        machine = way.resources[0]
        wanted = operation.setup.get("colour")
        if wanted is None or not self.problem.resource_by_id[machine].setups:
            return 0
        matrix = self.problem.matrix_by_attribute["colour"]
        return matrix.changeover_min(self.family.get(machine), wanted) or 0
