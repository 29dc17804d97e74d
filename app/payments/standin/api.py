"""
The bank's API: authorise, look the idempotency key up, do it, answer as Stripe does.

Everything speaks Stripe's version 2026-08-26.dahlia; its OpenAPI document judges
every answer in the tests.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from app.payments.standin import charges, intents, sessions
from app.payments.standin.bank import Bank
from app.payments.standin.books import Answer, Json
from app.payments.standin.desk import API_VERSION, Desk, whole_number
from app.payments.standin.errors import StripeError, invalid_request
from app.payments.standin.forms import read_form

Verb = Callable[[Desk, Json, dict[str, str]], Json]


def _session(desk: Desk, ids: dict[str, str]) -> Json:
    return desk.find("checkout.session", ids["session_id"], "session")


def _read(kind: str) -> Verb:
    return lambda desk, _values, ids: desk.find(kind, ids["thing_id"], "id")


def _list(kind: str) -> Verb:
    def page(desk: Desk, values: Json, _ids: dict[str, str]) -> Json:
        limit = min(100, whole_number(values, "limit", default=10))
        found = desk.page.newest(kind, limit + 1, values.get("starting_after"))
        wanted = {
            name: values[name] for name in ("type", "payment_intent") if name in values
        }
        data = [
            thing
            for thing in found[:limit]
            if all(thing.get(name) == value for name, value in wanted.items())
        ]
        return listing(request.path, data, has_more=len(found) > limit)

    return page


def listing(url: str, data: list[Json], *, has_more: bool = False) -> Json:
    """Return a list object as Stripe writes it."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def _items(desk: Desk, _values: Json, ids: dict[str, str]) -> Json:
    return listing(request.path, sessions.items_of(desk, _session(desk, ids)))


_ROUTES: tuple[tuple[str, str, Verb], ...] = (
    ("POST", "/checkout/sessions", lambda desk, v, _: sessions.create(desk, v)),
    ("GET", "/checkout/sessions", _list("checkout.session")),
    ("GET", "/checkout/sessions/<session_id>", lambda desk, _, i: _session(desk, i)),
    ("GET", "/checkout/sessions/<session_id>/line_items", _items),
    (
        "POST",
        "/checkout/sessions/<session_id>/expire",
        lambda desk, _, ids: sessions.expire(desk, _session(desk, ids)),
    ),
    ("POST", "/payment_intents", lambda desk, v, _: intents.create(desk, v)),
    ("GET", "/payment_intents", _list("payment_intent")),
    ("GET", "/payment_intents/<thing_id>", _read("payment_intent")),
    (
        "POST",
        "/payment_intents/<thing_id>/confirm",
        lambda desk, v, ids: intents.confirm(desk, ids["thing_id"], v),
    ),
    (
        "POST",
        "/payment_intents/<thing_id>/capture",
        lambda desk, v, ids: intents.capture(desk, ids["thing_id"], v),
    ),
    (
        "POST",
        "/payment_intents/<thing_id>/cancel",
        lambda desk, v, ids: intents.cancel(desk, ids["thing_id"], v),
    ),
    ("POST", "/refunds", lambda desk, v, _: charges.create_refund(desk, v)),
    ("GET", "/refunds", _list("refund")),
    ("GET", "/refunds/<thing_id>", _read("refund")),
    ("GET", "/charges/<thing_id>", _read("charge")),
    ("GET", "/payment_methods/<thing_id>", _read("payment_method")),
    ("GET", "/events", _list("event")),
    ("GET", "/events/<thing_id>", _read("event")),
)


def api_blueprint(bank: Bank) -> Blueprint:
    """Return the routes under ``/v1``."""
    blueprint = Blueprint("bank_api", __name__, url_prefix="/v1")
    for method, path, verb in _ROUTES:
        blueprint.add_url_rule(
            path,
            endpoint=f"{method}-{path}".replace("/", "-").replace(".", "-"),
            view_func=_view(bank, verb),
            methods=[method],
        )
    return blueprint


def _view(bank: Bank, verb: Verb) -> Callable[..., Response]:
    def view(**ids: str) -> Response:
        key = request.headers.get("Idempotency-Key")
        try:
            _admit(bank)
            pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
            values = read_form(pairs)
            expand = values.pop("expand", [])

            def act(desk: Desk) -> Json:
                return _expanded(desk, verb(desk, values, ids), expand)

            if request.method == "POST" and key:
                return _once(bank, key, _fingerprint(values), act)
            with bank.desk() as desk:
                return _answer(bank, 200, act(desk))
        except StripeError as error:
            return _answer(bank, error.status, error.body)

    return view


def _admit(bank: Bank) -> None:
    """Refuse a wrong key or an API version the bank does not speak."""
    given = request.authorization
    token = (given.token or given.get("username") or "") if given else ""
    if not hmac.compare_digest(token.encode(), bank.account().api_key.encode()):
        raise StripeError(401, "invalid_request_error", "Invalid API Key provided.")
    version = request.headers.get("Stripe-Version", API_VERSION)
    if version != API_VERSION:
        raise invalid_request(
            f"Invalid Stripe API version: {version}. The stand-in bank speaks"
            f" {API_VERSION} only."
        )


def _once(
    bank: Bank, key: str, fingerprint: str, act: Callable[[Desk], Json]
) -> Response:
    """
    Do a verb once for its key, and answer the same ever after.

    Notes
    -----
    A request that failed its validation leaves no trace, as with Stripe, so its key
    may be used again; a declined card (402) has had an effect and is remembered.
    """
    with bank.desk(idempotency_key=key) as desk:
        known = desk.page.answer(key)
        if known is not None:
            return _replay(bank, key, known, fingerprint)
        try:
            status, body = 200, act(desk)
        except StripeError as error:
            if error.status != 402:
                raise
            status, body = error.status, error.body
        desk.page.remember(key, Answer(fingerprint, status, body))
    return _answer(bank, status, body)


def _replay(bank: Bank, key: str, known: Answer, fingerprint: str) -> Response:
    if known.fingerprint != fingerprint:
        raise StripeError(
            400,
            "idempotency_error",
            "Keys for idempotent requests can only be used with the same parameters"
            f" they were first used with. Try using a key other than '{key}' if you"
            " meant to execute a different request.",
        )
    response = _answer(bank, known.status, known.body)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _fingerprint(values: Json) -> str:
    what = json.dumps([request.method, request.path, values], sort_keys=True)
    return hashlib.sha256(what.encode()).hexdigest()


def _expanded(desk: Desk, thing: Json, expand: Any) -> Json:
    """Replace the ids that the request asked to see as objects."""
    kinds = {
        "payment_intent": "payment_intent",
        "latest_charge": "charge",
        "payment_method": "payment_method",
    }
    for name in expand if isinstance(expand, list) else []:
        if name not in kinds or name not in thing:
            raise invalid_request(f"This property cannot be expanded ({name}).")
        if thing[name]:
            thing = thing | {name: desk.find(kinds[name], thing[name], name)}
    return thing


def _answer(bank: Bank, status: int, body: Json) -> Response:
    response = Response(json.dumps(body), status, mimetype="application/json")
    response.headers["Request-Id"] = bank.new_id("req")
    response.headers["Stripe-Version"] = API_VERSION
    response.headers["Cache-Control"] = "no-store"
    return response
