"""Files that were damaged on the way: read or refused, and never anything else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.formats.complaints import Complaints
from configurator.formats.recognise import read_model
from configurator.formats.table_lines import table_lines
from configurator.formats.xlsx import write_sheet
from configurator.model import Problem, ProductModel, ProductModelError
from tests.configurator.counts import examples
from tests.docs.examples import files_of

MODELS = files_of("formats/feature-models.md") | files_of("formats/uvl.md")
TABLES = files_of("formats/tables.md")
SHEET = write_sheet([["wood", "size"], ["oak", "600"], ["", "!800"]])
some = examples(40, 1000)
PIECES = [
    b"",
    b"<",
    b">",
    b'"',
    b"(",
    b"]",
    b"{",
    b"\n",
    b"\t",
    b" ",
    b"0",
    b"-1",
    b"&",
]
PIECES += [b"\xff", b"\0", b"/*", b"//", b"<x>", b"</and>", b"[1,", b"..", b"Oak", b","]


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Draw ``content`` with a few places cut out, doubled or overwritten."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        piece = draw(st.sampled_from([*PIECES, content[start:end] * 2]))
        content = content[:start] + piece + content[end:]
    return content


def attempt(path: Path) -> tuple[ProductModel | None, tuple[Problem, ...]]:
    try:
        return read_model(path), ()
    except ProductModelError as error:
        return None, error.problems


def judge(model: ProductModel | None, problems: tuple[Problem, ...]) -> None:
    """Let models with options pass, and refusals whose problems are complete."""
    assert model.options if model is not None else problems
    assert all(p.file and p.code and p.sentence for p in problems)


@pytest.mark.parametrize("name", MODELS)
@some
@given(data=st.data())
def test_a_damaged_model_is_read_or_refused(name, data, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("m") / "model"
    path.write_bytes(data.draw(damaged(MODELS[name])))
    judge(*attempt(path))


@pytest.mark.parametrize("name", TABLES)
@some
@given(data=st.data())
def test_a_damaged_folder_is_read_or_refused(name, data, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("m")
    (folder / "tables").mkdir()
    for file, content in TABLES.items():
        wanted = data.draw(damaged(content)) if file == name else content
        (folder / file).write_bytes(wanted)
    judge(*attempt(folder))


@some
@given(content=damaged(SHEET))
def test_a_damaged_spreadsheet_is_read_or_refused(content) -> None:
    complaints = Complaints("t.xlsx")
    lines = list(table_lines(content, complaints))
    assert lines or complaints.problems
