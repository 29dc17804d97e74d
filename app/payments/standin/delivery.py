"""
Tells the shop what happened: signed webhooks, again and again until acknowledged.

Signature as Stripe's: ``t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">``.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.payments.standin.bank import Bank
from app.payments.standin.books import Delivery

LEASE_S = 30
_GIVE_UP_AFTER = 16
_LONGEST_WAIT_S = 3 * 3_600

Send = Callable[[str, bytes, dict[str, str]], int]


def signature(secret: str, body: bytes, at: int) -> str:
    """Return the ``Stripe-Signature`` header for a body sent at ``at``."""
    signed = f"{at}.".encode() + body
    return f"t={at},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def send_over_http(url: str, body: bytes, headers: dict[str, str]) -> int:
    """POST a body and return the status, 0 where the shop could not be reached."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=10)
    try:
        connection.request("POST", parts.path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


@dataclass(frozen=True)
class Delivered:
    """How many events were acknowledged and how many have to be tried again."""

    acknowledged: int
    failed: int


def deliver_due(bank: Bank, send: Send = send_over_http, limit: int = 50) -> Delivered:
    """
    Send what is due, oldest first.

    Parameters
    ----------
    bank
        Whose events to send.
    send
        How a request goes out.
    limit
        Most events of one run.
    """
    secret = bank.account().webhook_secret
    acknowledged = failed = 0
    for _ in range(limit):
        with bank.books.begin() as page:
            delivery = page.claim_delivery(now=bank.now(), lease_s=LEASE_S)
        if delivery is None:
            break
        if _send_one(bank, send, secret, delivery):
            acknowledged += 1
        else:
            failed += 1
    return Delivered(acknowledged, failed)


def _send_one(bank: Bank, send: Send, secret: str, delivery: Delivery) -> bool:
    body = json.dumps(delivery.event).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Lot-One-stand-in-bank/1",
        "Stripe-Signature": signature(secret, body, bank.now()),
    }
    status = send(bank.webhook_url, body, headers)
    event_id = delivery.event["id"]
    with bank.books.begin() as page:
        if 200 <= status < 300 or delivery.attempts >= _GIVE_UP_AFTER:
            page.delivered(event_id)
        else:
            page.retry_at(event_id, bank.now() + _wait_s(delivery.attempts))
    return 200 <= status < 300


def _wait_s(attempts: int) -> int:
    return min(_LONGEST_WAIT_S, int(5 * 2 ** (attempts - 1)))
