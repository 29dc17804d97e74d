"""When a variant is with the shopper: the factory's promise and the carrier's days."""

from datetime import date

from app.base.language import translate
from app.catalogue.specify import Specification
from app.identity.context import Context
from app.orders.zones import Zone, delivery_zones
from app.planning.promise import NoPromise, promise
from app.storefront.schemas import PromiseView
from app.storefront.wording import write_day

_HOME = {"en": "de", "zh": "cn"}


def zone_of(context: Context, wanted: str | None) -> Zone:
    """Return the delivery zone that was asked for, else the language's home."""
    zones = delivery_zones()
    found = zones.zone(wanted) if wanted else None
    return found or zones.zone(_HOME[context.language]) or zones.zones[0]


def arrival_of(
    context: Context, specification: Specification, zone: Zone
) -> date | None:
    """Return the day a variant would be with the shopper; None without a promise."""
    return promise_view(context, specification, zone).with_you_on


def promise_view(
    context: Context, specification: Specification, zone: Zone
) -> PromiseView:
    """Return the day that can be promised for one piece, and why not earlier."""
    site = str(specification.version.document["site"])
    told = promise(
        context.session, context.clock, site, specification.routing, quantity=1
    )
    name = zone.name[context.language]
    if isinstance(told, NoPromise):
        return PromiseView(
            with_you_on=None,
            ready_on=None,
            zone=zone.id,
            zone_name=name,
            why=[told.sentences[context.language]],
        )
    ready = [(site, told.ready_at)]
    arrives = delivery_zones().deliver(zone, ready, context.currency).arrives_on
    carrier = translate(
        context.language,
        "Ready for the carrier on %(day)s; to %(zone)s it takes %(days)s working days.",
        day=write_day(told.ready_at.date(), context.language),
        zone=name,
        days=zone.carriers[site].working_days,
    )
    return PromiseView(
        with_you_on=arrives,
        ready_on=told.ready_at.date(),
        zone=zone.id,
        zone_name=name,
        why=[s for s in (told.explanation[context.language], carrier) if s],
    )
