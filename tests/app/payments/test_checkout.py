"""From the cart to captured money through the official client, and its races."""

import hashlib
import hmac
import json
import re
import threading
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.catalogue.commands import read_files
from app.catalogue.import_product import import_product
from app.orders.history import events_of, replay
from app.orders.models import OrderRow
from app.orders.states import State
from app.outbox import enqueue
from app.outbox.models import TaskRow
from app.outbox.run import _lease, run_task
from app.payments.advance import advance
from app.payments.ask import wake
from app.payments.choose import bank_for, standin_books
from app.payments.models import PaymentRow, WebhookRow
from app.payments.standin.bank import account_at
from app.planning.models import ReservationRow
from tests.app.orders.shop_rig import CATALOGUE, open_shop

OTHER = "whsec_other"
ADDRESS = {
    "name": "Mina Okafor",
    "email": "mina@example.org",
    "street": "Lindenstraße 14",
    "postcode": "34117",
    "city": "Kassel",
    "country": "DE",
}


class Clock:
    """A clock that only moves when told; the bank of the test goes by it too."""

    def __init__(self):
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def advance(self, **amount):
        self.now += timedelta(**amount)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with open_shop(tmp_path_factory.mktemp("shop"), Clock()) as opened:
        yield opened


def fill(shop, quantity=1, choices='{"width": 1850}'):
    visitor = shop.visitor()
    put = visitor.submit(
        "/cart/items", slug="wardrobe", choices=choices, quantity=str(quantity)
    )
    assert (put.status, put.location) == (303, "/cart")
    return visitor


def seen(visitor):
    page = visitor.get("/checkout?country=DE")
    assert page.status == 200
    pattern = r'name="(total_minor|promised_on)" value="([^"]+)"'
    return dict(re.findall(pattern, page.text))


def order(visitor):
    """Fill the form in and press the button; gives the token of the order."""
    placed = visitor.submit("/checkout", **ADDRESS, **seen(visitor))
    assert placed.status == 303, placed.text
    token = re.fullmatch(r"/o/([\w-]+)/pay", placed.location or "")
    assert token is not None
    return token[1]


def at_the_bank(visitor, token, card="4242424242424242"):
    page = visitor.get(f"/o/{token}/pay").location
    return visitor.pay(page, card)


def state_of(shop, token):
    with shop.begin(reads_only=True) as session:
        row = session.scalars(select(OrderRow).where(OrderRow.token == token)).one()
        assert replay(events_of(session, row.id)) == row.state
        payment = session.scalars(
            select(PaymentRow).where(PaymentRow.order_id == row.id)
        ).one()
        return row, payment


def reservations(shop, number):
    with shop.begin(reads_only=True) as session:
        rows = session.scalars(
            select(ReservationRow).where(ReservationRow.label.startswith(number))
        )
        return [row.state for row in rows]


def bank_of(shop):
    return bank_for(shop.services.settings, is_demo=True)


def test_a_piece_is_bought_with_the_official_client(shop):
    visitor = fill(shop)
    token = order(visitor)
    held, _ = state_of(shop, token)
    assert held.state == State.PLACED
    assert reservations(shop, held.number) == ["held"]
    back = at_the_bank(visitor, token)
    assert (back.status, back.location) == (303, f"{shop.url}/o/{token}/paid")
    assert visitor.get(back.location).location == f"/o/{token}"
    assert "Thank you. It is yours." in visitor.get(f"/o/{token}").text
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.PAID, "captured")
    assert reservations(shop, row.number) == ["committed"]
    money = bank_of(shop).intent(payment.intent_id)
    assert money.received_minor == row.total_minor == payment.amount_minor
    assert "Your cart is empty" in visitor.get("/cart").text


def test_a_declined_card_is_told_and_another_one_pays(shop):
    visitor = fill(shop)
    token = order(visitor)
    assert at_the_bank(visitor, token, "4000000000000002").status == 402
    shop.work()
    assert "The last card was declined." in visitor.get(f"/o/{token}").text
    assert at_the_bank(visitor, token).status == 303
    shop.work()
    assert state_of(shop, token)[0].state == State.PAID


def test_three_d_secure_is_passed_on_the_banks_page(shop):
    visitor = fill(shop)
    token = order(visitor)
    challenge = at_the_bank(visitor, token, "4000000000003220")
    answered = visitor._send(challenge.location, b"answer=approve")
    visitor.get(answered.location)
    assert state_of(shop, token)[0].state == State.PAID


