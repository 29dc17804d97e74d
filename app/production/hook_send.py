"""
Sending a webhook as Standard Webhooks says: signed, once, to the judged address.

https://github.com/standard-webhooks/standard-webhooks: the signature is an HMAC-SHA256
of ``id.timestamp.body`` in base64, one for each secret that is valid.
"""

import base64
import hashlib
import hmac
import http.client
import secrets
import socket
import ssl
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime

from app.production.hook_address import Target

PREFIX = "whsec_"
SECRET_BYTES = 32
TIMEOUT_S = 10.0

Send = Callable[[Target, bytes, dict[str, str]], int]
"""Status of a POST; 0 where nobody answered."""


def new_secret(random: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Return a signing secret as receivers are given it."""
    return PREFIX + base64.b64encode(random(SECRET_BYTES)).decode()


def signed_headers(
    message_id: str, at: datetime, body: bytes, secrets_: Iterable[str]
) -> dict[str, str]:
    """
    Headers that prove a message.

    Parameters
    ----------
    message_id
        The same for every attempt: a receiver takes it once.
    at
        When this attempt is made.
    secrets_
        All that are valid now; each signs.
    """
    stamp = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), stamp.encode(), body))
    signatures = (f"v1,{_signature(secret, signed)}" for secret in secrets_ if secret)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Lot-One-webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def send_over_http(target: Target, body: bytes, headers: dict[str, str]) -> int:
    """POST a body to the judged address and return the status, 0 for none."""
    named = {**headers, "Host": _host(target)}
    try:
        with closing(_connection(target)) as connection:
            connection.request("POST", target.path, body, named)
            # No redirect is followed: it would lead where nobody judged.
            return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0


def _host(target: Target) -> str:
    usual = 443 if target.is_secure else 80
    name = f"[{target.host}]" if ":" in target.host else target.host
    return name if target.port == usual else f"{name}:{target.port}"


def _connection(target: Target) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(
        target.address, target.port, timeout=TIMEOUT_S
    )
    if target.is_secure:
        plain = socket.create_connection((target.address, target.port), TIMEOUT_S)
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(plain, server_hostname=target.host)
    return connection
