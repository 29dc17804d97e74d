"""
One supervisor over several processes.

What crashes is started again, ever later; one Ctrl-C or SIGTERM stops all; when the
supervisor itself is killed its children are told by the kernel.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from app.base.settings import ROOT

_LONGEST_PAUSE_S = 30.0
_HEALTHY_AFTER_S = 60.0
_STOP_WITHIN_S = 4.0
_PR_SET_PDEATHSIG = 1
_LOG_BYTES = 10_000_000

Say = Callable[[str], None]


@dataclass(slots=True)
class Child:
    """
    One supervised process.

    Parameters
    ----------
    dies_by
        What the kernel sends it when the supervisor is gone.
    """

    name: str
    command: Sequence[str]
    log: Path
    dies_by: signal.Signals
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_s: float = 1.0
    due: float = field(default=0.0)


class Supervisor:
    """
    Keeps children alive until it is told to stop.

    Parameters
    ----------
    env
        Environment of the children.
    say
        Prints one line for the person at the terminal.
    """

    def __init__(
        self, children: Sequence[Child], env: Mapping[str, str], say: Say
    ) -> None:
        self.children = children
        self._env = dict(env)
        self._say = say
        self._stopping = False

    def start(self) -> None:
        """
        Start the first child and listen for the signals that end us.

        The first is the one that people wait for; the others start in ``run`` and do
        not take the processor from it meanwhile.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Set even where a shell ignored SIGINT for its background jobs.
            signal.signal(number, self._stop)
        self._spawn(self.children[0])

    @property
    def is_stopping(self) -> bool:
        """Whether somebody asked us to end."""
        return self._stopping

    def run(self) -> None:
        """Restart what ends, until a signal comes; then end everything."""
        while not self._stopping:
            self.look()
            time.sleep(0.2)
        self._say("\nStopping")
        self.stop()

    def look(self) -> None:
        """Notice what has ended and start again what is due."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._ended(child, now)
            if child.process is None and now >= child.due and not self._stopping:
                self._spawn(child)

    def stop(self) -> None:
        """End every child: first politely, after four seconds not."""
        for child in self.children:
            if child.process is not None:
                child.process.terminate()
        until = time.monotonic() + _STOP_WITHIN_S
        for child in self.children:
            if child.process is None:
                continue
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, until - time.monotonic()))
            _kill_group(child.process.pid)
            child.process.wait()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _ended(self, child: Child, now: float) -> None:
        assert child.process is not None  # noqa: S101 - look() asked
        _kill_group(child.process.pid)
        code = child.process.returncode
        child.process = None
        if now - child.started > _HEALTHY_AFTER_S:
            child.pause_s = 1.0
        child.due = now + child.pause_s
        self._say(
            f"The {child.name} process ended ({_reason(code)}) and starts again in"
            f" {child.pause_s:.0f} s; its log is {child.log}."
        )
        child.pause_s = min(_LONGEST_PAUSE_S, child.pause_s * 2)

    def _spawn(self, child: Child) -> None:
        child.log.parent.mkdir(parents=True, exist_ok=True)
        if child.log.exists() and child.log.stat().st_size > _LOG_BYTES:
            child.log.replace(child.log.with_suffix(".old.log"))
        with child.log.open("ab") as log:
            child.process = subprocess.Popen(  # noqa: S603 - our own commands
                child.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env,
                cwd=ROOT,
                # Its own session: a Ctrl-C at the terminal reaches us alone.
                start_new_session=True,
                preexec_fn=_die_with_us(child.dies_by),  # noqa: PLW1509 - we have no threads
            )
        child.started = time.monotonic()


def die_with_parent(number: signal.Signals) -> None:
    """Ask the kernel to send us ``number`` when our parent dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def _die_with_us(number: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(number)
        if os.getppid() != parent:
            os._exit(1)
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return prepare


def _kill_group(pid: int) -> None:
    """End what the child left behind in its session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
