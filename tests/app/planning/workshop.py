"""A small factory, the two real ones, and routings for them."""

from datetime import UTC, datetime
from pathlib import Path

import app.planning
from app.db.services import Services
from app.identity.context import Tenant
from app.planning.site import Site
from app.planning.site_format import read_site_file
from app.planning.sites import import_site
from configurator.results import Routing, RoutingOperation

SAMPLES = Path(app.planning.__file__).parent / "samples"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

WORKSHOP = """
format: 1
id: workshop
name: {en: Workshop, zh: 作坊}
zone: Europe/Berlin
horizon_days: 30
freeze_min: 60
promise:
  safety_min: 240
  collection_days: [mon, tue, wed, thu, fri]
  collection_at: "16:00"
calendars:
  - id: day
    shifts:
      - {days: [mon, tue, wed, thu, fri], from: "08:00", to: "16:00"}
    breaks:
      - {from: "12:00", to: "12:30"}
skills:
  - {id: painter, name: {en: Painter, zh: 油漆工}}
work_centres:
  - {id: saw, name: {en: Saw, zh: 锯}, stage: {en: cut, zh: 已开料}}
  - {id: booth, name: {en: Booth, zh: 喷房}, stage: {en: painted, zh: 已喷漆}}
  - id: oven
    name: {en: Oven, zh: 炉}
    stage: {en: cured, zh: 已固化}
    process_min: 60
    resumable: false
resources:
  - {id: saw_1, name: {en: Saw 1, zh: 锯 1}, work_centre: saw, calendar: day}
  - {id: booth_1, name: {en: Booth, zh: 喷房}, work_centre: booth, calendar: day}
  - id: oven_1
    name: {en: Oven, zh: 炉}
    work_centre: oven
    calendar: day
    capacity: 2
people:
  - {id: ada, name: {en: Ada, zh: 艾达}, calendar: day, skills: [painter]}
setups:
  - attribute: colour
    work_centres: [booth]
    default_min: 20
    families:
      - {id: white, name: {en: White, zh: 白}, swatch: "#ffffff"}
      - {id: black, name: {en: Black, zh: 黑}, swatch: "#000000"}
    changes:
      - {from: black, to: white, minutes: 45}
"""


def step(
    name: str, work_centre: str, minutes: int, *after: str, **more: str
) -> RoutingOperation:
    return RoutingOperation(
        id=name,
        name={"en": name.title(), "zh": name},
        work_centre=work_centre,
        minutes=minutes,
        after=after,
        setup={"colour": more["colour"]} if "colour" in more else {},
        skill=more.get("skill"),
    )


def painted(colour: str = "white", minutes: int = 60) -> Routing:
    """Cut, painted by a painter, cured."""
    return Routing(
        (
            step("cut", "saw", minutes),
            step("paint", "booth", minutes, "cut", colour=colour, skill="painter"),
            step("cure", "oven", 30, "paint"),
        )
    )


def sample(name: str) -> Site:
    content = (SAMPLES / f"{name}.yaml").read_bytes()
    return read_site_file(content, f"{name}.yaml")[1]


def stored_workshop(services: Services, tenant: Tenant) -> str:
    """Store the small factory and answer its code."""
    with services.database.begin(tenant.id) as session:
        return import_site(session, WORKSHOP.encode(), "workshop.yaml").id
