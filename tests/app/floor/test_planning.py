"""Planning from the page: asked, followed, published, told what moved."""

import pytest

pytestmark = pytest.mark.usefixtures("workshop")
PLAN = "/api/floor/sites/workshop/plan"


def test_plan_now_is_a_task_that_publishes_and_says_what_moved(
    accepted, planner, run_tasks
):
    for name, colour in (
        ("1", "black"),
        ("2", "white"),
        ("3", "black"),
        ("4", "white"),
    ):
        accepted(name, colour)
    before = planner.get("/api/floor/sites/workshop/board").get_json()
    assert before["revision"] is None
    task = planner.post(PLAN, json={"seconds": 1}).get_json()["task"]
    assert planner.post(PLAN, json={}).get_json()["task"] == task
    run_tasks()
    progress = planner.get(f"/api/tasks/{task}").get_json()
    assert (progress["state"], progress["result"]["published"]) == ("done", True)
    board = planner.get("/api/floor/sites/workshop/board").get_json()
    revision = board["revision"]
    assert (revision["number"], revision["reason"]) == (1, "planner")
    moved = revision["moved_jobs"]
    assert revision["moved_operations"] == sum(one["operations"] for one in moved)
    assert {one["label"] for one in moved} <= {one["label"] for one in board["orders"]}
    assert {one["why"] for one in moved} <= {"new", "floor", "planned"}


def test_the_board_is_whole_and_its_rows_hold_their_bars(accepted, planner):
    job = accepted("1", "black")
    board = planner.get("/api/floor/sites/workshop/board?days=7").get_json()
    bars = {
        (row["id"], bar["operation"]): bar
        for row in board["resources"]
        for bar in row["bars"]
    }
    assert {("saw_1", "cut"), ("booth_1", "paint"), ("ada", "paint")} <= set(bars)
    paint = bars["booth_1", "paint"]
    assert (paint["job"], paint["swatch"], paint["risk"]) == (job, "#000000", "fine")
    assert board["since"] <= board["now"] <= board["frozen_until"] <= board["until"]
    for row in board["resources"]:
        spans = [(one["start_at"], one["end_at"]) for one in row["closed"]]
        assert spans == sorted(spans)
        assert all(start < end for start, end in spans)


def test_a_late_order_comes_with_its_reason_in_both_languages(accepted, planner):
    accepted("1")
    accepted("2", days=0.2)
    (late,) = planner.get("/api/floor/sites/workshop/late").get_json()["orders"]
    assert (late["label"], late["risk"]) == ("LO-2/1 Cabinet", "late")
    assert late["reason"]["en"]
    assert late["reason"]["zh"]
    assert late["slack_min"] < 0


@pytest.mark.parametrize("days", ["0", "29", "soon"])
def test_a_board_of_no_sensible_length_is_422(planner, days):
    answer = planner.get(f"/api/floor/sites/workshop/board?days={days}")
    assert answer.status_code == 422
    assert answer.get_json()["fields"][0]["path"] == "query.days"
