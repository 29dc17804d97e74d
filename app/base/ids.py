"""Ids that sort by birth: RFC 9562 UUIDs of version 7, written as strings."""

import hashlib
import os
import secrets
import uuid
from collections.abc import Callable

from app.base.clock import Clock, system_clock


def new_id(
    clock: Clock = system_clock, entropy: Callable[[int], bytes] = os.urandom
) -> str:
    """
    Fresh id; later ids sort after earlier ones (to the millisecond).

    Parameters
    ----------
    clock
        Gives the millisecond in the id's first 48 bits.
    entropy
        Gives that many random bytes.
    """
    milliseconds = int(clock().timestamp() * 1000)
    value = bytearray(milliseconds.to_bytes(6, "big") + entropy(10))
    value[6] = 0x70 | value[6] & 0x0F
    value[8] = 0x80 | value[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(value)))


def new_token() -> str:
    """Unguessable word of 256 bits for cookies and links."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hash that is stored of a token: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()
