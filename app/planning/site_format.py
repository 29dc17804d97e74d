"""A site's document (YAML file or JSON from the database) read into a Site."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.planning.fields import Fields, Problems
from app.planning.site import (
    Break,
    Exceptional,
    Machine,
    Person,
    PromisePolicy,
    Setup,
    SetupFamily,
    Shift,
    Site,
    SiteCalendar,
    Text,
    WorkCentre,
)
from app.planning.site_parts import (
    read_batch,
    read_hall,
    read_limit,
    read_materials,
    read_ways,
)
from configurator.expressions import Problem
from configurator.formats.positions import Positions
from configurator.formats.yaml import YamlFile

ROOT_KEYS = (
    *("format", "id", "name", "zone", "horizon_days", "freeze_min", "promise"),
    *("holidays", "calendars", "skills", "work_centres", "resources", "people"),
    *("setups", "materials", "halls", "transports"),
)
SWATCH = re.compile(r"#[0-9a-fA-F]{6}")
WEEK_MIN = 7 * 24 * 60


class SiteError(ValueError):
    """A site's document is malformed; carries every problem at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_site_file(content: bytes, file: str) -> tuple[dict[str, Any], Site]:
    """
    Read a factory's YAML file.

    Returns
    -------
    tuple[dict, Site]
        The document, ready to be stored as JSON, and what it means.

    Raises
    ------
    SiteError
        With every problem, each with file and line.
    """
    read = YamlFile(file, content)
    if read.problems:
        raise SiteError(tuple(read.problems))
    positions = Positions()
    read.merge_into(positions)
    return read.data, read_site(read.data, positions)


def read_site(document: Any, positions: Positions | None = None) -> Site:
    """
    Read a factory's document.

    Raises
    ------
    SiteError
        With every problem at once.
    """
    problems = Problems(positions)
    site = _site(Fields(document, (), problems, ROOT_KEYS))
    if problems.found:
        raise SiteError(tuple(problems.found))
    return site


def _site(root: Fields) -> Site:
    root.integer("format", 1, 1)
    calendars = tuple(_calendars(root))
    calendar_ids = [calendar.id for calendar in calendars]
    skills = {e.identifier("id"): e.text("name") for e in _named(root, "skills")}
    centres = tuple(_work_centres(root))
    halls = {e.identifier("id"): e.text("name") for e in _named(root, "halls")}
    setups = tuple(_setups(root, [centre.id for centre in centres]))
    return Site(
        id=root.identifier("id"),
        name=root.text("name"),
        zone=_zone(root),
        horizon_days=root.integer("horizon_days", 7, 366, default=60),
        freeze_min=root.integer("freeze_min", 0, WEEK_MIN, default=0),
        promise=_promise(root),
        holidays=_holidays(root),
        calendars=calendars,
        skills=skills,
        work_centres=centres,
        machines=tuple(_machines(root, calendar_ids, centres, halls, setups)),
        people=tuple(_people(root, calendar_ids, skills, halls)),
        setups=setups,
        materials=tuple(read_materials(root)),
        halls=halls,
        ways=tuple(read_ways(root, halls)),
    )


def _named(root: Fields, key: str) -> Iterator[Fields]:
    return root.entries(key, ("id", "name"))


def _zone(root: Fields) -> str:
    zone = root.word("zone")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        root.add("zone", "zone", f"“{zone}” is no IANA zone such as Europe/Berlin.")
    return zone


def _promise(root: Fields) -> PromisePolicy:
    known = ("safety_min", "collection_days", "collection_at")
    fields = Fields(root.raw("promise"), ("promise",), root.problems, known)
    days = fields.weekdays("collection_days")
    if not days:
        fields.add("collection_days", "missing", "Name the days of the collection.")
    return PromisePolicy(
        safety_min=fields.integer("safety_min", 0, WEEK_MIN),
        collection_days=days,
        collection_at=fields.clock_time("collection_at"),
    )


def _holidays(root: Fields) -> dict[date, Text]:
    entries = root.entries("holidays", ("on", "name"))
    return {entry.day("on"): entry.text("name") for entry in entries}


def _calendars(root: Fields) -> Iterator[SiteCalendar]:
    known = ("id", "shifts", "breaks", "exceptions", "keeps_holidays")
    for entry in root.entries("calendars", known, least=1):
        yield SiteCalendar(
            id=entry.identifier("id"),
            shifts=tuple(_shifts(entry)),
            breaks=tuple(_breaks(entry)),
            exceptions=tuple(_exceptions(entry)),
            keeps_holidays=entry.boolean("keeps_holidays", default=True),
        )


def _shifts(calendar: Fields) -> Iterator[Shift]:
    for entry in calendar.entries("shifts", ("days", "from", "to"), least=1):
        days = entry.weekdays("days")
        if not days:
            entry.add("days", "missing", "A shift needs the days on which it starts.")
        yield Shift(days, entry.clock_time("from"), entry.clock_time("to"))


