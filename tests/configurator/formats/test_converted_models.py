"""What is written reads back to the same options and the same configurations."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.expressions import parse
from configurator.formats.recognise import read_model
from configurator.formats.write import WRITERS, convert, write_model
from configurator.model import (
    Cell,
    Derived,
    Effective,
    Option,
    OptionKind,
    ProductModel,
    ProductModelError,
    Rule,
    Scalar,
    Table,
    Value,
)
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.strategies_features import feature_models

SUFFIXES = [".uvl", ".xml", ".sxfm", ".dimacs"]
some = examples(12, 1500)


def words(text: str) -> dict[str, str]:
    return {"en": text, "zh": text}


def enumerated(name: str, *values: str) -> Option:
    listed = tuple(Value(value, words(value)) for value in values)
    return Option(name, OptionKind.ENUMERATED, words(name), values=listed)


def boolean(name: str) -> Option:
    return Option(name, OptionKind.BOOLEAN, words(name))


def number(name: str, low: int, high: int, step: int = 1) -> Option:
    grid: dict[str, Any] = {"minimum": low, "maximum": high, "step": step}
    return Option(name, OptionKind.INTEGER, words(name), **grid)


def rule(text: str, name: str = "rule") -> Rule:
    return Rule(name, words(name), parse(text))


def product(*options: Option, rules=(), tables=(), derived=()) -> ProductModel:
    return ProductModel(
        "shelf", words("Shelf"), options, rules=rules, tables=tables, derived=derived
    )


def through(model: ProductModel, suffix: str, folder: Path) -> ProductModel:
    path = folder / f"model{suffix}"
    write_model(model, path)
    return read_model(path)


def features(values: dict[str, Scalar]) -> frozenset[str]:
    """Return a configuration as the features that hold in it."""
    found = set()
    for name, value in values.items():
        if value is True:
            found.add(name)
        elif value is not False:
            found.add(f"{name}={value}")
    return frozenset(found)


def variants(model: ProductModel) -> set[frozenset[str]]:
    return {features(values) for values in Brute(model).matching({})}


def kept(model: ProductModel, expected: set[frozenset[str]]) -> set[frozenset[str]]:
    """Return the variants of ``model`` without the features that writing added."""
    names = frozenset().union(*expected) if expected else frozenset()
    found = variants(model)
    shown = {variant & names for variant in found}
    assert len(shown) == len(found)  # what was added adds no configuration
    return shown


@pytest.mark.parametrize("suffix", SUFFIXES)
@some
@given(model=feature_models())
def test_a_feature_model_survives_every_format(model, suffix, tmp_path_factory) -> None:
    again = through(model, suffix, tmp_path_factory.mktemp("m"))
    assert {option.id for option in again.options} == {o.id for o in model.options}
    assert variants(again) == variants(model)
    if suffix != ".dimacs":
        assert again.features is not None
        assert model.features is not None
        assert again.features.root == model.features.root
        assert again.features.parents == model.features.parents
        assert again.features.mandatory == model.features.mandatory


@pytest.mark.parametrize("suffix", [".uvl", ".xml", ".dimacs"])
@some
@given(model=feature_models(odd=True))
def test_names_that_need_quotes_survive(model, suffix, tmp_path_factory) -> None:
    again = through(model, suffix, tmp_path_factory.mktemp("m"))
    assert variants(again) == variants(model)


@some
@given(model=feature_models(odd=True))
def test_names_that_sxfm_cannot_write_stay_readable(model, tmp_path_factory) -> None:
    again = through(model, ".sxfm", tmp_path_factory.mktemp("m"))
    assert len(variants(again)) == len(variants(model))
    shown = {option.name["en"] for option in again.options}
    assert shown == {option.name["en"] for option in model.options}


TEXTS = st.sampled_from(["", "oak", "ash", "!oak", "oak|ash", "elm"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table over wood, size and lip with blanks, ranges and negations."""
    woods = st.sampled_from(
        [
            Cell(),
            Cell(("oak",)),
            Cell(("oak", "ash")),
            Cell(("elm",), (), is_negated=True),
        ]
    )
    sizes = st.sampled_from(
        [Cell(), Cell((10,)), Cell((), ((10, 20),)), Cell((20,), (), is_negated=True)]
    )
    lips = st.sampled_from([Cell(), Cell((True,)), Cell((False,))])
    rows = draw(st.lists(st.tuples(woods, sizes, lips), min_size=1, max_size=4))
    return Table("table", words("table"), ("wood", "size", "lip"), tuple(rows))


