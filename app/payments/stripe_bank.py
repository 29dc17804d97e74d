"""
Stripe through its official client: the only module that imports it.

The stand-in bank is spoken to by the same class at another address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import stripe

from app.payments.bank import (
    BankEvent,
    BankIntent,
    BankSession,
    BankUnavailable,
    Bill,
    Forged,
    Parameters,
)

API_VERSION = "2026-08-26.dahlia"
_TIMEOUT_S = 20
_TOLERANCE_S = 300
_REPEATABLE = (
    stripe.APIConnectionError,
    stripe.APIError,
    stripe.RateLimitError,
    stripe.AuthenticationError,
)


class StripeBank:
    """
    A bank behind Stripe's API.

    Parameters
    ----------
    name
        ``stripe`` or ``standin``; kept with each payment.
    api_key, webhook_secret
        The account's secrets.
    api_base
        Address of the API; None for Stripe itself.
    """

    def __init__(
        self, name: str, api_key: str, webhook_secret: str, api_base: str | None = None
    ) -> None:
        self.name = name
        self._webhook_secret = webhook_secret
        self._client = stripe.StripeClient(
            api_key,
            stripe_version=API_VERSION,
            base_addresses={"api": api_base} if api_base else None,
            http_client=stripe.RequestsClient(timeout=_TIMEOUT_S),
            max_network_retries=2 if api_base is None else 0,
        )

    def parameters(self, bill: Bill) -> dict[str, Any]:
        """Return a checkout session with manual capture, as JSON values."""
        metadata = {"payment": bill.payment_id, "order": bill.reference}
        return {
            "mode": "payment",
            "client_reference_id": bill.reference,
            "customer_email": bill.email,
            "locale": bill.language,
            "success_url": bill.success_url,
            "cancel_url": bill.cancel_url,
            "expires_at": int(bill.expires_at.timestamp()),
            "metadata": metadata,
            "payment_intent_data": {
                "capture_method": "manual",
                "description": bill.reference,
                "metadata": metadata,
            },
            "line_items": [
                {
                    "quantity": line.quantity,
                    "price_data": {
                        "currency": bill.currency.lower(),
                        "unit_amount": line.unit_minor,
                        "product_data": {"name": line.name},
                    },
                }
                for line in bill.lines
            ],
        }

    def open_session(self, parameters: Parameters, key: str) -> BankSession:
        """Create the checkout session."""
        with _reachable():
            return _session(
                self._client.v1.checkout.sessions.create(
                    parameters,  # type: ignore[arg-type]  # JSON from our own row
                    {"idempotency_key": key},
                )
            )

    def session(self, session_id: str) -> BankSession:
        """Retrieve the checkout session."""
        with _reachable():
            return _session(self._client.v1.checkout.sessions.retrieve(session_id))

    def expire(self, session_id: str, key: str) -> None:
        """Expire the checkout session where it is still open."""
        with _reachable():
            try:
                self._client.v1.checkout.sessions.expire(
                    session_id, {}, {"idempotency_key": key}
                )
            except stripe.InvalidRequestError:
                if self.session(session_id).status == "open":
                    raise

    def intent(self, intent_id: str) -> BankIntent:
        """Retrieve the payment intent with its charge."""
        with _reachable():
            return _intent(
                self._client.v1.payment_intents.retrieve(
                    intent_id, {"expand": ["latest_charge"]}
                )
            )

    def capture(self, intent_id: str, amount_minor: int, key: str) -> BankIntent:
        """Capture; where that was done already, say so."""
        with _reachable():
            try:
                self._client.v1.payment_intents.capture(
                    intent_id,
                    {"amount_to_capture": amount_minor},
                    {"idempotency_key": key},
                )
            except stripe.InvalidRequestError as error:
                if error.code != "payment_intent_unexpected_state":
                    raise
        return self.intent(intent_id)

    def release(self, intent_id: str, key: str) -> BankIntent:
        """Cancel the intent; where that was done already, say so."""
        with _reachable():
            try:
                self._client.v1.payment_intents.cancel(
                    intent_id, {}, {"idempotency_key": key}
                )
            except stripe.InvalidRequestError as error:
                if error.code != "payment_intent_unexpected_state":
                    raise
        return self.intent(intent_id)

    def refund(self, intent_id: str, amount_minor: int, key: str) -> str:
        """Create a refund."""
        with _reachable():
            refund = self._client.v1.refunds.create(
                {"payment_intent": intent_id, "amount": amount_minor},
                {"idempotency_key": key},
            )
        return refund.id

    def read_webhook(
        self, payload: bytes, signature: str, now: datetime
    ) -> BankEvent | Forged:
        """
        Check the signature with the official client and the age with our clock.

        Notes
        -----
        The client reads the machine's clock and accepts a timestamp from the future,
        so its tolerance is left off and the age is judged here, both ways.
        """
        try:
            event = self._client.construct_event(
                payload, signature, self._webhook_secret, tolerance=0
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            return Forged(str(error))
        sent_at = next(
            int(part[2:]) for part in signature.split(",") if part.startswith("t=")
        )
        if abs(now.timestamp() - sent_at) > _TOLERANCE_S:
            return Forged("The signature is older than five minutes.")
        return _event(json.loads(payload), event.id)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except _REPEATABLE as error:
        raise BankUnavailable(
            f"The bank did not answer: {error.user_message or error}"
        ) from error


def _session(session: Any) -> BankSession:
    intent = session.payment_intent
    return BankSession(
        id=session.id,
        url=session.url or "",
        status=session.status,
        intent_id=intent if isinstance(intent, str) or intent is None else intent.id,
    )


def _intent(intent: Any) -> BankIntent:
    error = intent.last_payment_error
    charge = intent.latest_charge
    is_captured = charge is not None and not isinstance(charge, str) and charge.captured
    return BankIntent(
        id=intent.id,
        status=intent.status,
        amount_minor=intent.amount,
        received_minor=intent.amount_received,
        refunded_minor=charge.amount_refunded if is_captured else 0,
        currency=intent.currency.upper(),
        problem="" if error is None else str(error.message),
    )


def _event(raw: dict[str, Any], event_id: str) -> BankEvent:
    thing = raw.get("data", {}).get("object", {})
    metadata = thing.get("metadata") or {}
    return BankEvent(
        id=event_id,
        kind=str(raw.get("type", "")),
        object_id=str(thing.get("id", "")),
        payment_id=metadata.get("payment"),
    )
