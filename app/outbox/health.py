"""``/healthz``, ``/readyz`` and ``/metrics``: for whoever runs the installation."""

import json
import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from sqlalchemy.exc import SQLAlchemyError

from app.db.services import Services
from app.outbox.broker import check_broker
from app.outbox.sweep import task_counts

_STATES = ("waiting", "running", "done", "dead", "cancelled")


def install_health(flask: Flask, services: Services) -> None:
    """Add the three pages; they know no tenant and need no role."""
    registry = CollectorRegistry()
    _measure_requests(flask, registry)
    tasks = Gauge("lotone_tasks", "Outbox tasks.", ["state"], registry=registry)

    @flask.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @flask.get("/readyz")
    def readyz() -> Response:
        found = readiness(services)
        is_ready = all(state == "ok" for state in found.values())
        return Response(
            json.dumps(found), 200 if is_ready else 503, mimetype="application/json"
        )

    @flask.get("/metrics")
    def metrics() -> Response:
        counts = task_counts(services.database)
        for state in _STATES:
            tasks.labels(state).set(counts.get(state, 0))
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


def readiness(services: Services) -> dict[str, str]:
    """State of what we stand on; ``ok`` or a sentence."""
    from app.db.migrate import current_revision, newest_revision  # noqa: PLC0415 - alembic loads slowly

    found: dict[str, str] = {}
    try:
        revision = current_revision(services.database.engine)
        found["database"] = "ok"
        is_new = revision == newest_revision()
        found["migrations"] = "ok" if is_new else "run lotone migrate"
    except SQLAlchemyError:
        found["database"] = "does not answer"
    found["broker"] = check_broker(services.settings) or "ok"
    return found


def _measure_requests(flask: Flask, registry: CollectorRegistry) -> None:
    requests = Counter(
        "lotone_requests",
        "Requests answered.",
        ["route", "status"],
        registry=registry,
    )
    seconds = Histogram(
        "lotone_request_seconds",
        "Seconds from the first byte to the answer.",
        ["route"],
        registry=registry,
    )

    @flask.after_request
    def count(response: Response) -> Response:
        route = request.endpoint or "none"
        requests.labels(route, str(response.status_code)).inc()
        started = g.get("started")
        if started is not None:
            seconds.labels(route).observe(time.perf_counter() - started)
        return response
