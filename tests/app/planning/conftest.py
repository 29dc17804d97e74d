"""Database, clock and small factory; no web application is needed here."""

from collections.abc import Iterator

import pytest

from app.base.settings import Settings
from app.db.services import Services
from app.factory import make_services
from app.identity.context import Tenant
from app.planning.site import Site
from app.planning.site_format import read_site_file
from tests.app.planning.workshop import WORKSHOP, stored_workshop


@pytest.fixture
def services(settings: Settings, clock) -> Iterator[Services]:
    """Make the process's long-lived things, without the web."""
    made = make_services(settings, clock)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def workshop_site() -> Site:
    return read_site_file(WORKSHOP.encode(), "workshop.yaml")[1]


@pytest.fixture
def workshop(services: Services, tenant: Tenant) -> str:
    """Code of the small factory, stored."""
    return stored_workshop(services, tenant)
