"""Brute force agrees with every finding about random small models."""

import csv
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from configurator.compile import compile_model
from configurator.environment import environment
from configurator.expressions import evaluate, expression_of, parse, syntax
from configurator.formats.document import read_product
from configurator.formats.recognise import read_model
from configurator.lint import Findings, Idle, lint, name_of
from configurator.model import (
    ConditionalDefault,
    FeatureTree,
    Option,
    OptionKind,
    PriceLine,
    ProductModel,
    Rule,
)
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import TEXT, documents, option

many = examples(30, 3000)

LISTED = 24


@st.composite
def models(draw: st.DrawFn) -> ProductModel:
    """Return a random model, some of its rules structural."""
    model = read_product(draw(documents()))
    rules = tuple(replace(r, is_structural=draw(st.booleans())) for r in model.rules)
    return replace(model, rules=rules)


@many
@given(models())
def test_dead_values_are_those_that_no_variant_has(model):
    brute, findings = Brute(model), lint(compile_model(model))
    assert findings.is_satisfiable == brute.can({})
    if not findings.is_satisfiable:
        return
    for name, values in brute.domains.items():
        possible = [value for value in values if brute.can({name: value})]
        is_text = model.option(name).kind is OptionKind.TEXT
        if is_text:
            continue
        assert (name in findings.false_choices) == (len(possible) == 1)
        core = [value for key, value in findings.core_values if key == name]
        assert core == (possible if len(possible) == 1 else [])
        if len(values) <= LISTED:
            dead = {value for key, value in findings.dead_values if key == name}
            assert dead == set(values) - set(possible)


@many
@given(models())
def test_redundant_rules_follow_from_those_that_are_kept(model):
    brute, findings = Brute(model), lint(compile_model(model))
    if not findings.is_satisfiable:
        return
    structural = {rule.id for rule in model.rules if rule.is_structural}
    kept = [r.id for r in model.relations if r.id not in structural]
    dropped = []
    for rule in tuple(kept):
        rest = structural.union(kept) - {rule}
        if all(rule not in broken for _, broken in brute.broken if not broken & rest):
            kept.remove(rule)
            dropped.append(rule)
    assert list(findings.redundant_rules) == dropped


def condition(node: syntax.Node) -> list[syntax.Node]:
    """Return the statements that must all hold before a rule says anything."""
    if not isinstance(node, syntax.Implication):
        return []
    return [node.left, *([] if node.is_mutual else condition(node.right))]


@many
@given(models())
def test_what_is_conditional_never_fires_when_no_variant_meets_its_condition(model):
    whens = [rule.rule for rule in model.rules]
    first = model.options[0].id
    value = Brute(model).domains[first][0]
    model = replace(
        model,
        currencies=("EUR",),
        prices=tuple(
            PriceLine(f"line_{at}", TEXT, {"EUR": 1}, when=when)
            for at, when in enumerate(whens)
        ),
        defaults=(ConditionalDefault(first, value, whens[0]),),
    )
    brute, findings = Brute(model), lint(compile_model(model))
    seen = [environment(model, values) for values in brute.matching({})]
    if not seen:
        return
    expected = []
    for rule in model.rules:
        parts = [expression_of(node) for node in condition(rule.rule.root)]
        fires = any(all(evaluate(part, values) for part in parts) for values in seen)
        if parts and not rule.is_structural and not fires:
            expected.append(Idle("rule", rule.id))
    idle = [not any(evaluate(when, values) for values in seen) for when in whens]
    expected += [Idle("default", first)] if idle[0] else []
    expected += [
        Idle("price", f"line_{at}") for at, is_idle in enumerate(idle) if is_idle
    ]
    assert list(findings.never_firing) == expected


@st.composite
def feature_models(draw: st.DrawFn) -> ProductModel:
    """Return a random feature tree of seven features with cross-tree constraints."""
    names = [f"f{index}" for index in range(7)]
    parents = {
        name: names[draw(st.integers(0, at))] for at, name in enumerate(names[1:])
    }
    mandatory = frozenset(draw(st.sets(st.sampled_from(names[1:]))))
    rules = ["f0"]
    rules += [f"{name} -> {parent}" for name, parent in parents.items()]
    rules += [f"{parents[name]} -> {name}" for name in sorted(mandatory)]
    tree = [
        Rule(f"tree_{at}", TEXT, parse(r), is_structural=True)
        for at, r in enumerate(rules)
    ]
    literal = st.sampled_from([*names, *(f"not {name}" for name in names)])
    sides = draw(st.lists(st.tuples(literal, literal), max_size=5))
    cross = [
        Rule(f"constraint_{at}", TEXT, parse(f"{left} -> {right}"))
        for at, (left, right) in enumerate(sides, 1)
    ]
    return ProductModel(
        "features",
        TEXT,
        tuple(Option(name, OptionKind.BOOLEAN, TEXT) for name in names),
        rules=(*tree, *cross),
        features=FeatureTree("f0", parents, mandatory),
    )


