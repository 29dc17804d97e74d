"""The order page and the two ways between it and the bank."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import redirect
from werkzeug.wrappers import Response as AnyResponse

from app.base.http import Api
from app.base.pages import render
from app.identity.access import Role
from app.identity.context import Context
from app.orders.queries import order_by_token
from app.orders.states import State
from app.payments.ask import payment_of, wake
from app.payments.cancel import cancel_order
from app.payments.choose import uses_stripe
from app.payments.models import PaymentRow
from app.payments.now import run_now
from app.storefront.order_view import view_order

api = Api("order")

_AT_THE_BANK = {"opening", "authorised", "capturing"}


@api.page("/o/<token>", role=Role.PUBLIC)
def order_page(context: Context, token: str) -> str:
    """Show where the order is."""
    order = order_by_token(context.session, token)
    view = view_order(context.session, order, context.language, context.clock())
    payment = payment_of(context.session, order.id)
    return render(
        "order.html",
        order=view,
        token=token,
        payment=payment,
        is_moving=payment is not None
        and payment.state in _AT_THE_BANK
        and order.state in {State.PLACED, State.AUTHORISED, State.CONFIRMED},
        language=context.language,
    )


@api.page("/o/<token>/pay", role=Role.PUBLIC, reads_only=False)
def go_to_bank(context: Context, token: str) -> AnyResponse | str:
    """Send the customer to the bank's page, once it is open."""
    order = order_by_token(context.session, token)
    payment = payment_of(context.session, order.id)
    if order.state != State.PLACED or payment is None:
        return redirect(f"/o/{token}", 303)
    if payment.session_url:
        return redirect(_bank_address(context, payment), 303)
    return render("order_wait.html", token=token)


@api.page("/o/<token>/paid", role=Role.PUBLIC, reads_only=False)
def back_from_bank(context: Context, token: str) -> AnyResponse:
    """
    Look after the payment while the customer comes back.

    What the address says proves nothing: the bank is asked.
    """
    order = order_by_token(context.session, token)
    payment = payment_of(context.session, order.id)
    if payment is not None and order.state in {State.PLACED, State.EXPIRED}:
        because = f"back:{context.clock():%Y%m%d%H%M%S}"
        run_now(context, wake(context.session, payment.id, because))
    return redirect(f"/o/{token}", 303)


@api.page("/o/<token>/cancel", role=Role.PUBLIC, method="POST")
def cancel(context: Context, token: str) -> AnyResponse:
    """Cancel while that is still possible."""
    order = order_by_token(context.session, token)
    cancel_order(context.session, order, context.clock(), by="shopper")
    return redirect(f"/o/{token}", 303)


def _bank_address(context: Context, payment: PaymentRow) -> str:
    """
    Return where the bank's page lies.

    The stand-in bank is on this very server, whatever name the browser knows it by.
    """
    if uses_stripe(context.settings):
        return payment.session_url
    return urlsplit(payment.session_url).path
