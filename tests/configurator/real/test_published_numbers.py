"""Numbers that were published with the models, and counts by other means."""

import csv

import pytest

from configurator.compile import compile_model
from configurator.count import count
from configurator.formats.recognise import read_model
from configurator.lint import lint
from tests.configurator.counts import IS_PROOF
from tests.configurator.real.judges import counted
from tests.configurator.real.models import LARGE, SMALL, real
from tests.configurator.real.sxfm_clauses import read_clauses

RENAULT = 155771892576027043430400
PUBLISHED = [n for n in (*SMALL, *LARGE) if n.endswith(".xml")]
SPLOT = (
    *("REAL-FM-4", "android", "banking", "bigdata", "fqa", "investment", "printers"),
    *("smartwatch", "subseaCS", "ubuntu", "windows7", "windows8"),
)
# Too entangled for a counter of thirty lines: counted by d4 over the same clauses.
ENTANGLED = {"windows7", "windows8", "investment"}
# Take their time to count or to compile: only a proof has it.
PATIENT = {"ubuntu", "investment", "windows7", "windows8"}
PATIENCE_S = 600.0


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED if IS_PROOF else PUBLISHED[:2])
def test_the_published_numbers_come_out(name, reference_data):
    with (reference_data / "feature-models/published.csv").open(newline="") as file:
        known = next(line for line in csv.DictReader(file) if line["file"] == name)
    compiled = real(reference_data, name).compiled
    findings = lint(compiled)
    found = {
        "file": name,
        "features": len(compiled.model.options),
        "constraints": sum(not rule.is_structural for rule in compiled.model.rules),
        "core_features": len(findings.core_values),
        "dead_features": len(findings.dead_values),
        "false_optional_features": len(findings.false_optional),
        "redundant_constraints": len(findings.redundant_rules),
        "digits_of_configuration_count": len(str(count(compiled))),
    }
    assert {key: str(value) for key, value in found.items()} == known


@pytest.mark.slow
def test_the_car_has_as_many_variants_as_published(reference_data):
    assert count(real(reference_data, "renault-part").compiled) == RENAULT


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL[: 2 if IS_PROOF else 1])
def test_a_count_is_that_of_the_published_clauses(name, reference_data):
    judge = real(reference_data, name).judge
    assert count(real(reference_data, name).compiled) == counted(
        judge.clauses, judge.size
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in SPLOT if IS_PROOF or n not in PATIENT])
def test_small_feature_models_are_counted_exactly(name, reference_data):
    path = reference_data / "feature-models" / "splot" / f"{name}.sxfm"
    tree = read_clauses(path)
    compiled = compile_model(read_model(path))
    assert len(compiled.model.options) == len(tree.numbers)
    counter = _by_d4 if name in ENTANGLED else counted
    # A slow machine compiles no circuit of an entangled one within its seconds.
    found = count(compiled, seconds=PATIENCE_S)
    assert found == counter(tree.clauses, len(tree.numbers))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["uvl", "dimacs"])
@pytest.mark.parametrize("name", [n.removesuffix(".xml") for n in SMALL[:3]])
def test_every_format_of_a_model_says_the_same(name, kind, reference_data):
    folder = reference_data / "feature-models"
    same = compile_model(read_model(folder / f"{name}.{kind}"))
    assert count(same) == count(real(reference_data, f"{name}.xml").compiled)


def _by_d4(clauses, size):
    import py_d4  # noqa: PLC0415 - only here; its import starts native code

    return int(py_d4.Solver(clauses, size).count().getResult())
