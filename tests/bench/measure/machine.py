"""What the numbers were measured on, without naming the machine."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

_SHOWN = ("flask", "gunicorn", "sqlalchemy", "celery", "python-sat", "ortools", "numpy")
_BUSY_SHARE = 0.5


def describe(root: Path) -> list[str]:
    """Return the machine, the versions and the commit, a line each."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _SHOWN)
    size = f"{os.cpu_count()} cores, {memory:.0f} GB"
    kind = f"{platform.system()} {platform.machine()}"
    return [
        f"{size}, {kind}, Python {platform.python_version()}",
        packages,
        f"commit {commit(root)}",
    ]


def commit(root: Path) -> str:
    """Return the commit, saying so where the tree differs from it."""
    short = _git(root, "rev-parse", "--short", "HEAD").strip() or "none"
    changed = _git(root, "status", "--porcelain", "--untracked-files=no").strip()
    return f"{short} with uncommitted changes" if changed else short


def load() -> float:
    """Return the load average of the last minute per core."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def load_note(before: float) -> str:
    """Return a loud sentence when others used the machine too; empty when quiet."""
    if before < _BUSY_SHARE:
        return ""
    return (
        f"THE MACHINE WAS LOADED: {before * 100:.0f} % of its cores were wanted by"
        " others before the measurement began. Read these numbers as upper bounds"
        " and measure again on a quiet machine."
    )


def _git(root: Path, *words: str) -> str:
    return subprocess.run(  # noqa: S603 - fixed words
        ["git", *words],  # noqa: S607 - the git of this machine
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
