"""Several factories, one piece: the first to have it with the customer makes it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.orders.allocate import Offer, Wanted, best_offer, offers
from app.orders.zones import Carrier, Zone
from app.planning.hold import Order, hold
from app.planning.promise import NoPromise
from app.planning.sites import import_site
from configurator.results import Routing
from tests.app.planning.workshop import WORKSHOP, painted, step


def carriers(**days: int) -> Zone:
    cost = {"EUR": 1_000}
    return Zone(
        "here", {"en": "Here", "zh": "本地"}, ("DE",),
        {site: Carrier(count, cost) for site, count in days.items()},
    )  # fmt: skip


@pytest.fixture
def factories(session) -> None:
    """Two equal workshops, and one without a painter."""
    for code in ("east", "west"):
        text = WORKSHOP.replace("id: workshop", f"id: {code}")
        import_site(session, text.encode(), f"{code}.yaml")
    bare = WORKSHOP.replace("id: workshop", "id: bare").replace("painter", "joiner")
    import_site(session, bare.encode(), "bare.yaml")


def wanted(zone: Zone, minutes: int = 300) -> Wanted:
    return Wanted(painted(minutes=minutes), 1, "west", zone, "EUR")


def best(session, clock, asked: Wanted) -> Offer:
    found = best_offer(session, asked, clock())
    assert isinstance(found, Offer)
    return found


pytestmark = pytest.mark.usefixtures("factories")


def test_the_named_factory_makes_it_where_all_are_equal(session, clock):
    assert best(session, clock, wanted(carriers(east=2, west=2))).site == "west"


def test_what_lacks_a_skill_is_not_asked(session, clock):
    found = offers(session, wanted(carriers(east=2, west=2, bare=0)), clock())
    assert not isinstance(found, NoPromise)
    assert {offer.site for offer in found} == {"east", "west"}


def test_a_shorter_way_wins(session, clock):
    assert best(session, clock, wanted(carriers(east=2, west=6))).site == "east"


def test_of_equal_days_the_cheaper_carrier_wins(session, clock):
    zone = carriers(east=2, west=2)
    cheap = replace(zone.carriers["east"], cost_minor={"EUR": 900})
    zone = replace(zone, carriers={**zone.carriers, "east": cheap})
    assert best(session, clock, wanted(zone)).site == "east"


def test_a_full_factory_hands_on_to_the_next_and_takes_back_when_that_fills(
    session, clock
):
    zone = carriers(east=2, west=2)
    made: list[str] = []
    for _ in range(8):
        offer = best(session, clock, wanted(zone))
        order = Order(offer.site, painted(minutes=300), 1, "item", "LO-1/1 Cabinet")
        hold(session, clock, order, expires_at=clock() + timedelta(hours=1))
        made.append(offer.site)
    assert set(made) == {"east", "west"}
    found = offers(session, wanted(zone), clock())
    assert not isinstance(found, NoPromise)
    arrivals = [o.arrives_on for o in found]
    assert max(arrivals) - min(arrivals) <= timedelta(days=3)


def test_nobody_who_can_make_it_delivers_there(session, clock):
    assert isinstance(best_offer(session, wanted(carriers(bare=2)), clock()), NoPromise)


def test_what_no_factory_can_make_says_what_the_named_one_lacks(session, clock):
    strange = Routing((step("gild", "gilding", 10),))
    asked = replace(wanted(carriers(west=2)), routing=strange)
    found = best_offer(session, asked, clock())
    assert isinstance(found, NoPromise)
    assert "gilding" in found.sentences["en"]
