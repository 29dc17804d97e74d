"""Two workers, one site: the second one waits for the first one's lease."""

import threading
import time
from collections.abc import Iterator

import pytest

from app.outbox import enqueue
from app.outbox.models import TaskRow
from app.outbox.run import run_task
from app.planning import tasks as _tasks  # noqa: F401 - declares what the outbox runs
from app.planning.hold import Order, Reserved, accept
from app.planning.models import PlanRevisionRow, SiteRow
from app.planning.request import SOLVE
from tests.app.planning.workshop import painted

pytestmark = pytest.mark.usefixtures("workshop")


@pytest.fixture
def orders(services, tenant, clock, workshop) -> None:
    """Take in enough work for a solver to think about for as long as it may."""
    with services.database.begin(tenant.id) as session:
        for number in range(12):
            colour = ("white", "black")[number % 2]
            order = Order(workshop, painted(colour), 1, f"i-{number}", f"LO-{number}")
            kept = accept(session, clock, order, promise_at=clock.now)
            assert isinstance(kept, Reserved)


@pytest.fixture
def want(services, tenant):
    """Want a run of its own, as two processes that race would."""

    def ask(key: str, seconds: float) -> str:
        payload = {"site": "workshop", "seconds": seconds, "reason": "asked"}
        with services.database.begin(tenant.id) as session:
            return enqueue(session, SOLVE, payload, key=key)

    return ask


@pytest.fixture
def read(services, tenant):
    """Read one row afresh."""

    def one(table, row_id: str | None = None):
        with services.database.begin(tenant.id, reads_only=True) as session:
            row = session.get(table, row_id) if row_id else session.query(table).one()
            session.expunge(row)
            return row

    return one


@pytest.fixture
def run(services, tenant):
    """Do one task here, as the other worker."""
    return lambda task: run_task(services, tenant.id, task)


@pytest.fixture
def first(services, tenant, want, read) -> Iterator[str]:
    """Task of a worker that has the site and solves; it is stopped at the end."""
    task = want("first", 60)
    worker = threading.Thread(target=run_task, args=(services, tenant.id, task))
    worker.start()
    while read(SiteRow).planner != task:
        assert worker.is_alive()
        time.sleep(0.02)
    yield task
    with services.database.begin(tenant.id) as session:
        session.get_one(TaskRow, task).is_cancel_wanted = True
    worker.join()


@pytest.mark.usefixtures("orders")
def test_the_second_of_two_workers_finds_the_site_taken_and_comes_again(
    services, tenant, want, read, first
):
    second = want("second", 0.2)
    run_task(services, tenant.id, second)
    found = read(TaskRow, second)
    assert (found.state, found.result["published"]) == ("done", False)
    assert read(SiteRow).planner == first
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert session.query(PlanRevisionRow).count() == 0
        again = session.query(TaskRow).filter_by(key=f"{SOLVE}:after:{second}").one()
        assert again.due_at == session.query(SiteRow).one().planner_until


@pytest.mark.usefixtures("orders")
def test_a_lease_that_ran_out_goes_to_the_next_worker(run, want, read, first, clock):
    clock.advance(minutes=5)
    second = want("second", 0.2)
    run(second)
    assert read(TaskRow, second).result["published"] is True
    assert read(SiteRow).planner is None
    assert read(PlanRevisionRow).number == 1
