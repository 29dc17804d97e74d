"""The errors of Stripe's API, as the stand-in raises and renders them."""

from __future__ import annotations

from typing import Any


class StripeError(Exception):
    """
    A refusal that the bank answers with a status and Stripe's error object.

    Parameters
    ----------
    status
        HTTP status.
    kind
        Stripe's ``type``: ``invalid_request_error``, ``card_error``, ``api_error``
        or ``idempotency_error``.
    message
        A sentence for the integrator.
    details
        Further members of the error object, such as ``code`` and ``param``.
    """

    def __init__(self, status: int, kind: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {
            "error": {
                **{key: value for key, value in details.items() if value is not None},
                "message": message,
                "type": kind,
            }
        }


def invalid_request(
    message: str, *, param: str | None = None, code: str | None = None
) -> StripeError:
    """Return the error for a request that can never succeed as it was sent."""
    return StripeError(400, "invalid_request_error", message, param=param, code=code)


def missing_parameter(param: str) -> StripeError:
    """Return the error for a required parameter that was left out."""
    return invalid_request(
        f"Missing required param: {param}.", param=param, code="parameter_missing"
    )


def no_such(kind: str, object_id: str, param: str) -> StripeError:
    """Return the error for an id that the bank does not know."""
    return StripeError(
        404,
        "invalid_request_error",
        f"No such {kind}: '{object_id}'",
        code="resource_missing",
        param=param,
    )


def unexpected_state(message: str, **details: Any) -> StripeError:
    """Return the error for a verb that the payment's state does not allow."""
    return StripeError(
        400,
        "invalid_request_error",
        message,
        code="payment_intent_unexpected_state",
        **details,
    )
