"""Which bank is asked: Stripe where its two secrets are set, else the stand-in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from app.base.errors import Unavailable
from app.base.settings import Settings
from app.payments.bank import Bank
from app.payments.standin.bank import account_at

STANDIN_PATH = "/bank"
WEBHOOK_PATH = "/api/webhooks/stripe"


def standin_books(settings: Settings) -> Path:
    """Return where the stand-in bank keeps its books."""
    return settings.data_dir / "standin-bank.sqlite3"


def uses_stripe(settings: Settings) -> bool:
    """Whether payments go to Stripe itself."""
    return bool(settings.stripe_secret_key)


def bank_for(settings: Settings, *, is_demo: bool) -> Bank:
    """
    Return the bank of a tenant.

    Parameters
    ----------
    is_demo
        Whether the tenant is the demo, where the stand-in may always stand in.

    Raises
    ------
    Unavailable
        Where the stand-in bank would have to serve a real shop (decision 14).
    """
    if uses_stripe(settings):
        return _stripe(settings.stripe_secret_key, settings.stripe_webhook_secret)
    if not is_demo and not settings.allows_standin_bank:
        raise Unavailable(
            "no_bank",
            "This shop has no bank: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET"
            " (or LOTONE_STANDIN_BANK=1 to give its goods away for a trial).",
        )
    return _standin(standin_books(settings), settings.public_url.rstrip("/"))


@lru_cache(maxsize=4)
def _stripe(api_key: str, webhook_secret: str) -> Bank:
    # The official client takes 0.4 s to import: only who pays waits for it.
    from app.payments.stripe_bank import StripeBank  # noqa: PLC0415 - as said above

    return StripeBank("stripe", api_key, webhook_secret)


@lru_cache(maxsize=4)
def _standin(books: Path, public_url: str) -> Bank:
    from app.payments.stripe_bank import StripeBank  # noqa: PLC0415 - as in _stripe

    account = account_at(books)
    return StripeBank(
        "standin", account.api_key, account.webhook_secret, public_url + STANDIN_PATH
    )
