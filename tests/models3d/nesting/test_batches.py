"""A planning window: every panel of every order, by board, and traced to its order."""

from collections import Counter

import pytest

from models3d.furniture.cutlist import cut_list
from models3d.nesting.batches import batches
from models3d.nesting.problem import Cutting, NestingError, Sheet
from models3d.nesting.sorting import sort_plan
from models3d.nesting.verify import verify
from tests.models3d.nesting.cases import planned
from tests.models3d.samples import sample

SHEET = Sheet("board", 28000, 20700)


def test_orders_are_mixed_by_board_and_every_panel_is_traced():
    product = sample("wardrobe")
    orders = {
        f"W{n}": cut_list(product.assemble(variant))
        for n, variant in enumerate(product.random_variants(seed=4, count=3))
    }
    panels = [(order, one) for order in orders for one in orders[order]]
    boards = {(one.material, one.thickness_dmm): (SHEET,) for _, one in panels}
    problems = batches(orders, boards, Cutting(kerf=40, trim=100))
    assert len(problems) == len(boards)
    assert sum(one.total for one in problems) == len(panels)
    plans = [planned(one, 50) for one in problems]
    for problem, plan in zip(problems, plans, strict=True):
        assert verify(problem, plan) == []
    found = Counter((one.order, one.piece) for one in sort_plan(plans))
    assert found == Counter((order, f"{order}/{one.id}") for order, one in panels)
    size = {f"{order}/{one.id}": one for order, one in panels}
    for placed in (one for plan in plans for one in plan.placements):
        panel = size[placed.piece]
        sides = (placed.width, placed.height)[:: -1 if placed.is_turned else 1]
        assert sides == (panel.cut_length_dmm, panel.cut_width_dmm)
        assert not (placed.is_turned and panel.has_grain)


def test_a_board_without_sheets_is_told():
    orders = {"A": cut_list(sample("wardrobe").build())}
    with pytest.raises(NestingError) as caught:
        batches(orders, {}, Cutting())
    assert caught.value.problems[0].path == "sheets"
