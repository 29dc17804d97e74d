"""The five demo products hold what a demo must hold, and each rule of them bites."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.catalogue.commands import read_files
from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.makeable import failures, random_variant
from configurator.answer import answer
from configurator.check import check
from configurator.compile import compile_model
from configurator.complete import complete
from configurator.expressions import expression_of, syntax
from configurator.formats.folder import read_folder, write_folder
from configurator.model import Rule, Scalar
from configurator.results import Conflict, Status

SAMPLES = Path(__file__).parents[3] / "app" / "catalogue" / "samples"
SLUGS = ("wardrobe", "shelving", "table", "shirt", "hoodie")


@pytest.fixture(scope="module", params=SLUGS)
def product(request) -> LoadedVersion:
    document, _ = read_folder(read_files(SAMPLES / request.param))
    return load(version_id="x", slug=request.param, number=1, document=document)


def test_it_has_at_least_twenty_rules_or_rows(product):
    model = product.model
    rows = sum(len(table.rows) for table in model.tables)
    assert len(model.rules) + rows >= 20


def test_every_rule_and_table_bites(product):
    """Without it, a variant that it forbids satisfies everything else."""
    model = product.model
    for relation in (*model.rules, *model.tables):
        without = replace(
            model,
            rules=tuple(r for r in model.rules if r is not relation),
            tables=tuple(t for t in model.tables if t is not relation),
        )
        freed = _variant_against(without, model, relation)
        assert freed is not None, f"{product.slug}: {relation.id} forbids nothing"
        assert check(without, freed) == ()
        assert {v.subject for v in check(model, freed)} == {relation.id}


def _variant_against(without, model, relation):
    if isinstance(relation, Rule):
        refuted = expression_of(syntax.Not(relation.rule.root))
        opposite = Rule(relation.id, relation.name, refuted)
        negated = replace(without, rules=(*without.rules, opposite))
        found = complete(compile_model(negated), {})
        return None if isinstance(found, Conflict) else found
    return _variant_outside_table(without, model)


def _variant_outside_table(without, model):
    compiled = compile_model(without)
    chance = random.Random(7)
    for _ in range(400):
        choices: dict[str, Scalar] = {}
        for option in chance.sample(list(without.options), 5):
            state = answer(compiled, choices).options[option.id]
            open_ = [v for v, s in state.values.items() if s != Status.BLOCKED]
            open_ = open_ or [
                n for n in (state.minimum, state.maximum) if n is not None
            ]
            if open_:
                choices[option.id] = chance.choice(open_)
        found = complete(compiled, choices)
        if not isinstance(found, Conflict) and check(model, found):
            return found
    return None


def test_every_value_of_every_option_can_be_had(product):
    for option_id, state in answer(product.compiled, {}).options.items():
        for value, status in state.values.items():
            assert status != Status.BLOCKED, f"{option_id} = {value} is dead"


def test_what_the_rules_allow_can_be_made(product):
    assert failures(product, samples=30, seed=11) == []


def test_random_variants_pass_the_judge(product):
    chance = random.Random(3)
    for _ in range(20):
        assert check(product.model, random_variant(product, chance)) == ()


def test_the_folder_survives_a_round_trip(product):
    document, _ = read_folder(read_files(SAMPLES / product.slug))
    again, _ = read_folder(write_folder(document))
    assert again == document


def test_both_languages_and_both_currencies_are_complete(product):
    model = product.model
    assert set(model.currencies) == {"EUR", "CNY"}
    named = [*model.options, *model.groups, *model.rules, *model.tables]
    named += [value for option in model.options for value in option.values]
    for thing in named:
        assert thing.name["en"].strip()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in thing.name["zh"]), thing
