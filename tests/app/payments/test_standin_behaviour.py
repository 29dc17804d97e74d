"""The stand-in bank refuses, remembers and tells as Stripe does."""

import json

import jsonschema
import pytest
import stripe

from app.payments.standin.cards import card_with_number
from app.payments.standin.delivery import deliver_due
from app.payments.standin.errors import StripeError
from app.payments.standin.forms import read_form
from app.payments.standin.sessions import expire_overdue
from tests.app.payments.bank_rig import assert_is_stripe, open_counter
from tests.app.payments.test_standin_objects import SESSION, paid, submit


@pytest.fixture
def counter(tmp_path):
    with open_counter(tmp_path / "bank.sqlite3") as opened:
        yield opened


def test_the_judge_refuses_an_object_stripe_does_not_have():
    with pytest.raises(jsonschema.ValidationError):
        assert_is_stripe("refund", {"id": "re_1", "object": "refund", "amount": 1})
    with pytest.raises(jsonschema.ValidationError):
        assert_is_stripe("address", {"town": "Kassel"})


def test_the_same_key_and_parameters_are_answered_the_same_once(counter):
    sessions = counter.client.v1.checkout.sessions
    first = sessions.create(SESSION, {"idempotency_key": "k1"})
    again = sessions.create(SESSION, {"idempotency_key": "k1"})
    other = sessions.create(SESSION, {"idempotency_key": "k2"})
    assert again.id == first.id != other.id
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert len(sessions.list().data) == 2


def test_the_same_key_with_other_parameters_is_an_idempotency_error(counter):
    sessions = counter.client.v1.checkout.sessions
    sessions.create(SESSION, {"idempotency_key": "k1"})
    with pytest.raises(stripe.IdempotencyError) as refused:
        sessions.create({**SESSION, "locale": "zh"}, {"idempotency_key": "k1"})
    assert refused.value.http_status == 400
    assert_is_stripe("error", json.loads(str(refused.value.http_body)))


def test_a_request_that_failed_its_validation_leaves_its_key_free(counter):
    sessions = counter.client.v1.checkout.sessions
    with pytest.raises(stripe.InvalidRequestError):
        sessions.create({**SESSION, "mode": "setup"}, {"idempotency_key": "k1"})
    assert sessions.create(SESSION, {"idempotency_key": "k1"}).status == "open"


def test_captures_and_refunds_with_one_key_happen_once(counter):
    v1 = counter.client.v1
    intent = paid(counter).payment_intent
    for _ in range(2):
        v1.payment_intents.capture(intent, {}, {"idempotency_key": "c"})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        v1.payment_intents.capture(intent, {}, {"idempotency_key": "c2"})
    assert refused.value.code == "payment_intent_unexpected_state"
    for _ in range(2):
        v1.refunds.create(
            {"payment_intent": intent, "amount": 6_800}, {"idempotency_key": "r"}
        )
    assert v1.refunds.create({"payment_intent": intent}).amount == 250_000
    with pytest.raises(stripe.InvalidRequestError) as refused:
        v1.refunds.create({"payment_intent": intent})
    assert refused.value.code == "charge_already_refunded"


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"mode": "payment", "success_url": ""}, "success_url"),
        ({"line_items": []}, "line_items"),
        ({"expires_at": 1}, "expires_at"),
    ],
)
def test_a_malformed_session_names_its_parameter(counter, change, param):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        counter.client.v1.checkout.sessions.create({**SESSION, **change})
    assert refused.value.param == param


def test_unknown_ids_wrong_keys_and_versions_are_refused(counter):
    v1 = counter.client.v1
    with pytest.raises(stripe.InvalidRequestError) as refused:
        v1.payment_intents.retrieve("pi_nowhere")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.AuthenticationError):
        v1.payment_intents.list({}, {"api_key": "sk_test_forged"})
    with pytest.raises(stripe.InvalidRequestError):
        v1.payment_intents.list({}, {"stripe_version": "2019-01-01"})


def test_events_are_signed_so_that_the_official_client_accepts_them(counter):
    paid(counter)
    secret = counter.bank.account().webhook_secret
    assert counter.post.received
    for _, body, headers in counter.post.received:
        event = counter.client.construct_event(
            body, headers["Stripe-Signature"], secret, tolerance=0
        )
        assert event.object == "event"
        with pytest.raises(stripe.SignatureVerificationError):
            counter.client.construct_event(
                body + b" ", headers["Stripe-Signature"], secret, tolerance=0
            )


def test_an_event_is_sent_again_until_the_shop_acknowledges_it(counter):
    counter.post.status = 500
    paid(counter)
    refused = len(counter.post.received)
    assert deliver_due(counter.bank, counter.post).failed == 0
    counter.clock.seconds += 5
    counter.post.status = 200
    sent = deliver_due(counter.bank, counter.post)
    assert (sent.acknowledged, sent.failed) == (refused, 0)
    counter.clock.seconds += 86_400
    assert deliver_due(counter.bank, counter.post).acknowledged == 0


def test_nobody_pays_an_expired_session(counter):
    session = counter.client.v1.checkout.sessions.create(SESSION)
    counter.clock.seconds += 86_400
    status, page, _ = submit(counter, f"/pay/{session.id}", card="4242424242424242")
    assert status == 410
    assert "no longer open" in page


def test_an_overdue_page_closes_by_itself_and_the_shop_is_told(counter):
    sessions = counter.client.v1.checkout.sessions
    session = sessions.create(SESSION)
    counter.clock.seconds += 86_400
    with counter.bank.desk() as desk:
        expire_overdue(desk)
    assert sessions.retrieve(session.id).status == "expired"
    deliver_due(counter.bank, counter.post)
    counter.server.settle()  # the answer above may have been the one to tell
    assert "checkout.session.expired" in counter.post.names


def test_paying_twice_charges_once(counter):
    session = paid(counter)
    status, _, location = submit(counter, f"/pay/{session.id}", card="4242424242424242")
    assert (status, location) == (303, session.success_url.split("{")[0] + session.id)
    assert len(counter.client.v1.payment_intents.list().data) == 1


def test_a_real_card_number_never_works():
    assert card_with_number("4111 1111 1111 1111").outcome == "declined"


def test_nested_forms_are_read_as_stripe_writes_them():
    pairs = [("a[0][b]", "1"), ("a[1][b]", "2"), ("c[d][e]", "3"), ("f[]", "4")]
    nested = {"a": [{"b": "1"}, {"b": "2"}], "c": {"d": {"e": "3"}}, "f": ["4"]}
    assert read_form(pairs) == nested


@pytest.mark.parametrize("name", ["a[", "[a]", "a[b]c", "a" + "[b]" * 9])
def test_a_malformed_parameter_name_is_refused(name):
    with pytest.raises(StripeError):
        read_form([(name, "1")])
