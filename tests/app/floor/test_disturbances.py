"""What happened is written down, the plan follows at once, and the diff says why."""

from datetime import timedelta

import pytest

from app.planning.current import current_plan
from app.planning.models import PlanRevisionRow, ReservationRow
from app.planning.room import outlook
from scheduling.verify import verify

pytestmark = pytest.mark.usefixtures("workshop")
SITE = "/api/floor/sites/workshop"
DISTURBANCES = f"{SITE}/disturbances"


@pytest.fixture
def board(planner):
    return lambda: planner.get(f"{SITE}/board").get_json()


@pytest.fixture
def say_so(planner, clock):
    """Record a disturbance as the planner's page does."""

    def record(kind: str, status: int = 200, **more: object):
        body = {"kind": kind, "reason": "The spindle is broken.", **more}
        answer = planner.post(DISTURBANCES, json=body)
        assert answer.status_code == status, answer.get_json()
        return answer.get_json()

    return record


def bars(board, resource):
    (row,) = [row for row in board["resources"] if row["id"] == resource]
    return row["bars"]


@pytest.fixture
def judged(services, tenant, clock):
    """Plan that stands, as the independent judge sees it."""

    def judge():
        with services.database.begin(tenant.id, reads_only=True) as session:
            plan = current_plan(session, "workshop", clock())
            return verify(plan.problem(), outlook(plan, clock())[1].schedule)

    return judge


@pytest.fixture
def cause_of(services, tenant):
    """Read the recorded cause of a lost promise."""

    def read(job: str):
        with services.database.begin(tenant.id, reads_only=True) as session:
            return session.get_one(ReservationRow, job).disturbance

    return read


def test_a_breakdown_closes_the_machine_and_moves_what_was_on_it(
    accepted, say_so, board, planner, judged
):
    job = accepted("1")
    (before,) = bars(board(), "saw_1")
    answer = say_so("breakdown", resources=["saw_1"], until="2026-11-23T15:00")
    after = board()
    (moved,) = bars(after, "saw_1")
    assert before["start_at"] < "2026-11-23T14:00" <= moved["start_at"]
    assert answer["revision"] == after["revision"]["number"] == 1
    (told,) = after["revision"]["moved_jobs"]
    assert (told["job"], told["why"]) == (job, "disturbance")
    assert after["revision"]["disturbance"] == answer["number"] == 1
    assert judged() == []
    (line,) = planner.get(DISTURBANCES).get_json()["disturbances"]
    assert (line["kind"], line["by"], line["is_active"]) == (
        "breakdown",
        "Planner",
        True,
    )
    assert line["resource_names"] == [{"en": "Saw 1", "zh": "锯 1"}]


def test_a_promise_is_lost_only_with_the_disturbance_as_its_recorded_cause(
    accepted, say_so, board, cause_of
):
    job = accepted("1", days=0.4, quantity=1)
    spare = accepted("2", days=20)
    answer = say_so("breakdown", resources=["saw_1"], until="2026-11-24T12:00")
    assert answer["late"] == ["LO-1/1 Cabinet"]
    assert cause_of(job)["kind"] == "breakdown"
    assert cause_of(job)["disturbance"] == 1
    assert cause_of(spare) is None
    (late,) = [one for one in board()["orders"] if one["job"] == job]
    assert late["reason"]["en"].startswith("A machine broke down.")
    assert late["reason"]["zh"].startswith("设备发生故障。")


def test_a_promise_stands_again_when_the_machine_runs_sooner(
    accepted, say_so, planner, run_tasks, cause_of
):
    job = accepted("1", days=1.3)
    say_so("breakdown", resources=["saw_1"], until="2026-11-26T12:00")
    ended = planner.post(f"{DISTURBANCES}/1/end", json={})
    assert ended.status_code == 200, ended.get_json()
    assert cause_of(job)["kind"] == "breakdown"
    run_tasks()
    assert cause_of(job) is None
    again = planner.post(f"{DISTURBANCES}/1/end", json={})
    assert (again.status_code, again.get_json()["code"]) == (409, "disturbance_over")


def test_somebody_is_away_and_the_work_waits(accepted, say_so, board):
    accepted("1")
    say_so("absence", resources=["ada"], until="2026-11-25T00:00", reason="Ill.")
    (paint,) = bars(board(), "ada")
    assert paint["start_at"] >= "2026-11-25"


def test_overtime_opens_a_saturday(accepted, say_so, board, clock):
    clock.now = clock.now.replace(day=27)  # a Friday
    accepted("1", days=20, quantity=5)
    day = "2026-11-28"
    say_so(
        "overtime",
        resources=["saw_1"],
        since=f"{day}T08:00",
        until=f"{day}T12:00",
        reason="The week is full.",
    )
    (row,) = [row for row in board()["resources"] if row["id"] == "saw_1"]
    shut = [(one["start_at"], one["end_at"]) for one in row["closed"]]
    assert not any(start < f"{day}T08:00:00Z" < end for start, end in shut)


