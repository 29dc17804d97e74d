"""Lists of modules: the same as the flat model that a person would have written."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.compile import compile_model
from configurator.count import count
from configurator.environment import environment
from configurator.expressions import (
    ExpressionError,
    Scope,
    check,
    evaluate,
    expression_of,
    parse,
    syntax,
)
from configurator.expressions.lists import expanded
from configurator.expressions.scope import PartsType
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder, write_folder
from configurator.formats.naming import Naming
from configurator.model import Configuration, ProductModel, ProductModelError
from tests.configurator.brute import Brute
from tests.configurator.counts import examples, many
from tests.factories.strategies_configurator import (
    TEXT,
    lengths,
    modular,
    option,
    statements,
)

FEW = examples(30, 1000)
PRODUCT = """\
format: 1
id: wardrobe
name: {en: Wardrobe, zh: 衣柜}
currencies: [EUR]
groups:
  - {id: all, name: {en: All, zh: 全部}, options: [board, extras, columns]}
options:
  - id: board
    kind: enumerated
    name: {en: Board, zh: 板材}
    values:
      - {id: thin, name: {en: Thin, zh: 薄}}
      - {id: thick, name: {en: Thick, zh: 厚}}
  - id: extras
    kind: multiple
    name: {en: Extras, zh: 附加}
    at_least: 1
    at_most: 1
    default: [lamp]
    values:
      - {id: lamp, name: {en: Lamp, zh: 灯}}
      - {id: led, name: {en: LED, zh: 灯带}}
modules:
  - id: columns
    name: {en: Column, zh: 列}
    count: {min: 1, max: 2, default: 2}
    options:
      - {id: width, kind: integer, name: {en: Width, zh: 宽度}, unit: mm,
         min: 400, max: 600, step: 100}
      - id: type
        kind: enumerated
        name: {en: Inside, zh: 内部}
        values:
          - {id: shelves, name: {en: Shelves, zh: 层板}}
          - {id: drawers, name: {en: Drawers, zh: 抽屉}}
    derived:
      - {id: inner, value: width - 38 mm}
    defaults:
      - {option: width, value: 500, when: type = drawers}
    rules:
      - {id: narrow, name: {en: Drawers are narrow, zh: 抽屉较窄},
         rule: type = drawers -> inner <= 500 mm and board = thick}
derived:
  - {id: total, value: "sum(columns, width)"}
"""
RULES = """\
rules:
  - {id: short, name: {en: Short, zh: 短}, rule: total <= 1100 mm}
  - {id: lit, name: {en: Lit, zh: 亮},
     rule: "count(columns, type = drawers) >= 1 -> lamp in extras"}
  - {id: even, name: {en: Even, zh: 均},
     rule: "max(columns, width) <= min(columns, width) + 100 mm"}
  - {id: known, name: {en: Known, zh: 知}, module: columns,
     rule: width = 600 mm -> type = shelves}
tables:
  - {id: made, name: {en: Made, zh: 制}, module: columns}
"""
MADE = "type,width,board\nshelves,400..600,\ndrawers,!600,thick\n"
FLAT = """\
format: 1
id: wardrobe
name: {en: Wardrobe, zh: 衣柜}
options:
  - id: board
    kind: enumerated
    name: {en: Board, zh: 板材}
    values:
      - {id: thin, name: {en: Thin, zh: 薄}}
      - {id: thick, name: {en: Thick, zh: 厚}}
  - {id: lamp, kind: boolean, name: {en: Lamp, zh: 灯}}
  - {id: led, kind: boolean, name: {en: LED, zh: 灯带}}
  - {id: count, kind: integer, name: {en: How many, zh: 数量}, min: 1, max: 2}
  - {id: width1, kind: integer, name: {en: Width, zh: 宽度}, unit: mm,
     min: 400, max: 600, step: 100}
  - id: type1
    kind: enumerated
    name: {en: Inside, zh: 内部}
    values:
      - {id: shelves, name: {en: Shelves, zh: 层板}}
      - {id: drawers, name: {en: Drawers, zh: 抽屉}}
  - {id: width2, kind: integer, name: {en: Width, zh: 宽度}, unit: mm,
     min: 400, max: 600, step: 100}
  - id: type2
    kind: enumerated
    name: {en: Inside, zh: 内部}
    values:
      - {id: shelves, name: {en: Shelves, zh: 层板}}
      - {id: drawers, name: {en: Drawers, zh: 抽屉}}
