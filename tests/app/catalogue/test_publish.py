"""Importing, editing and publishing products; orders keep what they were made with."""

import pytest

from app.base.errors import Conflicting, NotFound
from app.catalogue.edit import put_entry, remove_entry, save
from app.catalogue.import_product import import_product
from app.catalogue.models import DraftRow, ProductRow, VersionRow
from app.catalogue.publish import NotPublishable, publish
from app.catalogue.specify import Specification, specify
from app.catalogue.verdict import verdict
from app.catalogue.versions import current_version, find_draft, get_draft, get_version
from configurator.model import ProductModelError, Scalar
from configurator.results import Conflict


@pytest.fixture
def published(session, box, clock) -> VersionRow:
    imported = import_product(session, box, clock=clock, publishes=True)
    assert isinstance(imported.version, VersionRow), imported.version
    return imported.version


def edit(session, clock, document) -> DraftRow:
    draft = find_draft(session, "box")
    save(
        draft,
        document,
        based_on=draft.number,
        edited_at=clock(),
        user_id=None,
    )
    return draft


def no_lid_on_oak(draft: DraftRow):
    rule = {
        "id": "oak_has_no_lid",
        "name": {"en": "Oak has no lid.", "zh": "橡木没有盖。"},
        "rule": "wood = oak -> not lid",
    }
    return put_entry(draft.document, "rules", rule)


def test_a_published_product_is_specified(session, published):
    version = current_version(session, "box")
    found = specify(version, {"lid": True}, currency="EUR")
    assert isinstance(found, Specification)
    assert found.configuration == {"width": 300, "wood": "oak", "lid": True}
    assert found.price.total_minor == 2500
    assert [o.work_centre for o in found.routing.operations] == ["panel_saw"]
    assert found.bill.lines[0].quantity > 0


def test_contradictory_choices_are_a_conflict(session, published):
    found = specify(
        current_version(session, "box"), {"wood": "ash", "width": 600}, currency="EUR"
    )
    assert isinstance(found, Conflict)
    assert found.rules == ("ash_is_short",)


def test_a_new_version_leaves_the_old_one_as_it_was(session, published, clock):
    draft = find_draft(session, "box")
    edit(session, clock, no_lid_on_oak(draft))
    newer = publish(session, draft, clock=clock, user_id=None, note="no lids")
    assert isinstance(newer, VersionRow)
    assert newer.number == published.number + 1
    choices: dict[str, Scalar] = {"wood": "oak", "lid": True}
    old = specify(get_version(session, published.id), choices, currency="EUR")
    new = specify(current_version(session, "box"), choices, currency="EUR")
    assert isinstance(old, Specification)
    assert isinstance(new, Conflict)


def test_the_same_document_has_the_same_hash(session, published, box, clock):
    again = import_product(session, box, clock=clock, publishes=True).version
    assert isinstance(again, VersionRow)
    assert again.id != published.id
    assert again.content_hash == published.content_hash


def test_a_malformed_folder_names_every_problem_and_keeps_nothing(session, box, clock):
    box["rules.yaml"] = b"""
rules:
  - id: broken
    name: {en: Broken, zh: x}
    rule: wood = elm -> widht <= 400 mm
tables: []
"""
    box["bill.yaml"] = box["bill.yaml"].replace(b"panel_area_m2", b"panel_weight")
    with pytest.raises(ProductModelError) as caught:
        import_product(session, box, clock=clock, publishes=True)
    problems = caught.value.problems
    assert {(p.file, p.line) for p in problems} >= {("rules.yaml", 5)}
    assert len(problems) >= 2
    assert session.query(ProductRow).count() == 0


def test_an_unknown_measure_is_named(session, box, clock):
    box["bill.yaml"] = box["bill.yaml"].replace(b"panel_area_m2", b"panel_weight")
    with pytest.raises(ProductModelError) as caught:
        import_product(session, box, clock=clock, publishes=True)
    assert [p.code for p in caught.value.problems] == ["unknown_measure"]


def test_a_problem_of_the_tree_has_file_and_line(session, box, clock):
    box["tree.yaml"] = box["tree.yaml"].replace(b"across: y", b"across: up")
    with pytest.raises(ProductModelError) as caught:
        import_product(session, box, clock=clock, publishes=True)
    (problem,) = caught.value.problems
    assert problem.file == "tree.yaml"
    assert problem.line is not None
    assert problem.line >= 6


def test_an_edit_based_on_an_older_draft_is_refused(session, published, clock):
    draft = find_draft(session, "box")
    stale = draft.number
    edit(session, clock, no_lid_on_oak(draft))
    with pytest.raises(Conflicting):
        save(draft, {}, based_on=stale, edited_at=clock(), user_id=None)


def test_removing_what_is_not_there_says_so(session, published):
    with pytest.raises(NotFound):
        remove_entry(find_draft(session, "box").document, "rules", "none_such")


def test_a_valid_variant_that_cannot_be_made_blocks_the_publish(session, box, clock):
    # The floor of a wide box gets a negative length, that of the narrowest is longer
    # than the box: the rules that say so are missing.
    box["tree.yaml"] = box["tree.yaml"].replace(
        b"y: {start: 0}", b"y: {start: 0}\n    x: {start: 0, size: 500 mm - width}"
    )
    imported = import_product(session, box, clock=clock, publishes=True)
    assert isinstance(imported.version, NotPublishable)
    unmakeable = {f.configuration["width"] for f in imported.version.failures}
    assert unmakeable == {200, 500, 600}
    assert imported.version.failures[0].sentences
    with pytest.raises(NotFound):
        current_version(session, "box")


def test_rules_that_leave_nothing_block_the_publish_with_their_names(
    session, box, clock
):
    box["rules.yaml"] = b"""
rules:
  - {id: wide, name: {en: Wide., zh: x}, rule: width > 400 mm}
  - {id: narrow, name: {en: Narrow., zh: x}, rule: width < 300 mm}
tables: []
"""
    refusal = import_product(session, box, clock=clock, publishes=True).version
    assert isinstance(refusal, NotPublishable)
    assert refusal.conflict is not None
    assert set(refusal.conflict.rules) == {"wide", "narrow"}


def test_the_verdict_names_what_became_impossible(session, published, clock):
    rule = {
        "id": "no_ash",
        "name": {"en": "Ash is sold out.", "zh": "白蜡木售罄。"},
        "rule": "wood != ash",
    }
    document = put_entry(find_draft(session, "box").document, "rules", rule)
    edit(session, clock, document)
    judged = verdict(get_draft(session, "box"), current_version(session, "box"))
    assert judged.difference is not None
    assert ("wood", "ash") in judged.difference.blocked_now
    assert judged.difference.possible_now == ()
    assert judged.difference.examples
    assert all(e["wood"] == "ash" for e in judged.difference.examples)
    # five widths of oak, with or without a lid
    assert judged.variants == 10
