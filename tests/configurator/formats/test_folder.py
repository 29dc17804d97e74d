"""Folders and documents: the round trip, and every problem at its place."""

from typing import Any

import pytest
from hypothesis import given

from configurator.formats.document import read_product
from configurator.formats.folder import read_folder, write_folder
from configurator.model import OptionKind, ProductModelError
from tests.configurator.counts import many
from tests.factories.strategies_configurator import documents

PRODUCT = """\
format: 1
id: shelf
name: {en: Shelf, zh: 搁架}
currencies: [EUR]
groups:
  - {id: size, name: {en: Size, zh: 尺寸}, options: [width, finish]}
options:
  - {id: width, kind: integer, name: {en: Width, zh: 宽度}, unit: mm,
     min: 600, max: 900, step: 10, default: 700}
  - id: finish
    kind: enumerated
    name: {en: Finish, zh: 饰面}
    values:
      - {id: no, name: {en: None, zh: 无}}
      - {id: oak, name: {en: Oak, zh: 橡木}}
derived:
  - {id: half, value: width / 2}
"""
RULES = """\
rules:
  - {id: wide, name: {en: Wide oak, zh: 宽}, rule: "finish = oak -> half >= 350 mm"}
tables:
  - {id: spans, name: {en: Spans, zh: 跨度}}
"""
PRICES = """\
prices:
  - {id: base, label: {en: Base, zh: 基础}, amount: {EUR: "95.00"},
     times: "width / 1 m"}
tax_pct: {EUR: 19}
"""
SPANS = "finish,width\noak,600..900\nno,!600\n"


def folder(**changes: str) -> dict[str, bytes]:
    files = {
        "product.yaml": PRODUCT,
        "rules.yaml": RULES,
        "prices.yaml": PRICES,
        "tables/spans.csv": SPANS,
    }
    return {name: text.encode() for name, text in {**files, **changes}.items()}


def problems(files: dict[str, bytes]) -> list[tuple[Any, ...]]:
    with pytest.raises(ProductModelError) as caught:
        read_product(*read_folder(files))
    return [(p.file, p.line, p.column, p.code) for p in caught.value.problems]


def test_a_sound_folder_is_read() -> None:
    model = read_product(*read_folder(folder()))
    assert [option.id for option in model.options] == ["width", "finish"]
    assert model.option("finish").kind is OptionKind.ENUMERATED
    assert model.option("finish").values[0].id == "no"  # not YAML's false
    assert model.prices[0].amounts == {"EUR": 9500}


def test_a_folder_survives_the_round_trip() -> None:
    document, _ = read_folder(folder())
    again, _ = read_folder(write_folder(document))
    assert again == document
    assert read_product(again) == read_product(document)


@many
@given(documents())
def test_any_document_survives_the_round_trip(document: dict[str, Any]) -> None:
    again, _ = read_folder(write_folder(document))
    assert again == document


@pytest.mark.parametrize(
    ("name", "before", "after", "at", "code"),
    [
        ("product.yaml", "step: 10", "step: 7", "{id: width", "off_grid"),
        ("product.yaml", "default: 700", "default: 705", "705", "bad_default"),
        ("product.yaml", ", zh: 橡木}", "}", "{en: Oak", "missing_text"),
        ("product.yaml", "id: oak", "id: no ", "{id: no ,", "duplicate_id"),
        ("product.yaml", "kind: enum", "kynd: enum", "id: finish", "unknown_kind"),
        ("product.yaml", "derived:", "derivd:", "derivd", "unknown_key"),
        ("product.yaml", "min:", "mni:", "mni", "unknown_key"),
        ("product.yaml", "width / 2", "widht / 2", "widht", "unknown_name"),
        ("product.yaml", "width / 2", "half / 2", "{id: half", "cycle"),
        ("product.yaml", "width, finish", "width, f", "f]", "unknown_option"),
        ("product.yaml", "[EUR]", "[EUR, EUX]", "EUX", "unknown_currency"),
        ("rules.yaml", "= oak", "= oka", "oka", "unknown_value"),
        ("rules.yaml", "350 mm", "350 kg", "350 kg", "wrong_type"),
        ("rules.yaml", "->", "=>", "=> half", "syntax"),
        ("prices.yaml", "95.00", "95.005", "95.005", "bad_amount"),
        ("prices.yaml", "width / 1 m", "width", "width", "wrong_type"),
        ("tables/spans.csv", "oak,", "ash,", "ash", "bad_cell"),
        ("tables/spans.csv", "!600", "600,1", "no,", "row_length"),
        ("tables/spans.csv", "finish,", "colour,", "colour", "unknown_option"),
    ],
)
def test_each_mistake_is_found_at_its_place(
    name: str, before: str, after: str, at: str, code: str
) -> None:
    files = folder()
    assert before in files[name].decode()
    text = files[name].decode().replace(before, after)
    files[name] = text.encode()
    head = text[: text.index(at)]
    line, column = head.count("\n") + 1, len(head.rsplit("\n", 1)[-1]) + 1
    assert (name, line, column, code) in problems(files)


