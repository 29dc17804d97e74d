"""
Nothing is oversold, nothing frozen moves, no promise is lost without a recorded cause.

Random sequences of what shoppers, planners, the floor and time do, drawn from a seed;
after every step the independent judge looks at the plan as the floor would follow it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from app.planning.current import CurrentPlan, current_plan
from app.planning.draft import draft_of
from app.planning.facts import open_report, planned_place, record_finish, record_start
from app.planning.hold import Order, Reserved, commit, hold, release
from app.planning.models import ReservationRow
from app.planning.publish import Published, publish
from app.planning.risks import Risk, standings
from app.planning.room import fence_min, outlook
from app.planning.solving import solve_draft
from scheduling.schedule import Assignment, Outcome
from scheduling.verify import verify
from tests.app.conftest import FrozenClock
from tests.app.planning.workshop import painted

pytestmark = pytest.mark.usefixtures("workshop")
STEPS = 60


@dataclass
class Story:
    """One random history of the small factory."""

    session: Session
    clock: FrozenClock
    random: Random
    has_floor: bool
    held: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def plan(self) -> CurrentPlan:
        return current_plan(self.session, "workshop", self.clock())

    def places(self) -> dict[tuple[str, str], Assignment]:
        return dict(outlook(self.plan(), self.clock())[1].schedule.assignments)

    def step(self) -> None:
        acts: list[Callable[[], None]] = [self.buy, self.buy, self.pay, self.drop]
        acts += [self.pay, self.replan, self.wait]
        if self.has_floor:
            acts += [self.work, self.work]
        act = self.random.choice(acts)
        self.counts[act.__name__] = self.counts.get(act.__name__, 0) + 1
        act()

    def buy(self) -> None:
        minutes = self.random.choice((30, 90, 240))
        colour = self.random.choice(("white", "black"))
        quantity = self.random.choice((1, 1, 2))
        name = str(sum(self.counts.values()))
        routing = painted(colour, minutes)
        order = Order("workshop", routing, quantity, name, f"LO-{name}/1")
        expires_at = self.clock() + timedelta(minutes=45)
        answer = hold(self.session, self.clock, order, expires_at=expires_at)
        if isinstance(answer, Reserved):
            self.held.append(answer.id)

    def pay(self) -> None:
        if self.held:
            chosen = self.random.choice(self.held)
            commit(self.session, self.clock, chosen)

    def drop(self) -> None:
        if self.held:
            chosen = self.random.choice(self.held)
            release(self.session, self.clock, chosen)

    def wait(self) -> None:
        # Time only passes where somebody works: else everything is overdue.
        self.clock.advance(
            minutes=self.random.choice((5, 50) if self.has_floor else (5,))
        )

    def work(self) -> None:
        """Do what the plan says is next on a random machine, early or late."""
        plan = self.plan()
        places = sorted(self.places().values(), key=lambda one: one.start_min)
        for one in places:
            fact = plan.facts.get(one.key)
            is_firm = plan.entries[one.job].state != "held"
            if is_firm and (fact is None or fact.finished_at is None):
                self.report(one)
                return

    def report(self, one: Assignment) -> None:
        self.counts["report"] = self.counts.get("report", 0) + 1
        opened = open_report(self.session, one.job, self.clock())
        if one.key in opened.plan.facts:
            record_finish(self.session, opened, one.operation)
            return
        steps = {step["id"]: step for step in opened.row.routing}
        facts = opened.plan.facts
        before = [facts.get((one.job, b)) for b in steps[one.operation]["after"]]
        place = planned_place(opened, one.operation)
        if all(fact and fact.finished_at for fact in before) and place:
            record_start(self.session, opened, one.operation, place.resources)

    def replan(self) -> None:
        plan = self.plan()
        now = self.clock()
        draft = draft_of(plan, now, seconds=0)
        answer = solve_draft(draft, seconds=5, iterations=8, seed=1)
        assert isinstance(answer, Outcome)
        before = self.places()
        fence = fence_min(plan, now)
        outcome = publish(self.session, draft, answer.schedule, now=now, reason="asked")
        assert isinstance(outcome, Published)
        after = self.places()
        for key, one in before.items():
            if one.start_min < fence:
                assert after[key] == one, "a frozen operation moved"
        for standing in standings(self.plan(), now):
            if standing.risk is Risk.LATE:
                row = self.session.get_one(ReservationRow, standing.entry.demand.id)
                assert row.disturbance is not None, "a promise was lost without a cause"

    def judge(self) -> None:
        plan = self.plan()
        _, seen = outlook(plan, self.clock())
        assert seen.homeless == ()
        problem = plan.problem(fixed=seen.facts.values())
        assert verify(problem, seen.schedule) == [], "oversold"
        if not self.has_floor:
            late = [
                s.entry.label for s in standings(plan, self.clock()) if s.slack_min < 0
            ]
            assert late == [], "a promise was broken"


@pytest.mark.parametrize("has_floor", [False, True], ids=["shop", "shop and floor"])
# With 44 and 51 two short operations were reported on one machine in one minute, and
# the solver and its judge disagreed on which family the machine had on.
@pytest.mark.parametrize("seed", [0, 1, 44, 51])
def test_no_sequence_oversells_moves_what_is_frozen_or_breaks_a_promise(
    session, clock, seed, has_floor
):
    story = Story(session, clock, Random(seed), has_floor=has_floor)
    for _ in range(STEPS):
        story.step()
        story.judge()
    assert story.counts["replan"] >= 1
    assert session.query(ReservationRow).count() >= 3
    if has_floor:
        assert story.counts["report"] >= 1
