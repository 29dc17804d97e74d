"""A page that waits: polling and the stream of events."""

import json

import pytest

from app.identity.progress import events
from app.outbox import Work, durable_task, enqueue
from app.outbox.run import run_due
from app.outbox.tasks import TASKS


@pytest.fixture
def wanted_task(services, tenant):
    @durable_task("trial.count")
    def count(work: Work) -> None:
        work.report(0.5, "half")
        with work.begin() as session:
            work.finish(session, {"counted": 3})

    with services.database.begin(tenant.id) as session:
        wanted = enqueue(session, "trial.count", {})
    yield wanted
    del TASKS["trial.count"]


def test_a_poll_follows_the_task(planner, services, wanted_task):
    assert planner.get(f"/api/tasks/{wanted_task}").get_json()["state"] == "waiting"
    run_due(services)
    done = planner.get(f"/api/tasks/{wanted_task}").get_json()
    assert (done["state"], done["share"], done["result"]) == ("done", 1, {"counted": 3})


def test_a_stranger_sees_no_task(shopper, planner, wanted_task):
    assert shopper.get(f"/api/tasks/{wanted_task}").status_code == 401
    assert planner.get("/api/tasks/nothing").status_code == 404


def test_the_stream_shows_each_change_and_ends_with_the_task(
    services, tenant, wanted_task
):
    stream = events(
        services.database, tenant.id, wanted_task, -1, lambda _: _work(services)
    )
    shown = [
        json.loads(event.split("data: ")[1]) for event in stream if "data: " in event
    ]
    assert [event["state"] for event in shown] == ["waiting", "done"]


def test_the_stream_ends_after_55_seconds(services, tenant, wanted_task, clock):
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        clock.advance(seconds=10)

    list(events(services.database, tenant.id, wanted_task, -1, pause))
    assert len(pauses) == 6


def test_a_browser_that_comes_back_is_not_told_twice(planner, services, wanted_task):
    run_due(services)
    first = planner.get(f"/api/tasks/{wanted_task}/events")
    assert first.mimetype == "text/event-stream"
    text = first.get_data(as_text=True)
    assert text.count("event: progress") == 1


def _work(services) -> None:
    """Do what is due while the stream would sleep."""
    run_due(services)