def test_every_mistake_is_reported_at_once() -> None:
    files = folder(
        **{
            "product.yaml": PRODUCT.replace("max: 900", "max: 905").replace(
                "en: Oak,", ""
            ),
            "rules.yaml": RULES.replace("half", "hlaf"),
            "tables/spans.csv": "finish,width\nash,600\noak,1..\n",
        }
    )
    assert {code for *_place, code in problems(files)} >= {
        "off_grid",
        "missing_text",
        "unknown_name",
        "bad_cell",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *x\n", "anchor"),
        ("format: 1\nformat: 1\n", "duplicate_key"),
        ("format: [1\n", "syntax"),
        ("[" * 100, "too_deep"),
        ("? [a]\n: 1\n", "key"),
        ("- 1\n", "wrong_type"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused(text: str, code: str) -> None:
    assert code in {found[-1] for found in problems(folder(**{"product.yaml": text}))}


def test_unknown_and_missing_files_are_named() -> None:
    files = folder(**{"notes.txt": "x", "tables/other.csv": "a\n"})
    del files["tables/spans.csv"]
    found = {(file, code) for file, _line, _column, code in problems(files)}
    assert found == {
        ("notes.txt", "unknown_file"),
        ("tables/other.csv", "unnamed_table"),
        ("rules.yaml", "missing_file"),
    }


@pytest.mark.parametrize("value", [None, 1, [], {}, "x", [{}], [1], {"a": 1}])
@pytest.mark.parametrize(
    "key", ["options", "rules", "tables", "prices", "bill", "groups", "derived"]
)
def test_any_json_is_a_complaint_and_never_a_crash(key: str, value: Any) -> None:
    document, _ = read_folder(folder())
    document[key] = value
    for broken in (document, {key: value}):
        try:
            read_product(broken)
        except ProductModelError as error:
            assert error.problems  # noqa: PT017 some values are fine


def test_one_mistake_is_not_told_again_by_those_who_use_it() -> None:
    """A misspelt kind used to make every rule complain of an unknown name."""
    text = PRODUCT.replace("kind: integer", "kind: intger")
    found = problems(folder(**{"product.yaml": text}))
    assert [code for *_place, code in found] == ["unknown_kind"]


def test_a_cell_is_found_behind_quotes_and_line_breaks() -> None:
    spans = 'finish,width\n"oak|no",600..900\n\n"oak|\nno", 601\n'
    found = problems(folder(**{"tables/spans.csv": spans}))
    assert found == [("tables/spans.csv", 5, 5, "bad_cell")]


def test_a_table_that_breaks_off_in_the_middle_is_named_with_its_line() -> None:
    found = problems(folder(**{"tables/spans.csv": 'finish,width\noak,600\n"oa'}))
    assert ("tables/spans.csv", 3, None, "syntax") in found


def test_a_table_of_mistakes_is_told_of_up_to_a_hundred_rows() -> None:
    spans = "finish,width\n" + "ash,600\n" * 500
    found = problems(folder(**{"tables/spans.csv": spans}))
    codes = [code for *_place, code in found]
    assert codes.count("bad_cell") == 100
    assert codes[-1] == "too_many"


def test_a_table_over_a_million_rows_is_refused() -> None:
    document, _ = read_folder(folder())
    document["tables"][0]["rows"] = [["oak", "600"]] * 1_000_001
    with pytest.raises(ProductModelError, match="at most 1000000 rows"):
        read_product(document)


def test_a_rule_over_64_kb_is_refused_at_its_place() -> None:
    rule = " and ".join(["finish = oak"] * 5000)
    text = RULES.replace("finish = oak -> half >= 350 mm", rule)
    found = problems(folder(**{"rules.yaml": text}))
    assert found == [("rules.yaml", 2, 52, "too_long")]
