"""Reports over HTTP change the list, the board and the plan; the untrue are refused."""

import pytest

pytestmark = pytest.mark.usefixtures("workshop")


def test_a_started_and_finished_operation_leaves_the_list_and_frees_the_next(
    accepted, say, jobs_at
):
    job = accepted("1")
    assert [line["readiness"] for line in jobs_at("saw")] == ["ready"]
    assert jobs_at("booth")[0]["waits_for"] == [{"en": "Cut", "zh": "cut"}]
    started = say(job, "cut", "start")
    assert started.get_json() == {"state": "running", "is_known": False}
    assert [line["readiness"] for line in jobs_at("saw")] == ["running"]
    assert say(job, "cut", "finish").get_json()["state"] == "done"
    assert jobs_at("saw") == []
    assert jobs_at("booth")[0]["readiness"] == "ready"


def test_what_was_reported_shows_on_the_board_and_in_the_order_s_progress(
    accepted, say, planner, clock
):
    job = accepted("1")
    say(job, "cut", "start")
    clock.advance(minutes=90)
    say(job, "cut", "finish")
    say(job, "paint", "start")
    board = planner.get("/api/floor/sites/workshop/board").get_json()
    states = {
        bar["operation"]: bar["state"]
        for row in board["resources"]
        for bar in row["bars"]
    }
    assert states == {"cut": "done", "paint": "running", "cure": "waiting"}
    (order,) = board["orders"]
    assert (order["done"], order["operations"]) == (1, 3)
    figures = planner.get("/api/floor/sites/workshop/figures").get_json()
    assert (figures["orders"], figures["in_progress"]) == (1, 1)


def test_scrap_is_made_again_from_the_first_work_centre_on(
    accepted, say, jobs_at, planner, run_tasks
):
    job = accepted("1", quantity=4)
    say(job, "cut", "start")
    answer = say(job, "cut", "scrap", scrapped=1, reason="Damaged: corner")
    assert answer.get_json()["state"] == "done"
    refused = say(job, "paint", "start")
    assert (refused.status_code, refused.get_json()["code"]) == (
        409,
        "predecessor_open",
    )
    planner.post("/api/floor/sites/workshop/plan", json={"seconds": 1})
    run_tasks()
    (remake,) = jobs_at("saw")
    assert (remake["operation"], remake["is_remake"]) == ("cut~1", True)


def test_more_scrap_than_pieces_is_refused(accepted, say, jobs_at):
    job = accepted("1", quantity=2)
    say(job, "cut", "start")
    refused = say(job, "cut", "scrap", scrapped=3)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "scrapped_range")
    assert jobs_at("saw")[0]["readiness"] == "running"


def test_a_report_that_cannot_be_true_is_refused_in_a_sentence(accepted, say, operator):
    job = accepted("1")
    refused = say(job, "cut", "finish")
    problem = refused.get_json()
    assert refused.status_code == 409
    assert (problem["code"], problem["detail"]) == (
        "not_started",
        "Start it first: it has not begun.",
    )
    operator.get("/floor?lang=zh")
    assert say(job, "cut", "finish").get_json()["detail"].startswith("请先开工")


def test_the_same_report_sent_again_after_a_lost_answer_counts_once(
    accepted, say, jobs_at
):
    job = accepted("1")
    first = say(job, "cut", "start", key="terminal-7-1")
    again = say(job, "cut", "start", key="terminal-7-1")
    assert first.get_json()["is_known"] is False
    assert again.get_json() == {"state": None, "is_known": True}
    assert len(jobs_at("saw")) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"event": "stop", "key": "terminal-1"}, "body.event"),
        ({"event": "start"}, "body.key"),
        ({"event": "start", "key": "a b c d e f"}, "body.key"),
        ({"event": "scrap", "key": "terminal-1", "scrapped": 0}, "body.scrapped"),
        ({"event": "scrap", "key": "terminal-1", "scrapped": "1"}, "body.scrapped"),
        ({"event": "start", "key": "terminal-1", "reason": "x" * 501}, "body.reason"),
    ],
)
def test_a_malformed_report_is_422_and_names_its_field(
    accepted, operator, jobs_at, body, field
):
    job = accepted("1")
    answer = operator.post(f"/api/floor/jobs/{job}/operations/cut/reports", json=body)
    assert answer.status_code == 422
    assert [one["path"] for one in answer.get_json()["fields"]] == [field]
    assert jobs_at("saw")[0]["readiness"] == "ready"


def test_an_unknown_job_or_operation_is_404(accepted, say):
    job = accepted("1")
    assert say("no-such-job", "cut", "start").status_code == 404
    assert say(job, "polish", "start").get_json()["code"] == "unknown_operation"


def test_a_problem_is_told_once_and_stands_until_the_operation_is_done(
    accepted, say, operator, planner
):
    job = accepted("1")
    path = f"/api/floor/jobs/{job}/operations/cut/problems"
    body = {"kind": "material", "note": "No oak: since Monday", "key": "problem-1"}
    answers = [operator.post(path, json=body).get_json() for _ in range(2)]
    assert [answer["is_known"] for answer in answers] == [False, True]
    (told,) = planner.get("/api/floor/sites/workshop/board").get_json()["problems"]
    assert (told["kind"], told["note"]) == ("material", "No oak: since Monday")
    assert (told["work_centre"], told["by"]) == ("saw", "Operator")
    assert operator.get(f"/api/floor/jobs/{job}").get_json()["problems"] == [told]
    say(job, "cut", "start")
    say(job, "cut", "finish")
    after = planner.get("/api/floor/sites/workshop/board").get_json()
    assert after["problems"] == []


def test_a_problem_of_an_unknown_kind_is_422(accepted, operator):
    job = accepted("1")
    path = f"/api/floor/jobs/{job}/operations/cut/problems"
    answer = operator.post(path, json={"kind": "mood", "key": "problem-1"})
    assert answer.status_code == 422


def test_changeovers_are_told_in_the_names_of_their_families(accepted, jobs_at):
    accepted("1", "black")
    accepted("2", "white")
    first, second = jobs_at("booth")
    assert first["change"] == {}
    assert second["change"] == {"en": "Black → White", "zh": "黑 → 白"}
    assert second["setup_min"] == 45
