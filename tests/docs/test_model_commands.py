"""The examples of ``lotone model`` say what really happens."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.model.commands import model
from tests.docs.examples import DOCS, files_of

_RUN = re.compile(r"^```\n\./lotone model (.+)\n```$", re.MULTILINE)
_SHOWN = re.compile(r"```json( \w+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MEASURED = re.compile(r".*_(ms|s|mb)$|engine|clicks")


def written(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def products(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the products of both pages lie, each in an old and a new version."""
    shelf = files_of("formats/product-folder.md")
    page = files_of("formats/model-json.md")
    bicycle = {name: text for name, text in page.items() if name.endswith(".csv")}
    newer = {**bicycle}
    newer["tables/baskets.csv"] += b"trail,small\n"
    deeper = shelf["rules.yaml"].replace(b"depth >= 180 mm", b"depth >= 200 mm")
    for name, files in (
        ("shelf", shelf),
        ("new_shelf", {**shelf, "rules.yaml": deeper}),
        ("bicycle", bicycle),
        ("new_bicycle", newer),
    ):
        written(tmp_path / name, files)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(line: str, *more: str) -> Result:
    return CliRunner().invoke(model, [*line.split(), *more], catch_exceptions=False)


def lines_of(page: str) -> list[str]:
    found = _RUN.findall((DOCS / page).read_text())
    assert len(found) >= 6, f"{page} has lost its examples"
    return found


@pytest.mark.parametrize("line", lines_of("commands.md"))
def test_the_commands_of_the_page_are_answered(products: Path, line: str) -> None:
    found = typed(line)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout


def shown() -> Iterator[tuple[str, str, Any]]:
    """Yield each command of the page of JSON with what stands below it."""
    text = (DOCS / "formats" / "model-json.md").read_text()
    commands = list(_RUN.finditer(text))
    for command in commands:
        example = _SHOWN.search(text, command.end())
        assert example is not None
        yield command[1], (example[1] or "").strip(), json.loads(example[2])


def unmeasured(found: Any) -> Any:
    """Leave out what differs from run to run."""
    if isinstance(found, dict):
        return {k: unmeasured(v) for k, v in found.items() if not _MEASURED.match(k)}
    return found


@pytest.mark.parametrize(
    ("line", "part", "expected"), [*shown()], ids=[line for line, *_ in shown()]
)
def test_the_objects_of_the_page_are_printed(
    products: Path, line: str, part: str, expected: Any
) -> None:
    printed = json.loads(typed(line, "--json").stdout)
    found = printed[part] if part else printed
    assert unmeasured(found) == unmeasured(expected)
    assert list(found) == list(expected)


def test_every_key_of_an_object_is_explained() -> None:
    text = (DOCS / "formats" / "model-json.md").read_text()
    for title in ("check", "answer", "explain", "walk", "diff"):
        section = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
        example = _SHOWN.search(section)
        assert example is not None
        cells = [row.split("|")[1] for row in section.splitlines() if row[:2] == "| "]
        explained = set(re.findall(r"`(\w+)`", " ".join(cells)))
        wanted = set(json.loads(example[2]))
        assert wanted - explained <= {"sessions"}, title


def test_the_record_of_the_page_is_a_state_of_a_walk(products: Path) -> None:
    text = (DOCS / "formats" / "model-json.md").read_text()
    (example,) = [body for name, body in _SHOWN.findall(text) if "record" in name]
    typed("walk bicycle --sessions 60 --record states.jsonl")
    recorded = (products / "states.jsonl").read_text().splitlines()
    assert json.loads(example) in [json.loads(line) for line in recorded]