"""
FLAT_RULES = [
    "count = 2 -> width1 + width2 <= 1100 mm",
    "type1 = drawers or count = 2 and type2 = drawers -> lamp",
    "count = 2 -> abs(width1 - width2) <= 100 mm",
    "width1 = 600 mm -> type1 = shelves",
    "count = 2 -> width2 = 600 mm -> type2 = shelves",
    "type1 = drawers -> width1 <= 538 mm and board = thick",
    "count = 2 -> type2 = drawers -> width2 <= 538 mm and board = thick",
    "lamp <-> not led",
    "count = 1 -> width2 = 400 mm and type2 = shelves",
]
NAMES = {
    "board": "board",
    "extras.lamp": "lamp",
    "extras.led": "led",
    "columns.count": "count",
    "columns.1.width": "width1",
    "columns.1.type": "type1",
    "columns.2.width": "width2",
    "columns.2.type": "type2",
}


def wardrobe(**changes: str) -> dict[str, bytes]:
    files = {
        "product.yaml": PRODUCT,
        "rules.yaml": RULES,
        "tables/made.csv": MADE,
    }
    return {name: text.encode() for name, text in {**files, **changes}.items()}


def read(files: dict[str, bytes]) -> ProductModel:
    return read_product(*read_folder(files))


def variants(model: ProductModel) -> set[tuple[tuple[str, Any], ...]]:
    return {
        tuple(sorted(values.items(), key=str)) for values in Brute(model).matching({})
    }


def test_modules_mean_what_the_flat_model_written_by_hand_means() -> None:
    document, _ = read_folder({"product.yaml": FLAT.encode()})
    document["rules"] = [
        {"id": f"rule_{index}", "name": TEXT, "rule": rule}
        for index, rule in enumerate(FLAT_RULES)
    ]
    by_hand = variants(read_product(document))
    model = read(wardrobe())
    found = {
        tuple(sorted(((NAMES[name], value) for name, value in variant), key=str))
        for variant in variants(model)
    }
    assert found == by_hand
    assert count(compile_model(model)) == len(by_hand)


def test_modules_become_flat_options_in_named_groups() -> None:
    model = read(wardrobe())
    assert [option.id for option in model.options] == list(NAMES)
    assert model.groups[0].options == tuple(NAMES)
    assert model.option("columns.2.width").name == {
        "en": "Column 2: Width",
        "zh": "第2列：宽度",
    }
    assert model.option("columns.count").default == 2
    assert model.option("extras.lamp").default is True
    assert model.option("extras.led").default is False
    assert [d.option for d in model.defaults] == ["columns.1.width", "columns.2.width"]
    assert model.modules[0].options == ("width", "type")
    assert model.multiples[0].at_most == 1


def test_only_what_follows_from_the_build_is_structural() -> None:
    rules = {rule.id: rule for rule in read(wardrobe()).rules}
    structural = {name for name, rule in rules.items() if rule.is_structural}
    assert structural == {
        "extras.at_least",
        "extras.at_most",
        "columns.2.width.absent",
        "columns.2.type.absent",
    }
    assert rules["columns.2.narrow"].name["en"] == "Column 2: Drawers are narrow"
    assert rules["columns.2.width.absent"].name["zh"] == "没有第2列。"


@FEW
@given(modular())
def test_a_modular_document_survives_the_round_trip(document: dict[str, Any]) -> None:
    again, _ = read_folder(write_folder(document))
    assert again == document
    assert read_product(again) == read_product(document)


@FEW
@given(modular())
def test_absent_parts_add_no_variants(document: dict[str, Any]) -> None:
    model = read_product(document)
    for values in Brute(model).matching({}):
        for number in range(values["doors.count"] + 1, 3):
            assert values[f"doors.{number}.leaf"] == "glass"
            assert values[f"doors.{number}.gap"] == 30


def own_scope() -> tuple[Naming, ProductModel]:
    """Return the names of a product with a list, a multi-select and a number."""
    document: dict[str, Any] = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [
            option("width"),
            {
                "id": "extras",
                "kind": "multiple",
                "name": TEXT,
                "values": [{"id": v, "name": TEXT} for v in ("lamp", "led")],
            },
        ],
        "modules": [
            {
                "id": "doors",
                "name": TEXT,
                "count": {"min": 0, "max": 3},
                "options": [
                    {
                        "id": "leaf",
                        "kind": "enumerated",
                        "name": TEXT,
                        "values": [{"id": v, "name": TEXT} for v in ("glass", "panel")],
                    },
                    option("gap"),
                ],
            }
        ],
    }
    model = read_product(document)
    module = model.modules[0]
    naming = Naming()
    outside = [o for o in model.options if not o.id.startswith("doors.")]
    naming.add_options(outside, model.multiples)
    naming.add_options([model.option("doors.count")], ())
    own = [replace(model.option(f"doors.1.{name}"), id=name) for name in module.options]
    naming.add_module(module, own, ())
    return naming, model


NAMING, MODEL = own_scope()


@st.composite
def configurations(draw: st.DrawFn) -> dict[str, Any]:
    """Return a configuration whose absent parts are idle."""
    parts = draw(st.integers(0, 3))
    values: dict[str, Any] = {
        "width": draw(st.integers(6, 12)) * 100,
        "extras.lamp": draw(st.booleans()),
        "extras.led": draw(st.booleans()),
        "doors.count": parts,
    }
    for number in range(1, 4):
        is_there = number <= parts
        leaf = draw(st.sampled_from(["glass", "panel"])) if is_there else "glass"
        values[f"doors.{number}.leaf"] = leaf
        gap = draw(st.sampled_from([30, 50, 70])) if is_there else 30
        values[f"doors.{number}.gap"] = gap
    return values


class Judge:
    """Says what a list means by going over the parts that are there, one by one."""

    def __init__(self, values: dict[str, Any], part: int | None = None) -> None:
        self.values = dict(values)
        self.scope = NAMING.scope()
        if part is not None:
            self.values |= {n: values[f"doors.{part}.{n}"] for n in ("leaf", "gap")}
        self.outside = values

    def value(self, node: syntax.Node) -> Any:
        return evaluate(expression_of(self.plain(node)), self.values)

    def plain(self, node: syntax.Node) -> syntax.Node:
        """Return the node with a literal for everything about lists."""
        if isinstance(node, syntax.Call):
            if node.function == "in":
                word, _ = node.arguments
                assert isinstance(word, syntax.Name)
                return syntax.Truth(self.values[f"extras.{word.id}"])
            first = node.arguments[0]
            if first == syntax.Name("extras"):
                held = [self.values[f"extras.{v}"] for v in ("lamp", "led")]
                return self._literal(node.function, held)
            if first == syntax.Name("doors"):
                return self._over_doors(node)
        parts = tuple(self.plain(child) for child in syntax.children(node))
        return syntax.rebuilt(node, parts)

    def _over_doors(self, node: syntax.Call) -> syntax.Node:
        there = range(1, self.outside["doors.count"] + 1)
        if len(node.arguments) == 1:
            return syntax.Number(Fraction(len(there)))
        try:
            held = [Judge(self.outside, n).value(node.arguments[1]) for n in there]
        except ExpressionError:
            return self._literal("min", [])
        return self._literal(node.function, held)

    def _literal(self, function: str, held: list[Any]) -> syntax.Node:
        if function in {"min", "max"} and not held:
            nought = syntax.Number(Fraction(0))
            return syntax.Arithmetic("/", nought, nought)
        functions: dict[str, Any] = {
            "count": lambda: sum(map(bool, held)),
            "sum": lambda: sum(held),
            "all": lambda: all(held),
            "any": lambda: any(held),
            "min": lambda: min(held),
            "max": lambda: max(held),
        }
        found = functions[function]()
        if isinstance(found, bool):
            return syntax.Truth(found)
        return syntax.Number(Fraction(found))


@many
@given(statements(("width", "doors", "extras"), 2), configurations())
def test_a_statement_about_lists_means_what_it_says(
    text: str, values: dict[str, Any]
) -> None:
    written = parse(text)
    assert check(written, NAMING.scope()) == ()
    flat = expression_of(expanded(written.root, NAMING.scope()))
    assert check(flat, NAMING.scope()) == ()
    assert evaluate(flat, values) == Judge(values).value(written.root)


@many
@given(lengths(("width", "doors"), 2), configurations())
def test_a_length_over_lists_is_what_its_parts_add_up_to(
    text: str, values: dict[str, Any]
) -> None:
    written = parse(text)
    flat = expression_of(expanded(written.root, NAMING.scope()))
    try:
        expected = Judge(values).value(written.root)
    except ExpressionError:
        with pytest.raises(ExpressionError):
            evaluate(flat, values)
    else:
        assert evaluate(flat, values) == expected


@st.composite
def extremes(draw: st.DrawFn, depth: int = 2) -> str:
    """Return a length made of the least and greatest of a list, and of others."""
    if depth == 0:
        return draw(
            st.sampled_from(
                [
                    "max(doors, gap)",
                    "min(doors, width - gap)",
                    "width / (count(doors) - 1)",
                    "40 mm * count(doors)",
                ]
            )
        )
    one, two = draw(extremes(depth - 1)), draw(extremes(depth - 1))
    shapes = [
        f"({one}) + {two}",
        f"({one}) - ({two})",
        f"1.5 * ({one})",
        f"({one}) / 2",
    ]
    return draw(st.sampled_from([*shapes, "min(doors, gap)"]))


@many
@given(
    extremes(), st.sampled_from(("=", "!=", "<", ">=")), extremes(), configurations()
)
def test_a_least_or_greatest_compared_part_by_part_is_the_same(
    left: str, sign: str, right: str, values: dict[str, Any]
) -> None:
    written = parse(f"{left} {sign} {right}")
    flat = expression_of(expanded(written.root, NAMING.scope()))
    assert check(flat, NAMING.scope()) == ()
    assert evaluate(flat, values) == Judge(values).value(written.root)


def test_sums_and_counts_of_a_list_stay_sums_of_single_options() -> None:
    """Otherwise every part would be tied to how many there are, and to each other."""
    scope = NAMING.scope()
    for text in ("sum(doors, gap * 2) <= 90 mm", "count(doors, gap > 40 mm) >= 1"):
        tree = expanded(parse(text).root, scope)
        assert not any(isinstance(n, syntax.Conditional) for n in syntax.walk(tree))


def test_the_own_names_of_an_inner_list_come_first() -> None:
    parts = NAMING.parts("doors")
    other = PartsType("rails", 1, 2, dict(parts.own), dict(parts.idle), parts.free)
    scope = Scope({**NAMING.scope().types, "rails": other})
    tree = expanded(parse("all(rails, gap <= min(doors, gap))").root, scope)
    text = expression_of(tree).text
    assert "doors.1.gap >= rails.1.gap" in text


@pytest.mark.parametrize(
    ("name", "before", "after", "at", "code"),
    [
        ("product.yaml", "max: 2,", "max: 0,", "{min: 1", "empty_domain"),
        ("product.yaml", "max: 2,", "max: 99,", "{min: 1", "empty_domain"),
        ("product.yaml", "default: 2}", "default: 3}", "3}", "bad_default"),
        ("product.yaml", "inner <= 500", "iner <= 500", "iner", "unknown_name"),
        ("product.yaml", "inner <= 500 mm", "inner <= 5 kg", "5 kg", "wrong_type"),
        ("product.yaml", "[lamp]", "[lump]", "lump", "unknown_value"),
        ("product.yaml", "[lamp]", "[]", "[]\n    values", "bad_default"),
        ("product.yaml", "at_most: 1", "at_most: 3", "1\n    at_most", "empty_domain"),
        ("product.yaml", "sum(columns, w", "sum(colums, w", "colums", "not_a_list"),
        ("product.yaml", "sum(columns, width)", "sum(columns)", "sum(", "arguments"),
        ("product.yaml", "columns, width)", "columns, total)", "{id: total", "cycle"),
        ("product.yaml", "width - 38 mm", "inner - 3 mm", "{id: inner", "cycle"),
        (
            "product.yaml",
            "extras, columns]",
            "extras, column]",
            "column]",
            "unknown_option",
        ),
        (
            "product.yaml",
            "id: columns",
            "id: board",
            "board\n    name: {en: Col",
            "duplicate_id",
        ),
        ("product.yaml", "option: width", "option: widht", "widht", "unknown_option"),
        ("rules.yaml", "lamp in extras", "lump in extras", "lump", "unknown_value"),
        ("rules.yaml", "lamp in extras", "extras = lamp", "lamp", "several_answers"),
        ("rules.yaml", "lamp in extras", "lamp in board", "board", "wrong_type"),
        ("rules.yaml", "type = dr", "tpye = dr", "tpye", "unknown_name"),
        ("rules.yaml", "total <=", "columns <=", "columns <=", "wrong_type"),
        (
            "rules.yaml",
            "module: columns,\n",
            "module: column,\n",
            "column,",
            "unknown_module",
        ),
        ("tables/made.csv", "drawers,!600", "drawers,!700", "!700", "bad_cell"),
        ("tables/made.csv", "type,width", "type,widht", "widht", "unknown_option"),
    ],
)
def test_each_mistake_about_a_list_is_named_once_at_its_place(
    name: str, before: str, after: str, at: str, code: str
) -> None:
    files = wardrobe()
    text = files[name].decode()
    assert before in text
    text = text.replace(before, after, 1)
    files[name] = text.encode()
    head = text[: text.index(at)]
    line, column = head.count("\n") + 1, len(head.rsplit("\n", 1)[-1]) + 1
    with pytest.raises(ProductModelError) as caught:
        read(files)
    found = [(p.file, p.line, p.column, p.code) for p in caught.value.problems]
    assert found.count((name, line, column, code)) == 1


def test_a_cycle_is_told_by_its_names() -> None:
    text = PRODUCT.replace("width - 38 mm", "total / 2").replace(
        "sum(columns, width)", "sum(columns, inner)"
    )
    with pytest.raises(ProductModelError) as caught:
        read(wardrobe(**{"product.yaml": text}))
    cycles = [p.sentence for p in caught.value.problems if p.code == "cycle"]
    assert cycles == ["It is derived from itself: total -> columns.inner -> total."]
    assert [p.code for p in caught.value.problems] == ["cycle"]


def test_derived_values_of_parts_and_totals_use_one_another() -> None:
    text = PRODUCT.replace("value: width - 38 mm", "value: total - width")
    model = read(wardrobe(**{"product.yaml": text}))
    values: Configuration = {
        "board": "thin",
        "extras.lamp": True,
        "extras.led": False,
        "columns.count": 2,
        "columns.1.width": 500,
        "columns.1.type": "shelves",
        "columns.2.width": 400,
        "columns.2.type": "shelves",
    }
    assert environment(model, values)["columns.2.inner"] == 500


def test_a_table_may_name_answers_and_the_options_of_one_part() -> None:
    rules = RULES + "  - {id: first, name: {en: First, zh: 首}}\n"
    table = "extras.lamp,columns.1.width,columns.count\ntrue,400..500,\nfalse,!600,2\n"
    model = read(wardrobe(**{"rules.yaml": rules, "tables/first.csv": table}))
    assert model.tables[-1].options == (
        "extras.lamp",
        "columns.1.width",
        "columns.count",
    )
    for values in Brute(model).matching({}):
        assert values["columns.1.width"] != 600
        assert values["extras.lamp"] or values["columns.count"] == 2
