"""A published model is compiled once; what is wrong with its file costs no answer."""

from pathlib import Path

import pytest

from app.base.recent import Recent
from app.catalogue import artefacts, versions
from app.catalogue.import_product import import_product
from app.catalogue.loaded import load
from app.catalogue.models import VersionRow
from app.catalogue.specify import Specification, specify
from app.catalogue.versions import current_version
from configurator.answer import answer
from configurator.compile import compile_model


@pytest.fixture
def published(session, box, clock):
    return import_product(session, box, clock=clock, publishes=True).version


@pytest.fixture
def compilations(monkeypatch) -> list[str]:
    """Record what is compiled here, with nothing kept from before."""
    said: list[str] = []

    def compiled(model):
        said.append(model.id)
        return compile_model(model)

    monkeypatch.setattr(artefacts, "compile_model", compiled)
    monkeypatch.setattr(artefacts, "_told", Recent(8))
    return said


@pytest.fixture
def forget(monkeypatch):
    """Leave this process as if it had just started, when called."""

    def forgotten() -> None:
        for cache in ("_ready", "_written"):
            monkeypatch.setattr(versions, cache, Recent(8))

    return forgotten


def the_file(services, version) -> Path:
    path = services.files.local(version.artefacts[""])
    assert path is not None
    return path


def test_another_process_maps_what_the_publish_compiled(
    session, published, compilations, forget
):
    forget()
    loaded = current_version(session, "box")
    assert compilations == []
    fresh = load(version_id="x", slug="box", number=1, document=published.document)
    for choices in ({}, {"wood": "ash"}, {"width": 600, "lid": True}):
        assert dict(answer(loaded.compiled, choices).options) == dict(
            answer(fresh.compiled, choices).options
        )


@pytest.mark.parametrize("harm", ["missing", "cut off", "altered"])
def test_a_bad_file_is_compiled_again_and_told_once(  # noqa: PLR0917 - fixtures
    session, services, published, compilations, forget, harm, capsys
):
    path = the_file(services, published)
    content = path.read_bytes()
    path.unlink()
    if harm == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "altered":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    for _ in range(2):
        forget()
        found = specify(current_version(session, "box"), {"lid": True}, currency="EUR")
        assert isinstance(found, Specification)
    assert compilations == ["box", "box"]
    assert capsys.readouterr().out.count("compiled again") == 1


def test_publishing_the_same_again_keeps_one_file(session, published, box, clock):
    again = import_product(session, box, clock=clock, publishes=True).version
    assert isinstance(again, VersionRow)
    assert again.artefacts == published.artefacts
