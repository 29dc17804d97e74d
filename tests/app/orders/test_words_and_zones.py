"""Addresses, delivery days and money, where small mistakes cost most."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.orders.address import BadAddress, Customer, read_customer
from app.orders.describe import day_words
from app.orders.money import tax_contained, to_minor, write_money
from app.orders.zones import add_working_days, delivery_zones, subtract_working_days

GOOD = {
    "name": "Mina Okafor",
    "email": "mina@example.org",
    "street": "Lindenstraße 14",
    "postcode": "34117",
    "city": "Kassel",
    "country": "de",
}


def test_a_good_address_is_read_and_tidied():
    customer = read_customer({**GOOD, "name": "  Mina   Okafor "}, delivery_zones())
    assert isinstance(customer, Customer)
    assert (customer.name, customer.country, customer.extra) == (
        "Mina Okafor",
        "DE",
        "",
    )


def test_every_problem_of_an_address_is_told_at_once():
    bad = read_customer({"phone": "call me", "country": "US"}, delivery_zones())
    assert isinstance(bad, BadAddress)
    paths = [problem.path for problem in bad.problems]
    assert paths == ["name", "email", "phone", "street", "postcode", "city", "country"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "mina", "not_an_email"),
        ("email", "a@b@c.de", "not_an_email"),
        ("postcode", "3411", "not_a_postcode"),
        ("name", "x" * 121, "too_long"),
        ("city", "Kas\x00sel", "not_text"),
        ("country", "XX", "not_delivered"),
    ],
)
def test_one_bad_field_is_named(field, value, code):
    bad = read_customer({**GOOD, field: value}, delivery_zones())
    assert isinstance(bad, BadAddress)
    assert [(p.path, p.code) for p in bad.problems] == [(field, code)]


DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 40))
def test_working_days_match_counting_day_by_day(start, count):
    """Brute force: walk the calendar and count Mondays to Fridays."""
    end = add_working_days(start, count)
    days = (end - start).days
    walked = [start + timedelta(days=step) for step in range(1, days + 1)]
    assert end.weekday() < 5
    assert sum(day.weekday() < 5 for day in walked) == count + (
        count == 0 and start.weekday() > 4
    )


@given(DAYS, st.integers(0, 40))
def test_leaving_in_time_arrives_in_time_and_a_day_later_does_not(end, count):
    leaves = subtract_working_days(end, count)
    assert add_working_days(leaves, count) <= end
    assert add_working_days(leaves + timedelta(days=1), count) > end


def test_every_zone_delivers_from_every_site_in_every_currency():
    zones = delivery_zones()
    assert len(set(zones.countries)) == len(zones.countries)
    assert {"DE", "FR", "CN"} <= set(zones.countries)
    for zone in zones.zones:
        assert zone.carriers.keys() == {"linden", "ailin"}
        for carrier in zone.carriers.values():
            assert carrier.cost_minor.keys() == zones.tax_pct.keys()


@given(
    st.integers(0, 10**9), st.sampled_from([Decimal(19), Decimal("7.5"), Decimal(0)])
)
def test_tax_contained_is_what_the_net_amount_is_taxed_with(gross, pct):
    tax = tax_contained(gross, pct)
    net = gross - tax
    assert abs(net * pct / 100 - tax) <= 1


def test_money_is_written_without_decimals_it_does_not_need():
    assert write_money(128_400, "EUR", "en") == "1,284 EUR"
    assert write_money(128_450, "EUR", "en") == "1,284.50 EUR"
    assert write_money(128_450, "CNY", "zh") == "¥1,284.50"


@pytest.mark.parametrize("text", ["1.234", "a", "1,2", ""])
def test_an_amount_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"amount|decimals"):
        to_minor(text, "EUR")


def test_days_read_as_people_say_them():
    assert day_words(date(2026, 12, 10), "en") == "Thu 10 Dec"
    assert day_words(date(2026, 12, 10), "zh") == "12月10日周四"
