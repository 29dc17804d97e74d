"""Cards as payment methods, the charges made on them, and refunds."""

from __future__ import annotations

from app.payments.standin.books import Json
from app.payments.standin.cards import Card
from app.payments.standin.desk import Desk, whole_number
from app.payments.standin.errors import StripeError, invalid_request, missing_parameter

_NOBODY: Json = {
    "address": {
        "city": None,
        "country": None,
        "line1": None,
        "line2": None,
        "postal_code": None,
        "state": None,
    },
    "email": None,
    "name": None,
    "phone": None,
    "tax_id": None,
}
_CHECKS: Json = {
    "address_line1_check": None,
    "address_postal_code_check": None,
    "cvc_check": "pass",
}


def new_method(desk: Desk, card: Card) -> Json:
    """Write the card as a payment method; its number is not kept."""
    return desk.page.put(
        {
            "id": desk.new_id("pm"),
            "object": "payment_method",
            "allow_redisplay": "unspecified",
            "billing_details": _NOBODY,
            "card": {
                "brand": card.brand,
                "checks": _CHECKS,
                "country": "DE",
                "display_brand": card.brand,
                "exp_month": 12,
                "exp_year": 2040,
                "funding": "credit",
                "generated_from": None,
                "last4": card.last4,
                "networks": {"available": [card.brand], "preferred": None},
                "three_d_secure_usage": {"supported": True},
                "wallet": None,
            },
            "created": desk.now,
            "customer": None,
            "livemode": False,
            "metadata": {},
            "type": "card",
        }
    )


def new_charge(
    desk: Desk, intent: Json, method: Json, *, authenticated: bool = False
) -> Json:
    """Write an authorised charge that is not captured yet."""
    return desk.page.put(
        {
            "id": desk.new_id("ch"),
            "object": "charge",
            "amount": intent["amount"],
            "amount_captured": 0,
            "amount_refunded": 0,
            "application": None,
            "application_fee": None,
            "application_fee_amount": None,
            "balance_transaction": None,
            "billing_details": method["billing_details"],
            "calculated_statement_descriptor": None,
            "captured": False,
            "created": desk.now,
            "currency": intent["currency"],
            "customer": None,
            "description": intent["description"],
            "disputed": False,
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "fraud_details": None,
            "livemode": False,
            "metadata": intent["metadata"],
            "on_behalf_of": None,
            "outcome": None,
            "paid": True,
            "payment_intent": intent["id"],
            "payment_method": method["id"],
            "payment_method_details": _details(method, authenticated=authenticated),
            "receipt_email": intent["receipt_email"],
            "receipt_number": None,
            "receipt_url": None,
            "refunded": False,
            "review": None,
            "shipping": None,
            "source_transfer": None,
            "statement_descriptor": None,
            "statement_descriptor_suffix": None,
            "status": "succeeded",
            "transfer_data": None,
            "transfer_group": None,
        }
    )


def _details(method: Json, *, authenticated: bool) -> Json:
    card = method["card"]
    shown = ("brand", "checks", "country", "exp_month", "exp_year", "funding", "last4")
    secure = {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": None,
        "version": "2.2.0",
    }
    return {
        "card": {
            **{name: card[name] for name in shown},
            "installments": None,
            "mandate": None,
            "network": card["brand"],
            "three_d_secure": secure if authenticated else None,
            "wallet": None,
        },
        "type": "card",
    }


def capture(desk: Desk, charge: Json, amount: int) -> Json:
    """Take an amount of an authorised charge; the rest goes back at once."""
    charge |= {"captured": True, "amount_captured": amount}
    charge["amount_refunded"] = charge["amount"] - amount
    desk.tell("charge.captured", desk.page.put(charge))
    return charge


def release(desk: Desk, charge_id: str) -> None:
    """Give an authorised charge back whole."""
    charge = desk.find("charge", charge_id, "charge")
    charge |= {"refunded": True, "amount_refunded": charge["amount"]}
    desk.tell("charge.refunded", desk.page.put(charge))


def create_refund(desk: Desk, values: Json) -> Json:
    """Pay back all that is left of a captured charge, or the amount asked for."""
    charge = _charge_to_refund(desk, values)
    left = charge["amount"] - charge["amount_refunded"]
    if left == 0:
        raise StripeError(
            400,
            "invalid_request_error",
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
        )
    amount = whole_number(values, "amount", default=left)
    if not 1 <= amount <= left:
        raise invalid_request(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge"
            f" ({left})",
            param="amount",
        )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    desk.page.put(charge)
    refund = _new_refund(desk, charge, amount, values)
    desk.tell("refund.created", refund)
    desk.tell("charge.refunded", charge)
    return refund


def _charge_to_refund(desk: Desk, values: Json) -> Json:
    if "payment_intent" in values:
        intent = desk.find("payment_intent", values["payment_intent"], "payment_intent")
        charge_id = intent["latest_charge"]
    else:
        charge_id = values.get("charge")
    if not charge_id:
        raise missing_parameter("charge")
    charge = desk.find("charge", charge_id, "charge")
    if not charge["captured"]:
        raise invalid_request(
            f"Charge {charge_id} has not been captured; cancel its PaymentIntent.",
            code="charge_not_refundable",
        )
    return charge


def _new_refund(desk: Desk, charge: Json, amount: int, values: Json) -> Json:
    return desk.page.put(
        {
            "id": desk.new_id("re"),
            "object": "refund",
            "amount": amount,
            "balance_transaction": None,
            "charge": charge["id"],
            "created": desk.now,
            "currency": charge["currency"],
            "destination_details": {"card": {"type": "refund"}, "type": "card"},
            "metadata": dict(values.get("metadata") or {}),
            "payment_intent": charge["payment_intent"],
            "reason": values.get("reason"),
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": "succeeded",
            "transfer_reversal": None,
        }
    )
