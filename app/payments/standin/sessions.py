"""
Checkout sessions: the bill a shop hands to the bank's own payment page.

Opened by the shop, paid or left by the customer, expired by time or by the shop.
"""

from __future__ import annotations

from typing import Any

from app.payments.standin import intents
from app.payments.standin.books import Json
from app.payments.standin.cards import Card
from app.payments.standin.desk import Desk, whole_number
from app.payments.standin.errors import invalid_request, missing_parameter

_DAY_S = 86_400
_SHORTEST_S = 1_800


def create(desk: Desk, values: Json) -> Json:
    """Open a session over the listed items and shipping."""
    if values.get("mode") != "payment":
        raise invalid_request("The stand-in bank only does mode=payment.", param="mode")
    if not values.get("success_url"):
        raise missing_parameter("success_url")
    currency, items = _line_items(desk, values)
    shipping = _shipping(values)
    total = sum(item["amount_total"] for item in items) + shipping
    if total < 1:
        raise invalid_request("The total amount must be greater than zero.")
    session = _session(desk, values, currency, total, shipping)
    desk.page.put(session)
    desk.page.put(
        {"id": f"{session['id']}/items", "object": "standin.items", "data": items}
    )
    intent_data = values.get("payment_intent_data") or {}
    desk.page.put(
        {
            "id": f"{session['id']}/intent",
            "object": "standin.intent_data",
            "data": intent_data,
        }
    )
    return session


def _line_items(desk: Desk, values: Json) -> tuple[str, list[Json]]:
    lines = values.get("line_items")
    if not isinstance(lines, list):
        raise missing_parameter("line_items")
    items = [_line_item(desk, line, at) for at, line in enumerate(lines)]
    currencies = {item["currency"] for item in items}
    if len(currencies) != 1:
        raise invalid_request("All line items must have one currency.")
    return currencies.pop(), items


def _line_item(desk: Desk, line: Json, at: int) -> Json:
    data = line.get("price_data")
    if not isinstance(data, dict) or "product_data" not in data:
        raise missing_parameter(f"line_items[{at}][price_data][product_data]")
    unit = whole_number(data, "unit_amount")
    quantity = whole_number(line, "quantity", default=1)
    amount = unit * quantity
    return {
        "id": desk.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": str(data.get("currency", "")).lower(),
        "description": data["product_data"].get("name"),
        "price": None,
        "quantity": quantity,
    }


def _shipping(values: Json) -> int:
    options = values.get("shipping_options") or []
    if not options:
        return 0
    rate = options[0].get("shipping_rate_data") or {}
    return whole_number(rate.get("fixed_amount") or {}, "amount")


def _expiry(desk: Desk, values: Json) -> int:
    expires_at = whole_number(values, "expires_at", default=desk.now + _DAY_S)
    if not desk.now + _SHORTEST_S <= expires_at <= desk.now + _DAY_S:
        raise invalid_request(
            "The `expires_at` timestamp must be at least 30 minutes and less than 24"
            " hours from Checkout Session creation.",
            param="expires_at",
        )
    return expires_at


def _session(
    desk: Desk, values: Json, currency: str, total: int, shipping: int
) -> Json:
    session_id = desk.new_id("cs_test")
    email = values.get("customer_email")
    return {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "amount_subtotal": total - shipping,
        "amount_total": total,
        "automatic_tax": {
            "enabled": False,
            "liability": None,
            "provider": None,
            "status": None,
        },
        "billing_address_collection": None,
        "cancel_url": values.get("cancel_url"),
        "client_reference_id": values.get("client_reference_id"),
        "client_secret": None,
        "consent": None,
        "consent_collection": None,
        "created": desk.now,
        "currency": currency,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "customer_email": email,
        "expires_at": _expiry(desk, values),
        "invoice": None,
        "invoice_creation": None,
        "livemode": False,
        "locale": values.get("locale"),
        "metadata": dict(values.get("metadata") or {}),
        "mode": "payment",
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": values.get("submit_type"),
        "subscription": None,
        "success_url": values["success_url"],
        "total_details": {
            "amount_discount": 0,
            "amount_shipping": shipping,
            "amount_tax": 0,
        },
        "ui_mode": "hosted_page",
        "url": f"{desk.base_url}/pay/{session_id}",
    }


def items_of(desk: Desk, session: Json) -> list[Json]:
    """Return the line items of a session in the order of the bill."""
    found = desk.page.get("standin.items", f"{session['id']}/items")
    return list(found["data"]) if found else []


def pay(desk: Desk, session: Json, card: Card) -> Json:
    """
    Charge a card for an open session.

    Returns
    -------
    dict
        The payment intent; the session is complete when the card was approved.
    """
    if session["status"] != "open":
        raise invalid_request("This checkout session is no longer open.")
    intent = _intent_of(desk, session)
    intent = intents.charge_card(desk, intent, card)
    return finish(desk, session, intent)


def _intent_of(desk: Desk, session: Json) -> Json:
    if session["payment_intent"]:
        return desk.find("payment_intent", session["payment_intent"], "payment_intent")
    kept = desk.page.get("standin.intent_data", f"{session['id']}/intent")
    data: dict[str, Any] = kept["data"] if kept else {}
    intent = intents.new_intent(
        desk, session["amount_total"], session["currency"], data
    )
    session["payment_intent"] = intent["id"]
    desk.page.put(session)
    link = {"id": f"{intent['id']}/session", "object": "standin.session_of"}
    desk.page.put(link | {"data": session["id"]})
    return intent


def session_of(desk: Desk, intent_id: str) -> Json | None:
    """Return the checkout session that a payment intent was made for."""
    link = desk.page.get("standin.session_of", f"{intent_id}/session")
    return desk.page.get("checkout.session", link["data"]) if link else None


def finish(desk: Desk, session: Json, intent: Json) -> Json:
    """Complete the session when its intent is authorised or paid."""
    if intent["status"] in {"requires_capture", "succeeded"}:
        paid = intent["status"] == "succeeded"
        session |= {
            "status": "complete",
            "payment_status": "paid" if paid else "unpaid",
            "url": None,
            "customer_details": _customer_details(session),
        }
        desk.tell("checkout.session.completed", desk.page.put(session))
    return intent


def _customer_details(session: Json) -> Json:
    return {
        "address": None,
        "business_name": None,
        "email": session["customer_email"],
        "individual_name": None,
        "name": None,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def expire(desk: Desk, session: Json) -> Json:
    """Close an open session; nothing can be paid on it any more."""
    if session["status"] != "open":
        raise invalid_request(
            "Only Checkout Sessions with a status in [`open`] can be expired. This"
            f" Checkout Session has a status of {session['status']}."
        )
    session |= {"status": "expired", "url": None}
    desk.tell("checkout.session.expired", desk.page.put(session))
    return session


def expire_overdue(desk: Desk) -> None:
    """Close every open session whose time is over."""
    for session in desk.page.open_sessions(expired_at=desk.now):
        expire(desk, session)
