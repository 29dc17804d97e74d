"""A real ``./lotone up`` with a stopwatch."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self


class HouseError(Exception):
    """The house did not start; the message ends with what it printed."""


class House:
    """
    The running house; stopped, all of it, at the end of the block.

    Parameters
    ----------
    root
        Checkout whose ``./lotone`` is started.
    data
        Its data folder, kept between starts.
    env
        Environment; ours when not given.

    Attributes
    ----------
    first_page_s
        Seconds from the command to the answered shop window.
    """

    def __init__(
        self,
        root: Path,
        data: Path,
        *,
        env: Mapping[str, str] | None = None,
        within_s: float = 900.0,
    ) -> None:
        self.root, self.data, self.env = root, data, dict(env or os.environ)
        self.within_s = within_s
        self.port = free_port()
        self.first_page_s = 0.0
        self._log = data.parent / f"{data.name}.up.log"

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        """Start and wait for the first page."""
        command = ["./lotone", "up", "--port", str(self.port), "--data", str(self.data)]
        with self._log.open("wb") as log:
            started = time.monotonic()
            self._process = subprocess.Popen(  # noqa: S603 - our own launcher
                command, cwd=self.root, env=self.env, stdout=log, stderr=log
            )
        while not answers(f"{self.address}/"):
            late = time.monotonic() - started > self.within_s
            if self._process.poll() is not None or late:
                self.stop()
                raise HouseError(self._log.read_text()[-2000:])
            time.sleep(0.02)
        self.first_page_s = time.monotonic() - started
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop as Ctrl-C would."""
        self.stop()

    def stop(self) -> None:
        """Ask it to stop and wait until it has."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def web_pids(self) -> list[int]:
        """Return the processes that answer requests, not the one that minds them."""
        webs = [p for p in descendants(self._process.pid) if "gunicorn" in command(p)]
        return [pid for pid in webs if not children(pid)]

    def web_pss_mb(self) -> float:
        """Return the proportional memory of the largest process that answers."""
        return max(pss_mb(pid) for pid in self.web_pids())


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(address: str) -> bool:
    """Whether a page comes with 200."""
    try:
        with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310 - our own address
            response.read()
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def descendants(pid: int) -> list[int]:
    """Return the processes below ``pid``."""
    below = children(pid)
    return below + [further for child in below for further in descendants(child)]


def children(pid: int) -> list[int]:
    """Return the processes that ``pid`` started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        found = [word for t in tasks for word in (t / "children").read_text().split()]
    except OSError:
        return []
    return [int(word) for word in found]


def command(pid: int) -> str:
    """Return the command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def pss_mb(pid: int) -> float:
    """Return the proportional set size from the kernel's own sum."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise HouseError(f"process {pid} has no Pss line")
