"""
The Celery application: ``celery -A app.worker worker -B`` runs tasks and the beat.

Messages are hints. Each of them makes a worker look into the outbox, which alone
knows what is due, leased and done.
"""

import os
import signal
import warnings
from typing import Any

from celery.platforms import (  # type: ignore[import-untyped]  # Celery has no types
    SecurityWarning,
)
from celery.signals import (  # type: ignore[import-untyped]  # Celery has no types
    beat_embedded_init,
    setup_logging,
    worker_process_init,
)

from app.base.logs import configure_logs
from app.base.settings import Settings
from app.base.supervise import die_with_parent
from app.db.services import Services
from app.factory import make_services
from app.identity.tenants import all_tenants
from app.outbox import sweep as sweeping
from app.outbox.broker import SWEEP_EVERY_S, make_celery
from app.outbox.run import run_task
from app.planning.warm import warm_planner

# Celery warns root because of pickled messages; ours are JSON.
warnings.filterwarnings("ignore", category=SecurityWarning)

NICENESS = 10
"""Solvers take every core they get: the web processes beside them go first."""

settings = Settings.from_environment(os.environ)
celery = make_celery(settings)
_of_this_process: dict[int, Services] = {}


def services() -> Services:
    """Database connections of this very process: they do not survive a fork."""
    pid = os.getpid()
    if pid not in _of_this_process:
        _of_this_process.clear()
        _of_this_process[pid] = make_services(settings, wakes_workers=True)
    return _of_this_process[pid]


@setup_logging.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _logs(**_: Any) -> None:
    configure_logs(settings.log_format)


@worker_process_init.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _warm(**_: Any) -> None:
    die_with_parent(signal.SIGKILL)
    os.nice(NICENESS)
    services()
    warm_planner()


@beat_embedded_init.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _beat(**_: Any) -> None:
    die_with_parent(signal.SIGKILL)


@celery.task(name="lotone.run")  # type: ignore[untyped-decorator]  # Celery has no types
def run(tenant_id: str, task_id: str) -> None:
    """Run one task if it is due."""
    run_task(services(), tenant_id, task_id)


@celery.task(name="lotone.sweep")  # type: ignore[untyped-decorator]  # Celery has no types
def sweep() -> None:
    """Look for what lost messages and dead workers left behind."""
    tenants = [tenant.id for tenant in all_tenants(services().database)]
    sweeping.sweep(
        services(), tenants, lambda: drain.apply_async(expires=SWEEP_EVERY_S * 2)
    )


@celery.task(name="lotone.drain")  # type: ignore[untyped-decorator]  # Celery has no types
def drain() -> None:
    """Run due tasks until none is left."""
    sweeping.drain(services())