@many
@given(feature_models())
def test_features_are_core_dead_or_falsely_optional_as_their_definitions_say(model):
    brute, findings = Brute(model), lint(compile_model(model))
    variants = list(brute.matching({}))
    assert findings.is_satisfiable == bool(variants)
    if not variants:
        return
    tree = model.features
    core = [f for f in brute.domains if all(variant[f] for variant in variants)]
    dead = [f for f in brute.domains if not any(variant[f] for variant in variants)]
    implied = [
        feature
        for feature, parent in tree.parents.items()
        if feature not in tree.mandatory
        and all(variant[feature] for variant in variants if variant[parent])
    ]
    assert findings.core_values == tuple((feature, True) for feature in core)
    assert findings.dead_values == tuple((feature, True) for feature in dead)
    assert findings.false_optional == tuple(implied)


def test_the_only_member_of_a_group_is_not_falsely_optional() -> None:
    """A group of one brings its member along: the tree never left it free."""
    names = ("car", "engine")
    tree = Rule("group", TEXT, parse("car <-> engine"), is_structural=True)
    model = ProductModel(
        "car",
        TEXT,
        tuple(Option(name, OptionKind.BOOLEAN, TEXT) for name in names),
        rules=(Rule("root", TEXT, parse("car"), is_structural=True), tree),
        features=FeatureTree("car", {"engine": "car"}, frozenset()),
    )
    assert lint(compile_model(model)).false_optional == ()


def test_a_condition_on_a_measure_may_always_be_met_unless_an_option_forbids() -> None:
    model = read_product(
        {
            "format": 1,
            "id": "box",
            "name": TEXT,
            "currencies": ["EUR"],
            "options": [{"id": "lid", "kind": "boolean", "name": TEXT}],
            "rules": [{"id": "no_lid", "name": TEXT, "rule": "not lid"}],
        }
    )
    whens = {"big": "measure.area > 3 m2", "lidded": "lid and measure.area > 3 m2"}
    lines = tuple(
        PriceLine(name, TEXT, {"EUR": 1}, when=parse(when))
        for name, when in whens.items()
    )
    findings = lint(compile_model(replace(model, prices=lines)))
    assert findings.never_firing == (Idle("price", "lidded"),)


@many
@given(models())
def test_a_contradiction_names_a_smallest_set_of_relations(model):
    """Without any one of them some combination is left."""
    brute, findings = Brute(model), lint(compile_model(model))
    if findings.contradiction is None:
        return
    rules = set(findings.contradiction.rules)
    assert findings == Findings(contradiction=findings.contradiction)
    assert not brute.can({}, rules)
    for rule in rules:
        assert brute.can({}, rules - {rule})


def test_a_published_feature_model_has_its_published_numbers() -> None:
    folder = Path(__file__).parents[1] / "data/feature-models"
    with (folder / "published.csv").open(newline="") as file:
        known = {line["file"]: line for line in csv.DictReader(file)}
    line = known["berkeleydb.xml"]
    model = read_model(folder / "berkeleydb.xml")
    findings = lint(compile_model(model))
    assert len(findings.core_values) == int(line["core_features"])
    assert len(findings.dead_values) == int(line["dead_features"])
    assert len(findings.false_optional) == int(line["false_optional_features"])
    assert len(findings.redundant_rules) == int(line["redundant_constraints"])
    assert [name_of(model, pair) for pair in findings.core_values[:2]] == [
        "SPL",
        "ConcurrTrans",
    ]


def test_values_are_called_by_their_option_outside_feature_models() -> None:
    model = read_product(
        {
            "format": 1,
            "id": "box",
            "name": TEXT,
            "options": [option("soft"), option("finish")],
            "rules": [{"id": "raw", "name": TEXT, "rule": "not soft and finish = raw"}],
        }
    )
    findings = lint(compile_model(model))
    core = [name_of(model, pair) for pair in findings.core_values]
    assert core == ["soft=false", "finish=raw"]
    assert [name_of(model, pair) for pair in findings.dead_values] == [
        "soft=true",
        "finish=oak",
        "finish=white",
    ]
