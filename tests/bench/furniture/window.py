"""Twenty wardrobes of one planning window: nested together and order by order."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from models3d.furniture.cutlist import CutPiece, cut_list
from models3d.nesting.batches import Board, batches
from models3d.nesting.plan import Plan
from models3d.nesting.problem import Cutting, Problem, Sheet
from models3d.nesting.solve import Budget, solve, warm
from models3d.nesting.sorting import shelves, sort_plan
from models3d.nesting.verify import verify
from tests.bench.furniture.asked import Asked, MeasureError
from tests.bench.measure.promise import Row
from tests.models3d.samples import sample

ORDERS = 20
CUTTING = Cutting(kerf=40, trim=100, stages=3, least_rest=(2000, 6000))
SHEET = Sheet("2800 x 2070", 28000, 20700)
LEAST_GAIN = 5.0


def window(asked: Asked) -> Iterator[Row]:
    """Yield the yields of a mixed batch and of each order alone, and the sort plan."""
    product = sample("wardrobe")
    variants = product.random_variants(seed=20, count=ORDERS)
    orders = {
        f"W{n:02}": cut_list(product.assemble(variant))
        for n, variant in enumerate(variants, 1)
    }
    warm()
    began = time.process_time()
    mixed = _planned(orders, asked.seconds)
    spent = time.process_time() - began
    alone = [plan for id_, one in orders.items() for plan in _planned({id_: one}, 0.1)]
    together, apart = _yield_pct(mixed), _yield_pct(alone)
    panels = sum(map(len, orders.values()))
    what = f"{ORDERS} wardrobes, {panels} panels"
    how = (
        f"{together:.1f} % of {sum(len(plan.sheets) for plan in mixed)} sheets, order"
        f" by order {apart:.1f} % of {sum(len(plan.sheets) for plan in alone)};"
        f" 2,800 x 2,070, kerf 4, trim 10, three stages; {spent:.1f} s of processor"
        f" time for {len(mixed)} boards; judged"
    )
    gain = together - apart
    yield Row(what, "points gained", "", gain, LEAST_GAIN, how=how, is_floor=True)
    traced = Counter((one.order, one.piece) for one in sort_plan(mixed))
    wanted = Counter(
        (o, f"{o}/{one.id}") for o, list_ in orders.items() for one in list_
    )
    lost = (wanted - traced).total() + (traced - wanted).total()
    yield Row(
        what,
        "panels not traced to their order",
        "",
        lost,
        0,
        None,
        f"{shelves(mixed)} shelves gather {ORDERS} orders",
    )


def _planned(orders: Mapping[str, Sequence[CutPiece]], seconds: float) -> list[Plan]:
    boards: dict[Board, Sequence[Sheet]] = {
        (one.material, one.thickness_dmm): (SHEET,)
        for pieces in orders.values()
        for one in pieces
    }
    return [_judged(one, seconds) for one in batches(orders, boards, CUTTING)]


def _judged(problem: Problem, seconds: float) -> Plan:
    plan = solve(problem, Budget(seconds=seconds, clock=time.process_time))
    if not isinstance(plan, Plan) or verify(problem, plan):
        raise MeasureError(f"{problem.name}: no plan that can be sawn")
    return plan


def _yield_pct(plans: Sequence[Plan]) -> float:
    made = sum(plan.piece_area for plan in plans)
    return 100 * made / sum(plan.board_area for plan in plans)
