"""
Which factory makes a piece: the one that has it with the customer first.

Every site of the tenant that can make the routing is asked for its promise. The day it
arrives counts, then what the carrier costs, then the factory the product names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.orders.zones import Zone, delivery_zones
from app.planning.promise import NoPromise, PromiseDate, makers, promise
from configurator.results import Routing

_NO_CARRIER = {
    "en": "None of the factories that can make it delivers there.",
    "zh": "能够制作该产品的工厂均不配送至该地区。",
}


@dataclass(frozen=True)
class Wanted:
    """
    Pieces that are made together and where they are to go.

    Parameters
    ----------
    home
        The factory that the product names.
    """

    routing: Routing
    quantity: int
    home: str
    zone: Zone
    currency: str


@dataclass(frozen=True)
class Offer:
    """
    What one factory can do.

    Parameters
    ----------
    arrives_on
        The day it is with the customer.
    cost_minor
        Of its carrier, in the currency that was asked for.
    """

    site: str
    told: PromiseDate
    arrives_on: date
    cost_minor: int

    @property
    def ready_at(self) -> datetime:
        """When the carrier can have it."""
        return self.told.ready_at


def offers(session: Session, wanted: Wanted, now: datetime) -> list[Offer] | NoPromise:
    """Return what every factory offers that can make it, the best first."""
    found: list[Offer] = []
    refusal: NoPromise | None = None
    sites = makers(session, wanted.routing) or (wanted.home,)
    served = [site for site in sites if site in wanted.zone.carriers]
    for site in served:
        told = promise(session, lambda: now, site, wanted.routing, wanted.quantity)
        if isinstance(told, NoPromise):
            if refusal is None or site == wanted.home:
                refusal = told
        else:
            found.append(_offer(site, told, wanted))
    if not found:
        return refusal or NoPromise("", dict(_NO_CARRIER))
    return sorted(found, key=lambda offer: _rank(offer, wanted))


def best_offer(session: Session, wanted: Wanted, now: datetime) -> Offer | NoPromise:
    """Return what the factory offers that is to make it."""
    found = offers(session, wanted, now)
    return found if isinstance(found, NoPromise) else found[0]


def _offer(site: str, told: PromiseDate, wanted: Wanted) -> Offer:
    delivery = delivery_zones().deliver(
        wanted.zone, [(site, told.ready_at)], wanted.currency
    )
    return Offer(site, told, delivery.arrives_on, delivery.cost_minor)


def _rank(offer: Offer, wanted: Wanted) -> tuple[date, int, bool, str]:
    return offer.arrives_on, offer.cost_minor, offer.site != wanted.home, offer.site


def allocation(chosen: Sequence[Offer], wanted: Wanted) -> Mapping[str, Any]:
    """Return why a site was chosen, as the reservation keeps it; the best is first."""
    return {
        "zone": wanted.zone.id,
        "currency": wanted.currency,
        "offers": [
            {
                "site": offer.site,
                "ready_at": offer.ready_at.isoformat(),
                "arrives_on": offer.arrives_on.isoformat(),
                "cost_minor": offer.cost_minor,
            }
            for offer in chosen
        ],
    }
