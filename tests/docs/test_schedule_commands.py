"""The examples of ``lotone schedule`` say what really happens."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.schedule.commands import schedule
from tests.app.schedule.judge import faults
from tests.docs.examples import DOCS, files_of

_RUN = re.compile(r"^```\n\./lotone schedule (.+)\n```$", re.MULTILINE)
_SHOWN = re.compile(r"```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = "formats/schedule-json.md"
CODES = {"problem3.json": 2}


def typed(line: str, *more: str) -> Result:
    return CliRunner().invoke(schedule, [*line.split(), *more], catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Work where the files of the pages lie."""
    path = tmp_path_factory.mktemp("schedule")
    for page in ("formats/fjsp.md", PAGE):
        for name, content in files_of(page).items():
            (path / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        for line, _ in shown(PAGE):
            if line.startswith("generate"):
                code = CODES.get(line.rsplit(maxsplit=1)[-1], 0)
                assert typed(line).exit_code == code, line
        yield path


def shown(page: str) -> list[tuple[str, Any]]:
    """Return the commands of a page, each with the object that stands below it."""
    text = (DOCS / page).read_text()
    found = []
    for command in _RUN.finditer(text):
        example = _SHOWN.search(text, command.end())
        found.append((command[1], json.loads(example[1]) if example else None))
    assert len(found) >= 7, f"{page} has lost its examples"
    return found


def test_the_examples_run_one_after_the_other_and_print_these_keys(
    folder: Path,
) -> None:
    for line, expected in shown(PAGE):
        said = typed(line, "--json")
        assert said.exit_code == CODES.get(line.rsplit(maxsplit=1)[-1], 0), line
        printed = json.loads(said.stdout)
        assert list(printed) == list(expected), line
        for key in ("problems", "makespan", "operations", "jobs", "violations", "kind"):
            if key in expected and not isinstance(expected[key], list):
                assert printed[key] == expected[key], (line, key)


def test_the_commands_of_the_page_are_answered(folder: Path) -> None:
    for line, _ in shown("commands.md"):
        said = typed(line)
        assert (said.exit_code, said.stderr) == (0, ""), line
        assert said.stdout


def test_the_solution_of_the_page_is_one(folder: Path) -> None:
    assert faults(folder / "shop.txt", folder / "solution") == []


def test_every_key_of_an_object_is_explained() -> None:
    text = (DOCS / PAGE).read_text()
    explained = set(re.findall(r"`(\w+)`", text))
    for _, expected in shown(PAGE):
        wanted = set(expected) - {"kind", "load", "seed", "out", "resources"}
        assert wanted <= explained, wanted - explained