def test_late_material_keeps_an_order_until_it_is_there(accepted, say_so, board):
    job = accepted("1")
    say_so("late_material", jobs=[job], until="2026-11-25T10:00", reason="Oak.")
    (cut,) = bars(board(), "saw_1")
    assert cut["start_at"] >= "2026-11-25T09:00"


def test_a_rush_order_counts_more_in_the_next_plan(
    accepted, say_so, services, tenant, run_tasks
):
    job = accepted("1")
    answer = say_so("rush_order", jobs=[job], weight=20, reason="A fair.")
    assert answer["revision"] is None
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert session.get_one(ReservationRow, job).weight == 20
    run_tasks()
    with services.database.begin(tenant.id, reads_only=True) as session:
        row = session.query(PlanRevisionRow).one()
        assert row.reason == "disturbance"


def test_a_cancelled_order_gives_its_room_back(accepted, say_so, board):
    job = accepted("1")
    say_so("cancellation", jobs=[job], reason="The customer moves house.")
    assert bars(board(), "saw_1") == []


def test_what_was_begun_is_not_cancelled(accepted, say, say_so, board):
    job = accepted("1")
    say(job, "cut", "start")
    refused = say_so("cancellation", jobs=[job], status=409)
    assert refused["code"] == "cannot_cancel"
    assert len(bars(board(), "saw_1")) == 1


def test_what_runs_and_what_is_frozen_does_not_move(accepted, say, say_so, board):
    running = accepted("1")
    accepted("2")
    say(running, "cut", "start")
    before = {bar["job"]: bar for bar in bars(board(), "saw_1")}
    say_so("breakdown", resources=["booth_1"], until="2026-11-24T12:00")
    after = {bar["job"]: bar for bar in bars(board(), "saw_1")}
    frozen = [job for job, bar in before.items() if bar["is_frozen"]]
    assert running in frozen
    for job in frozen:
        assert after[job]["start_at"] == before[job]["start_at"]


def test_everything_wrong_with_it_is_told_at_once(say_so):
    answer = say_so(
        "breakdown",
        status=422,
        reason=" ",
        resources=["saw_1", "nobody"],
        until="2026-11-20T10:00",
    )
    fields = {(one["path"], one["code"]) for one in answer["fields"]}
    assert fields == {
        ("body.reason", "missing"),
        ("body.resources", "unknown_id"),
        ("body.until_at", "order"),
    }


def test_an_operator_says_what_broke_and_decides_nothing_else(
    accepted, operator, clock
):
    accepted("1")
    until = (clock() + timedelta(hours=4)).isoformat()
    body = {"reason": "Smoke.", "resources": ["saw_1"], "until": until}
    told = operator.post(DISTURBANCES, json={"kind": "breakdown", **body})
    assert told.status_code == 200
    refused = operator.post(DISTURBANCES, json={"kind": "overtime", **body})
    assert (refused.status_code, refused.get_json()["code"]) == (403, "role_missing")


def test_the_revision_says_what_it_moved_and_for_which_disturbance(
    accepted, say_so, planner
):
    accepted("1")
    accepted("2")
    say_so("breakdown", resources=["saw_1"], until="2026-11-23T15:00")
    (line,) = planner.get(f"{SITE}/revisions").get_json()["revisions"]
    assert (line["number"], line["reason"], line["is_current"]) == (
        1,
        "disturbance",
        True,
    )
    detail = planner.get(f"{SITE}/revisions/1").get_json()
    assert detail["cause"]["reason"] == "The spindle is broken."
    assert {one["why"] for one in detail["moved_jobs"]} <= {"disturbance", "pushed"}
    missing = planner.get(f"{SITE}/revisions/9")
    assert (missing.status_code, missing.get_json()["code"]) == (
        404,
        "unknown_revision",
    )


def test_why_follows_the_chain_back_in_both_languages(accepted, planner):
    accepted("1")
    job = accepted("2")
    found = planner.get(f"{SITE}/orders/{job}/why").get_json()
    assert found["chain"][0]["operation"] == "cure"
    assert {one["job"] for one in found["chain"]} <= {job, found["chain"][-1]["job"]}
    for one in found["chain"]:
        assert one["sentence"]["en"]
        assert one["sentence"]["zh"]
        assert one["since"] <= one["until"]
    assert found["slack_min"] > 0


def test_what_helps_is_proven_by_planning_again(accepted, planner):
    for name in "1234":
        accepted(name, quantity=4)
    job = accepted("5", quantity=2, days=3)
    late = planner.get(f"{SITE}/orders/{job}/why").get_json()
    assert late["slack_min"] < 0
    helps = planner.get(f"{SITE}/orders/{job}/helps").get_json()["helps"]
    assert helps
    gains = [one["earlier_min"] for one in helps]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] > 0
    for one in helps:
        assert one["completion_at"] < late["completion_at"]
        assert one["sentence"]["en"]
        assert one["sentence"]["zh"]
        assert (one["since"] is not None) == (one["kind"] == "overtime")
