"""A real wardrobe on the floor: its traveller, its drawing, its customer's order."""

from app.orders.import_orders import import_orders
from app.orders.models import OrderRow
from tests.app.orders.shop_rig import stock

CSV = """reference,placed_on,product,choices,quantity,currency,name,email,phone,street,\
extra,postcode,city,country,wanted,state
D-1,-1,wardrobe,width=1850,2,EUR,Ada Weber,ada@example.org,,\
Weg 1,,34117,Kassel,DE,20,paid
"""


def test_a_job_comes_with_what_was_ordered_and_the_order_follows_its_reports(
    services, tenant, clock, operator, say
):
    stock(services, tenant.id)
    with services.database.begin(tenant.id) as session:
        import_orders(session, CSV.encode(), clock=clock)
    path = "/api/floor/sites/linden/work-centres/panel_saw/jobs"
    (line,) = operator.get(path).get_json()["jobs"]
    detail = operator.get(f"/api/floor/jobs/{line['job']}").get_json()
    assert (detail["label"], detail["quantity"]) == (line["label"], 2)
    facts = {fact["name"]: fact["value"] for fact in detail["facts"]}
    assert facts["Width"] == "1,850 mm"
    assert all(float(one["quantity"]) > 0 for one in detail["materials"])
    assert detail["steps"][0]["operation"] == "cut"
    assert {step["state"] for step in detail["steps"]} == {"waiting"}
    picture = operator.get(line["picture"])
    assert picture.mimetype == "image/svg+xml"
    assert picture.get_data(as_text=True).lstrip().startswith("<svg")
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    assert order_state(services, tenant) == "paid"
    say(line["job"], "cut", "start")
    say(line["job"], "cut", "finish")
    assert order_state(services, tenant) == "in_production"
    detail = operator.get(f"/api/floor/jobs/{line['job']}").get_json()
    assert detail["steps"][0]["state"] == "done"


def order_state(services, tenant) -> str:
    with services.database.begin(tenant.id) as session:
        return session.query(OrderRow).one().state
