"""Every object that the stand-in bank hands out is an object of Stripe's."""

import json
import urllib.request

import pytest

from tests.app.payments.bank_rig import assert_is_stripe, open_counter

SESSION = {
    "mode": "payment",
    "success_url": "https://shop.test/back?session={CHECKOUT_SESSION_ID}",
    "cancel_url": "https://shop.test/o/1",
    "customer_email": "mina@example.org",
    "locale": "en",
    "metadata": {"order": "o1"},
    "payment_intent_data": {"capture_method": "manual", "metadata": {"order": "o1"}},
    "line_items": [
        {
            "quantity": 2,
            "price_data": {
                "currency": "eur",
                "unit_amount": 128_400,
                "product_data": {"name": "Wardrobe Linden"},
            },
        }
    ],
}


@pytest.fixture
def counter(tmp_path):
    with open_counter(tmp_path / "bank.sqlite3") as opened:
        yield opened


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def submit(counter, path, **form):
    """Post a hosted page's form as a browser without JavaScript would."""
    opener = urllib.request.build_opener(_NoRedirect)
    body = urllib.parse.urlencode(form).encode()
    try:
        with opener.open(counter.url + path, body) as answer:
            return answer.status, answer.read().decode(), None
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.status, answer.read().decode(), answer.headers["Location"]


def paid(counter, card="4242424242424242"):
    session = counter.client.v1.checkout.sessions.create(SESSION)
    status, _, location = submit(counter, f"/pay/{session.id}", card=card)
    assert (status, location) == (
        303,
        f"https://shop.test/back?session={session.id}",
    )
    session = counter.client.v1.checkout.sessions.retrieve(session.id)
    counter.server.settle()
    return session


def raw(thing):
    return json.loads(str(thing))


def test_every_object_and_event_validates_against_stripes_document(counter):
    v1 = counter.client.v1
    opened = v1.checkout.sessions.create(SESSION)
    assert_is_stripe("checkout.session", raw(opened))
    session = paid(counter)
    assert_is_stripe("checkout.session", raw(session))
    intent = v1.payment_intents.retrieve(session.payment_intent)
    assert_is_stripe("payment_intent", raw(intent))
    assert (intent.status, intent.amount_capturable) == ("requires_capture", 256_800)
    assert_is_stripe("payment_intent", raw(v1.payment_intents.capture(intent.id)))
    refund = v1.refunds.create({"payment_intent": intent.id, "amount": 800})
    assert_is_stripe("refund", raw(refund))
    assert_is_stripe("charge", raw(v1.charges.retrieve(intent.latest_charge)))
    assert_is_stripe(
        "payment_method", raw(v1.payment_methods.retrieve(intent.payment_method))
    )
    for item in v1.checkout.sessions.line_items.list(session.id).data:
        assert_is_stripe("item", raw(item))
    v1.checkout.sessions.expire(opened.id)
    declined_and_challenged(counter)
    events = v1.events.list({"limit": 100}).data
    assert {event.type for event in events} == EXPECTED_EVENTS
    for event in events:
        assert_is_stripe("event", raw(event))
        thing = raw(event)["data"]["object"]
        assert_is_stripe(thing["object"], thing)


EXPECTED_EVENTS = {
    "checkout.session.completed",
    "checkout.session.expired",
    "charge.captured",
    "charge.refunded",
    "charge.succeeded",
    "payment_intent.amount_capturable_updated",
    "payment_intent.canceled",
    "payment_intent.created",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "refund.created",
}


def declined_and_challenged(counter):
    v1 = counter.client.v1
    session = v1.checkout.sessions.create(SESSION)
    status, page, _ = submit(counter, f"/pay/{session.id}", card="4000000000000002")
    assert status == 402
    assert "The card was declined" in page
    status, _, location = submit(
        counter, f"/pay/{session.id}", card="other", number="4000 0000 0000 3220"
    )
    intent_id = v1.checkout.sessions.retrieve(session.id).payment_intent
    assert (status, location) == (303, f"https://bank.test/3ds/{intent_id}")
    assert_is_stripe("payment_intent", raw(v1.payment_intents.retrieve(intent_id)))
    status, page, _ = submit(counter, f"/3ds/{intent_id}", answer="refuse")
    assert status == 402
    submit(counter, f"/pay/{session.id}", card="4000000000003220")
    status, _, location = submit(counter, f"/3ds/{intent_id}", answer="approve")
    assert (status, location) == (303, f"https://shop.test/back?session={session.id}")
    charge = v1.payment_intents.retrieve(intent_id, {"expand": ["latest_charge"]})
    assert_is_stripe("payment_intent", raw(charge))
    cancelled = v1.payment_intents.cancel(intent_id)
    assert_is_stripe("payment_intent", raw(cancelled))
    assert cancelled.status == "canceled"
