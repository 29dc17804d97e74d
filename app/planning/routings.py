"""Routings as JSON: what a reservation keeps of the product version it was made for."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.base.recent import Recent
from configurator.results import Routing, RoutingOperation

# Thousands of orders are made of the same steps; one takes half a kilobyte.
_steps: Recent[tuple[Any, ...], RoutingOperation] = Recent(20_000)


def dump_routing(routing: Routing) -> list[dict[str, Any]]:
    """Operations as JSON values, in their order."""
    return [
        {
            "id": step.id,
            "name": dict(step.name),
            "work_centre": step.work_centre,
            "minutes": step.minutes,
            "after": list(step.after),
            "setup": dict(step.setup),
            "skill": step.skill,
        }
        for step in routing.operations
    ]


def load_routing(steps: Iterable[Mapping[str, Any]]) -> Routing:
    """Routing from what :func:`dump_routing` wrote; equal steps are one object."""
    return Routing(tuple(_operation(step) for step in steps))


def _operation(step: Mapping[str, Any]) -> RoutingOperation:
    key = (
        *(step["id"], step["work_centre"], step["minutes"], step["skill"]),
        *(tuple(step["after"]), tuple(step["setup"].items())),
        tuple(step["name"].items()),
    )
    return _steps.get_or_make(key, lambda: _made(step))


def _made(step: Mapping[str, Any]) -> RoutingOperation:
    return RoutingOperation(
        id=step["id"],
        name=step["name"],
        work_centre=step["work_centre"],
        minutes=step["minutes"],
        after=tuple(step["after"]),
        setup=step["setup"],
        skill=step["skill"],
    )


def signature(routing: Routing, quantity: int) -> str:
    """
    Short name of everything about a routing that its completion depends on.

    Two variants that differ only in a handle have the same one, so a page full of
    values asks for few promises.
    """
    steps = dump_routing(routing)
    for step in steps:
        del step["name"]
    text = json.dumps([quantity, steps], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
