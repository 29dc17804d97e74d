"""``./lotone`` on a machine that has only a shell and some Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STUB = "import os, sys\nprint(os.getcwd(), *sys.argv[1:], sep='|')\nsys.exit(7)\n"


@pytest.fixture
def house(tmp_path: Path, root: Path) -> Path:
    """Checkout with an empty lock and a command that shows how it was called."""
    folder = tmp_path / "a house with spaces"
    (folder / "app").mkdir(parents=True)
    shutil.copy(root / "lotone", folder / "lotone")
    (folder / "requirements.lock").write_text("# nothing\n")
    (folder / "app" / "__init__.py").touch()
    (folder / "app" / "cli.py").write_text(STUB)
    return folder


def lotone(house: Path, *words: str, cwd: Path | None = None, **env: str):
    return subprocess.run(  # noqa: S603 - our own launcher
        [house / "lotone", *words],
        cwd=cwd or house,
        env={"PATH": os.environ["PATH"], "HOME": str(house), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def fake_python(folder: Path, script: str) -> str:
    path = folder / "fake-python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def refused(answer, *words: str) -> None:
    assert answer.returncode == 2
    (line,) = answer.stderr.strip().splitlines()
    for word in words:
        assert word in line


def test_no_python_is_one_sentence(house):
    refused(lotone(house, "up", LOTONE_PYTHON="no-such-python"), "no-such-python")


@pytest.mark.parametrize("version", ["3.10", "3.14", "2.7"])
def test_another_python_is_one_sentence(house, version):
    python = fake_python(house, f"echo {version}")
    refused(lotone(house, "up", LOTONE_PYTHON=python), version, "3.11")


def test_a_python_without_venv_is_one_sentence(house):
    script = 'case "$2" in *ensurepip*) exit 1 ;; *) echo 3.12 ;; esac'
    python = fake_python(house, script)
    refused(lotone(house, "up", LOTONE_PYTHON=python), "ensurepip", "python3-venv")


@pytest.mark.slow
def test_it_installs_once_and_passes_words_folder_and_exit_code_on(house, tmp_path):
    """One long story, because making an environment takes seconds."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {"LOTONE_PYTHON": sys.executable}
    first = lotone(house, "jobs", "a b", cwd=elsewhere, **env)
    assert first.returncode == 7, first.stderr
    assert first.stdout.strip() == f"{elsewhere}|jobs|a b"
    assert "Installing" in first.stderr

    second = lotone(house, "jobs", cwd=elsewhere)
    assert (second.returncode, second.stderr) == (7, "")

    link = tmp_path / "link"
    link.symlink_to(house / "lotone")
    through_link = subprocess.run(  # noqa: S603 - our own launcher
        [link], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert through_link.returncode == 7, through_link.stderr

    (house / ".venv" / "installed-requirements.lock").unlink()  # interrupted
    assert "Installing" in lotone(house).stderr

    (house / "requirements.lock").write_text("no-such-package==1 --hash=sha256:0\n")
    failed = lotone(house)
    assert failed.returncode == 2
    assert "install.log" in failed.stderr
    assert "Installing" in lotone(house).stderr  # and is tried again
