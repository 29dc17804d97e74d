"""What if: the published plan is branched, weighed, adopted or dropped."""

import pytest

from app.planning.models import PlanRevisionRow

pytestmark = pytest.mark.usefixtures("workshop")
SITE = "/api/floor/sites/workshop"
SATURDAY = {"since": "2026-11-28T08:00", "until": "2026-11-28T16:00"}


@pytest.fixture
def what_if(planner, run_tasks):
    """Branch, change and solve; answers the what-if plan as the page reads it."""

    def ask(*changes: object, name: str = "Saturday"):
        opened = planner.post(f"{SITE}/scenarios", json={"name": name}).get_json()
        path = f"/api/floor/scenarios/{opened['id']}"
        said = planner.put(f"{path}/changes", json={"changes": list(changes)})
        assert said.status_code == 200, said.get_json()
        started = planner.post(f"{path}/solve", json={"seconds": 1})
        assert started.status_code == 200, started.get_json()
        assert planner.get(path).get_json()["state"] == "solving"
        run_tasks()
        return planner.get(path).get_json()

    return ask


@pytest.fixture
def adopt(planner):
    return lambda one: planner.post(f"/api/floor/scenarios/{one['id']}/adopt", json={})


@pytest.fixture
def published(services, tenant):
    """Count the plans that were published."""

    def count():
        with services.database.begin(tenant.id, reads_only=True) as session:
            return session.query(PlanRevisionRow).count()

    return count


def test_overtime_gains_a_promise_and_changes_nothing_until_it_is_adopted(
    accepted, what_if, planner
):
    for name in "12345":
        accepted(name, quantity=4, days=6.3)
    planner.post(f"{SITE}/plan", json={"seconds": 1})
    found = what_if(
        {"what": "overtime", "resources": ["saw_1", "booth_1", "ada"], **SATURDAY},
        {"what": "overtime", "resources": ["oven_1"], **SATURDAY},
    )
    assert found["state"] == "solved"
    result = found["result"]
    assert result["after"]["late"] < result["before"]["late"]
    assert len(result["gained"]) == result["before"]["late"] - result["after"]["late"]
    assert result["broken"] == []
    late = planner.get(f"{SITE}/late").get_json()["orders"]
    assert (
        len([one for one in late if one["risk"] == "late"])
        == len(result["gained"])
        + sum(one["is_late"] for one in result["broken"])
        + result["after"]["late"]
    )


def test_adopting_orders_the_hours_and_publishes(accepted, what_if, adopt, planner):
    for name in "12345":
        accepted(name, quantity=4, days=6.3)
    people = ["saw_1", "booth_1", "ada", "oven_1"]
    found = what_if({"what": "overtime", "resources": people, **SATURDAY})
    answer = adopt(found)
    assert answer.status_code == 200, answer.get_json()
    board = planner.get(f"{SITE}/board").get_json()
    assert board["revision"]["number"] == answer.get_json()["revision"]
    assert board["revision"]["reason"] == "scenario"
    (told,) = planner.get(f"{SITE}/disturbances").get_json()["disturbances"]
    assert (told["kind"], told["reason"]) == ("overtime", "What-if: Saturday")
    late = [one for one in board["orders"] if one["risk"] == "late"]
    assert len(late) == found["result"]["after"]["late"]
    again = adopt(found)
    assert (again.status_code, again.get_json()["code"]) == (409, "scenario_not_solved")


def test_a_branch_with_more_orders_leaves_their_places_free_when_adopted(
    accepted, what_if, adopt, planner
):
    job = accepted("1")
    found = what_if({"what": "more_orders", "jobs": [job], "count": 3})
    assert found["result"]["after"]["orders"] == 4
    assert len(found["result"]["extra"]) == 3
    assert adopt(found).status_code == 200
    board = planner.get(f"{SITE}/board").get_json()
    assert len(board["orders"]) == 1


def test_a_machine_that_is_not_there_helps_and_is_not_adopted(
    accepted, what_if, adopt, published
):
    for name in "12345":
        accepted(name, quantity=4, days=4.3)
    more = {"what": "more_machines", "resources": ["saw_1", "booth_1", "ada"]}
    found = what_if(more)
    result = found["result"]
    assert result["after"]["late"] < result["before"]["late"]
    refused = adopt(found)
    assert (refused.status_code, refused.get_json()["code"]) == (
        409,
        "scenario_not_real",
    )
    assert published() == 0


def test_a_closed_machine_that_would_break_a_promise_is_not_adopted(
    accepted, what_if, adopt, published, planner
):
    accepted("1", days=3)
    week = {"since": "2026-11-23T09:00", "until": "2026-11-30T12:00"}
    found = what_if({"what": "closed", "resources": ["saw_1"], **week})
    assert [one["label"] for one in found["result"]["broken"]] == ["LO-1/1 Cabinet"]
    refused = adopt(found)
    assert refused.get_json()["code"] == "scenario_breaks_promises"
    assert published() == 0
    assert planner.get(f"{SITE}/disturbances").get_json()["disturbances"] == []


def test_everything_wrong_with_the_changes_is_told_at_once(planner):
    opened = planner.post(f"{SITE}/scenarios", json={"name": "Wrong"}).get_json()
    path = f"/api/floor/scenarios/{opened['id']}/changes"
    changes = [
        {"what": "overtime", "resources": ["nobody"]},
        {"what": "without_orders"},
    ]
    answer = planner.put(path, json={"changes": changes})
    assert answer.status_code == 422
    assert [one["path"] for one in answer.get_json()["fields"]] == [
        "body.changes.0.resources",
        "body.changes.0.since",
        "body.changes.0.until",
        "body.changes.1.jobs",
    ]


def test_a_dropped_one_is_gone_and_a_cancelled_one_can_be_changed(
    accepted, planner, run_tasks
):
    accepted("1")
    opened = planner.post(f"{SITE}/scenarios", json={"name": "Never"}).get_json()
    path = f"/api/floor/scenarios/{opened['id']}"
    task = planner.post(f"{path}/solve", json={}).get_json()["task"]
    busy = planner.put(f"{path}/changes", json={"changes": []})
    assert busy.get_json()["code"] == "scenario_busy"
    planner.post(f"/api/tasks/{task}/cancel", json={})
    run_tasks()
    assert planner.get(path).get_json()["state"] == "draft"
    assert planner.put(f"{path}/changes", json={"changes": []}).status_code == 200
    planner.delete(path)
    assert planner.get(f"{SITE}/scenarios").get_json()["scenarios"] == []
    missing = planner.get("/api/floor/scenarios/none")
    assert missing.get_json()["code"] == "unknown_scenario"


def test_only_planners_ask_what_if(operator):
    assert operator.get(f"{SITE}/scenarios").status_code == 403
