"""An artefact opens to the same compiled model, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.answer import answer
from configurator.artefact import ArtefactError, open_artefact, save_artefact
from configurator.compile import Limits, compile_model
from configurator.explain import explain_conflict
from configurator.formats.document import read_product
from tests.configurator.brute import Brute
from tests.configurator.compile.test_circuits import PLAIN, crossed
from tests.configurator.counts import many
from tests.factories.strategies_configurator import documents

CAPPED = Limits(seconds=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("artefacts")


@many
@given(st.data())
def test_what_was_saved_answers_the_same(folder, data):
    model = read_product(data.draw(documents()))
    compiled = compile_model(model, CAPPED)
    opened = open_artefact(save_artefact(compiled, folder), model)
    assert opened.engine == compiled.engine
    assert list(opened.clauses) == list(compiled.clauses)
    assert opened.ranges == compiled.ranges
    domains = Brute(model).domains
    choices = {
        name: data.draw(st.sampled_from(values))
        for name, values in domains.items()
        if data.draw(st.booleans())
    }
    found, expected = answer(opened, choices), answer(compiled, choices)
    assert dict(found.options) == dict(expected.options)
    assert (found.conflict is None) == (expected.conflict is None)
    assert explain_conflict(opened, choices) == explain_conflict(compiled, choices)


def test_the_same_model_is_the_same_file(folder: Path) -> None:
    one, other = (
        save_artefact(compile_model(read_product(crossed(20))), folder)
        for _ in range(2)
    )
    assert one == other
    assert not list(folder.glob("*.part"))


def test_a_damaged_artefact_is_refused(tmp_path: Path) -> None:
    model = read_product(PLAIN)
    path = save_artefact(compile_model(model), tmp_path)
    whole = path.read_bytes()
    for cut in (0, 5, 100, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(ArtefactError):
            open_artefact(path, model)
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ArtefactError, match="damaged"):
        open_artefact(path, model)


def test_an_artefact_of_another_model_is_refused(tmp_path: Path) -> None:
    path = save_artefact(compile_model(read_product(PLAIN)), tmp_path)
    with pytest.raises(ArtefactError, match="another model"):
        open_artefact(path, read_product({**PLAIN, "rules": []}))


_HASHED = """
import sys
from pathlib import Path
from configurator.compile.compiled import hash_of
from configurator.formats.recognise import read_model
print(hash_of(read_model(Path(sys.argv[1]))))
"""


def test_every_process_gives_a_model_the_same_hash(tmp_path: Path) -> None:
    """A set's order once made every artefact of a feature model a stranger's."""
    features = "".join(f"\n\t\tmandatory\n\t\t\tf{at}" for at in range(20))
    path = tmp_path / "model.uvl"
    path.write_text(f"features\n\troot{features}\n")
    hashes = {
        subprocess.run(  # noqa: S603 our own words
            [sys.executable, "-c", _HASHED, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(hashes) == 1
