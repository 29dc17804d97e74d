"""A stand-in bank on a real loopback server, with a shop that collects webhooks."""

import gzip
import json
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import stripe
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from app.payments.standin.bank import Bank
from app.payments.standin.books import Books
from app.payments.standin.desk import API_VERSION
from app.payments.standin.server import create_bank


@dataclass
class Clock:
    """Unix seconds that a test moves by hand."""

    seconds: int = 1_795_000_000

    def __call__(self) -> int:
        return self.seconds


@dataclass
class Post:
    """Collects what the bank sends and answers with ``status``."""

    status: int = 200
    received: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)

    def __call__(self, url, body, headers):
        self.received.append((url, body, headers))
        return self.status

    @property
    def names(self):
        return [json.loads(body)["type"] for _, body, _ in self.received]


class Settling:
    """
    Runs a WSGI application and knows when its answers are closed.

    The bank tells the shop after it has answered, in the thread of the answer.
    """

    def __init__(self, application):
        self._application = application
        self._open: set[object] = set()
        self._changed = threading.Condition()

    def __call__(self, environ, start_response):
        request = object()
        with self._changed:
            self._open.add(request)
        answer = self._application(environ, start_response)
        return ClosingIterator(answer, [lambda: self._close(request)])

    def settle(self):
        """Wait until nobody is in the middle of telling."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._open, timeout=10)

    def _close(self, request):
        # A server may close an answer twice; a count would go below nothing then and
        # hide the next request that is still open.
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()


@contextmanager
def serving(application):
    """Serve a WSGI application on a free loopback port."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Counter:
    """What a test needs to speak with a bank."""

    bank: Bank
    url: str
    client: stripe.StripeClient
    post: Post
    clock: Clock
    server: Settling


@contextmanager
def open_counter(path: Path):
    """Open a bank with an official client pointed at it."""
    clock, post = Clock(), Post()
    books = Books(path)
    account = Bank(books, "", "", clock).account()
    bank = Bank(books, "https://bank.test", "https://shop.test/webhook", clock)
    server = Settling(create_bank(bank, post))
    with serving(server) as url:
        client = stripe.StripeClient(
            account.api_key,
            stripe_version=API_VERSION,
            base_addresses={"api": url},
            http_client=stripe.UrllibClient(),
            max_network_retries=0,
        )
        yield Counter(bank, url, client, post, clock, server)


@cache
def stripe_schemas():
    """Stripe's own object schemas, or a skip where the reference data are missing."""
    folder = os.environ.get("LOTONE_REFERENCE_DATA")
    path = Path(folder or "/nowhere") / "stripe" / "openapi.spec3.json.gz"
    if not path.exists():
        pytest.skip("LOTONE_REFERENCE_DATA with stripe/openapi.spec3.json.gz not set")
    document = json.loads(gzip.decompress(path.read_bytes()))
    return _as_json_schema(document["components"])


def _as_json_schema(node):
    """Rewrite OpenAPI 3.0's ``nullable`` and refuse members Stripe does not have."""
    if isinstance(node, list):
        return [_as_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: _as_json_schema(value) for key, value in node.items()}
    if out.get("type") == "object" and isinstance(out.get("properties"), dict):
        out.setdefault("additionalProperties", False)
    if out.pop("nullable", False) is True:
        return {"anyOf": [out, {"type": "null"}]}
    return out


def assert_is_stripe(kind, thing):
    """Fail unless ``thing`` is what Stripe's OpenAPI document says of ``kind``."""
    schema = {
        "$ref": f"#/components/schemas/{kind}",
        "components": stripe_schemas(),
    }
    jsonschema.Draft202012Validator(schema).validate(thing)
