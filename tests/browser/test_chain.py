"""The whole chain, as shopper, planner, operator and merchandiser live it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import House, screenshot

REASON = "Not with walnut above 1,800 mm wide"
RULE = "walnut_is_sold_out"
SOLD_OUT = "Walnut is sold out until spring."
CUSTOMER = {
    "name": "Ada Baker",
    "email": "ada@example.org",
    "street": "Lindenweg 3",
    "postcode": "34117",
    "city": "Kassel",
}


@pytest.fixture(
    params=[
        "house",
        pytest.param("grown_house", marks=[pytest.mark.postgres, pytest.mark.redis]),
    ]
)
def any_house(request: pytest.FixtureRequest) -> House:
    """Find the embedded house, then the one on PostgreSQL and Redis."""
    found: House = request.getfixturevalue(request.param)
    return found


def test_from_a_click_to_a_job_list_and_back(
    any_house: House,
    visitor: Callable[..., Page],
    sign_in: Callable[[House, str], Page],
) -> None:
    house = any_house
    shopper = visitor()
    _personalize(shopper, house)
    order_url = _buy(shopper)
    number = _order_number(shopper)

    planner = sign_in(house, "planner")
    _plan(planner, house)

    operator = sign_in(house, "operator")
    _saw(operator, house, number)
    shopper.goto(order_url)
    expect(_work_step(shopper, "cut")).to_contain_text("done")
    screenshot(shopper, "order-in-production")

    merchandiser = sign_in(house, "merchandiser")
    _forbid_walnut(merchandiser, house)

    _is_refused(visitor(), house)
    shopper.goto(order_url)
    expect(shopper.get_by_text("Walnut oil").first).to_be_visible()
    expect(shopper.get_by_text(number)).to_be_visible()


def _personalize(page: Page, house: House) -> None:
    """Make it wide, want walnut, read why not, and take the fix."""
    page.goto(f"{house.url}/p/wardrobe")
    screenshot(page, "product")
    width = page.get_by_role("textbox", name="Width")
    width.fill("2000")
    width.press("Enter")
    _step(page, "Surface")
    walnut = _value(page, "finish", "Walnut oil")
    expect(walnut).to_have_attribute("data-blocked", "true")
    expect(walnut).to_contain_text(REASON)
    screenshot(page, "product-blocked")
    walnut.locator("button.fix").first.click()
    expect(walnut).to_have_attribute("data-chosen", "true")
    expect(walnut).to_have_attribute("data-blocked", "false")
    _step(page, "Size")
    expect(width).to_have_value("1800")


def _buy(page: Page) -> str:
    """Order it and pay with the stand-in bank; answers the order's address."""
    expect(page.locator(".bar")).to_have_attribute("aria-busy", "false")
    price = page.locator(".bar strong.sum").inner_text()
    page.locator(".bar button.first").click()
    page.wait_for_url("**/cart")
    expect(page.get_by_text(price).first).to_be_visible()
    screenshot(page, "cart")
    page.get_by_role("link", name="To the checkout").or_(
        page.get_by_role("button", name="To the checkout")
    ).click()
    page.wait_for_url("**/checkout*")
    for field, value in CUSTOMER.items():
        page.fill(f"input[name={field}]", value)
    screenshot(page, "checkout")
    page.get_by_role("button", name=re.compile("^Order for")).click()
    page.wait_for_url("**/bank/pay/**")
    expect(page.get_by_text("This is not a real bank")).to_be_visible()
    screenshot(page, "bank")
    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.wait_for_url("**/o/**")
    expect(page.get_by_text("Payment received")).to_be_visible()
    screenshot(page, "order")
    return page.url


def _order_number(page: Page) -> str:
    found = re.search(r"L\w{4}-\w{4}", page.locator("main").inner_text())
    assert found is not None
    return found[0]


def _plan(page: Page, house: House) -> None:
    """Plan now, with progress while it runs and a new plan at the end."""
    page.goto(f"{house.url}/floor/linden")
    page.get_by_role("button", name="Plan now").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    planned = re.compile(r"Plan \d+ stands, \d+ operations moved")
    expect(page.locator(".plan-progress")).to_have_text(planned, timeout=60_000)
    told = page.request.get(f"{house.url}/api/floor/sites/linden/figures").json()
    assert told["late"] == 0
    screenshot(page, "floor")


def _saw(page: Page, house: House, number: str) -> None:
    """See the job at the saw, start it and report it done."""
    page.goto(f"{house.url}/floor/linden/panel_saw")
    expect(page.locator(".active-label")).to_be_visible()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator(".active-label")).to_contain_text(number)
    with page.expect_response("**/reports") as started:
        page.get_by_role("button", name="Start").click()
    assert started.value.ok, started.value.text()
    expect(page.locator(".active-state")).to_contain_text("Running")
    screenshot(page, "job-list")
    page.get_by_role("button", name="Done").click()
    with page.expect_response("**/reports") as finished:
        page.get_by_role("button", name="Good").click()
    assert finished.value.ok, finished.value.text()
    expect(page.locator(".active-label")).not_to_contain_text(number)


def _forbid_walnut(page: Page, house: House) -> None:
    page.goto(f"{house.url}/studio/wardrobe")
    page.get_by_role("button", name="New rule").click()
    page.fill("#entry-id", RULE)
    page.locator(".cm-content").click()
    page.keyboard.type("finish != walnut")
    expect(page.locator(".wrong")).to_contain_text("walnut_oil")
    page.keyboard.type("_oil")
    verdict = page.locator(".studio-verdict")
    expect(verdict).to_contain_text("Now impossible")
    expect(verdict).to_contain_text("Body: Walnut oil")
    page.fill("#name-en", SOLD_OUT)
    page.fill("#name-zh", "胡桃木已售罄，开春再供应。")
    screenshot(page, "studio")
    page.get_by_role("button", name="Keep this rule").click()
    expect(page.get_by_role("button", name=SOLD_OUT)).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 2 is what new visitors get")).to_be_visible()


def _is_refused(page: Page, house: House) -> None:
    page.goto(f"{house.url}/p/wardrobe")
    _step(page, "Surface")
    walnut = _value(page, "finish", "Walnut oil")
    expect(walnut).to_have_attribute("data-blocked", "true")
    expect(walnut).to_contain_text(SOLD_OUT)
    screenshot(page, "product-refused")


def _step(page: Page, name: str) -> None:
    page.locator("nav.steps").get_by_role("button", name=name).click()


def _value(page: Page, option: str, name: str) -> Locator:
    return page.locator(f"li.value:has(input[name={option}])", has_text=name)


def _work_step(page: Page, name: str) -> Locator:
    """Line of the workshop's steps on the order page."""
    return page.locator("ol.work li", has_text=name).first
