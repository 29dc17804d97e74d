"""What the shop wants of any bank, and what a bank may answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.base.errors import Unavailable

Parameters = Mapping[str, Any]


class BankUnavailable(Unavailable):
    """The bank could not be asked; the call is repeated with the same key."""

    def __init__(self, detail: str) -> None:
        super().__init__("bank_unavailable", detail)


@dataclass(frozen=True)
class BillLine:
    """One line on the bank's page: a piece, how many, and what one costs."""

    name: str
    unit_minor: int
    quantity: int


@dataclass(frozen=True)
class Bill:
    """
    What a customer is asked to pay.

    Parameters
    ----------
    reference
        Number of the order, for people.
    lines
        Their sum is the frozen total of the order.
    success_url, cancel_url
        Where the bank sends the customer back to.
    expires_at
        After this nothing can be paid on it any more.
    """

    payment_id: str
    reference: str
    email: str
    language: str
    currency: str
    lines: Sequence[BillLine]
    success_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True)
class BankSession:
    """The bank's page for one bill: ``open``, ``complete`` or ``expired``."""

    id: str
    url: str
    status: str
    intent_id: str | None


@dataclass(frozen=True)
class BankIntent:
    """
    The money itself, in Stripe's words.

    Parameters
    ----------
    status
        ``requires_payment_method``, ``requires_action``, ``requires_capture``,
        ``succeeded``, ``canceled`` or another of Stripe's.
    problem
        Why the last card was refused, empty where none was.
    refunded_minor
        What was paid back of a captured charge.
    """

    id: str
    status: str
    amount_minor: int
    received_minor: int
    refunded_minor: int
    currency: str
    problem: str


@dataclass(frozen=True)
class BankEvent:
    """A webhook whose signature was right: what happened to which object."""

    id: str
    kind: str
    object_id: str
    payment_id: str | None


@dataclass(frozen=True)
class Forged:
    """A webhook that did not come from our bank, or came too late to tell."""

    why: str


class Bank(Protocol):
    """A provider of payments that can authorise first and capture later."""

    name: str

    def parameters(self, bill: Bill) -> dict[str, Any]:
        """Return the JSON parameters of :meth:`open_session`, to be stored first."""

    def open_session(self, parameters: Parameters, key: str) -> BankSession:
        """Open the bank's page; the same key opens the same one."""

    def session(self, session_id: str) -> BankSession:
        """Ask how the page stands."""

    def expire(self, session_id: str, key: str) -> None:
        """Close an open page; one that is closed already is left alone."""

    def intent(self, intent_id: str) -> BankIntent:
        """Ask how the money stands."""

    def capture(self, intent_id: str, amount_minor: int, key: str) -> BankIntent:
        """Take the authorised money."""

    def release(self, intent_id: str, key: str) -> BankIntent:
        """Give the authorised money back."""

    def refund(self, intent_id: str, amount_minor: int, key: str) -> str:
        """Pay captured money back and return the refund's id."""

    def read_webhook(
        self, payload: bytes, signature: str, now: datetime
    ) -> BankEvent | Forged:
        """Check a webhook's signature and say what it is about."""
