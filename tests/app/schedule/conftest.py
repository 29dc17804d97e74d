"""The commands as somebody types them, with a small shop and a small factory."""

from pathlib import Path

import pytest

from app.schedule.commands import schedule
from scheduling.formats import write_problem
from tests.app.typing_in import Run, typist
from tests.scheduling.problems import make_job, make_problem


@pytest.fixture
def run() -> Run:
    """Type a command of ``lotone schedule``."""
    return typist(schedule)


SHOP = """3 2 2
2 2 0 3 1 5 1 1 4
2 1 1 2 2 0 6 1 3
1 2 0 4 1 4
"""
"""Three jobs on two machines: few enough to try every plan."""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Write a flexible job shop whose least makespan can be found by hand."""
    path = tmp_path / "shop.txt"
    path.write_text(SHOP)
    return path


@pytest.fixture
def factory(tmp_path: Path) -> Path:
    """Write a factory of two saws, a booth with colours and an oven; four orders."""
    colours = ("white", "red", "black", "white")
    jobs = tuple(
        make_job(f"order_{number}", colour) for number, colour in enumerate(colours)
    )
    path = tmp_path / "factory.json"
    path.write_text(write_problem(make_problem(jobs=jobs)))
    return path


@pytest.fixture
def plan(run: Run, factory: Path, tmp_path: Path) -> Path:
    """Plan the factory for a moment."""
    path = tmp_path / "plan.json"
    made = run("plan", factory, "--seconds", 0.2, "--out", path, "--json")
    assert made.code == 0
    return path
