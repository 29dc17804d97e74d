"""Puts the stand-in bank beside the shop, under ``/bank`` of the same server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.base.clock import Clock
from app.base.settings import Settings
from app.payments.choose import STANDIN_PATH, WEBHOOK_PATH, standin_books
from app.payments.standin.bank import Bank
from app.payments.standin.books import Books
from app.payments.standin.server import create_bank

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def standin_bank(settings: Settings, clock: Clock) -> Bank:
    """Return the stand-in bank of this installation."""
    shop = settings.public_url.rstrip("/")
    return Bank(
        books=Books(standin_books(settings)),
        base_url=shop + STANDIN_PATH,
        webhook_url=shop + WEBHOOK_PATH,
        now=lambda: int(clock().timestamp()),
    )


class BesideTheShop:
    """
    Sends what starts with ``/bank`` to the bank and the rest to the shop.

    The bank is made with the first request to it, so that a shop that never pays
    keeps no books.
    """

    def __init__(self, shop: Wsgi, settings: Settings, clock: Clock) -> None:
        self._shop = shop
        self._settings = settings
        self._clock = clock
        self._bank: Wsgi | None = None

    def __call__(
        self, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Serve one request."""
        path = environ.get("PATH_INFO", "")
        if path != STANDIN_PATH and not path.startswith(STANDIN_PATH + "/"):
            return self._shop(environ, start)
        if self._bank is None:
            self._bank = create_bank(standin_bank(self._settings, self._clock))
        environ = environ | {
            "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + STANDIN_PATH,
            "PATH_INFO": path.removeprefix(STANDIN_PATH) or "/",
        }
        return self._bank(environ, start)
