"""Parts of a site's document: loads, limits, halls and what will be delivered."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.planning.fields import Fields
from app.planning.site import Batch, Delivery, Setup, Stock, Text, Way

DAY_MIN = 24 * 60
MOST_UNITS = 1_000
MOST_QUANTITY = 1_000_000_000


def read_batch(machine: Fields, setups: tuple[Setup, ...]) -> Batch | None:
    """Read how a machine does several orders together, if it does."""
    data = machine.raw("batch")
    if data is None:
        return None
    known = ("units", "attribute", "base_min", "adds_up")
    entry = Fields(data, (*machine.path, "batch"), machine.problems, known)
    if machine.raw("capacity", 1) != 1:
        sentence = "A machine that takes loads has no capacity beside: say units."
        machine.add("capacity", "batch", sentence)
    attribute = None
    if entry.raw("attribute") is not None:
        attributes = [setup.attribute for setup in setups]
        attribute = entry.reference("attribute", attributes)
    return Batch(
        units=entry.integer("units", 1, MOST_UNITS),
        attribute=attribute,
        base_min=entry.integer("base_min", 0, DAY_MIN, default=0),
        adds_up=entry.boolean("adds_up", default=False),
    )


def read_limit(centre: Fields, longest: int) -> int | None:
    """Read how soon what follows a work centre has to start, if it has to."""
    if centre.raw("next_within_min") is None:
        return None
    limit = centre.integer("next_within_min", 1, longest)
    wait = centre.raw("wait_min", 0)
    if isinstance(wait, int) and limit < wait:
        sentence = f"What follows waits {wait} minutes already: {limit} is too soon."
        centre.add("next_within_min", "order", sentence)
    return limit


def read_hall(entry: Fields, halls: Mapping[str, Text]) -> str:
    """Read where something stands; a site with halls has everything in one."""
    if entry.raw("hall") is None:
        if halls:
            entry.add("hall", "missing", f"Say where it is: {', '.join(halls)}.")
        return ""
    return entry.reference("hall", halls)


def read_ways(root: Fields, halls: Mapping[str, Text]) -> Iterator[Way]:
    """Read how long work travels between halls."""
    seen: set[tuple[str, str]] = set()
    for entry in root.entries("transports", ("from", "to", "minutes")):
        before, after = entry.reference("from", halls), entry.reference("to", halls)
        if before == after:
            entry.add("to", "same", "Within a hall nothing travels.")
        if (before, after) in seen:
            entry.add("to", "duplicate", f"“{before}” to “{after}” is twice.")
        seen.add((before, after))
        yield Way(before, after, entry.integer("minutes", 0, 7 * DAY_MIN))


def read_materials(root: Fields) -> Iterator[Stock]:
    """Read what is kept, how much of it is there, and what will come."""
    known = ("id", "name", "unit", "lead_days", "stock", "deliveries")
    for entry in root.entries("materials", known):
        stock = None
        if entry.raw("stock") is not None:
            stock = entry.integer("stock", 0, MOST_QUANTITY)
        deliveries = tuple(_deliveries(entry))
        if deliveries and stock is None:
            sentence = "Who counts what comes counts what is there: say stock."
            entry.add("stock", "missing", sentence)
        yield Stock(
            id=entry.identifier("id"),
            name=entry.text("name"),
            unit=entry.word("unit"),
            lead_days=entry.integer("lead_days", 0, 365, default=0),
            stock=stock,
            deliveries=deliveries,
        )


def _deliveries(material: Fields) -> Iterator[Delivery]:
    last = date.min
    for entry in material.entries("deliveries", ("on", "quantity")):
        found = Delivery(entry.day("on"), entry.integer("quantity", 1, MOST_QUANTITY))
        if found.on < last:
            entry.add("on", "order", "Deliveries stand in the order of their days.")
        last = found.on
        yield found
