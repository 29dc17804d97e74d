"""What is dated holds on its days and on no other, for shoppers and for orders."""

from datetime import date

import pytest

from app.catalogue.import_product import import_product
from app.catalogue.models import VersionRow
from app.catalogue.specify import Specification, specify, specify_complete
from app.catalogue.versions import (
    current_version,
    get_version,
    get_version_as_written,
)
from configurator.model import ChoiceError, Configuration
from configurator.results import Conflict

SPRING = date(2027, 3, 1)


@pytest.fixture
def dated(session, box, clock) -> VersionRow:
    """Publish a box that in spring loses ash and the lid's price and wins a rule."""
    box["product.yaml"] = box["product.yaml"].replace(
        b"- {id: ash, ", b'- {id: ash, to: "2027-03-01", '
    )
    box["rules.yaml"] = box["rules.yaml"].replace(
        b"rules:\n",
        b'rules:\n  - {id: no_lid, from: "2027-03-01", rule: width = 300 mm -> not lid,'
        b" name: {en: No lid on 300., zh: x}}\n",
    )
    box["prices.yaml"] = box["prices.yaml"].replace(
        b"{id: lid, ", b'{id: lid, to: "2027-03-01", '
    )
    version = import_product(session, box, clock=clock, publishes=True).version
    assert isinstance(version, VersionRow), version
    return version


def lid(session) -> int:
    found = specify(current_version(session, "box"), {"lid": True}, currency="EUR")
    assert isinstance(found, Specification), found
    return found.price.total_minor


def test_a_visitor_gets_what_holds_today(session, dated, clock):
    assert lid(session) == 2500
    clock.advance(days=120)
    found = specify(
        current_version(session, "box"), {"lid": True, "width": 400}, currency="EUR"
    )
    assert isinstance(found, Specification)
    assert found.price.total_minor == 2000
    assert isinstance(
        specify(
            current_version(session, "box"), {"lid": True, "width": 300}, currency="EUR"
        ),
        Conflict,
    )
    with pytest.raises(ChoiceError):
        specify(current_version(session, "box"), {"wood": "ash"}, currency="EUR")


def test_a_day_may_be_asked_for(session, dated):
    before = get_version(session, dated.id, date(2027, 2, 28))
    after = get_version(session, dated.id, SPRING)
    assert [v.id for v in before.model.option("wood").values] == ["oak", "ash"]
    assert [v.id for v in after.model.option("wood").values] == ["oak"]


def test_an_order_of_another_day_is_still_read_and_routed(session, dated, clock):
    clock.advance(days=120)
    version = get_version_as_written(session, dated.id)
    configuration: Configuration = {"width": 300, "wood": "ash", "lid": True}
    found = specify_complete(version, configuration, currency="EUR")
    assert isinstance(found, Specification)
    assert [o.id for o in found.routing.operations] == ["cut"]


def test_a_publish_compiles_every_period_that_is_still_to_come(session, dated):
    assert set(dated.artefacts) == {"", "2027-03-01"}


def test_days_without_change_are_loaded_once(session, dated, clock):
    first = current_version(session, "box")
    clock.advance(days=3)
    assert current_version(session, "box") is first
