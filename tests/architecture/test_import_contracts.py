"""Imports run one way; the contracts in pyproject.toml hold, and can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "configurator", "scheduling", "models3d")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    return subprocess.run(  # noqa: S603 - our own interpreter, fixed words
        command, cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy_of_the_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    only_python = shutil.ignore_patterns("__pycache__", "samples", "static", "data")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Contracts: 7 kept, 0 broken" in result.stdout, result.stdout


# Each row breaks one contract, named by the words lint-imports prints for it.
BREAKS = [
    (
        "configurator/model.py",
        "import scheduling.problem",
        "The shell stands on three libraries",
    ),
    ("scheduling/problem.py", "import flask", "Libraries know nothing of the web"),
    ("app/orders/queries.py", "import ortools", "The shell never speaks to a solver"),
    ("scheduling/solve.py", "import ortools", "OR-Tools is imported in two places"),
    ("app/base/clock.py", "import app.orders.queries", "Inside the shell"),
    ("configurator/check.py", "import configurator.answer", "The judges share no code"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "line", "contract"), BREAKS)
def test_a_broken_contract_is_reported(
    copy_of_the_tree: Path, file: str, line: str, contract: str
) -> None:
    path = copy_of_the_tree / file
    before = path.read_text()
    path.write_text(before + f"\n{line}\n")
    try:
        result = lint_imports(copy_of_the_tree)
    finally:
        path.write_text(before)
    assert result.returncode != 0
    broken = [row for row in result.stdout.splitlines() if " BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), result.stdout
