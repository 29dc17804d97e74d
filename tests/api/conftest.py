"""One shop with a product, a factory and an order, for every example of the API's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.base.settings import ROOT, Settings
from app.catalogue.import_materials import import_materials
from app.catalogue.import_product import import_product
from app.db.migrate import migrate
from app.db.services import Services
from app.factory import create_app, make_services
from app.identity.access import Role
from app.identity.tenants import create_tenant, create_user
from app.orders.import_orders import import_orders
from app.outbox.run import run_due
from app.planning.request import request_plan
from app.planning.sites import import_site
from tests.app.conftest import PASSWORD, FrozenClock
from tests.docs.examples import files_of

SAMPLES = ROOT / "app"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Everything the API may be asked about, in the demo tenant."""
    folder = tmp_path_factory.mktemp("api")
    settings = Settings(data_dir=folder, secret_key="s" * 64, limits_rates=False)
    services = make_services(settings, FrozenClock())
    migrate(services.database.engine)
    with services.database.begin(None) as session:
        tenant = create_tenant(session, "demo", "Lot One demo", is_demo=True)
    with services.database.begin(tenant.id) as session:
        create_user(session, "admin@demo.test", "Admin", PASSWORD, [Role.ADMIN])
        _fill(session, services)
    run_due(services)
    yield services
    services.database.engine.dispose()


def _fill(session, services: Services) -> None:
    site = SAMPLES / "planning/samples/linden.yaml"
    import_site(session, site.read_bytes(), site.name)
    materials = SAMPLES / "catalogue/samples/materials.yaml"
    pictures = _textures(SAMPLES / "catalogue/samples/textures")
    import_materials(
        session, materials.name, materials.read_bytes(), pictures, services.files
    )
    files = files_of("formats/product-folder.md")
    import_product(session, files, clock=services.clock, publishes=True)
    orders = files_of("formats/orders-csv.md")["orders.csv"]
    import_orders(session, orders, clock=services.clock)
    request_plan(session, "linden", seconds=0.5)


def _textures(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


@pytest.fixture(scope="module")
def web(house: Services) -> Flask:
    """Application on that house."""
    return create_app(house.settings, clock=house.clock, services=house)
