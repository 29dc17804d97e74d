"""Reports move the plan; the job list says what comes next and why."""

import csv
import io
import json
from datetime import timedelta
from itertools import count, product

import pytest
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.planning.current import current_plan
from app.planning.hold import Order, Reserved, accept, hold
from app.planning.models import ReservationRow
from app.planning.risks import Risk
from app.planning.room import outlook
from app.production.board import board, late_orders
from app.production.dispatch import JobLine, Readiness, job_list
from app.production.exports import as_csv, as_json, as_pdf, as_text
from app.production.figures import figures
from app.production.report import Report, report
from app.production.states import TRANSITIONS, Event, Ignored, Refused, State
from tests.app.planning.workshop import painted

pytestmark = pytest.mark.usefixtures("workshop")
_keys = count()


def accepted(  # noqa: PLR0917 - a short word for each test
    session: Session,
    clock: Clock,
    name: str,
    colour: str = "white",
    days: float = 20,
    quantity: int = 1,
) -> str:
    routing = painted(colour, 120)
    label = f"LO-{name}/1 Cabinet"
    order = Order("workshop", routing, quantity, f"item-{name}", label)
    promise_at = clock() + timedelta(days=days)
    kept = accept(session, clock, order, promise_at=promise_at)
    assert isinstance(kept, Reserved)
    return kept.id


def say(  # noqa: PLR0917 - a short word for each test
    session: Session,
    clock: Clock,
    job: str,
    operation: str,
    event: Event,
    scrapped: int = 1,
) -> State | Ignored | Refused:
    key = f"report-{next(_keys)}"
    said = Report(job, operation, event, key, by="ada", scrapped=scrapped)
    return report(session, clock, said)


def lines(session: Session, clock: Clock, work_centre: str) -> tuple[JobLine, ...]:
    return job_list(session, clock, "workshop", work_centre).lines


def test_every_report_has_a_verdict_in_every_state():
    assert set(TRANSITIONS) == set(product(State, Event))


def test_the_job_list_is_the_sequence_of_the_plan_with_its_changeovers(session, clock):
    for name, colour in (("1", "black"), ("2", "white")):
        accepted(session, clock, name, colour)
    found = lines(session, clock, "booth")
    assert [line.label for line in found] == ["LO-1/1 Cabinet", "LO-2/1 Cabinet"]
    assert [line.change for line in found] == ["", "black > white"]
    assert [line.setup_min for line in found] == [0, 45]
    assert found[0].swatch == "#000000"
    assert found[0].readiness is Readiness.BLOCKED
    assert found[0].waits_for == ({"en": "Cut", "zh": "cut"},)
    assert lines(session, clock, "saw")[0].readiness is Readiness.READY


def test_what_is_only_held_is_not_shown_to_the_floor(session, clock):
    order = Order("workshop", painted(), 1, "item", "LO-9/1 Cabinet")
    hold(session, clock, order, expires_at=clock() + timedelta(minutes=9))
    assert lines(session, clock, "saw") == ()


def test_an_operation_waits_for_what_comes_before_it(session, clock):
    job = accepted(session, clock, "1")
    refused = say(session, clock, job, "paint", Event.START)
    assert isinstance(refused, Refused)
    assert refused.code == "predecessor_open"
    assert say(session, clock, job, "cut", Event.START) is State.RUNNING
    assert isinstance(say(session, clock, job, "cut", Event.START), Ignored)
    clock.advance(minutes=30)
    assert say(session, clock, job, "cut", Event.FINISH) is State.DONE
    assert say(session, clock, job, "paint", Event.START) is State.RUNNING
    assert [line.readiness for line in lines(session, clock, "booth")] == ["running"]


def test_the_same_report_sent_twice_counts_once(session, clock):
    job = accepted(session, clock, "1")
    said = Report(job, "cut", Event.START, "terminal-7", by="ada")
    assert report(session, clock, said) is State.RUNNING
    assert isinstance(report(session, clock, said), Ignored)


def test_a_late_finish_pushes_what_follows_and_nothing_else(session, clock):
    first = accepted(session, clock, "1")
    second = accepted(session, clock, "2")
    clock.advance(minutes=60)
    say(session, clock, first, "cut", Event.START)
    before = outlook(current_plan(session, "workshop", clock()), clock())[1].schedule
    clock.advance(minutes=240)
    say(session, clock, first, "cut", Event.FINISH)
    after = outlook(current_plan(session, "workshop", clock()), clock())[1].schedule
    now = 9 * 60 + 300
    assert before.assignments[second, "cut"].start_min < now
    assert after.assignments[second, "cut"].start_min == now
    assert after.assignments[first, "paint"].start_min >= now