def test_a_double_click_orders_and_charges_once(shop):
    visitor = fill(shop)
    form = {**ADDRESS, **seen(visitor)}
    replies = at_once(2, lambda: visitor.submit("/checkout", **form))
    assert [reply.status for reply in replies] == [303, 303]
    assert replies[0].location == replies[1].location
    token = replies[0].location.split("/")[2]
    at_once(2, lambda: at_the_bank(visitor, token))
    shop.work()
    row, payment = state_of(shop, token)
    assert row.state == State.PAID
    assert bank_of(shop).intent(payment.intent_id).received_minor == row.total_minor


def test_two_carts_for_the_last_slot_do_not_both_get_its_day(shop):
    """Thirty wardrobes fill days: whoever is second is asked about a later day."""
    visitors = [fill(shop, quantity=30), fill(shop, quantity=30)]
    forms = [{**ADDRESS, **seen(visitor)} for visitor in visitors]
    assert forms[0]["promised_on"] == forms[1]["promised_on"]
    pairs = iter(list(zip(visitors, forms, strict=True)))
    lock = threading.Lock()

    def press():
        with lock:
            visitor, form = next(pairs)
        return visitor.submit("/checkout", **form)

    replies = at_once(2, press)
    assert sorted(reply.status for reply in replies) == [303, 409]
    refused = next(reply for reply in replies if reply.status == 409)
    assert "Take it:" in refused.text
    # One click on what the page says now takes the later day.
    fields = re.findall(
        r'name="(total_minor|promised_on)" value="([^"]+)"', refused.text
    )
    assert dict(fields)["promised_on"] > forms[0]["promised_on"]
    again = [v.submit("/checkout", **{**ADDRESS, **dict(fields)}) for v in visitors]
    assert [reply.status for reply in again] == [303, 303]
    token = next(r for r in replies if r.status == 303).location.split("/")[2]
    shop.visitor().submit(f"/o/{token}/cancel")
    shop.work()
    assert state_of(shop, token)[0].state == State.CANCELLED


def test_a_price_that_changed_is_shown_before_it_is_ordered(shop):
    visitor = fill(shop)
    form = {**ADDRESS, **seen(visitor)}
    files = read_files(CATALOGUE / "wardrobe")
    dearer = re.sub(
        rb'EUR: "(\d+)',
        lambda m: b'EUR: "%d' % (int(m[1]) + 100),
        files["prices.yaml"],
        count=1,
    )
    publish(shop, files | {"prices.yaml": dearer})
    refused = visitor.submit("/checkout", **form)
    assert refused.status == 409
    assert "Take it:" in refused.text
    assert "The price changed since you put it in" in visitor.get("/cart").text
    assert int(seen(visitor)["total_minor"]) > int(form["total_minor"])
    publish(shop, files)


def publish(shop, files):
    with shop.begin() as session:
        import_product(session, files, clock=shop.services.clock, publishes=True)


def test_webhooks_doubled_reversed_and_forged_change_nothing(shop):
    visitor = fill(shop)
    token = order(visitor)
    at_the_bank(visitor, token)
    shop.work()
    row, payment = state_of(shop, token)
    with shop.begin(reads_only=True) as session:
        known = session.scalars(
            select(WebhookRow).where(WebhookRow.payment_id == payment.id)
        ).all()
    assert {"checkout.session.completed", "payment_intent.succeeded"} <= {
        each.kind for each in known
    }
    for each in reversed(known):
        body = json.dumps(event(each.event_id, each.kind, payment)).encode()
        assert post(shop, body, signed(shop, body)) == (200, False)
        assert post(shop, body, signed(shop, body, secret=OTHER))[0] == 400
        assert post(shop, body, "nonsense")[0] == 400
        late = signed(shop, body, at=shop.services.clock() - timedelta(hours=1))
        assert post(shop, body, late)[0] == 400
        early = signed(shop, body, at=shop.services.clock() + timedelta(hours=1))
        assert post(shop, body, early)[0] == 400
    unknown = json.dumps(event("evt_new", "plan.created", payment)).encode()
    assert post(shop, unknown, signed(shop, unknown)) == (200, True)
    shop.work()
    after, _ = state_of(shop, token)
    assert (after.state, after.events_count) == (State.PAID, row.events_count)


def event(event_id, kind, payment):
    thing = {"id": payment.intent_id, "object": "payment_intent"}
    thing["metadata"] = {"payment": payment.id}
    return {"id": event_id, "object": "event", "type": kind, "data": {"object": thing}}


def signed(shop, body, *, secret=None, at=None):
    account = account_at(standin_books(shop.services.settings))
    seconds = int((at or shop.services.clock()).timestamp())
    message = f"{seconds}.".encode() + body
    key = (secret or account.webhook_secret).encode()
    return f"t={seconds},v1={hmac.new(key, message, hashlib.sha256).hexdigest()}"


