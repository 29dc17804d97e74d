"""Factory files: the real ones are whole, broken ones name every problem's line."""

import json

import pytest

from app.planning.site_format import SiteError, read_site, read_site_file
from app.planning.sites import import_site, load_site, site_head
from tests.app.planning.workshop import SAMPLES, WORKSHOP, sample

LINDEN_CENTRES = {
    *("panel_saw", "edge_banding", "drilling", "spray_booth"),
    *("oven", "assembly", "inspection", "packing"),
}
AILIN_CENTRES = {
    *("cutting", "sewing", "buttonholes", "pressing", "inspection", "packing"),
}


def problems(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(SiteError) as raised:
        read_site_file(text.encode(), "site.yaml")
    return [(p.line, p.path, p.code) for p in raised.value.problems]


def test_the_factories_have_the_work_centres_that_routings_name():
    assert set(sample("linden").work_centre_by_id) == LINDEN_CENTRES
    assert set(sample("ailin").work_centre_by_id) == AILIN_CENTRES
    assert set(sample("linden").skills) == {"lacquerer", "joiner"}
    assert set(sample("ailin").skills) == {"shirtmaker", "overlock"}


@pytest.mark.parametrize("name", ["linden", "ailin"])
def test_a_document_means_the_same_after_a_trip_through_json(name):
    content = (SAMPLES / f"{name}.yaml").read_bytes()
    document, site = read_site_file(content, name)
    assert read_site(json.loads(json.dumps(document))) == site


CHANGES = [
    ("zone: Europe/Berlin", "zone: Berlin", "zone", "zone"),
    ('from: "08:00"', 'from: "8 am"', "calendars.0.shifts.0.from", "time"),
    ("calendar: day}", "calendar: night}", "resources.0.calendar", "unknown_id"),
    ("work_centre: saw,", "work_centre: sea,", "resources.0.work_centre", "unknown_id"),
    ("id: ada", "id: saw_1", "people.0.id", "duplicate_id"),
    ("id: black", "id: white", "setups.0.families.1.id", "duplicate_id"),
    ("minutes: 45", "minutes: -1", "setups.0.changes.0.minutes", "range"),
    ("to: white", "to: black", "setups.0.changes.0.to", "order"),
    ("capacity: 2", "capacity: two", "resources.2.capacity", "type"),
    ("safety_min: 240", "safety: 240", "promise.safety", "unknown_key"),
    ("horizon_days: 30", "horizon_days: 3", "horizon_days", "range"),
    ("zh: 作坊", "zh: ''", "name.zh", "type"),
    ('from: "12:00"', 'from: "13:00"', "calendars.0.breaks.0.to", "order"),
    ('"#ffffff"', "snow", "setups.0.families.0.swatch", "colour"),
    ("[painter]", "[poet]", "people.0.skills", "unknown_id"),
]


@pytest.mark.parametrize(("good", "bad", "path", "code"), CHANGES)
def test_one_mistake_is_named_at_its_line(good, bad, path, code):
    assert WORKSHOP.count(good) >= 1
    broken = WORKSHOP.replace(good, bad, 1)
    line = 1 + WORKSHOP[: WORKSHOP.index(good)].count("\n")
    found = problems(broken)
    assert (path, code) in {(p, c) for _, p, c in found}
    assert line in {at for at, _, _ in found}


def test_all_mistakes_come_out_at_once():
    broken = WORKSHOP
    for good, bad, _, _ in CHANGES[:3]:
        broken = broken.replace(good, bad, 1)
    assert {code for _, _, code in problems(broken)} >= {"zone", "time", "unknown_id"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "anchor"),
        ("id: a\nid: b\n", "duplicate_key"),
        ("id: [\n", "syntax"),
        ("- 1\n", "type"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(text, code):
    assert code in {found for _, _, found in problems(text)}


def test_importing_again_replaces_and_counts(session):
    import_site(session, WORKSHOP.encode(), "workshop.yaml")
    first = site_head(session, "workshop")
    import_site(session, WORKSHOP.encode(), "workshop.yaml")
    assert site_head(session, "workshop") == first
    changed = WORKSHOP.replace("safety_min: 240", "safety_min: 60")
    import_site(session, changed.encode(), "workshop.yaml")
    second = site_head(session, "workshop")
    assert second.number == first.number + 1
    assert load_site(session, second).promise.safety_min == 60