def test_a_finished_job_leaves_every_list(session, clock):
    job = accepted(session, clock, "1")
    for operation in ("cut", "paint", "cure"):
        say(session, clock, job, operation, Event.START)
        clock.advance(minutes=61)
        say(session, clock, job, operation, Event.FINISH)
    assert session.get_one(ReservationRow, job).state == "done"
    assert all(not lines(session, clock, centre) for centre in ("saw", "booth", "oven"))
    assert late_orders(session, clock, "workshop") == ()


def test_scrap_makes_the_chain_again_and_is_the_recorded_cause(session, clock):
    job = accepted(session, clock, "1", quantity=4)
    for operation in ("cut", "paint"):
        say(session, clock, job, operation, Event.START)
        clock.advance(minutes=61)
        verdict = say(session, clock, job, operation, Event.FINISH)
    assert verdict is State.DONE
    assert say(session, clock, job, "paint", Event.SCRAP, scrapped=1) is State.DONE
    row = session.get_one(ReservationRow, job)
    minutes = {step["id"]: step["minutes"] for step in row.routing}
    assert minutes == {"cut": 120, "paint": 120, "cure": 30, "cut~1": 30, "paint~1": 30}
    refused = say(session, clock, job, "cure", Event.START)
    assert isinstance(refused, Refused)
    assert row.disturbance is not None
    assert row.disturbance["kind"] == "scrap"
    (late,) = late_orders(session, clock, "workshop")
    assert late.risk is Risk.UNPLANNED


def test_more_scrap_than_pieces_is_refused(session, clock):
    job = accepted(session, clock, "1")
    say(session, clock, job, "cut", Event.START)
    refused = say(session, clock, job, "cut", Event.SCRAP, scrapped=2)
    assert isinstance(refused, Refused)


def test_the_board_shows_each_operation_on_each_of_its_resources(session, clock):
    accepted(session, clock, "1")
    accepted(session, clock, "2", days=0.2)
    shown = board(session, clock, "workshop")
    bars = {(bar.resource, bar.operation) for row in shown.rows for bar in row.bars}
    assert {("booth_1", "paint"), ("ada", "paint"), ("saw_1", "cut")} <= bars
    late = [line for line in shown.orders if line.risk is Risk.LATE]
    assert [line.label for line in late] == ["LO-2/1 Cabinet"]
    assert "-" not in late[0].reason["en"].replace("LO-2/1", "").replace("LO-1/1", "")
    for row in shown.rows:
        assert all(start < end for start, end in row.closed)


def test_the_figures_count_what_they_say(session, clock):
    accepted(session, clock, "1")
    accepted(session, clock, "2", days=0.2)
    found = figures(session, clock, "workshop")
    assert (found.orders, found.late, found.on_time_pct) == (2, 1, 50)
    assert found.bottleneck in {"saw_1", "booth_1"}


def test_the_job_list_goes_out_in_every_format_with_the_same_lines(session, clock):
    for name in "123":
        accepted(session, clock, name)
    jobs = job_list(session, clock, "workshop", "saw")
    table = list(csv.DictReader(io.StringIO(as_csv(jobs, "zh"))))
    data = json.loads(as_json(jobs))
    assert len(table) == len(data["lines"]) == len(jobs.lines) == 3
    assert [row["order"] for row in table] == [line["label"] for line in data["lines"]]
    assert as_text(jobs).count("\n") == 4
    assert as_pdf(jobs) == as_pdf(jobs)
    assert as_pdf(jobs).startswith(b"%PDF")


def test_a_shopper_cannot_put_a_formula_into_the_factory_s_spreadsheet(session, clock):
    order = Order("workshop", painted(), 1, "item", "=HYPERLINK(1)")
    accept(session, clock, order, promise_at=clock() + timedelta(days=9))
    jobs = job_list(session, clock, "workshop", "saw")
    (row,) = csv.DictReader(io.StringIO(as_csv(jobs)))
    assert row["order"] == "'=HYPERLINK(1)"
