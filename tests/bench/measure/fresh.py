"""
A newcomer's machine: the committed project in an empty folder with an empty home.

Two starts. The first downloads everything; the sizes that pip tells and the bodies in
npm's cache are the bytes of the downloads. The second starts another clone with the
caches of the first: what it takes is the first page of a fresh machine after its
downloads (pip keeps no copy of what it finds in a folder, and copies it again).
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure.house import House

_KEPT = re.compile(
    r"^(PIP_|UV_|NPM_CONFIG_|SSL_|REQUESTS_|NODE_EXTRA|HTTPS?_PROXY|NO_PROXY)",
    re.IGNORECASE,
)
_WHEEL = re.compile(r"^  Downloading \S+ \(([\d.]+) (bytes|kB|MB)\)$", re.MULTILINE)
_MB = {"bytes": 1e-6, "kB": 1e-3, "MB": 1.0}


@dataclass(frozen=True, slots=True)
class Fresh:
    """
    What a newcomer waits for and fetches.

    Parameters
    ----------
    cold_s
        First page with empty caches, downloads included.
    warm_s
        First page of another clone with those caches.
    downloaded_mb
        By what it was, in units of 10^6 bytes.
    """

    cold_s: float
    warm_s: float
    downloaded_mb: dict[str, float]

    @property
    def download_s(self) -> float:
        """Seconds that the downloads took."""
        return max(0.0, self.cold_s - self.warm_s)

    @property
    def all_mb(self) -> float:
        """Everything that was fetched."""
        return sum(self.downloaded_mb.values())


def measure_fresh(root: Path, folder: Path) -> Fresh:
    """Clone ``root`` twice below the empty ``folder`` and start each clone."""
    home = folder / "home"
    home.mkdir()
    env = _environment(home)
    cold = _first_page(root, folder, "cold", env)
    downloaded = {
        "wheels": wheels_mb((folder / "cold" / ".venv" / "install.log").read_text()),
        "npm packages": _size_mb(home / ".npm" / "_cacache" / "content-v2"),
    }
    warm = _first_page(root, folder, "warm", env)
    return Fresh(cold, warm, downloaded)


def _first_page(root: Path, folder: Path, name: str, env: dict[str, str]) -> float:
    clone = folder / name
    subprocess.run(  # noqa: S603 - fixed words
        ["git", "clone", "-q", str(root), str(clone)],  # noqa: S607 - the git of this machine
        check=True,
    )
    with House(clone, folder / f"{name}-data", env=env) as house:
        return house.first_page_s


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if _KEPT.match(name)}
    kept.pop("PIP_CACHE_DIR", None)
    return {**kept, "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}


def wheels_mb(log: str) -> float:
    """Return what pip says that it downloaded."""
    found = _WHEEL.findall(log)
    if not found:
        raise ValueError("pip's log names no download: were the wheels cached?")
    return sum(float(number) * _MB[unit] for number, unit in found)


def _size_mb(folder: Path) -> float:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6
