"""Capacity is sold once, whoever asks at the same moment."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.planning.hold import Order, Reserved, TooLate, accept, commit, hold, release
from app.planning.promise import PromiseDate, promise
from app.planning.states import State
from tests.app.planning.workshop import painted


def order(minutes: int = 60) -> Order:
    return Order("workshop", painted(minutes=minutes), 1, "item", "LO-1/1 Cabinet")


def told(session: Session, clock: Clock, minutes: int = 300) -> PromiseDate:
    answer = promise(session, clock, "workshop", painted(minutes=minutes), 1)
    assert isinstance(answer, PromiseDate)
    return answer


def held(session: Session, clock: Clock, minutes: int = 300) -> Reserved:
    expires_at = clock() + timedelta(minutes=5)
    answer = hold(session, clock, order(minutes), expires_at=expires_at)
    assert isinstance(answer, Reserved)
    return answer


class BankIsDownError(Exception):
    """Something fails between the hold and the commit."""


def _hold_and_fail(services, tenant, clock) -> None:
    with services.database.begin(tenant.id) as session:
        held(session, clock)
        raise BankIsDownError


pytestmark = pytest.mark.usefixtures("workshop")


def test_a_promise_is_told_with_its_reason(session, clock):
    answer = told(session, clock)
    assert answer.completion_at < answer.ready_at
    assert set(answer.explanation) == {"en", "zh"}


def test_a_held_reservation_pushes_the_next_promise_back(session, clock):
    before = told(session, clock)
    kept = held(session, clock)
    behind = told(session, clock)
    assert kept.ready_at == before.ready_at
    assert behind.completion_min > before.completion_min
    assert behind.resource


def test_an_expired_hold_gives_its_place_back(session, clock):
    before = told(session, clock)
    held(session, clock)
    clock.advance(minutes=6)
    moved = told(session, clock).completion_at - before.completion_at
    assert moved <= timedelta(minutes=15)


def test_a_committed_reservation_outlives_its_hold(session, clock):
    kept = held(session, clock)
    assert commit(session, clock, kept.id) == commit(session, clock, kept.id)
    clock.advance(minutes=6)
    waited = told(session, clock).completion_at - kept.completion_at
    assert waited >= timedelta(minutes=300)


def test_money_that_comes_late_gets_its_date_while_there_is_room(session, clock):
    kept = held(session, clock, 60)
    clock.advance(minutes=6)
    late = commit(session, clock, kept.id)
    assert isinstance(late, Reserved)
    assert late.ready_at == kept.ready_at


def test_money_that_comes_late_is_told_when_the_place_is_gone(session, clock):
    kept = held(session, clock)
    clock.advance(minutes=6)
    for _ in range(3):
        accept(session, clock, order(300), promise_at=clock() + timedelta(days=20))
    refused = commit(session, clock, kept.id)
    assert not isinstance(refused, Reserved)
    assert refused.resource == "saw_1"


def test_a_released_reservation_gives_its_place_back(session, clock):
    before = told(session, clock)
    kept = held(session, clock)
    assert release(session, clock, kept.id) is State.RELEASED
    assert release(session, clock, kept.id) is State.RELEASED
    assert not isinstance(release(session, clock, kept.id), TooLate)
    moved = told(session, clock).completion_at - before.completion_at
    assert moved <= timedelta(minutes=15)


def test_what_a_rolled_back_transaction_saw_is_not_remembered(services, tenant, clock):
    begin = services.database.begin
    with begin(tenant.id, reads_only=True) as session:
        before = told(session, clock)
    with pytest.raises(BankIsDownError):
        _hold_and_fail(services, tenant, clock)
    with begin(tenant.id) as session:
        kept = held(session, clock)
    assert kept.ready_at == before.ready_at
