"""
A saved configuration, opened in the version that visitors get today.

What was saved is kept option by option; where today's version does not allow all of it,
as few values as possible give way, and the page says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalogue.loaded import LoadedVersion
from app.catalogue.scalars import from_json
from app.catalogue.versions import find_version, get_version_as_written
from app.identity.context import Context
from app.orders.cart import find_cart
from app.orders.models import OrderItemRow
from app.storefront.share import read_choices
from configurator.complete import complete
from configurator.migrate import migrate
from configurator.model import Scalar
from configurator.results import Conflict


@dataclass(frozen=True)
class Saved:
    """
    What somebody kept, in the words of the version it was made with.

    Parameters
    ----------
    choices
        What was picked; the rest of ``configuration`` was only shown.
    """

    version: LoadedVersion
    choices: Mapping[str, Scalar]
    configuration: Mapping[str, Scalar]


@dataclass(frozen=True)
class Opened:
    """
    What a page starts from.

    Parameters
    ----------
    notes
        What became of the saved configuration, a sentence each; empty where all of it
        stands.
    """

    choices: Mapping[str, Scalar]
    shown: Mapping[str, Scalar] | None
    notes: tuple[str, ...] = ()


def linked(
    context: Context, slug: str, number: int, choices: str, shown: str
) -> Saved | None:
    """
    Return what a link of an earlier version meant; None where there is no such.

    Parameters
    ----------
    choices, shown
        As :mod:`app.storefront.share` writes them.
    """
    version = find_version(context.session, slug, number)
    if version is None:
        return None
    picked = read_choices(version.model, choices).choices
    defaults = {o.id: o.default for o in version.model.options if o.default is not None}
    seen = {**defaults, **read_choices(version.model, shown).choices}
    found = complete(version.compiled, picked, seen)
    whole = {**seen, **picked} if isinstance(found, Conflict) else found
    return Saved(version, picked, whole)


def carted(context: Context, slug: str, item_id: str) -> Saved | None:
    """Return what lies in the visitor's own cart; None where it is not there."""
    cart = find_cart(context.session, context.visitor)
    item = context.session.get(OrderItemRow, item_id)
    if cart is None or item is None or (item.order_id, item.slug) != (cart.id, slug):
        return None
    version = get_version_as_written(context.session, item.version_id)
    return Saved(
        version,
        from_json(version.model, item.choices),
        from_json(version.model, item.configuration),
    )


def opened(saved: Saved, version: LoadedVersion, language: str) -> Opened:
    """Return what was saved as ``version`` has it, with the fewest changes."""
    if saved.version.id == version.id:
        return Opened(saved.choices, saved.configuration)
    found = migrate(version.compiled, saved.configuration, saved.version.model)
    if isinstance(found, Conflict):
        return Opened({}, None, found.sentences[language])
    kept = {
        name: value
        for name, value in saved.choices.items()
        if found.configuration.get(name) == value
    }
    return Opened(kept, found.configuration, found.sentences[language])
