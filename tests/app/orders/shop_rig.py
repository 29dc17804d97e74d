"""A shop on a real loopback server, with factories, a product and its own bank."""

import re
import socket
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

from werkzeug.serving import make_server

from app.base.settings import ROOT, Settings
from app.catalogue.commands import read_files
from app.catalogue.import_materials import import_materials
from app.catalogue.import_product import import_product
from app.db.migrate import migrate
from app.db.services import Services
from app.factory import create_app
from app.identity.tenants import create_tenant
from app.outbox.run import run_due
from app.payments.choose import standin_books
from app.planning.sites import import_site

CATALOGUE = ROOT / "app" / "catalogue" / "samples"
SITES = ROOT / "app" / "planning" / "samples"


def stock(services: Services, tenant_id: str, products=("wardrobe",)) -> None:
    """Import factories, materials and products through their own doors."""
    with services.database.begin(tenant_id) as session:
        for name in ("linden.yaml", "ailin.yaml"):
            import_site(session, (SITES / name).read_bytes(), name)
        textures = read_files(CATALOGUE / "textures")
        for name in ("materials.yaml", "fabrics.yaml"):
            path = CATALOGUE / name
            if path.exists():
                import_materials(
                    session, name, path.read_bytes(), textures, services.files
                )
        for slug in products:
            imported = import_product(
                session,
                read_files(CATALOGUE / slug),
                clock=services.clock,
                publishes=True,
            )
            assert imported.version, imported


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Lets a test see where a redirect leads."""

    def redirect_request(self, *_args):
        return None


@dataclass
class Reply:
    """An answer as a browser without scripts sees it."""

    status: int
    text: str
    location: str | None


class Visitor:
    """A browser without scripts: cookies, forms and links."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opener = urllib.request.build_opener(
            NoRedirect, urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> Reply:
        return self._send(path, None)

    def submit(self, path: str, **form) -> Reply:
        page = self.get("/sign-in").text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token is not None
        fields = {"csrf_token": token[1], **form}
        return self._send(path, urllib.parse.urlencode(fields).encode())

    def pay(self, path: str, card: str = "4242424242424242") -> Reply:
        return self._send(path, urllib.parse.urlencode({"card": card}).encode())

    def _send(self, path: str, body: bytes | None) -> Reply:
        address = path if path.startswith("http") else self.url + path
        try:
            with self.opener.open(address, body, timeout=30) as answer:
                return Reply(answer.status, answer.read().decode(), None)
        except urllib.error.HTTPError as answer:
            with answer:
                text = answer.read().decode()
                return Reply(answer.code, text, answer.headers["Location"])


@dataclass
class Shop:
    """Everything a checkout test needs."""

    services: Services
    tenant_id: str
    url: str

    def visitor(self) -> Visitor:
        return Visitor(self.url)

    def begin(self, **options):
        return self.services.database.begin(self.tenant_id, **options)

    def work(self) -> int:
        """Do what a worker would do now."""
        self.hear_the_bank()
        return run_due(self.services)

    def hear_the_bank(self) -> None:
        """Wait until the bank has told what it knows: it does so after its answer."""
        books = standin_books(self.services.settings)
        for _ in range(200):
            with closing(sqlite3.connect(books)) as connection:
                left = connection.execute("SELECT count(*) FROM delivery").fetchone()
            if left == (0,):
                return
            time.sleep(0.02)
        raise AssertionError("the bank could not tell what it knows")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_shop(path: Path, clock):
    """Serve a stocked shop with its stand-in bank until the block ends."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(
        data_dir=path, secret_key="s" * 64, limits_rates=False, public_url=url
    )
    flask = create_app(settings, clock=clock)
    services: Services = flask.extensions["lotone"]
    migrate(services.database.engine)
    with services.database.begin(None) as session:
        tenant = create_tenant(session, "demo", "Lot One", is_demo=True)
    stock(services, tenant.id)
    server = make_server("127.0.0.1", port, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Shop(services, tenant.id, url)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        services.database.engine.dispose()
