"""Webhooks: signed, tried again, audited, and never sent into the house."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from app.base.settings import Settings
from app.outbox.models import TaskRow
from app.production.hook_address import Target, Unreachable, find, judge_url
from app.production.hook_send import signed_headers

HOOKS = "/api/floor/webhooks"


class Receiver(BaseHTTPRequestHandler):
    """Takes messages down and answers what it is told to."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), body))  # type: ignore[attr-defined]  # ours
        answers = self.server.answers  # type: ignore[attr-defined]  # ours
        self.send_response(answers.pop(0) if answers else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[HTTPServer]:
    """Somebody's ERP on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.seen, server.answers = [], []  # type: ignore[attr-defined]  # as above
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, allows_private_webhooks=True)


@pytest.fixture
def hook(planner, receiver):
    """Tell the receiver of plans; answers the webhook and its secret."""
    url = f"http://127.0.0.1:{receiver.server_port}/plans?from=lotone"
    answer = planner.post(HOOKS, json={"url": url, "note": "ERP"})
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


@pytest.fixture
def task_states(services, tenant):
    """States of everything in the outbox."""

    def read():
        with services.database.begin(tenant.id, reads_only=True) as session:
            return {row.state for row in session.query(TaskRow)}

    return read


def is_genuine(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Whether a receiver that knows the secret believes it."""
    signed = b".".join(
        (
            headers["webhook-id"].encode(),
            headers["webhook-timestamp"].encode(),
            body,
        )
    )
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    return f"v1,{expected.decode()}" in headers["webhook-signature"].split(" ")


@pytest.mark.usefixtures("workshop")
def test_a_published_plan_is_told_with_its_lists_and_signed(
    accepted, planner, hook, receiver, run_tasks
):
    accepted("1")
    planner.post("/api/floor/sites/workshop/plan", json={"seconds": 1})
    run_tasks()
    ((headers, body),) = receiver.seen
    assert is_genuine(headers, body, hook["secret"])
    message = json.loads(body)
    assert (message["type"], message["data"]["revision"]) == ("plan.published", 1)
    centres = {
        one["work_centre"]: one["lines"] for one in message["data"]["work_centres"]
    }
    assert list(centres) == ["saw", "booth", "oven"]
    assert centres["saw"][0]["label"] == "LO-1/1 Cabinet"
    events = planner.get(f"{HOOKS}/{hook['webhook']['id']}/events").get_json()["events"]
    assert [(one["kind"], one["status"]) for one in events] == [
        ("delivered", 200),
        ("added", 0),
    ]
    assert events[1]["by"] == "Planner"


def test_what_is_not_acknowledged_is_sent_again_with_the_same_id(
    planner, hook, receiver, run_tasks, clock
):
    receiver.answers += [500, 302]
    planner.post(f"{HOOKS}/{hook['webhook']['id']}/test", json={})
    run_tasks()
    assert len(receiver.seen) == 1
    clock.advance(seconds=3)
    run_tasks()
    run_tasks()
    assert len(receiver.seen) == 2
    clock.advance(seconds=9)
    run_tasks()
    assert len(receiver.seen) == 3
    assert len({headers["webhook-id"] for headers, _ in receiver.seen}) == 1
    assert len({headers["webhook-timestamp"] for headers, _ in receiver.seen}) == 3
    clock.advance(hours=2)
    run_tasks()
    assert len(receiver.seen) == 3


def test_a_receiver_that_is_gone_is_told_nothing_more(
    planner, hook, receiver, run_tasks
):
    receiver.answers += [410]
    path = f"{HOOKS}/{hook['webhook']['id']}"
    planner.post(f"{path}/test", json={})
    run_tasks()
    (line,) = planner.get(HOOKS).get_json()["webhooks"]
    assert line["is_paused"]
    planner.post(f"{path}/test", json={})
    run_tasks()
    assert len(receiver.seen) == 1


def test_after_a_rotation_both_secrets_sign_for_a_day(
    planner, hook, receiver, run_tasks, clock
):
    path = f"{HOOKS}/{hook['webhook']['id']}"
    newer = planner.post(f"{path}/rotate", json={}).get_json()["secret"]
    assert newer != hook["secret"]
    for hours in (1, 30):
        clock.advance(hours=hours)
        planner.post(f"{path}/test", json={})
        run_tasks()
    (soon, soon_body), (later, later_body) = receiver.seen
    assert is_genuine(soon, soon_body, newer)
    assert is_genuine(soon, soon_body, hook["secret"])
    assert is_genuine(later, later_body, newer)
    assert not is_genuine(later, later_body, hook["secret"])


def test_a_paused_and_a_removed_one_are_not_told(
    planner, hook, receiver, run_tasks, task_states
):
    path = f"{HOOKS}/{hook['webhook']['id']}"
    planner.put(f"{path}/pause", json={"is_paused": True})
    planner.post(f"{path}/test", json={})
    run_tasks()
    planner.delete(path)
    assert receiver.seen == []
    assert planner.get(HOOKS).get_json()["webhooks"] == []
    gone = planner.get(f"{path}/events")
    assert (gone.status_code, gone.get_json()["code"]) == (404, "unknown_webhook")
    assert task_states() == {"done"}


def test_the_secret_is_shown_once(planner, hook):
    assert hook["secret"].startswith("whsec_")
    assert hook["secret"] not in planner.get(HOOKS).get_data(as_text=True)


def test_operators_do_not_manage_webhooks(operator):
    assert operator.get(HOOKS).status_code == 403


# ---- where a webhook may go ----

INTO_THE_HOUSE = [
    "10.0.0.7",
    "127.0.0.1",
    "169.254.169.254",  # what clouds answer secrets at
    "172.16.3.4",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address that must be refused
    "224.0.0.1",
    "::1",
    "fd00::1",
    "fe80::1%eth0",
    "::ffff:10.0.0.1",
    "2002:0a00:0001::",
]


@pytest.mark.parametrize("address", INTO_THE_HOUSE)
def test_a_name_that_leads_into_the_house_is_refused(address):
    found = find(
        "https://erp.example/", allows_private=False, resolve=lambda *_: [address]
    )
    assert isinstance(found, Unreachable)
    assert found.code == "private_address"


def test_one_private_answer_among_public_ones_is_enough_to_refuse():
    found = find(
        "https://erp.example/",
        allows_private=False,
        resolve=lambda *_: ["93.184.215.14", "10.0.0.7"],
    )
    assert isinstance(found, Unreachable)


def test_the_connection_goes_to_the_address_that_was_judged():
    found = find(
        "https://erp.example:8443/in?key=1",
        allows_private=False,
        resolve=lambda *_: ["93.184.215.14"],
    )
    assert found == Target(
        "93.184.215.14", "erp.example", 8443, is_secure=True, path="/in?key=1"
    )


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://erp.example/", "insecure"),
        ("ftp://erp.example/", "url"),
        ("https://", "url"),
        ("https://erp.example:port/", "url"),
        ("https://user:word@erp.example/", "url"),
        ("https://127.0.0.1/", "private_address"),
        ("https://[::1]/", "private_address"),
        ("erp.example", "url"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused_when_it_is_added(url, code):
    judged = judge_url(url, allows_private=False)
    assert isinstance(judged, Unreachable)
    assert judged.code == code


def test_the_api_names_what_is_wrong_with_the_address(planner):
    answer = planner.post(HOOKS, json={"url": "gopher://erp.example"})
    assert answer.status_code == 422
    assert answer.get_json()["fields"][0]["path"] == "body.url"


def test_the_signature_is_that_of_the_standard():
    """Example of the specification's reference libraries."""
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert (
        headers["webhook-signature"]
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )
