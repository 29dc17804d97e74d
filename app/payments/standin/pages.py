"""The pages a customer sees at the bank: the till, 3-D Secure, and the way back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request

from app.payments.standin import intents, sessions
from app.payments.standin.bank import Bank
from app.payments.standin.books import Json
from app.payments.standin.cards import card_with_number
from app.payments.standin.desk import Desk
from app.payments.standin.errors import StripeError
from app.payments.standin.words import Words, words_for

_ZERO_DECIMALS = {"jpy", "krw", "vnd", "clp"}
_SIGNS = {"eur": "€", "cny": "¥", "usd": "$", "gbp": "£"}
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self';"
    " form-action *; frame-ancestors 'none'; base-uri 'none'"
)


def money(amount: int, currency: str) -> str:
    """Return an amount of minor units as a till prints it."""
    sign = _SIGNS.get(currency, currency.upper() + " ")
    if currency in _ZERO_DECIMALS:
        return f"{sign}{amount:,}"
    return f"{sign}{amount // 100:,}.{amount % 100:02d}"


def pages_blueprint(bank: Bank) -> Blueprint:
    """Return the routes of the hosted pages."""
    pages = Blueprint("bank_pages", __name__, template_folder="templates")

    @pages.get("/")
    def about() -> Response:
        return _page("bank_about.html", words_for(request.args.get("locale")))

    @pages.get("/pay/<session_id>")
    def till(session_id: str) -> Response:
        with bank.desk() as desk:
            session = desk.page.get("checkout.session", session_id)
            return _till(desk, session)

    @pages.post("/pay/<session_id>")
    def pay(session_id: str) -> Response:
        with bank.desk() as desk:
            session = desk.page.get("checkout.session", session_id)
            if session is None or not _is_payable(desk, session):
                return _till(desk, session)
            intent = sessions.pay(desk, session, card_with_number(_typed_number()))
            return _after_card(desk, session, intent)

    @pages.get("/3ds/<intent_id>")
    def challenge(intent_id: str) -> Response:
        with bank.desk() as desk:
            return _challenge(desk, intent_id)

    @pages.post("/3ds/<intent_id>")
    def answer(intent_id: str) -> Response:
        with bank.desk() as desk:
            return _challenge_answered(desk, intent_id)

    return pages


def _typed_number() -> str:
    chosen = request.form.get("card", "other")
    return request.form.get("number", "") if chosen == "other" else chosen


def _is_payable(desk: Desk, session: Json) -> bool:
    return bool(session["status"] == "open" and session["expires_at"] > desk.now)


def _till(desk: Desk, session: Json | None, problem: str = "") -> Response:
    if session is None:
        words = words_for(request.accept_languages.best_match(["zh", "en"]))
        return _page("bank_gone.html", words, status=404, session=None)
    words = words_for(session["locale"])
    if session["status"] == "complete":
        return _back(session)
    if not _is_payable(desk, session):
        return _page("bank_gone.html", words, status=410, session=session)
    return _page(
        "bank_till.html",
        words,
        status=402 if problem else 200,
        session=session,
        items=sessions.items_of(desk, session),
        shipping=session["total_details"]["amount_shipping"],
        problem=problem,
        chosen=request.form.get("card", "4242424242424242"),
        typed=request.form.get("number", ""),
    )


def _after_card(desk: Desk, session: Json, intent: Json) -> Response:
    if intent["status"] == "requires_action":
        return _to(intent["next_action"]["redirect_to_url"]["url"])
    if intent["last_payment_error"]:
        words = words_for(session["locale"])
        return _till(desk, session, words.decline(intent["last_payment_error"]))
    return _back(session)


def _challenge(desk: Desk, intent_id: str) -> Response:
    intent = desk.page.get("payment_intent", intent_id)
    session = sessions.session_of(desk, intent_id)
    if intent is None or session is None:
        return _till(desk, None)
    if intent["status"] != "requires_action":
        return _till(desk, session)
    words = words_for(session["locale"])
    return _page("bank_challenge.html", words, session=session, intent=intent)


def _challenge_answered(desk: Desk, intent_id: str) -> Response:
    intent = desk.page.get("payment_intent", intent_id)
    session = sessions.session_of(desk, intent_id)
    if intent is None or session is None or intent["status"] != "requires_action":
        return _till(desk, session)
    if request.form.get("answer") == "approve":
        if not _is_payable(desk, session):
            return _till(desk, session)
        sessions.finish(desk, session, intents.pass_challenge(desk, intent))
        return _back(session)
    intent = intents.fail_challenge(desk, intent)
    words = words_for(session["locale"])
    return _till(desk, session, words.decline(intent["last_payment_error"]))


def _back(session: Json) -> Response:
    return _to(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))


def _to(url: str) -> Response:
    # 303: the browser must come back with GET, whatever brought it here.
    answer = redirect(url, 303)
    return Response(answer.get_data(), 303, {"Location": url})


def _page(template: str, words: Words, *, status: int = 200, **values: Any) -> Response:
    body = render_template(template, t=words, money=money, **values)
    response = Response(body, status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def refuse(error: StripeError) -> Response:
    """Render an error that a hosted page ran into as a plain sentence."""
    return Response(str(error), error.status, mimetype="text/plain")
