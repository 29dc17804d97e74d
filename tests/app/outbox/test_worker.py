"""A real worker on real brokers: it is woken, and what a kill left behind is redone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.base.clock import system_clock
from app.base.settings import Settings
from app.db.services import Services
from app.factory import make_services
from app.outbox import enqueue
from app.outbox.models import TaskRow
from tests.services.redis import Redis

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def broker(backend: str) -> Iterator[Redis | None]:
    """Embedded broker beside SQLite, Redis beside PostgreSQL: as they are run."""
    if backend == "sqlite":
        yield None
        return
    with Redis() as server:
        yield server


@pytest.fixture
def installation(settings: Settings, broker: Redis | None) -> Iterator[Services]:
    """Serve as a web process does: real time, and workers are woken."""
    chosen = replace(settings, broker_url=broker.url if broker else "")
    services = make_services(chosen, system_clock, wakes_workers=True)
    yield services
    services.database.engine.dispose()


@pytest.fixture
def worker(installation: Services, tmp_path: Path) -> Iterator[None]:
    settings = installation.settings
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LOTONE_DATA": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "BROKER_URL": settings.broker_url,
    }
    command = [
        *(sys.executable, "-m", "celery", "-A", "tests.app.outbox.worker_tasks"),
        *("worker", "--beat", "--concurrency", "2", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    yield
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def want(services: Services, tenant, name: str, file: Path) -> str:
    with services.database.begin(tenant.id) as session:
        return enqueue(session, name, {"file": str(file)})


def ended(services: Services, tenant, task_id: str, seconds: float = 60) -> TaskRow:
    until = time.monotonic() + seconds
    while True:
        with services.database.begin(tenant.id, reads_only=True) as session:
            row = session.get_one(TaskRow, task_id)
        if row.state in {"done", "dead"} or time.monotonic() > until:
            return row
        time.sleep(0.1)


def test_a_killed_worker_loses_nothing(installation, worker, tenant, tmp_path):
    """Woken by message, killed once, redone by the sweeper, each effect once."""
    file = tmp_path / "effects"
    plain = want(installation, tenant, "trial.touch", file)
    assert ended(installation, tenant, plain).state == "done"
    killed = want(installation, tenant, "trial.die_once", file)
    row = ended(installation, tenant, killed)
    assert (row.state, row.attempts) == ("done", 2), row.error
    assert file.read_text() == "done\ndone\n"


def test_the_web_process_outlives_its_broker(settings, tenant, tmp_path):
    """The row is written although nobody can be woken."""
    dead = replace(settings, broker_url="redis://127.0.0.1:1/0")
    services = make_services(dead, system_clock, wakes_workers=True)
    task_id = want(services, tenant, "trial.touch", tmp_path / "none")
    again = want(services, tenant, "trial.touch", tmp_path / "none")
    assert task_id != again
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert session.get_one(TaskRow, task_id).state == "waiting"
    services.database.engine.dispose()
