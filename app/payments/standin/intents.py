"""
Payment intents: a sum asked of a card, authorised first and captured later.

Only what a shop with manual or automatic capture needs: create, confirm, answer a
3-D Secure challenge, capture once (all or less), cancel.
"""

from __future__ import annotations

from typing import Any

from app.payments.standin import charges
from app.payments.standin.books import Json
from app.payments.standin.cards import Card, card_of_token
from app.payments.standin.desk import Desk, whole_number
from app.payments.standin.errors import (
    StripeError,
    invalid_request,
    missing_parameter,
    unexpected_state,
)

_CANCELLABLE = (
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
)
MESSAGES = {
    "card_declined": "Your card was declined.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a"
    " little bit.",
}


def create(desk: Desk, values: Json) -> Json:
    """Open a payment intent; confirm it at once where the request says so."""
    amount = whole_number(values, "amount")
    if amount < 1:
        raise invalid_request("This value must be greater than or equal to 1.")
    currency = str(values.get("currency", "")).lower()
    if len(currency) != 3:
        raise missing_parameter("currency")
    intent = new_intent(desk, amount, currency, values)
    if values.get("confirm") == "true":
        return confirm(desk, intent["id"], values)
    return intent


def new_intent(desk: Desk, amount: int, currency: str, values: Json) -> Json:
    """Write a payment intent that waits for a card."""
    intent_id = desk.new_id("pi")
    intent: Json = {
        "id": intent_id,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": values.get("capture_method", "automatic"),
        "client_secret": f"{intent_id}_secret_{desk.new_id('x')}",
        "confirmation_method": "automatic",
        "created": desk.now,
        "currency": currency,
        "customer": None,
        "description": values.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": dict(values.get("metadata") or {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": values.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }
    desk.page.put(intent)
    desk.tell("payment_intent.created", intent)
    return intent


def confirm(desk: Desk, intent_id: str, values: Json) -> Json:
    """Charge the card behind the token that the request names."""
    intent = desk.find("payment_intent", intent_id, "intent")
    card = card_of_token(str(values.get("payment_method", "")))
    if card is None:
        raise invalid_request("No such PaymentMethod", param="payment_method")
    charged = charge_card(desk, intent, card)
    if charged["last_payment_error"]:
        raise card_error(charged)
    return charged


def charge_card(desk: Desk, intent: Json, card: Card) -> Json:
    """
    Ask the card for the sum.

    Returns
    -------
    dict
        The intent: authorised, captured, waiting for 3-D Secure, or asking for
        another card with ``last_payment_error`` saying why.
    """
    if intent["status"] not in {"requires_payment_method", "requires_action"}:
        raise unexpected_state(
            f"This PaymentIntent's status is {intent['status']}; it takes no card."
        )
    method = charges.new_method(desk, card)
    intent |= {"payment_method": method["id"], "last_payment_error": None}
    match card.outcome:
        case "approved":
            return _approve(desk, intent, method)
        case "challenge":
            return _challenge(desk, intent)
        case "declined":
            return _decline(desk, intent, method, card)


def pass_challenge(desk: Desk, intent: Json) -> Json:
    """Authorise after the cardholder approved the 3-D Secure challenge."""
    _want_challenge(intent)
    method = desk.find("payment_method", intent["payment_method"], "payment_method")
    return _approve(desk, intent, method, authenticated=True)


def fail_challenge(desk: Desk, intent: Json) -> Json:
    """Ask for another card after a failed 3-D Secure challenge."""
    _want_challenge(intent)
    intent |= {
        "status": "requires_payment_method",
        "next_action": None,
        "last_payment_error": {
            "code": "payment_intent_authentication_failure",
            "message": "The provided PaymentMethod has failed authentication.",
            "type": "invalid_request_error",
        },
    }
    desk.tell("payment_intent.payment_failed", desk.page.put(intent))
    return intent


