"""The shirt and the hoodie that ship: valid, biting rules, and always makeable."""

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from configurator.answer import answer
from configurator.bill import bill, routing
from configurator.check import check
from configurator.compile import compile_model
from configurator.complete import complete
from configurator.environment import environment
from configurator.expressions import parse
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder
from configurator.model import OptionKind, ProductModel, Rule
from configurator.price import price
from configurator.results import Conflict
from configurator.scope import scope_of
from models3d.assembly import Assembly, Material
from models3d.evaluate import evaluate
from models3d.materials import read_materials
from models3d.meshes.of_part import mesh_of
from models3d.tree import read_tree

SAMPLES = Path(__file__).parents[3] / "app" / "catalogue" / "samples"
SLUGS = ("shirt", "hoodie")
WORK_CENTRES = {"cutting", "sewing", "buttonholes", "pressing", "inspection", "packing"}


@cache
def product(slug):
    folder = SAMPLES / slug
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    document, positions = read_folder(files)
    model = read_product(document, positions)
    return model, read_tree(document["tree"], scope_of(model).types)


@cache
def compiled(slug):
    return compile_model(product(slug)[0])


@cache
def materials():
    found: dict[str, Material] = {}
    for name in ("materials.yaml", "fabrics.yaml"):
        found.update(read_materials(yaml.safe_load((SAMPLES / name).read_text())))
    return found


def negated(model: ProductModel, rule: Rule) -> ProductModel:
    """Turn one rule of the model into its opposite."""
    opposite = replace(rule, rule=parse(f"not ({rule.rule.text})"))
    rules = tuple(opposite if other is rule else other for other in model.rules)
    return replace(model, rules=rules)


RULES = [(slug, rule.id) for slug in SLUGS for rule in product(slug)[0].rules]
ROWS = [
    (slug, table.id, number)
    for slug in SLUGS
    for table in product(slug)[0].tables
    for number in range(len(table.rows))
]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_defaults_are_a_valid_variant(slug):
    model, _ = product(slug)
    assert check(model, {option.id: option.default for option in model.options}) == ()


@pytest.mark.parametrize(("slug", "rule_id"), RULES)
def test_each_rule_alone_forbids_a_variant(slug, rule_id):
    model, _ = product(slug)
    rule = next(rule for rule in model.rules if rule.id == rule_id)
    found = complete(compile_model(negated(model, rule)), {})
    assert not isinstance(found, Conflict)
    assert {violation.subject for violation in check(model, found)} == {rule_id}


@pytest.mark.parametrize(("slug", "table_id", "number"), ROWS)
def test_each_table_row_alone_allows_a_variant(slug, table_id, number):
    model, _ = product(slug)
    table = next(table for table in model.tables if table.id == table_id)
    row = dict(zip(table.options, table.rows[number], strict=True))
    choices = {option: cell.values[0] for option, cell in row.items() if cell.values}
    found = complete(compiled(slug), choices)
    assert not isinstance(found, Conflict)
    rows = table.rows[:number] + table.rows[number + 1 :]
    tables = tuple(
        replace(other, rows=rows) if other is table else other for other in model.tables
    )
    left = check(replace(model, tables=tables), found)
    assert {violation.subject for violation in left} == {table_id}


@pytest.mark.parametrize("slug", SLUGS)
def test_each_value_is_part_of_some_variant(slug):
    options = answer(compiled(slug), {}).options
    for name, option in options.items():
        blocked = [
            value for value, status in option.values.items() if status == "blocked"
        ]
        assert not blocked, name


def drawn(slug: str, seed: int) -> Mapping[str, Any]:
    """Draw a valid configuration, one random choice after the other."""
    model, _ = product(slug)
    dice = random.Random(seed)
    choices: dict[str, Any] = {}
    for option in dice.sample(model.options, len(model.options) // 2):
        if option.kind is OptionKind.TEXT:
            value: Any = dice.choice(["", "A", "LIN", "AB.C"])
        elif option.values:
            value = dice.choice(option.values).id
        elif option.kind is OptionKind.BOOLEAN:
            value = dice.random() < 0.5
        else:
            steps = (option.maximum - option.minimum) // option.step
            value = option.minimum + option.step * dice.randint(0, int(steps))
        tried = {**choices, option.id: value}
        if not isinstance(complete(compiled(slug), tried), Conflict):
            choices = tried
    found = complete(compiled(slug), choices)
    assert not isinstance(found, Conflict)
    return found


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("seed", range(10))
def test_random_variants_can_be_made_priced_and_routed(slug, seed):
    model, tree = product(slug)
    configuration = drawn(slug, seed)
    assert check(model, configuration) == ()
    assembly = evaluate(tree, environment(model, configuration))
    assert isinstance(assembly, Assembly)
    assert {part.material for part in assembly.parts} <= set(materials())
    half = [length / 20 for length in assembly.bounds_dmm]
    for part in assembly.parts:
        mesh = mesh_of(part)
        assert len(mesh.triangles), part.id
        assert (abs(mesh.positions) <= half).all(), part.id
    for currency in model.currencies:
        breakdown = price(model, configuration, assembly.measures, currency)
        assert breakdown.total_minor == sum(
            line.amount_minor for line in breakdown.lines
        )
        assert breakdown.total_minor > 5000
    lines = bill(model, configuration, assembly.measures).lines
    assert {line.material for line in lines} <= set(materials())
    assert all(line.quantity > 0 for line in lines)
    operations = routing(model, configuration, assembly.measures).operations
    assert {operation.work_centre for operation in operations} <= WORK_CENTRES
    assert all(operation.minutes >= 1 for operation in operations)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_swatch_and_every_line_of_the_bill_is_a_known_material(slug):
    model, tree = product(slug)
    swatches = {value.swatch for option in model.options for value in option.values}
    assert swatches - {None} <= set(materials())
    assert {line.material for line in model.bill} <= set(materials())
    of_slots = {
        name for slot in tree.slots.values() for name in slot.materials.values()
    }
    assert of_slots <= set(materials())
