"""Price, bill and routing of the samples ask only for measures that the tree has."""

import pytest

from configurator.bill import bill, routing
from configurator.expressions import names_of
from configurator.price import price
from models3d.measures import measure_kinds
from tests.models3d.samples import FURNITURE, sample


@pytest.mark.parametrize("slug", FURNITURE)
def test_every_measure_asked_for_exists(slug):
    model = sample(slug).model
    lines = [(line.times, line.when) for line in model.prices]
    lines += [(line.quantity, line.when) for line in model.bill]
    lines += [(step.minutes, step.when) for step in model.routing]
    asked = {
        name.removeprefix("measure.")
        for line in lines
        for expression in line
        if expression is not None
        for name in names_of(expression)
        if name.startswith("measure.")
    }
    assert asked
    assert asked <= set(measure_kinds(sample(slug).tree))


@pytest.mark.parametrize("slug", FURNITURE)
def test_random_variants_have_a_price_a_bill_and_a_routing(slug):
    product = sample(slug)
    for variant in product.random_variants(seed=41, count=25):
        measures = product.assemble(variant).measures
        for currency in product.model.currencies:
            breakdown = price(product.model, variant, measures, currency)
            assert breakdown.total_minor == sum(
                line.amount_minor for line in breakdown.lines
            )
            assert breakdown.total_minor > 0
        assert all(
            line.quantity > 0 for line in bill(product.model, variant, measures).lines
        ), variant
        operations = routing(product.model, variant, measures).operations
        assert {"panel_saw", "assembly", "packing"} <= {
            operation.work_centre for operation in operations
        }
        assert all(1 <= operation.minutes <= 8 * 60 for operation in operations)
