"""The page on nesting: its commands run, its plan holds, its rules are all of them."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.nest.commands import nest
from models3d.nesting.verify import KINDS
from tests.docs.examples import DOCS, files_of

PAGE = "formats/nesting.md"
_COMMAND = re.compile(r"\./lotone nest ([^`\n]+)")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the files of the page lie."""
    for name, content in files_of(PAGE).items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(line: str) -> Result:
    return CliRunner().invoke(nest, line.split(), catch_exceptions=False)


def test_the_plan_of_the_page_can_be_sawn(folder):
    assert typed("verify problems.jsonl plan.json").exit_code == 0


def test_the_plan_of_the_page_is_what_the_command_writes(folder):
    wanted = json.loads((folder / "plan.json").read_text())
    assert (
        typed("sheets problems.jsonl --first horizontal --out new.json").exit_code == 0
    )
    assert json.loads((folder / "new.json").read_text()) == wanted


@pytest.mark.parametrize("page", [PAGE, "commands.md"])
def test_the_commands_of_the_pages_run(folder, page):
    lines = [
        line for line in _COMMAND.findall((DOCS / page).read_text()) if "json" in line
    ]
    assert len(lines) >= 2
    for line in lines:
        said = typed(line)
        assert said.exit_code == 0, line


def test_every_rule_has_its_line():
    text = (DOCS / PAGE).read_text().split("## Rules")[1].split("##")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == KINDS
