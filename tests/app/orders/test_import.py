"""Orders from a CSV: all problems at once, the same doors, and the demo's load."""

import csv
import io
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.base.settings import ROOT, Settings
from app.db.migrate import migrate
from app.factory import make_services
from app.identity.tenants import create_tenant
from app.orders.history import events_of, replay
from app.orders.import_orders import import_orders
from app.orders.models import OrderItemRow, OrderRow
from app.orders.order_file import COLUMNS, OrderFileError
from app.orders.states import State
from app.outbox.run import run_task
from app.planning.current import current_plan
from app.planning.models import ReservationRow
from app.planning.request import request_plan
from app.planning.room import outlook
from scheduling.measures import deliveries, loads
from scheduling.verify import verify
from tests.app.orders.shop_rig import stock

DEMO = (ROOT / "app" / "orders" / "samples" / "demo_orders.csv").read_bytes()
PRODUCTS = ("wardrobe", "shelving", "table", "shirt", "hoodie")
GOOD = {
    "reference": "A-1",
    "placed_on": "-2",
    "product": "wardrobe",
    "choices": "width=1850;soft_close=no",
    "quantity": "1",
    "currency": "EUR",
    "name": "Mina Okafor",
    "email": "mina@example.org",
    "phone": "",
    "street": "Lindenstraße 14",
    "extra": "",
    "postcode": "34117",
    "city": "Kassel",
    "country": "DE",
    "wanted": "14",
    "state": "paid",
}


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    """Factories and a product, stocked once; each test rolls its orders back."""
    yield from stocked(tmp_path_factory.mktemp("works"), ("wardrobe",))


@pytest.fixture(scope="module")
def demo_works(tmp_path_factory):
    """Factories and all five products."""
    yield from stocked(tmp_path_factory.mktemp("demo"), PRODUCTS)


def stocked(folder, products):
    clock = _Monday()
    services = make_services(Settings(data_dir=folder, secret_key="s" * 64), clock)
    migrate(services.database.engine)
    with services.database.begin(None) as session:
        tenant = create_tenant(session, "demo", "Lot One", is_demo=True)
    stock(services, tenant.id, products)
    yield services, tenant.id
    services.database.engine.dispose()


class _Monday:
    def __call__(self):
        return datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class RolledBackError(Exception):
    """Ends a test's transaction without keeping anything."""


@pytest.fixture
def session(works):
    services, tenant_id = works
    with suppress(RolledBackError), services.database.begin(tenant_id) as opened:
        yield opened
        raise RolledBackError


def file(*rows):
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**GOOD, **row} for row in rows)
    return buffer.getvalue().encode()


def test_a_line_becomes_an_order_through_the_shops_own_doors(session, works):
    clock = works[0].clock
    assert import_orders(session, file({}), clock=clock).count == 1
    order = session.scalars(select(OrderRow)).one()
    item = session.scalars(select(OrderItemRow)).one()
    assert replay(events_of(session, order.id)) is State.PAID
    assert order.placed_at.day == 21
    assert (order.promised_on - clock().date()).days <= 14
    assert order.total_minor == item.unit_minor + order.shipping_minor
    assert (item.configuration["width"], item.configuration["soft_close"]) == (
        1850,
        False,
    )
    reserved = session.get_one(ReservationRow, item.reservation_id)
    assert (reserved.state, reserved.reference) == ("committed", item.id)


def test_every_problem_of_every_line_is_told_at_once(session, works):
    content = file(
        {"reference": "", "quantity": "0", "state": "lost"},
        {"reference": "A-2", "product": "boat"},
        {"reference": "A-3", "choices": "width=99;colour=red;soft_close=maybe"},
        {"reference": "A-4", "email": "mina", "country": "US", "placed_on": "3"},
        {"reference": "A-5"},
        {"reference": "A-5", "name": "Somebody Else"},
    )
    with pytest.raises(OrderFileError) as refused:
        import_orders(session, content, clock=works[0].clock)
    found = {(problem.line, problem.column) for problem in refused.value.problems}
    assert found == {
        (2, "reference"),
        (2, "quantity"),
        (2, "state"),
        (3, "product"),
        (4, "choices"),
        (5, "email"),
        (5, "country"),
        (5, "placed_on"),
        (7, "reference"),
    }
    assert session.scalar(select(func.count()).select_from(OrderRow)) == 0


def test_choices_that_contradict_are_told_in_the_rules_words(session, works):
    with pytest.raises(OrderFileError) as refused:
        import_orders(session, file({"choices": "width=1855"}), clock=works[0].clock)
    assert [problem.column for problem in refused.value.problems] == ["choices"]


def test_partial_imports_whole_good_orders_only(session, works):
    content = file(
        {"reference": "A-1"},
        {"reference": "A-2"},
        {"reference": "A-2", "quantity": "0"},
    )
    imported = import_orders(session, content, clock=works[0].clock, is_partial=True)
    assert imported.count == 1
    assert [problem.line for problem in imported.problems] == [4]
    assert session.scalars(select(OrderRow.reference)).all() == ["A-1"]


def test_a_reference_is_imported_once(session, works):
    import_orders(session, file({}), clock=works[0].clock)
    with pytest.raises(OrderFileError) as refused:
        import_orders(session, file({}), clock=works[0].clock)
    assert [problem.column for problem in refused.value.problems] == ["reference"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"\xff\xfe",
        file({}) + b"too,few\n",
        file({}).replace(b"wanted", b"wished"),
        ",".join(COLUMNS).encode() + b'\n"open',
    ],
)
def test_a_file_that_is_none_is_refused_whole(session, works, content):
    with pytest.raises(OrderFileError):
        import_orders(session, content, clock=works[0].clock)


@pytest.mark.slow
def test_the_demo_breaks_promises_first_in_first_out_and_none_by_our_plan(
    demo_works,
):
    """
    Sixty orders load the bottleneck to 85 % over two weeks.

    First in, first out: each order takes the earliest room when it comes in, in the
    order of the file, which is the order they were placed in.
    """
    services, tenant_id = demo_works
    with services.database.begin(tenant_id) as session:
        assert import_orders(session, DEMO, clock=services.clock).count == 60
        states = set(session.scalars(select(OrderRow.state)))
        slugs = set(session.scalars(select(OrderItemRow.slug)))
        assert len(states) >= 5
        assert slugs == set(PRODUCTS)
        first_in = broken(session, services)
        task_id = request_plan(session, "linden")
        other = request_plan(session, "ailin")
    assert first_in["linden"] >= 5
    for each in (task_id, other):
        run_task(services, tenant_id, each)
    with services.database.begin(tenant_id) as session:
        assert broken(session, services) == {"linden": 0, "ailin": 0}
        assert busiest_share(session, services) >= 0.85


def broken(session, services):
    counts = {}
    for site in ("linden", "ailin"):
        plan = current_plan(session, site, services.clock())
        problem, seen = outlook(plan, services.clock())
        assert verify(problem, seen.schedule) == []
        late = deliveries(problem, seen.schedule)
        counts[site] = sum(delivery.breaks_promise for delivery in late)
    return counts


def busiest_share(session, services):
    """Load of the busiest machine over the fourteen days from the next midnight."""
    plan = current_plan(session, "linden", services.clock())
    problem, seen = outlook(plan, services.clock())
    machines = {machine.id for machine in plan.site.machines}
    shares = []
    for machine in machines:
        own = [
            load
            for load in loads(problem, seen.schedule)
            if load.resource == machine and 1 <= load.day <= 14
        ]
        shares.append(sum(x.work_min for x in own) / sum(x.open_min for x in own))
    return max(shares)
