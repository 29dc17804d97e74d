"""The supervisor: restarts what crashes, stops all, and leaves no orphan."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.base.supervise import Child, Supervisor

FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    return state != "Z"


def wait_until(condition, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def child(tmp_path: Path) -> Child:
    return Child("trial", FOREVER, tmp_path / "logs" / "trial.log", signal.SIGKILL)


@pytest.fixture
def signals():
    """Put the handlers of the test run back."""
    kept = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_a_killed_child_starts_again_and_stop_ends_it(child, signals):
    said: list[str] = []
    supervisor = Supervisor([child], dict(os.environ), said.append)
    supervisor.start()
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    child.process.wait()
    supervisor.look()
    assert "signal 9" in said[0]
    assert child.process is None  # it waits for a second
    child.due = 0.0
    supervisor.look()
    again: subprocess.Popen[bytes] | None = child.process
    assert again is not None
    second = again.pid
    assert second != first
    supervisor.stop()
    assert not is_alive(second)


def test_pauses_grow_while_it_keeps_crashing(child, signals):
    child.command = [sys.executable, "-c", "raise SystemExit(3)"]
    supervisor = Supervisor([child], dict(os.environ), lambda _: None)
    supervisor.start()
    pauses = []
    for _ in range(3):
        assert child.process is not None
        child.process.wait()
        pauses.append(child.pause_s)
        supervisor.look()
        child.due = 0.0
        supervisor.look()
    supervisor.stop()
    assert pauses == [1.0, 2.0, 4.0]


def run_supervisor(tmp_path: Path, root: Path) -> tuple[subprocess.Popen[str], int]:
    script = f"""
import os, signal, sys
from pathlib import Path
from app.base.supervise import Child, Supervisor
child = Child("trial", {FOREVER!r}, Path({str(tmp_path / "log")!r}), signal.SIGKILL)
supervisor = Supervisor([child], dict(os.environ), print)
supervisor.start()
print(child.process.pid, flush=True)
supervisor.run()
"""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        # As a shell starts its background jobs.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells orphans")
def test_children_die_with_a_killed_supervisor(tmp_path, root):
    process, child = run_supervisor(tmp_path, root)
    with process:
        process.kill()
    assert wait_until(lambda: not is_alive(child))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_all_even_where_a_shell_ignored_it(tmp_path, root, number):
    process, child = run_supervisor(tmp_path, root)
    with process:
        process.send_signal(number)
        assert process.wait(20) == 0
    assert not is_alive(child)
