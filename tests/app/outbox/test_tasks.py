"""Durable tasks: once whatever happens, redone after a lease, buried after too many."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.identity.models import TenantRow
from app.identity.tenants import create_tenant
from app.outbox import LeaseLostError, Work, durable_task, enqueue
from app.outbox.models import TaskRow
from app.outbox.run import due_tasks, run_due, run_task
from app.outbox.sweep import sweep, task_counts
from app.outbox.tasks import TASKS


@pytest.fixture
def declared():
    """Forget what this test declared."""
    before = dict(TASKS)
    yield durable_task
    TASKS.clear()
    TASKS.update(before)


@pytest.fixture
def only_ours(declared):
    """No periodic task of another package."""
    for name in [name for name, task in TASKS.items() if task.every_s]:
        del TASKS[name]
    return declared


@pytest.fixture
def wanted(services, tenant, declared):
    """Want a task and give its id."""

    def want(name="trial.do", payload=None, **options) -> str:
        with services.database.begin(tenant.id) as session:
            return enqueue(session, name, payload or {}, **options)

    return want


def row(services, tenant, task_id) -> TaskRow:
    with services.database.begin(tenant.id, reads_only=True) as session:
        return session.get_one(TaskRow, task_id)


def test_effect_and_done_are_one_transaction(services, tenant, declared, wanted):
    @declared("trial.do")
    def do(work: Work) -> None:
        with work.begin() as session:
            session.get_one(TenantRow, work.tenant_id).name = work.payload["name"]
            work.finish(session, {"said": work.payload["name"]})

    task_id = wanted(payload={"name": "爱临"})
    assert run_due(services) == 1
    done = row(services, tenant, task_id)
    assert (done.state, done.result, done.attempts) == ("done", {"said": "爱临"}, 1)
    assert run_due(services) == 0


def test_the_same_key_is_the_same_task(wanted, services, declared):
    calls = []
    declared("trial.do")(lambda work: calls.append(work.task_id))
    first, second = wanted(key="order-1"), wanted(key="order-1")
    assert first == second
    run_due(services)
    assert wanted(key="order-1") == first
    assert run_due(services) == 0
    assert calls == [first]


def test_keys_of_two_tenants_do_not_meet(services, tenant, wanted, declared):
    declared("trial.do")(lambda _: None)
    with services.database.begin(None) as session:
        other = create_tenant(session, "other", "Other")
    ours = wanted(key="k")
    with services.database.begin(other.id) as session:
        theirs = enqueue(session, "trial.do", {}, key="k")
    assert ours != theirs
    assert {due[1] for due in due_tasks(services.database)} == {ours, theirs}
    assert run_due(services) == 2


def test_what_was_rolled_back_is_not_done(services, tenant, declared):
    def fail() -> None:
        with services.database.begin(tenant.id) as session:
            enqueue(session, "trial.do", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert due_tasks(services.database) == []


def test_a_task_is_not_done_before_it_is_due(services, wanted, declared, clock):
    declared("trial.do")(lambda _: None)
    wanted(due_at=clock() + timedelta(hours=1))
    assert run_due(services) == 0
    clock.advance(hours=1)
    assert run_due(services) == 1


def test_failures_wait_longer_and_longer_and_then_are_buried(
    services, tenant, wanted, declared, clock
):
    @declared("trial.do", max_attempts=3)
    def do(work: Work) -> None:
        raise ValueError("no wood")

    task_id = wanted()
    for pause_s in (2, 8):
        assert run_due(services) == 1
        assert run_due(services) == 0
        clock.advance(seconds=pause_s - 1)
        assert run_due(services) == 0
        clock.advance(seconds=1)
    assert run_due(services) == 1
    dead = row(services, tenant, task_id)
    assert (dead.state, dead.error) == ("dead", "ValueError: no wood")
    clock.advance(days=9)
    assert run_due(services) == 0
    assert task_counts(services.database)["dead"] == 1


def test_a_killed_worker_s_task_is_redone_after_its_lease(
    services, tenant, wanted, declared, clock
):
    """The kill: nothing of the task edge runs, as with kill -9."""

    class KilledError(BaseException):
        pass

    attempts = []

    @declared("trial.do", lease_s=60)
    def do(work: Work) -> None:
        attempts.append(work.fence)
        if len(attempts) == 1:
            raise KilledError

    task_id = wanted()
    with pytest.raises(KilledError):
        run_due(services)
    assert run_due(services) == 0
    clock.advance(seconds=61)
    assert run_due(services) == 1
    assert attempts == [1, 2]
    assert row(services, tenant, task_id).state == "done"


def test_a_worker_that_lost_its_lease_cannot_finish(
    services, tenant, wanted, declared, clock
):
    """Fencing: the slow worker's effect is rolled back, the second one's stays."""
    names = iter(["slow", "second"])

    @declared("trial.do", lease_s=60)
    def do(work: Work) -> None:
        name = next(names)
        if name == "slow":
            clock.advance(seconds=61)
            assert run_task(services, work.tenant_id, work.task_id)
        with work.begin() as session:
            session.get_one(TenantRow, work.tenant_id).name = name
            work.finish(session, {"by": name})

    task_id = wanted()
    run_due(services)
    assert row(services, tenant, task_id).result == {"by": "second"}
    with services.database.begin(None, reads_only=True) as session:
        assert session.get_one(TenantRow, tenant.id).name == "second"


def test_reporting_renews_the_lease_and_shows(
    services, tenant, wanted, declared, clock
):
    @declared("trial.do", lease_s=60)
    def do(work: Work) -> None:
        clock.advance(seconds=50)
        work.report(0.5, "half of the panels")
        clock.advance(seconds=50)
        assert not run_task(services, work.tenant_id, work.task_id)
        shown = row(services, tenant, work.task_id)
        assert (shown.progress_share, shown.progress_text) == (
            0.5,
            "half of the panels",
        )

    task_id = wanted()
    run_due(services)
    assert row(services, tenant, task_id).state == "done"


def test_reporting_inside_a_transaction_is_refused(services, tenant, wanted, declared):
    """On SQLite it would wait for its own write lock."""

    @declared("trial.do", max_attempts=1)
    def do(work: Work) -> None:
        with work.begin():
            work.report(0.1)

    task_id = wanted()
    run_due(services)
    assert "between transactions" in row(services, tenant, task_id).error


def test_a_cancelled_task_is_told_and_a_waiting_one_never_starts(
    services, tenant, wanted, declared
):
    told = []

    @declared("trial.do")
    def do(work: Work) -> None:
        with services.database.begin(tenant.id) as session:
            session.get_one(TaskRow, work.task_id).is_cancel_wanted = True
        told.append(work.is_cancelled())

    wanted()
    waiting = wanted("trial.unknown")
    with services.database.begin(tenant.id) as session:
        session.get_one(TaskRow, waiting).is_cancel_wanted = True
    run_due(services)
    assert told == [True]
    assert row(services, tenant, waiting).state == "cancelled"


def test_a_task_that_nobody_declared_is_a_dead_letter(services, tenant, wanted):
    task_id = wanted("trial.gone")
    run_due(services)
    assert "no task is called" in row(services, tenant, task_id).error


def test_two_beats_make_one_row_a_slot(services, tenant, only_ours, clock):
    only_ours("trial.tick", every_s=60)(lambda _: None)
    asked = []
    for _ in range(2):
        sweep(services, [tenant.id], lambda: asked.append(1))
    assert run_due(services) == 1
    assert asked
    clock.advance(seconds=60)
    sweep(services, [tenant.id], lambda: None)
    assert run_due(services) == 1


def test_finishing_without_a_lease_raises(services, tenant, wanted, declared):
    declared("trial.do")(lambda _: None)
    work = Work(services, tenant.id, wanted(), 7, {}, 60)
    with pytest.raises(LeaseLostError), work.begin() as session:
        work.finish(session)


def test_a_wake_up_comes_after_the_commit(services, tenant, declared):
    """Never before: the worker would not find the row."""
    declared("trial.do")(lambda _: None)
    found = []

    def wake(tenant_id: str, task_id: str) -> None:
        with services.database.begin(tenant_id, reads_only=True) as session:
            found.append(session.scalars(select(TaskRow.id)).one() == task_id)

    services.database.wake = wake
    with services.database.begin(tenant.id) as session:
        enqueue(session, "trial.do", {})
        assert found == []
    assert found == [True]
