"""When a variant is with the shopper: the factory's promise and the carrier's days."""

from datetime import date

from app.base.language import translate
from app.catalogue.specify import Specification
from app.identity.context import Context
from app.orders.allocate import Offer, Wanted, best_offer, offers
from app.orders.zones import Zone, delivery_zones
from app.planning.promise import NoPromise
from app.planning.sites import load_site, site_head
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
    found = best_offer(
        context.session, _wanted(context, specification, zone), context.clock()
    )
    return None if isinstance(found, NoPromise) else found.arrives_on


def promise_view(
    context: Context, specification: Specification, zone: Zone
) -> PromiseView:
    """Return the day that can be promised, by whom, and why then."""
    found = offers(
        context.session, _wanted(context, specification, zone), context.clock()
    )
    language = context.language
    name = zone.name[language]
    if isinstance(found, NoPromise):
        return PromiseView(
            with_you_on=None,
            ready_on=None,
            zone=zone.id,
            zone_name=name,
            why=[found.sentences[language]],
        )
    best, *others = found
    return PromiseView(
        with_you_on=best.arrives_on,
        ready_on=best.told.ready_at.date(),
        zone=zone.id,
        zone_name=name,
        site=best.site,
        site_name=_site_name(context, best.site),
        why=[
            *filter(None, [best.told.explanation[language]]),
            _carried(context, best, zone),
            *(_instead(context, other) for other in others[:1]),
        ],
    )


def _wanted(context: Context, specification: Specification, zone: Zone) -> Wanted:
    home = str(specification.version.document["site"])
    quantity = specification.quantity
    return Wanted(specification.routing, quantity, home, zone, context.currency)


def _carried(context: Context, offer: Offer, zone: Zone) -> str:
    """Say when the carrier has it, where, and how long it is on its way."""
    return translate(
        context.language,
        "Ready at %(site)s for the carrier on %(day)s;"
        " to %(zone)s it takes %(days)s working days.",
        site=_site_name(context, offer.site),
        day=write_day(offer.told.ready_at.date(), context.language),
        zone=zone.name[context.language],
        days=zone.carriers[offer.site].working_days,
    )


def _instead(context: Context, offer: Offer) -> str:
    """Say what the next best factory could have done."""
    return translate(
        context.language,
        "From %(site)s it would be with you by %(day)s.",
        site=_site_name(context, offer.site),
        day=write_day(offer.arrives_on, context.language),
    )


def _site_name(context: Context, code: str) -> str:
    head = site_head(context.session, code)
    return load_site(context.session, head).name[context.language]
