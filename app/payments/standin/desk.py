"""What one request to the bank works with: its books, the time and fresh ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.payments.standin.books import Json, Page
from app.payments.standin.errors import (
    invalid_request,
    missing_parameter,
    no_such,
)

API_VERSION = "2026-08-26.dahlia"


@dataclass(frozen=True)
class Desk:
    """
    One transaction of the bank.

    Parameters
    ----------
    page
        The books, inside a transaction.
    now
        Unix seconds.
    new_id
        Makes an id from its prefix (``pi``, ``cs_test``, ...).
    base_url
        Address of the bank as a browser sees it, without a trailing slash.
    idempotency_key
        Key of the request being served, quoted in the events it causes.
    """

    page: Page
    now: int
    new_id: Callable[[str], str]
    base_url: str
    idempotency_key: str | None = None

    def find(self, kind: str, object_id: str, param: str) -> Json:
        """Return an object or raise Stripe's ``resource_missing``."""
        thing = self.page.get(kind, object_id)
        if thing is None:
            raise no_such(kind, object_id, param)
        return thing

    def tell(self, name: str, thing: Json) -> None:
        """Record an event about ``thing`` as it is now and queue its webhook."""
        self.page.announce(
            {
                "id": self.new_id("evt"),
                "object": "event",
                "api_version": API_VERSION,
                "created": self.now,
                "data": {"object": thing},
                "livemode": False,
                "pending_webhooks": 1,
                "request": {"id": None, "idempotency_key": self.idempotency_key},
                "type": name,
            }
        )


def whole_number(values: Json, name: str, *, default: int | None = None) -> int:
    """Return a parameter as a positive integer of minor units, pieces or seconds."""
    raw: Any = values.get(name, default)
    if raw is None:
        raise missing_parameter(name)
    text = str(raw)
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise invalid_request(f"Invalid integer: {text}", param=name)
    return int(text)
