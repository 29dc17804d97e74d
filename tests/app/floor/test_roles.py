"""Who may see and do what on the floor."""

import pytest

from app.identity.access import Role

READS = (
    "/api/floor/sites",
    "/api/floor/sites/workshop/work-centres/saw/jobs",
    "/api/floor/sites/workshop/work-centres/saw/jobs.csv",
    "/api/floor/sites/workshop/work-centres/saw/jobs.json",
    "/api/floor/sites/workshop/work-centres/saw/jobs.pdf",
)
ROLES = [role for role in Role if role is not Role.PUBLIC]
PLANNING = (
    "/api/floor/sites/workshop/board",
    "/api/floor/sites/workshop/late",
    "/api/floor/sites/workshop/figures",
)
pytestmark = pytest.mark.usefixtures("workshop")


@pytest.mark.parametrize("path", READS)
def test_operators_and_planners_read_the_lists_and_nobody_else(
    shopper, signed_in, path
):
    assert shopper.get(path).status_code == 401
    found = {role: signed_in(role).get(path).status_code for role in ROLES}
    assert found.pop(Role.MERCHANDISER) == 403
    assert set(found.values()) == {200}


@pytest.mark.parametrize("path", PLANNING)
def test_the_board_is_the_planner_s(shopper, operator, planner, path):
    found = [one.get(path).status_code for one in (shopper, operator, planner)]
    assert found == [401, 403, 200]


def test_a_planner_stands_in_at_a_terminal_and_a_stranger_does_not(
    accepted, planner, shopper
):
    job = accepted("1")
    body = {"event": "start", "key": "terminal-1"}
    path = f"/api/floor/jobs/{job}/operations/cut/reports"
    for one, code in ((shopper, 401), (planner, 200)):
        assert one.get(f"/api/floor/jobs/{job}").status_code == code
        assert one.post(path, json=body).status_code == code


def test_an_operator_does_not_plan(operator, planner):
    path = "/api/floor/sites/workshop/plan"
    assert operator.post(path, json={}).status_code == 403
    assert planner.post(path, json={"seconds": 500}).status_code == 422
    assert planner.post("/api/floor/sites/nowhere/plan", json={}).status_code == 404


def test_a_report_without_the_page_s_token_is_refused(accepted, operator, jobs_at):
    job = accepted("1")
    answer = operator.client.post(
        f"/api/floor/jobs/{job}/operations/cut/reports",
        json={"event": "start", "key": "terminal-1"},
    )
    assert answer.get_json()["code"] == "csrf_refused"
    assert jobs_at("saw")[0]["readiness"] == "ready"


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(shopper):
    for path in ("/floor", "/floor/workshop", "/floor/workshop/saw"):
        answer = shopper.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/sign-in?next={path}"


def test_each_gets_the_page_of_their_trade(operator, planner, merchandiser):
    assert 'data-island="floor"' in planner.get("/floor").get_data(as_text=True)
    assert "Where do you work?" in operator.get("/floor").get_data(as_text=True)
    terminal = operator.get("/floor/workshop/saw").get_data(as_text=True)
    assert 'data-island="terminal"' in terminal
    assert merchandiser.get("/floor").status_code == 403
    assert planner.get("/floor/nowhere").status_code == 404
    assert operator.get("/floor/workshop/lathe").status_code == 404


def test_the_pages_speak_chinese(operator, planner):
    assert "您在哪个工位" in operator.get("/floor?lang=zh").get_data(as_text=True)
    assert "立即排产" in planner.get("/floor?lang=zh").get_data(as_text=True)
    assert "扫描或输入订单号" in operator.get("/floor/workshop/saw?lang=zh").get_data(
        as_text=True
    )
