"""
The stand-in bank as a WSGI application, mounted beside the shop at ``/bank``.

It may only stand in for a demo (decision 14): ``create_bank`` refuses to be made where
it is not allowed.
"""

from __future__ import annotations

from flask import Flask, Response

from app.payments.standin.api import api_blueprint
from app.payments.standin.bank import Bank
from app.payments.standin.delivery import Send, deliver_due, send_over_http
from app.payments.standin.errors import StripeError
from app.payments.standin.pages import pages_blueprint, refuse

_MOST_BYTES = 256 * 1024


def create_bank(bank: Bank, send: Send = send_over_http) -> Flask:
    """
    Return the bank's WSGI application.

    Parameters
    ----------
    bank
        The party behind the counter.
    send
        How its webhooks go out. They are tried right after each answer has been
        sent; what fails waits in the books for the next run of ``deliver_due``.
    """
    server = Flask(__name__, static_folder=None)
    server.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    server.register_blueprint(api_blueprint(bank))
    server.register_blueprint(pages_blueprint(bank))
    server.register_error_handler(StripeError, refuse)

    @server.after_request
    def tell_the_shop(response: Response) -> Response:
        if response.status_code < 500:
            response.call_on_close(lambda: deliver_due(bank, send))
        return response

    return server
