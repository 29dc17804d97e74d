"""
The API keeps what ``/api/openapi.json`` says, whatever is sent to it.

Schemathesis makes requests from the description, good and bad ones; every answer has
a status and a body that the description knows, and none is our fault. Each request is
sent twice: to the ids it was generated with, and to ids that exist.
"""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import select

from app.db.services import Services
from app.factory import openapi_document
from app.identity.edge import csrf_token
from app.identity.tenants import tenant_by_slug
from app.orders.models import OrderRow
from app.planning.models import ReservationRow
from tests.app.conftest import PASSWORD

EXAMPLES = 200 if os.environ.get("LOTONE_PROVE") == "1" else 6
VISITOR = "v" * 43
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Answers that stream for as long as the task runs; tests/app/outbox judges them.
STREAMS = ["/api/tasks/{task_id}/events"]
SCHEMA = schemathesis.openapi.from_dict(json.loads(openapi_document())).exclude(
    path=STREAMS
)

many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    # The database of the module is shared between examples on purpose: what a request
    # leaves behind is what the next one meets.
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=os.environ.get("LOTONE_PROVE") != "1",
)

Case = schemathesis.Case[Any]
Send = Callable[[Case], None]


@pytest.fixture(scope="module")
def known(house: Services) -> dict[str, str]:
    """Return an id that exists, by the name of the path argument."""
    tenant = tenant_by_slug(house.database, "demo")
    with house.database.begin(tenant.id, reads_only=True) as session:
        reservation = session.scalars(select(ReservationRow)).first()
        order = session.scalars(select(OrderRow)).first()
        assert reservation is not None
        assert order is not None
        operation = reservation.routing[0]["id"]
        return {
            "slug": "shelf",
            "site": "linden",
            "work_centre": "panel_saw",
            "rule_id": "hidden_depth",
            "table_id": "width_by_wood",
            "price_id": "engraving",
            "reservation_id": reservation.id,
            "operation": operation,
            "token": order.id,
        }


@pytest.fixture(scope="module")
def public(web: Flask, known: dict[str, str]) -> Send:
    """Send as somebody whom nobody knows."""
    return lambda case: send(web, case, known, {"lotone_visitor": VISITOR})


@pytest.fixture(scope="module")
def admin(web: Flask, known: dict[str, str]) -> Send:
    """Send as an admin, who may everything."""
    client = web.test_client()
    client.set_cookie("lotone_visitor", VISITOR)
    form = {
        "email": "admin@demo.test",
        "password": PASSWORD,
        "csrf_token": csrf_token("s" * 64, VISITOR),
    }
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    kept = client.get_cookie("lotone_session")
    assert kept is not None
    cookies = {"lotone_visitor": VISITOR, "lotone_session": kept.value}
    return lambda case: send(web, case, known, cookies)


def send(
    web: Flask,
    case: Case,
    known: dict[str, str],
    cookies: dict[str, str],
) -> None:
    """Judge the answers to a request as generated, and to ids that exist."""
    # To this application instead of over a network: pytest gets copies of SCHEMA.
    case.operation.schema.app = case.operation.app = web
    case.cookies = {}
    headers = {
        "X-CSRF-Token": csrf_token("s" * 64, VISITOR),
        # Schemathesis does not unpack what an application in process has zipped.
        "Accept-Encoding": "identity",
    }
    checks = [*CHECKS, negative_data_rejection] if case.method == "POST" else CHECKS
    judge(case, headers, cookies, checks)
    if case.path_parameters:
        case.path_parameters = {
            name: known.get(name, value) for name, value in case.path_parameters.items()
        }
        judge(case, headers, cookies, CHECKS)


def judge(case, headers, cookies, checks) -> None:
    response = case.call(headers=headers, cookies=cookies)
    case.validate_response(response, checks=checks)


@SCHEMA.parametrize()
@settings(many, phases=[Phase.generate])
def test_it_answers_strangers_as_described(case: Case, public: Send) -> None:
    public(case)


@SCHEMA.parametrize()
@many
def test_it_answers_an_admin_as_described(case: Case, admin: Send) -> None:
    admin(case)


def test_the_description_names_every_route(web: Flask) -> None:
    """Guard: what is not described is not judged."""
    described = {
        path.replace("{", "<").replace("}", ">") for path in SCHEMA.raw_schema["paths"]
    }
    served = {
        rule.rule.replace("<int:", "<")  # a description says the type in its schema
        for rule in web.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "openapi"
    }
    assert len(served) > 20, "the search for routes went wrong"
    assert served == described
