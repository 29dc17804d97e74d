"""
The stand-in bank as a party: its books, its keys, its clock and its letterhead.

One value that the API, the payment page and the webhook delivery are made from.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.payments.standin.books import Books
from app.payments.standin.desk import Desk


def random_id(prefix: str) -> str:
    """Return a fresh id as Stripe writes them: prefix, underscore, 24 characters."""
    return f"{prefix}_{secrets.token_hex(12)}"


@dataclass(frozen=True)
class Account:
    """The two secrets a shop needs to speak with its bank."""

    api_key: str
    webhook_secret: str


@dataclass(frozen=True)
class Bank:
    """
    A stand-in bank.

    Parameters
    ----------
    books
        Where it writes everything down.
    base_url
        Its address for browsers, without a trailing slash.
    webhook_url
        Where it tells the shop what happened.
    now
        Unix seconds.
    new_id
        Makes an id from its prefix.
    """

    books: Books
    base_url: str
    webhook_url: str
    now: Callable[[], int]
    new_id: Callable[[str], str] = field(default=random_id)

    @contextmanager
    def desk(self, idempotency_key: str | None = None) -> Iterator[Desk]:
        """One transaction over the books."""
        with self.books.begin() as page:
            yield Desk(page, self.now(), self.new_id, self.base_url, idempotency_key)

    def account(self) -> Account:
        """Return the account's keys, the same for ever once made."""
        with self.books.begin() as page:
            return Account(
                page.account_value("api_key", lambda: self.new_id("sk_test")),
                page.account_value("webhook_secret", lambda: self.new_id("whsec")),
            )


def account_at(path: Path) -> Account:
    """Return the keys of the bank whose books are at ``path``; made where missing."""
    return Bank(Books(path), "", "", lambda: 0).account()
