"""The bank's door into the shop: its webhook; and the stand-in bank itself."""

from __future__ import annotations

from flask import Flask, request
from pydantic import BaseModel

from app.base.errors import AppError
from app.base.http import Api
from app.db.services import Services
from app.identity.access import Role
from app.identity.context import Context
from app.payments.bank import Forged
from app.payments.choose import WEBHOOK_PATH, bank_for, uses_stripe
from app.payments.mount import BesideTheShop
from app.payments.webhook import take_in

api = Api("payments")


class Receipt(BaseModel):
    """What the bank is told: taken in, or known already."""

    received: bool
    is_new: bool


@api.post(WEBHOOK_PATH, role=Role.PUBLIC, summary="The bank's webhook", csrf=False)
def webhook(context: Context) -> Receipt:
    """
    Take in what the bank says happened.

    Answers 200 to events that are known already or mean nothing to us, 400 to what
    does not carry the bank's signature.
    """
    bank = bank_for(context.settings, is_demo=context.tenant.is_demo)
    signature = request.headers.get("Stripe-Signature", "")
    now = context.clock()
    event = bank.read_webhook(request.get_data(), signature, now)
    if isinstance(event, Forged):
        raise AppError("webhook_refused", 400, "This is not signed by our bank.")
    is_new = take_in(context.session, event, now)
    return Receipt(received=True, is_new=is_new)


def install(flask: Flask) -> None:
    """Open the stand-in bank where payments do not go to Stripe."""
    services: Services = flask.extensions["lotone"]
    if not uses_stripe(services.settings):
        flask.wsgi_app = BesideTheShop(  # type: ignore[assignment]  # a WSGI application is any such callable
            flask.wsgi_app, services.settings, services.clock
        )
