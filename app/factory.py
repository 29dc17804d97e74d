"""Putting the packages together: one Flask application, one Services."""

import importlib
import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from flask import Flask, Response
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from app.base.clock import Clock, system_clock
from app.base.errors import NotFound
from app.base.files import FolderStore
from app.base.http import Api
from app.base.language import install_language
from app.base.limits import limit_rates
from app.base.logs import configure_logs
from app.base.openapi import describe
from app.base.pages import install_pages
from app.base.protect import protect
from app.base.serve import serve
from app.base.settings import ROOT, Settings
from app.catalogue.warm import warm_soon
from app.db.engine import make_engine
from app.db.services import Services
from app.db.session import Database
from app.identity.edge import RequestEdge
from app.outbox.broker import Waker
from app.outbox.health import install_health
from app.planning.ahead import warm_plans
from app.planning.warm import load_kernel

PACKAGES = (
    "identity",
    "outbox",
    "catalogue",
    "planning",
    "orders",
    "payments",
    "production",
    "storefront",
    "studio",
    "floor",
)

EXPECTED = frozenset(
    f"app.{package}.{module}"
    for package, modules in {
        "identity": ("models", "views"),
        "outbox": ("models",),
    }.items()
    for module in modules
)
"""Modules that must be there; the others are used as soon as they land."""


def make_services(
    settings: Settings, clock: Clock = system_clock, *, wakes_workers: bool = False
) -> Services:
    """
    Long-lived things of a process, web or worker or command.

    Parameters
    ----------
    wakes_workers
        Sends a message for each new outbox row; without, the sweeper finds them.
    """
    load_modules("models")
    load_modules("tasks")
    load_modules("sweep")
    wake = Waker(settings, clock) if wakes_workers else None
    files = FolderStore(settings.data_dir / "files")
    database = Database(make_engine(settings), clock, wake, files)
    return Services(settings, clock, database, files)


def web() -> Flask:
    """Build the application that gunicorn serves, from the environment."""
    settings = Settings.from_environment(os.environ)
    configure_logs(settings.log_format)
    flask = create_app(settings, wakes_workers=True)
    load_kernel()  # before the first request: none of them may wait for it
    warm_soon(flask.extensions["lotone"], warm_plans)
    return flask


def create_app(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    wakes_workers: bool = False,
    services: Services | None = None,
) -> Flask:
    """
    Web application.

    Parameters
    ----------
    settings
        Chosen by the environment.
    clock
        The only source of time for everything below.
    services
        Made from the rest when not given.
    """
    flask = Flask("app", static_folder=None)
    flask.config["TEMPLATES_AUTO_RELOAD"] = False
    services = services or make_services(settings, clock, wakes_workers=wakes_workers)
    flask.extensions["lotone"] = services
    flask.extensions["lotone_edge"] = edge = RequestEdge(services)
    flask.jinja_loader = ChoiceLoader(
        [FileSystemLoader(folder) for folder in _template_folders()]
    )
    install_pages(flask)
    install_language(flask)
    protect(flask)
    serve(flask, apis(), edge)
    _serve_files(flask, services)
    install_health(flask, services)
    _serve_description(flask)
    limit_rates(flask, settings, _questions())
    for module in load_modules("views"):
        if hasattr(module, "install"):
            module.install(flask)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        flask.wsgi_app = ProxyFix(flask.wsgi_app, hops, hops, hops, hops, hops)  # type: ignore[method-assign]  # Flask's own advice
    return flask


def apis() -> list[Api]:
    """Every route table of every package, in the order of the packages."""
    found: list[Api] = []
    for module in load_modules("views"):
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, Api) and value not in found
        ]
    return found


def _questions() -> frozenset[str]:
    """Endpoints of routes that take a body and write nothing."""
    routes = (route for api in apis() for route in api.routes)
    return frozenset(r.name for r in routes if r.reads_only and r.method == "POST")


def load_modules(name: str) -> list[ModuleType]:
    """``app.<package>.<name>`` of every package that has one."""
    return list(_modules(name))


def _modules(name: str) -> Iterator[ModuleType]:
    for package in PACKAGES:
        full = f"app.{package}.{name}"
        if full in EXPECTED or importlib.util.find_spec(full) is not None:
            yield importlib.import_module(full)


def _template_folders() -> list[Path]:
    folders = [ROOT / "app" / package / "templates" for package in ("base", *PACKAGES)]
    return [folder for folder in folders if folder.is_dir()]


def openapi_document() -> str:
    """Write the API's description, the same bytes for the same routes."""
    document = describe(apis(), "1")
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _serve_description(flask: Flask) -> None:
    @flask.get("/api/openapi.json")
    def openapi() -> Response:
        return Response(openapi_document(), mimetype="application/json")


def _serve_files(flask: Flask, services: Services) -> None:
    for_ever = "public, max-age=31536000, immutable"
    types = {
        "glb": "model/gltf-binary",
        "svg": "image/svg+xml",
        "pdf": "application/pdf",
    }

    @flask.get("/files/<name>")
    def stored_file(name: str) -> Response:
        content = services.files.get(name)
        if content is None:
            raise NotFound("file_unknown", "No such file.")
        mimetype = types.get(name.rsplit(".", 1)[1], "application/octet-stream")
        response = Response(content, mimetype=mimetype)
        response.headers["Cache-Control"] = for_ever
        if mimetype == "image/svg+xml":
            # An SVG opened by itself is a document: nothing in it may run.
            response.headers["Content-Security-Policy"] = (
                "default-src 'none'; style-src 'unsafe-inline'"
            )
        return response
