"""Worker of the tests: the product's, with two tasks that show what happened."""

import os
import signal
import time
from pathlib import Path

from app.outbox import Work, durable_task
from app.worker import celery

__all__ = ["celery"]


@durable_task("trial.touch")
def touch(work: Work) -> None:
    """Write one line; a second run would write a second."""
    with work.begin() as session:
        with Path(str(work.payload["file"])).open("a") as file:
            file.write("done\n")
        work.finish(session)


@durable_task("trial.die_once", lease_s=2)
def die_once(work: Work) -> None:
    """Kill our own process at the first attempt, as the kernel would."""
    if work.fence == 1:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
    touch(work)