def _breaks(calendar: Fields) -> Iterator[Break]:
    for entry in calendar.entries("breaks", ("from", "to")):
        pause = Break(entry.clock_time("from"), entry.clock_time("to"))
        if pause.start >= pause.end:
            entry.add("to", "order", "A break ends after it starts, on the same day.")
        yield pause


def _exceptions(calendar: Fields) -> Iterator[Exceptional]:
    for entry in calendar.entries("exceptions", ("on", "from", "to", "closed")):
        if entry.boolean("closed", default=False):
            yield Exceptional(entry.day("on"), None, None)
        else:
            start, end = entry.clock_time("from"), entry.clock_time("to")
            yield Exceptional(entry.day("on"), start, end)


def _work_centres(root: Fields) -> Iterator[WorkCentre]:
    known = (
        *("id", "name", "stage", "process_min", "resumable"),
        *("wait_min", "next_within_min"),
    )
    for entry in root.entries("work_centres", known, least=1):
        process_min = None
        if entry.raw("process_min") is not None:
            process_min = entry.integer("process_min", 1, 24 * 60)
        yield WorkCentre(
            id=entry.identifier("id"),
            name=entry.text("name"),
            stage=entry.text("stage"),
            process_min=process_min,
            is_resumable=entry.boolean("resumable", default=True),
            wait_min=entry.integer("wait_min", 0, WEEK_MIN, default=0),
            next_within_min=read_limit(entry, WEEK_MIN),
        )


def _machines(
    root: Fields,
    calendars: list[str],
    centres: tuple[WorkCentre, ...],
    halls: Mapping[str, Text],
    setups: tuple[Setup, ...],
) -> Iterator[Machine]:
    known = (
        *("id", "name", "work_centre", "calendar"),
        *("capacity", "batch", "hall", "power_w"),
    )
    centre_ids = [centre.id for centre in centres]
    used: set[str] = set()
    for entry in root.entries("resources", known, least=1):
        machine = Machine(
            id=entry.identifier("id"),
            name=entry.text("name"),
            work_centre=entry.reference("work_centre", centre_ids),
            calendar=entry.reference("calendar", calendars),
            capacity=entry.integer("capacity", 1, 1000, default=1),
            batch=read_batch(entry, setups),
            hall=read_hall(entry, halls),
            power_w=entry.integer("power_w", 0, 1_000_000, default=0),
        )
        used.add(machine.work_centre)
        yield machine
    for index, centre in enumerate(centre_ids):
        if centre not in used:
            sentence = f"No resource belongs to work centre “{centre}”."
            path = ("work_centres", index)
            root.problems.add(path, "no_resource", sentence)


def _people(
    root: Fields,
    calendars: list[str],
    skills: Mapping[str, Text],
    halls: Mapping[str, Text],
) -> Iterator[Person]:
    machines = [m.get("id") for m in root.raw("resources", []) if isinstance(m, dict)]
    held: set[str] = set()
    for entry in root.entries("people", ("id", "name", "calendar", "skills", "hall")):
        person = Person(
            id=entry.identifier("id"),
            name=entry.text("name"),
            calendar=entry.reference("calendar", calendars),
            skills=entry.identifiers("skills", known=skills),
            hall=read_hall(entry, halls),
        )
        if person.id in machines:
            sentence = f"“{person.id}” is the id of a resource already."
            entry.add("id", "duplicate_id", sentence)
        held.update(person.skills)
        yield person
    for index, skill in enumerate(skills):
        if skill not in held:
            sentence = f"Nobody has the skill “{skill}”."
            root.problems.add(("skills", index), "no_person", sentence)


def _setups(root: Fields, centres: list[str]) -> Iterator[Setup]:
    known = ("attribute", "work_centres", "default_min", "families", "changes")
    for entry in root.entries("setups", known):
        families = tuple(_families(entry))
        changes = dict(_changes(entry, [family.id for family in families]))
        yield Setup(
            attribute=entry.identifier("attribute"),
            work_centres=entry.identifiers("work_centres", known=centres),
            default_min=entry.integer("default_min", 0, 24 * 60),
            families=families,
            change_min={k: v for k, v in changes.items() if v is not None},
            forbidden=frozenset(k for k, v in changes.items() if v is None),
        )


def _families(setup: Fields) -> Iterator[SetupFamily]:
    for entry in setup.entries("families", ("id", "name", "swatch")):
        swatch = entry.word("swatch", default="#888888")
        if not SWATCH.fullmatch(swatch):
            entry.add("swatch", "colour", f"{swatch!r} is no colour such as #c8a06a.")
        yield SetupFamily(entry.identifier("id"), entry.text("name"), swatch)


def _changes(
    setup: Fields, families: list[str]
) -> Iterator[tuple[tuple[str, str], int | None]]:
    for entry in setup.entries("changes", ("from", "to", "minutes", "forbidden")):
        source, target = (entry.reference(key, families) for key in ("from", "to"))
        if source and source == target:
            entry.add("to", "order", "A family needs no change to itself.")
        if entry.boolean("forbidden", default=False):
            yield (source, target), None
        else:
            yield (source, target), entry.integer("minutes", 0, 24 * 60)
