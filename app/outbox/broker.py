"""
The wake-up: Celery messages that only say "look into the outbox".

Any broker will do because a lost message costs a few seconds, never a task: the
filesystem transport in the data folder by default, Redis or RabbitMQ by BROKER_URL.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from app.base.clock import Clock
from app.base.settings import Settings

if TYPE_CHECKING:
    from celery import Celery  # type: ignore[import-untyped]  # Celery has no types

log = structlog.get_logger("lotone.outbox")

SWEEP_EVERY_S = 2
_PAUSE_AFTER_FAILURE = timedelta(seconds=5)


def make_celery(settings: Settings) -> "Celery":
    """
    Celery application that knows the broker and nothing else.

    Importing Celery takes a third of a second, so it happens at the first message.
    """
    from celery import Celery  # noqa: PLC0415 - see above

    celery = Celery("lotone", broker=settings.broker_url or "filesystem://")
    celery.conf.update(
        task_ignore_result=True,
        task_acks_late=False,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=2,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_send_task_events=False,
        beat_scheduler="celery.beat:Scheduler",
        beat_schedule={
            "sweep": {
                "task": "lotone.sweep",
                "schedule": SWEEP_EVERY_S,
                "options": {"expires": SWEEP_EVERY_S * 2},
            }
        },
        timezone="UTC",
    )
    if not settings.broker_url:
        celery.conf.broker_transport_options = _folders(settings)
    return celery


def _folders(settings: Settings) -> dict[str, object]:
    queue, control = (settings.data_dir / "broker" / n for n in ("queue", "control"))
    for folder in (queue, control):
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        "store_processed": False,
        "polling_interval": 0.1,
    }


def check_broker(settings: Settings) -> str | None:
    """One sentence when the broker cannot be reached, else None."""
    if not settings.broker_url:
        return None
    from kombu.connection import Connection  # noqa: PLC0415 - loads slowly
    from kombu.exceptions import KombuError  # noqa: PLC0415 - loads slowly

    where = settings.broker_url.rsplit("@", 1)[-1]
    try:
        with Connection(settings.broker_url, connect_timeout=3) as connection:  # type: ignore[no-untyped-call]  # kombu's types are partial
            connection.ensure_connection(max_retries=1, timeout=3)
    except (OSError, KombuError, KeyError, ValueError, ImportError):
        return f"The broker at {where} does not answer: start it or correct BROKER_URL."
    return None


class Waker:
    """
    Sends wake-ups and shrugs when the broker is down.

    Parameters
    ----------
    settings
        Name the broker.
    clock
        After a failure no message is tried for five seconds.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._celery: Celery | None = None
        self._silent_until = clock()
        self._is_down = False

    def __call__(self, tenant_id: str, task_id: str) -> None:
        """Wake a worker for this task; the sweeper finds it if that fails."""
        if self._clock() < self._silent_until:
            return
        self._celery = self._celery or make_celery(self._settings)
        try:
            self._celery.send_task(
                "lotone.run", args=(tenant_id, task_id), retry=False, expires=60
            )
        except self._failures() as error:
            self._silent_until = self._clock() + _PAUSE_AFTER_FAILURE
            if not self._is_down:
                log.warning(
                    "the broker is down, the sweeper takes over", why=str(error)
                )
            self._is_down = True
            return
        self._is_down = False

    @staticmethod
    def _failures() -> tuple[type[Exception], ...]:
        from kombu.exceptions import KombuError  # noqa: PLC0415 - loads slowly

        return (KombuError, OSError)
