"""Making a fresh process ready: what visitors get is loaded before they ask."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.catalogue.versions import current_version, published_slugs
from app.db.services import Services
from app.identity.tenants import all_tenants

log = structlog.get_logger("lotone.catalogue")

# The first visitor must not wait for what a later one may need.
_AFTER_S = 2.0


def warm(services: Services) -> int:
    """Load what visitors get of every tenant and answer it once; returns how many."""
    count = 0
    for tenant in all_tenants(services.database):
        with services.database.begin(tenant.id, reads_only=True) as session:
            for slug in published_slugs(session):
                # Answering maps the artefact and loads the compiled loops over it.
                count += len(current_version(session, slug).start.options) > 0
    return count


def warm_soon(
    services: Services, *others: Callable[[Services], int]
) -> threading.Timer:
    """
    Warm this process in the background, once it has answered that it lives.

    Parameters
    ----------
    others
        What else to make ready, after the products; each says how many.
    """

    def run() -> None:
        try:
            counts = [make_ready(services) for make_ready in (warm, *others)]
        except SQLAlchemyError as error:
            # Not migrated yet, or closing: whoever asks first waits, as without this.
            log.info("not warmed", why=type(error).__name__)
        else:
            log.info("warmed", counts=counts)

    timer = threading.Timer(_AFTER_S, run)
    timer.daemon = True
    timer.start()
    return timer
