"""Real feature models: the same in every format, and no cut makes a reader crash."""

import csv
from functools import cache
from pathlib import Path

import pytest

from configurator.answer import answer
from configurator.compile import CompiledModel, compile_model
from configurator.count import count
from configurator.formats.recognise import read_model
from configurator.formats.write import convert, write_model
from configurator.model import Problem, ProductModel, ProductModelError
from configurator.results import Status
from tests.configurator.counts import IS_PROOF

NAMES = ["berkeleydb.xml", "splot/smartwatch.sxfm"]
if IS_PROOF:
    NAMES += ["financial-services-2017-05-22.uvl", "splot/windows7.sxfm"]
FORMATS = [".uvl", ".xml", ".sxfm", ".dimacs"]
COUNTS = {  # of features, constraints, configurations
    "splot/smartwatch.sxfm": (12, 4, 75),
    "splot/REAL-FM-4.sxfm": (290, 21, None),
    "splot/windows7.sxfm": (329, 108, None),
    "berkeleydb.xml": (117, 282, 32),
}


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "tests" / "data" / "feature-models"


def constraints(model: ProductModel) -> int:
    return sum(not rule.is_structural for rule in model.rules)


def total(model: ProductModel) -> int:
    found = count(compile_model(model))
    assert isinstance(found, int)
    return found


@cache
def compiled(path: Path) -> CompiledModel:
    """Return a committed model compiled; several tests ask for it."""
    return compile_model(read_model(path))


def total_of(path: Path) -> int:
    found = count(compiled(path))
    assert isinstance(found, int)
    return found


def without(path: Path, *, is_there: bool) -> set[str]:
    """Return the features that are never there, or never away."""
    options = answer(compiled(path), {}).options
    return {
        name
        for name, option in options.items()
        if option.values[is_there] is Status.BLOCKED
    }


@pytest.mark.parametrize("name", COUNTS)
def test_real_models_have_their_features_and_configurations(folder, name) -> None:
    model = read_model(folder / name)
    features, rules, configurations = COUNTS[name]
    assert (len(model.options), constraints(model)) == (features, rules)
    if configurations is not None:
        assert total_of(folder / name) == configurations


def test_published_numbers_are_those_that_are_read(folder) -> None:
    with (folder / "published.csv").open() as lines:
        for row in csv.DictReader(lines):
            path = folder / row["file"]
            path = path if path.exists() else path.with_suffix(".uvl")
            model = read_model(path)
            assert len(model.options) == int(row["features"])
            assert constraints(model) == int(row["constraints"])
            digits = int(row["digits_of_configuration_count"])
            assert len(str(total_of(path))) == digits
            core, dead = without(path, is_there=False), without(path, is_there=True)
            assert len(core) == int(row["core_features"])
            assert len(dead) == int(row["dead_features"])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("berkeleydb.xml", "berkeleydb.uvl"),
        ("berkeleydb.xml", "berkeleydb.dimacs"),
        ("financial-services-2017-05-22.uvl", "financial-services-2017-05-22.dimacs"),
    ],
)
def test_published_formats_of_a_model_are_the_same_model(folder, name, other) -> None:
    one, two = read_model(folder / name), read_model(folder / other)
    assert {option.id for option in one.options} == {o.id for o in two.options}
    first, second = folder / name, folder / other
    assert total_of(first) == total_of(second)
    for is_there in (True, False):
        assert without(first, is_there=is_there) == without(second, is_there=is_there)
    if one.features is not None and two.features is not None:
        assert one.features.parents == two.features.parents
        assert one.features.mandatory == two.features.mandatory


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_converted_model_keeps_options_tree_and_count(
    folder, tmp_path, name, suffix
) -> None:
    model = read_model(folder / name)
    path = tmp_path / f"m{suffix}"
    convert(folder / name, path)
    again = read_model(path)
    assert {option.id for option in again.options} == {o.id for o in model.options}
    assert again.features == model.features or suffix == ".dimacs"
    assert total(again) == total_of(folder / name)


@pytest.mark.parametrize("suffix", [".uvl", ".xml", ".sxfm"])
def test_writing_twice_gives_the_same_text(folder, tmp_path, suffix) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    write_model(read_model(folder / "splot/windows7.sxfm"), first)
    write_model(read_model(first), second)
    assert first.read_text() == second.read_text()


@pytest.mark.parametrize(
    "name",
    ["berkeleydb.xml", "berkeleydb.uvl", "berkeleydb.dimacs", "splot/windows7.sxfm"],
)
def test_a_file_cut_off_anywhere_is_read_or_refused_with_places(
    folder, tmp_path, name
) -> None:
    content = (folder / name).read_bytes()
    found = [problems(content[: len(content) * n // 40], tmp_path) for n in range(40)]
    for problem in (problem for problems in found for problem in problems):
        assert problem.file == "cut"
        assert problem.code
        assert problem.sentence
    # UVL has no end: cut between two lines it is a shorter model.
    assert sum(map(bool, found)) == 40 or (name.endswith(".uvl") and any(found))


def problems(content: bytes, folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file, nothing when it is read."""
    cut = folder / "cut"
    cut.write_bytes(content)
    try:
        read_model(cut)
    except ProductModelError as error:
        return error.problems
    return ()


def reference(reference_data: Path, *names: str) -> list[ProductModel]:
    return [read_model(reference_data / "feature-models" / name) for name in names]


def test_fourteen_thousand_features_are_the_same_in_all_formats(reference_data) -> None:
    xml, uvl, dimacs = reference(
        reference_data,
        *(f"automotive02_01.{suffix}" for suffix in ("xml", "uvl", "dimacs")),
    )
    assert {o.id for o in xml.options} == {o.id for o in uvl.options}
    assert {o.id for o in xml.options} == {o.id for o in dimacs.options}
    assert xml.features is not None
    assert uvl.features is not None
    assert xml.features.parents == uvl.features.parents
    own = [[r.rule for r in m.rules if not r.is_structural] for m in (xml, uvl)]
    assert own[0] == own[1]
    assert len(own[0]) == 666
    assert len(dimacs.rules) == 237_685


def test_the_car_has_all_its_rows(reference_data) -> None:
    (car,) = reference(reference_data, "renault-part")
    assert len(car.options) == 99
    assert len(car.tables) == 56
    assert sum(len(table.rows) for table in car.tables) == 31_328
