"""
Pytest plugin of ``./lotone prove``: what was proven stays proven.

Each passed test is noted at once, with the commit, the locks and the uncommitted
changes it was passed on; a run that was stopped goes on where it was. Without
``LOTONE_PROVE_NOTES`` the plugin does nothing.
"""

import hashlib
import json
import os
import subprocess
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import pytest

ROOT = Path(__file__).resolve().parents[1]
_LOCKS = ("requirements.lock", "requirements-tests.lock")


@dataclass
class Notes:
    """
    What is known about an area on one state of the tree.

    Parameters
    ----------
    state
        Digest of commit, locks and uncommitted changes; other states know nothing.
    passed, failed
        Seconds by test id.
    skipped
        Test ids with nothing to prove here.
    """

    state: str
    passed: dict[str, float] = field(default_factory=dict)
    failed: dict[str, float] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, state: str) -> Self:
        """Return the notes at ``path``; empty ones when they are of another state."""
        try:
            kept = cls(**json.loads(path.read_text()))
        except FileNotFoundError:
            return cls(state)
        return kept if kept.state == state else cls(state)

    def write(self, path: Path) -> None:
        """Keep the notes; a run killed in the middle leaves the old ones."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), indent=1))
        new.replace(path)


class Proof:
    """
    Leaves out what is proven and notes what passes.

    Parameters
    ----------
    path
        File of the notes.
    is_worker
        Whether this process runs tests for another one, which is told of each and
        notes them all.
    """

    def __init__(self, path: Path, state: str, *, is_worker: bool) -> None:
        self.path = path
        self.is_worker = is_worker
        self.notes = Notes.read(path, state)
        self.notes.failed.clear()
        self.notes.skipped.clear()
        self._seconds: dict[str, float] = {}
        self._broken: set[str] = set()
        self._skipped: set[str] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Run only what is not proven on this state of the tree."""
        done = [item for item in items if item.nodeid in self.notes.passed]
        items[:] = [item for item in items if item.nodeid not in self.notes.passed]
        if done:
            config.hook.pytest_deselected(items=done)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test when its teardown is over."""
        name = report.nodeid
        self._seconds[name] = self._seconds.get(name, 0.0) + report.duration
        if report.failed:
            self._broken.add(name)
        if report.skipped:
            self._skipped.add(name)
        if report.when == "teardown" and not self.is_worker:
            self._note(name)

    def _note(self, name: str) -> None:
        seconds = round(self._seconds[name], 2)
        if name in self._broken:
            self.notes.failed[name] = seconds
        elif name in self._skipped:
            self.notes.skipped.append(name)
        else:
            self.notes.passed[name] = seconds
        self.notes.write(self.path)


def pytest_configure(config: pytest.Config) -> None:
    """Take part only in a proof."""
    path = os.environ.get("LOTONE_PROVE_NOTES")
    if path:
        is_worker = hasattr(config, "workerinput")
        proof = Proof(Path(path), state_of_tree(ROOT), is_worker=is_worker)
        config.pluginmanager.register(proof)


def state_of_tree(root: Path) -> str:
    """Return a digest of commit, locks and uncommitted changes of tracked files."""
    total = hashlib.sha256(_git(root, "rev-parse", "HEAD"))
    total.update(_git(root, "diff", "HEAD", "--", "*.py", "*.yaml", "*.csv", "*.toml"))
    for lock in _LOCKS:
        total.update((root / lock).read_bytes())
    return total.hexdigest()


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(  # noqa: S603 - fixed words
        ["git", *words],  # noqa: S607 - the git of this machine
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout
