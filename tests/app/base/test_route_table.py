"""Our route table: what registers, what is refused, what a failure leaves behind."""

import pytest
from flask import Flask
from pydantic import BaseModel, Field

from app.base.errors import Conflicting
from app.base.http import Api
from app.base.openapi import describe
from app.base.protect import protect
from app.base.serve import serve
from app.identity.access import Role
from app.identity.context import Context
from app.identity.edge import RequestEdge
from app.identity.models import UserRow
from app.identity.tenants import create_user


class Order(BaseModel):
    pieces: int = Field(ge=1)
    note: str = ""


class Wanted(BaseModel):
    page: int = 1
    tags: list[str] = []


class Seen(BaseModel):
    pieces: int
    users: int = 0


def people(context: Context) -> int:
    return context.session.query(UserRow).count()


@pytest.fixture
def api():
    api = Api("trial", "/api/trial")

    @api.post("/ask", role=Role.PUBLIC, reads_only=True)
    def ask(context: Context, body: Order) -> Seen:
        return Seen(pieces=body.pieces, users=people(context))

    @api.get("/list", role=Role.PUBLIC)
    def listed(context: Context, query: Wanted) -> Wanted:
        return query

    @api.post("/add", role=Role.PUBLIC, csrf=False)
    def add(context: Context, body: Order) -> Seen:
        create_user(context.session, "new@demo.test", "New", "p", [Role.OPERATOR])
        if body.note == "conflict":
            raise Conflicting("moved_on", "Read again.")
        if body.note == "crash":
            raise ZeroDivisionError
        return Seen(pieces=body.pieces, users=people(context))

    @api.get("/writes", role=Role.PUBLIC)
    def writes(context: Context) -> Seen:
        create_user(context.session, "new@demo.test", "New", "p", [Role.OPERATOR])
        return Seen(pieces=0)

    @api.get("/secret", role=Role.PLANNER)
    def secret(context: Context) -> Seen:
        return Seen(pieces=0)

    return api


@pytest.fixture
def client(services, api):
    flask = Flask("trial", static_folder=None)
    protect(flask)
    serve(flask, [api], RequestEdge(services))
    return flask.test_client()


def test_a_route_without_a_role_does_not_register():
    with pytest.raises(TypeError, match="declares no role"):
        Api("x").get("/y", role=None)  # type: ignore[arg-type]  # on purpose


def test_a_handler_that_does_not_fit_its_path_does_not_register():
    def handler(context: Context, colour: str) -> None: ...

    with pytest.raises(TypeError, match="does not fit"):
        Api("x").get("/<size>", role=Role.PUBLIC)(handler)


def test_the_same_name_twice_does_not_register():
    api = Api("x")

    def handler(context: Context) -> None: ...

    api.get("/a", role=Role.PUBLIC)(handler)
    with pytest.raises(TypeError, match="registered twice"):
        api.get("/b", role=Role.PUBLIC)(handler)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"pieces": "3"}', "body.pieces"),  # a string is no number
        (b'{"pieces": 0}', "body.pieces"),  # below the range
        (b"{}", "body.pieces"),  # missing
        (b'{"pieces": 1', "body"),  # no JSON
        (b"\xff\xfe", "body"),  # no UTF-8
        (b"", "body"),  # nothing
        (b"null", "body"),  # no object
        (b'{"pieces": 1e999}', "body.pieces"),  # no integer
    ],
)
def test_a_malformed_body_names_its_fields(client, body, path):
    answer = client.post("/api/trial/ask", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert [f["path"] for f in answer.get_json()["fields"]] == [path]


def test_all_field_problems_come_at_once(client):
    answer = client.post("/api/trial/ask", json={"pieces": "x", "note": 3})
    paths = {field["path"] for field in answer.get_json()["fields"]}
    assert paths == {"body.pieces", "body.note"}


def test_another_content_type_is_refused(client):
    answer = client.post("/api/trial/ask", data="x", content_type="text/plain")
    assert (answer.status_code, answer.get_json()["code"]) == (
        415,
        "content_type_unknown",
    )


def test_queries_are_read_leniently_and_lists_stay_lists(client):
    answer = client.get("/api/trial/list?page=3&tags=oak")
    assert answer.get_json() == {"page": 3, "tags": ["oak"]}
    assert client.get("/api/trial/list?page=x").status_code == 422


@pytest.mark.parametrize(("note", "status"), [("conflict", 409), ("crash", 500)])
def test_a_failure_rolls_back(client, note, status):
    before = client.post("/api/trial/ask", json={"pieces": 1}).get_json()["users"]
    answer = client.post("/api/trial/add", json={"pieces": 1, "note": note})
    assert answer.status_code == status
    after = client.post("/api/trial/ask", json={"pieces": 1}).get_json()["users"]
    assert after == before


def test_a_success_is_committed(client):
    added = client.post("/api/trial/add", json={"pieces": 1}).get_json()["users"]
    asked = client.post("/api/trial/ask", json={"pieces": 1}).get_json()["users"]
    assert asked == added


def test_the_database_refuses_a_write_in_a_reading_route(client):
    assert client.get("/api/trial/writes").status_code == 500
    answer = client.post("/api/trial/ask", json={"pieces": 1})
    assert answer.get_json()["users"] == 4


def test_a_role_is_asked_for(client):
    answer = client.get("/api/trial/secret")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "sign_in_needed")


def test_the_document_describes_bodies_queries_and_answers(api):
    document = describe([api], "1")
    ask = document["paths"]["/api/trial/ask"]["post"]
    ref = ask["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert ref == "#/components/schemas/Order"
    assert {"Order", "Seen", "Wanted"} <= document["components"]["schemas"].keys()
    listed = document["paths"]["/api/trial/list"]["get"]
    assert [p["name"] for p in listed["parameters"]] == ["page", "tags"]
    assert document["paths"]["/api/trial/secret"]["get"]["x-role"] == "planner"