def post(shop, body, signature):
    request = urllib.request.Request(  # noqa: S310 - our own loopback server
        f"{shop.url}/api/webhooks/stripe",
        body,
        {"Content-Type": "application/json", "Stripe-Signature": signature},
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
            return answer.status, json.load(answer)["is_new"]
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, None


def test_a_hold_that_nobody_pays_expires_and_gives_its_capacity_back(shop):
    visitor = fill(shop)
    token = order(visitor)
    shop.services.clock.advance(minutes=46)
    run_periodic(shop, "orders.expire", "payments.sweep")
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.EXPIRED, "cancelled")
    assert reservations(shop, row.number) == ["released"]
    page = visitor.get(f"/o/{token}")
    assert "Not paid in time" in page.text
    assert bank_of(shop).session(payment.session_id).status == "expired"


def test_who_paid_in_time_is_served_even_when_we_hear_of_it_late(shop):
    """The money was authorised, every message was lost, and the hold ran out."""
    visitor = fill(shop)
    token = order(visitor)
    at_the_bank(visitor, token)
    drop_tasks(shop)
    shop.services.clock.advance(minutes=46)
    run_periodic(shop, "orders.expire")
    assert state_of(shop, token)[0].state == State.EXPIRED
    run_periodic(shop, "payments.sweep")
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.PAID, "captured")
    assert reservations(shop, row.number) == ["committed"]


def test_a_process_killed_between_authorise_and_capture_loses_nothing(shop):
    visitor = fill(shop)
    token = order(visitor)
    at_the_bank(visitor, token)
    drop_tasks(shop)
    _, payment = state_of(shop, token)
    with shop.begin() as session:
        task_id = wake(session, payment.id, "killed")
    work = _lease(shop.services, shop.tenant_id, task_id)
    assert work is not None
    with pytest.raises(Killed):
        advance(work, DyingBank(bank_of(shop)), payment.id)
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.CONFIRMED, "capturing")
    assert not run_task(shop.services, shop.tenant_id, task_id)
    shop.services.clock.advance(seconds=61)
    assert run_task(shop.services, shop.tenant_id, task_id)
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.PAID, "captured")


class Killed(BaseException):
    """The process is gone; nothing catches this."""


class DyingBank:
    """The real bank, at whose capture the power goes off: after it was done."""

    def __init__(self, bank):
        self._bank = bank

    def __getattr__(self, name):
        return getattr(self._bank, name)

    def capture(self, intent_id, amount_minor, key):
        self._bank.capture(intent_id, amount_minor, key)
        raise Killed


def test_an_amount_that_is_not_the_frozen_one_is_given_back(shop):
    visitor = fill(shop)
    token = order(visitor)
    with shop.begin() as session:
        row = session.scalars(select(OrderRow).where(OrderRow.token == token)).one()
        row.total_minor += 1
    at_the_bank(visitor, token)
    shop.work()
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.CANCELLED, "cancelled")
    assert bank_of(shop).intent(payment.intent_id).status == "canceled"
    assert reservations(shop, row.number) == ["released"]


def test_cancelling_a_paid_order_pays_everything_back(shop):
    visitor = fill(shop)
    token = order(visitor)
    at_the_bank(visitor, token)
    shop.work()
    visitor.submit(f"/o/{token}/cancel")
    shop.work()
    row, payment = state_of(shop, token)
    assert (row.state, payment.state) == (State.REFUNDED, "refunded")
    money = bank_of(shop).intent(payment.intent_id)
    assert money.refunded_minor == money.received_minor == row.total_minor


def test_every_problem_of_the_address_is_shown_and_the_cart_kept(shop):
    visitor = fill(shop)
    bad = visitor.submit("/checkout", country="DE", **seen(visitor))
    assert bad.status == 422
    assert bad.text.count('class="wrong"') == 5
    assert "Wardrobe Linden" in visitor.get("/cart").text


def at_once(count, press):
    """Do the same from several threads and gather the answers."""
    answers, gate = [], threading.Barrier(count)

    def run():
        gate.wait()
        answers.append(press())

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def drop_tasks(shop):
    """Lose every message about payments that waits."""
    shop.hear_the_bank()
    with shop.begin() as session:
        for task in session.scalars(select(TaskRow).where(TaskRow.state == "waiting")):
            session.delete(task)


def run_periodic(shop, *names):
    for name in names:
        with shop.begin() as session:
            enqueue(session, name, {})
        shop.work()
