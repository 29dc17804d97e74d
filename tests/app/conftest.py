"""Application on a temporary database, with a frozen clock and signed-in clients."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.base.settings import Settings
from app.db.migrate import migrate
from app.db.services import Services
from app.factory import create_app, make_services
from app.identity.access import Role
from app.identity.context import Context, Tenant
from app.identity.tenants import create_tenant, create_user, tenant_by_slug
from app.outbox.run import run_due
from tests.services.postgres import Postgres

PASSWORD = "a workshop with nothing to hide"  # noqa: S105 - a test's password


class FrozenClock:
    """A clock that only moves when told; starts on a Monday morning."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        self.now += timedelta(**amount)


class Browser:
    """A test client that sends the CSRF token, as our pages do."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options):
        return self.client.get(path, **options)

    def post(self, path: str, **options):
        return self._write("post", path, options)

    def put(self, path: str, **options):
        return self._write("put", path, options)

    def delete(self, path: str, **options):
        return self._write("delete", path, options)

    def submit(self, path: str, **form: str):
        """Send a form, as the page with its hidden token would."""
        data = {"csrf_token": self.csrf_token(), **form}
        return self.client.post(path, data=data)

    def csrf_token(self) -> str:
        if self.client.get_cookie("lotone_visitor") is None:
            self.client.get("/sign-in")
        return str(self.client.get("/api/me").get_json()["csrf_token"])

    def _write(self, method: str, path: str, options):
        headers = {"X-CSRF-Token": self.csrf_token(), **options.pop("headers", {})}
        return getattr(self.client, method)(path, headers=headers, **options)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    """Database of this test; every test of the application runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for the whole run."""
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated database with the demo tenant; each test gets a copy."""
    folder = tmp_path_factory.mktemp("template")
    _seed(Settings(data_dir=folder))
    return folder / "lotone.sqlite"


@pytest.fixture(scope="session")
def postgres_template(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Name of a migrated database with the demo tenant; each test gets a copy."""
    postgres.execute("CREATE DATABASE template_lotone OWNER lotone")
    url = postgres.url("template_lotone")
    _seed(Settings(data_dir=tmp_path_factory.mktemp("pg"), database_url=url))
    return "template_lotone"


def _seed(settings: Settings) -> None:
    services = make_services(settings, FrozenClock())
    migrate(services.database.engine)
    with services.database.begin(None) as session:
        tenant = create_tenant(session, "demo", "Lot One demo", is_demo=True)
    with services.database.begin(tenant.id) as session:
        for role in Role:
            if role is not Role.PUBLIC:
                name = role.title()
                create_user(session, f"{role}@demo.test", name, PASSWORD, [role])
    with services.database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    services.database.engine.dispose()


@pytest.fixture
def settings(
    tmp_path: Path, backend: str, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Name a fresh copy of the seeded database."""
    common = Settings(data_dir=tmp_path / "data", secret_key="s" * 64)
    common = replace(common, limits_rates=False)
    common.data_dir.mkdir()
    if backend == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, common.data_dir / "lotone.sqlite")
        yield common
        return
    server: Postgres = request.getfixturevalue("postgres")
    template_name: str = request.getfixturevalue("postgres_template")
    name = f"t_{uuid.uuid4().hex}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template_name} OWNER lotone")
    yield replace(common, database_url=server.url(name))
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def services(settings: Settings, clock: FrozenClock) -> Iterator[Services]:
    """Database, files and clock of this test, with the demo tenant and its users."""
    made = make_services(settings, clock)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def app(settings: Settings, clock: FrozenClock, services: Services) -> Flask:
    """Application on these services."""
    return create_app(settings, clock=clock, services=services)


@pytest.fixture
def tenant(services: Services) -> Tenant:
    return tenant_by_slug(services.database, "demo")


@pytest.fixture
def session(services: Services, tenant: Tenant) -> Iterator[Session]:
    """One transaction in the demo tenant; never hold it across a client's request."""
    with services.database.begin(tenant.id) as opened:
        yield opened


@pytest.fixture
def context(services: Services, tenant: Tenant, session: Session) -> Context:
    """Surroundings that a handler is given for a shopper."""
    return Context(
        session=session,
        tenant=tenant,
        user=None,
        clock=services.clock,
        language="en",
        currency="EUR",
        settings=services.settings,
        files=services.files,
        visitor="v" * 43,
    )


@pytest.fixture
def shopper(app: Flask) -> Browser:
    """Browser in which nobody is signed in."""
    return Browser(app.test_client())


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Role], Browser]:
    """Browser in which a user with that role is signed in."""

    def sign_in(role: Role) -> Browser:
        browser = Browser(app.test_client())
        answer = browser.submit(
            "/sign-in", email=f"{role}@demo.test", password=PASSWORD
        )
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return browser

    return sign_in


@pytest.fixture
def merchandiser(signed_in) -> Browser:
    return signed_in(Role.MERCHANDISER)


@pytest.fixture
def planner(signed_in) -> Browser:
    return signed_in(Role.PLANNER)


@pytest.fixture
def operator(signed_in) -> Browser:
    return signed_in(Role.OPERATOR)


@pytest.fixture
def admin(signed_in) -> Browser:
    return signed_in(Role.ADMIN)


@pytest.fixture
def run_tasks(services: Services) -> Callable[[], int]:
    """Run what the outbox has due, as a worker would; answers how many."""
    return lambda: run_due(services)