def _want_challenge(intent: Json) -> None:
    if intent["status"] != "requires_action":
        raise unexpected_state("This PaymentIntent is not waiting for 3-D Secure.")


def _approve(
    desk: Desk, intent: Json, method: Json, *, authenticated: bool = False
) -> Json:
    manual = intent["capture_method"] == "manual"
    charge = charges.new_charge(desk, intent, method, authenticated=authenticated)
    intent |= {"latest_charge": charge["id"], "next_action": None}
    if manual:
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        desk.page.put(intent)
        desk.tell("charge.succeeded", charge)
        desk.tell("payment_intent.amount_capturable_updated", intent)
        return intent
    return _take(desk, intent, charge, intent["amount"])


def _challenge(desk: Desk, intent: Json) -> Json:
    intent |= {
        "status": "requires_action",
        "next_action": {
            "type": "redirect_to_url",
            "redirect_to_url": {
                "return_url": None,
                "url": f"{desk.base_url}/3ds/{intent['id']}",
            },
        },
    }
    desk.tell("payment_intent.requires_action", desk.page.put(intent))
    return intent


def _decline(desk: Desk, intent: Json, method: Json, card: Card) -> Json:
    error: dict[str, Any] = {
        "code": card.code,
        "message": MESSAGES[card.code],
        "payment_method": method,
        "type": "card_error",
    }
    if card.decline_code:
        error["decline_code"] = card.decline_code
    intent |= {"status": "requires_payment_method", "payment_method": None}
    intent |= {"last_payment_error": error, "next_action": None}
    desk.tell("payment_intent.payment_failed", desk.page.put(intent))
    return intent


def card_error(intent: Json) -> StripeError:
    """Return the 402 that a declined confirmation is answered with."""
    error = dict(intent["last_payment_error"])
    message, _kind = error.pop("message"), error.pop("type")
    return StripeError(402, "card_error", message, payment_intent=intent, **error)


def capture(desk: Desk, intent_id: str, values: Json) -> Json:
    """Take the authorised sum, or less of it; the rest is released."""
    intent = desk.find("payment_intent", intent_id, "intent")
    if intent["status"] != "requires_capture":
        raise unexpected_state(
            "This PaymentIntent could not be captured because it has a status of"
            f" {intent['status']}. Only a PaymentIntent with the status"
            " requires_capture may be captured.",
            payment_intent=intent,
        )
    amount = whole_number(values, "amount_to_capture", default=intent["amount"])
    if not 1 <= amount <= intent["amount_capturable"]:
        raise invalid_request(
            "The amount to capture is more than was authorised.",
            param="amount_to_capture",
            code="amount_too_large",
        )
    charge = desk.find("charge", intent["latest_charge"], "charge")
    return _take(desk, intent, charge, amount)


def _take(desk: Desk, intent: Json, charge: Json, amount: int) -> Json:
    charges.capture(desk, charge, amount)
    intent |= {
        "status": "succeeded",
        "amount_capturable": 0,
        "amount_received": amount,
        "next_action": None,
    }
    desk.tell("payment_intent.succeeded", desk.page.put(intent))
    return intent


def cancel(desk: Desk, intent_id: str, values: Json) -> Json:
    """Give up the payment and release what was authorised."""
    intent = desk.find("payment_intent", intent_id, "intent")
    if intent["status"] not in _CANCELLABLE:
        raise unexpected_state(
            "You cannot cancel this PaymentIntent because it has a status of"
            f" {intent['status']}.",
            payment_intent=intent,
        )
    intent |= {
        "status": "canceled",
        "canceled_at": desk.now,
        "cancellation_reason": values.get("cancellation_reason"),
        "amount_capturable": 0,
        "next_action": None,
    }
    desk.page.put(intent)
    if intent["latest_charge"]:
        charges.release(desk, intent["latest_charge"])
    desk.tell("payment_intent.canceled", intent)
    return intent
