"""What every answer carries, and what is refused whatever the route."""

import gzip
import json

import pytest

from app.base.protect import MAX_BODY_BYTES


def test_every_page_forbids_framing_sniffing_and_foreign_scripts(shopper):
    headers = shopper.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    scripts = next(p for p in policy.split("; ") if p.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert headers["X-Request-Id"]


def test_the_nonce_differs_from_page_to_page(shopper):
    first, second = (
        shopper.get("/sign-in").headers["Content-Security-Policy"] for _ in range(2)
    )
    assert first != second


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api/nowhere", 404, "not_found"),
        ("post", "/api/me", 405, "method_not_allowed"),
        ("get", "/files/../../etc/passwd", 404, "not_found"),
        ("get", f"/files/{'0' * 64}.glb", 404, "file_unknown"),
    ],
)
def test_flasks_own_errors_are_problem_documents(shopper, method, path, status, code):
    answer = getattr(shopper.client, method)(path)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    problem = json.loads(answer.data)
    assert (problem["code"], problem["status"]) == (code, status)
    assert problem["detail"]


def test_a_browser_gets_its_errors_as_a_page(shopper):
    answer = shopper.get("/nowhere-at-all", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


def test_a_body_beyond_the_limit_is_refused(shopper):
    shopper.get("/sign-in")
    body = b"email=" + b"x" * MAX_BODY_BYTES
    answer = shopper.client.post(
        "/sign-in", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413


def test_long_answers_are_compressed_for_who_asks(shopper):
    answer = shopper.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    plain = shopper.get("/api/openapi.json").data
    assert json.loads(gzip.decompress(answer.data)) == json.loads(plain)


def test_stored_files_are_immutable_and_addressed_by_their_bytes(shopper, services):
    stored = services.files.put(b"glTF", "glb")
    answer = shopper.get(stored.url)
    assert answer.data == b"glTF"
    assert "immutable" in answer.headers["Cache-Control"]
    assert services.files.put(b"glTF", "glb") == stored


def test_the_health_pages_need_no_tenant(shopper):
    assert shopper.get("/healthz").status_code == 200
    ready = shopper.get("/readyz")
    assert ready.get_json() == {"broker": "ok", "database": "ok", "migrations": "ok"}
    assert b'lotone_tasks{state="dead"} 0.0' in shopper.get("/metrics").data
