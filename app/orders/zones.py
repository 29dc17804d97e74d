"""
Delivery zones: where we deliver, what the carrier costs and how long it takes.

Read once from ``samples/delivery.yaml``. The day told to a customer is the day it is
*with them*: the factory's ready date and the carrier's working days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from app.orders.money import tax_contained, to_minor

Text = Mapping[str, str]


@dataclass(frozen=True)
class Carrier:
    """What delivery from one factory into one zone takes."""

    working_days: int
    cost_minor: Mapping[str, int]


@dataclass(frozen=True)
class Zone:
    """A group of countries that are delivered alike, and from which factories."""

    id: str
    name: Text
    countries: tuple[str, ...]
    carriers: Mapping[str, Carrier]


@dataclass(frozen=True)
class Delivery:
    """
    What an order's delivery costs and when it arrives.

    Parameters
    ----------
    cost_minor, tax_minor
        Of all factories that send something; the tax is contained in the cost.
    arrives_on
        The day the last piece is with the customer.
    """

    cost_minor: int
    tax_minor: int
    arrives_on: date


@dataclass(frozen=True)
class Zones:
    """Every zone, and the tax contained in delivery costs."""

    zones: tuple[Zone, ...]
    tax_pct: Mapping[str, Decimal]

    def zone_of(self, country: str) -> Zone | None:
        """Return the zone of an ISO 3166 country, None where we do not deliver."""
        return next((zone for zone in self.zones if country in zone.countries), None)

    def zone(self, zone_id: str) -> Zone | None:
        """Return a zone by its id."""
        return next((zone for zone in self.zones if zone.id == zone_id), None)

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country we deliver to."""
        return tuple(country for zone in self.zones for country in zone.countries)

    def deliver(
        self, zone: Zone, ready: Iterable[tuple[str, datetime]], currency: str
    ) -> Delivery:
        """
        Return cost and day of a delivery.

        Parameters
        ----------
        ready
            The factory of each piece and when it is ready for the carrier.
        """
        pieces = list(ready)
        sites = sorted({site for site, _ in pieces})
        cost = sum(zone.carriers[site].cost_minor[currency] for site in sites)
        arrives = max(
            add_working_days(ready_at.date(), zone.carriers[site].working_days)
            for site, ready_at in pieces
        )
        return Delivery(cost, tax_contained(cost, self.tax_pct[currency]), arrives)


def add_working_days(start: date, days: int) -> date:
    """Return the day that many working days (Monday to Friday) after ``start``."""
    day, left = start, days
    while left > 0 or day.weekday() > 4:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def subtract_working_days(end: date, days: int) -> date:
    """Return the last day from which ``days`` working days end by ``end``."""
    day = end
    while add_working_days(day, days) > end:
        day -= timedelta(days=1)
    return day


@cache
def delivery_zones() -> Zones:
    """Return the zones of this installation."""
    path = Path(__file__).with_name("samples") / "delivery.yaml"
    document = yaml.safe_load(path.read_text("utf-8"))
    tax = {code: Decimal(str(pct)) for code, pct in document["tax_pct"].items()}
    zones = tuple(
        Zone(
            id=zone["id"],
            name=zone["name"],
            countries=tuple(zone["countries"]),
            carriers={
                site: Carrier(
                    carrier["working_days"],
                    {
                        code: to_minor(text, code)
                        for code, text in carrier["cost"].items()
                    },
                )
                for site, carrier in zone["sites"].items()
            },
        )
        for zone in document["zones"]
    )
    return Zones(zones, tax)
