"""A reading that is followed by what changed is the one that is read afresh."""

from datetime import timedelta
from random import Random
from time import sleep

import pytest

from app.planning import follow as following
from app.planning.ahead import plan_for_quote
from app.planning.current import CurrentPlan, read_plan, remember, remembered
from app.planning.hold import Order, Reserved, hold
from app.planning.room import Room, find_room
from app.planning.translate import Demand
from tests.app.planning.test_sequences import Story
from tests.app.planning.workshop import painted
from tests.configurator.counts import IS_PROOF

pytestmark = pytest.mark.usefixtures("workshop")
STEPS = 400 if IS_PROOF else 30


def same(plan: CurrentPlan, fresh: CurrentPlan) -> bool:
    return (plan.entries, plan.planned, plan.facts, plan.head) == (
        fresh.entries,
        fresh.planned,
        fresh.facts,
        fresh.head,
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("many", [0, 1_000], ids=["full book", "short book"])
def test_following_comes_to_what_reading_finds(session, clock, monkeypatch, seed, many):
    monkeypatch.setattr(following, "MANY", many)
    story = Story(session, clock, Random(seed), has_floor=True)
    for _ in range(STEPS):
        story.step()
        plan = story.plan()
        assert same(plan, read_plan(session, plan.head, clock()))
    assert story.counts.get("report", 0) > 1


@pytest.mark.parametrize("seed", range(3))
def test_a_followed_index_promises_what_a_fresh_one_does(session, clock, seed):
    story = Story(session, clock, Random(seed), has_floor=False)
    random = Random(seed)
    for _ in range(STEPS):
        random.choice([story.buy, story.buy, story.pay, story.drop])()
        plan = story.plan()
        demand = Demand("?", painted("white", random.choice((30, 90))), 1, clock())
        told = find_room(plan, demand, clock())
        fresh = find_room(read_plan(session, plan.head, clock()), demand, clock())
        assert isinstance(told, Room)
        assert told == fresh


def test_a_full_book_is_read_again_while_quotes_go_on(
    services, tenant, clock, monkeypatch
):
    monkeypatch.setattr(following, "MANY", 0)
    begin = services.database.begin
    with begin(tenant.id, reads_only=True) as session:
        first = plan_for_quote(session, "workshop", clock())
    clock.advance(minutes=20)
    with begin(tenant.id) as session:
        order = Order("workshop", painted(), 1, "item", "LO-1/1")
        expires_at = clock() + timedelta(hours=1)
        held = hold(session, clock, order, expires_at=expires_at)
        assert isinstance(held, Reserved)
    remember(first)
    with begin(tenant.id, reads_only=True) as session:
        old = plan_for_quote(session, "workshop", clock())
        assert old.read_until <= clock(), "somebody waited for a whole reading"
        assert held.id in old.entries, "a reservation was overlooked"
    for _ in range(400):
        newest = remembered(first.head.id)
        if newest is not None and newest.read_until > clock():
            break
        sleep(0.025)
    with begin(tenant.id, reads_only=True) as session:
        fresh = plan_for_quote(session, "workshop", clock())
        assert fresh.read_until > clock()
        assert same(fresh, read_plan(session, fresh.head, clock()))


def test_who_takes_capacity_reads_an_old_plan_again(session, clock, monkeypatch):
    monkeypatch.setattr(following, "MANY", 0)
    plan_for_quote(session, "workshop", clock())
    clock.advance(minutes=20)
    assert plan_for_quote(session, "workshop", clock()).read_until > clock()