RULES = [
    "wood = oak -> lip",
    "wood in {oak, ash} or size >= 20",
    "size * 2 > 30 <-> wood = elm",
    "half > 7 -> lip and wood != oak",
    "not (if lip then size = 10 else wood = ash)",
    "lip = true",
    "count(lip, wood = oak, size = 30) = 1",
    "size > 100",
    "10 / (size - 20) > 0",
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@some
@given(
    texts=st.lists(st.sampled_from(RULES), max_size=2, unique=True),
    listed=st.lists(tables(), max_size=1),
)
def test_a_product_becomes_features_with_the_same_configurations(
    texts, listed, suffix, tmp_path_factory
) -> None:
    model = product(
        enumerated("wood", "oak", "ash", "elm"),
        number("size", 10, 30, 10),
        boolean("lip"),
        rules=tuple(rule(text, f"r{n}") for n, text in enumerate(texts)),
        tables=tuple(listed),
        derived=(Derived("half", parse("size / 2")),),
    )
    expected = variants(model)
    again = through(model, suffix, tmp_path_factory.mktemp("m"))
    assert kept(again, expected) == expected


PLAIN = product(
    enumerated("wood", "oak", "ash", "007", "1.0"),
    boolean("lip"),
    enumerated("Gestell", "stahl", "=x"),
    tables=(
        Table(
            "first",
            words("first"),
            ("wood", "lip"),
            (
                (Cell(("oak", "007")), Cell()),
                (Cell(("ash",), (), is_negated=True), Cell((True,))),
            ),
        ),
        Table("second", words("second"), ("Gestell",), ((Cell(),), (Cell(("=x",)),))),
    ),
)


def test_listed_values_and_tables_become_a_folder_of_plain_tables(tmp_path) -> None:
    write_model(PLAIN, tmp_path / "shelf")
    assert sorted(p.name for p in (tmp_path / "shelf").rglob("*.csv")) == [
        "first.csv",
        "options.csv",
        "second.csv",
    ]
    again = read_model(tmp_path / "shelf")
    assert (again.options, again.tables) == (PLAIN.options, PLAIN.tables)


@some
@given(model=feature_models(odd=True))
def test_other_models_become_a_product_folder(model, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("m") / "out"
    write_model(model, folder)
    assert (folder / "product.yaml").is_file()
    again = read_model(folder)
    assert len(again.options) == len(model.options)
    assert [o.name for o in again.options] == [o.name for o in model.options]
    assert len(variants(again)) == len(variants(model))


def test_a_product_with_numbers_and_texts_keeps_its_options(tmp_path) -> None:
    text = Option("text", OptionKind.TEXT, words("t"), max_length=2, pattern="[AB]*")
    grid: dict[str, Any] = {
        "minimum": Decimal("0.5"),
        "maximum": Decimal("2.0"),
        "step": Decimal("0.5"),
    }
    exact = Option("exact", OptionKind.DECIMAL, words("e"), unit="kg", **grid)
    wide = number("wide", 0, 10_000)
    model = product(text, exact, wide, boolean("lip"), rules=(rule("lip -> wide > 5"),))
    write_model(model, tmp_path / "out")
    again = read_model(tmp_path / "out")
    assert again.options == model.options
    assert again.rules[0].rule == model.rules[0].rule


def test_a_product_folder_is_copied_whole(root, tmp_path) -> None:
    source = root / "app" / "catalogue" / "samples" / "wardrobe"
    convert(source, tmp_path / "copy")
    files = {p.relative_to(source) for p in source.rglob("*") if p.is_file()}
    for name in files:
        assert (tmp_path / "copy" / name).read_bytes() == (source / name).read_bytes()


def refused(model: ProductModel, path: Path) -> list[str]:
    with pytest.raises(ProductModelError) as caught:
        write_model(model, path)
    return [problem.path or problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_features_cannot_say_is_refused_by_name(tmp_path, suffix) -> None:
    model = product(
        Option("text", OptionKind.TEXT, words("t"), max_length=2),
        number("wide", 0, 10_000),
        number("a", 0, 50),
        number("b", 0, 50),
        number("c", 0, 50),
        rules=(
            rule("a + b > c", "sums"),
            rule("a > 3 -> b > 4", "logical"),
            Rule(
                "dated",
                words("d"),
                parse("a > 3"),
                effective=Effective(date(2026, 1, 1)),
            ),
        ),
    )
    assert refused(model, tmp_path / f"m{suffix}") == [
        "options.text",
        "options.wide",
        "rules.sums",
        "rules.dated",
    ]
    assert not (tmp_path / f"m{suffix}").exists()


def test_two_options_that_would_be_one_feature_are_refused(tmp_path) -> None:
    model = product(boolean("wood=oak"), enumerated("wood", "oak", "ash"))
    assert refused(model, tmp_path / "m.uvl") == ["options.wood"]


def test_an_unknown_ending_or_a_full_folder_is_refused(tmp_path) -> None:
    assert refused(PLAIN, tmp_path / "m.pdf") == ["unknown_format"]
    (tmp_path / "note.txt").write_text("mine")
    assert refused(PLAIN, tmp_path) == ["not_empty"]
    assert sorted(WRITERS) == [".cnf", ".dimacs", ".splx", ".sxfm", ".uvl", ".xml"]
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
