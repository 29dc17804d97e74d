"""Database, clock and small factory; no web application is needed here."""

from collections.abc import Iterator

import pytest

from app.base.files import FolderStore
from app.base.settings import Settings
from app.db import Database
from app.db.engine import make_engine
from app.db.migrate import migrate
from app.db.services import Services
from app.identity.context import Tenant
from app.identity.tenants import create_tenant, tenant_by_slug
from app.planning.site import Site
from app.planning.site_format import read_site_file
from tests.app.planning.workshop import WORKSHOP, stored_workshop


@pytest.fixture
def services(settings: Settings, clock) -> Iterator[Services]:
    """Make the process's long-lived things, without the web."""
    database = Database(make_engine(settings), clock, None)
    migrate(database.engine)
    yield Services(settings, clock, database, FolderStore(settings.data_dir / "files"))
    database.engine.dispose()


@pytest.fixture
def tenant(services: Services) -> Tenant:
    with services.database.begin(None) as session:
        create_tenant(session, "demo", "Lot One demo", is_demo=True)
    return tenant_by_slug(services.database, "demo")


@pytest.fixture
def workshop_site() -> Site:
    return read_site_file(WORKSHOP.encode(), "workshop.yaml")[1]


@pytest.fixture
def workshop(services: Services, tenant: Tenant) -> str:
    """Code of the small factory, stored."""
    return stored_workshop(services, tenant)
