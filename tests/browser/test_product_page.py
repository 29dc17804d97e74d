"""The product page as a shopper uses it: by mouse, by keyboard, by link, without 3D."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

# Two cores that also plan, draw and render in software.
expect.set_options(timeout=30_000)

Visitor = Callable[..., Page]
MINUS, TIMES = "\u2212", "\u00d7"
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_blocked_value_stays_says_why_and_is_one_click_away(
    house: House, visitor: Visitor
) -> None:
    page = visitor()
    page.goto(f"{house.url}/p/wardrobe?c=width:2000#surface")
    walnut = page.locator("li.value", has=page.locator("#finish-walnut_oil"))
    expect(walnut).to_have_attribute("data-blocked", "true")
    expect(walnut.locator(".reason")).to_contain_text("Not with walnut above 1,800 mm")
    walnut.get_by_role("button", name="Make it so: Width 1,800 mm").click()
    expect(page.locator("#finish-walnut_oil")).to_be_checked()
    expect(page).to_have_url(re.compile(r"c=.*width:1800"))


def test_every_value_shows_its_change_and_keeps_its_word(
    house: House, visitor: Visitor
) -> None:
    page = visitor()
    page.goto(f"{house.url}/p/wardrobe#extras")
    before = _minor(page)
    leather = page.locator("li.value", has=page.locator("#handle-leather"))
    change = leather.locator(".change span").first
    expect(change).to_have_text(re.compile(rf"[+{MINUS}][\d,.]+"))
    said = _number(change.inner_text())
    with page.expect_response("**/answer"):
        leather.locator("label").click()
    expect(leather).to_have_attribute("data-chosen", "true")
    expect(page.locator(".bar")).to_have_attribute("aria-busy", "false")
    assert _minor(page) - before == said


def test_undo_redo_and_a_reload_lose_nothing(house: House, visitor: Visitor) -> None:
    page = visitor()
    page.goto(f"{house.url}/p/wardrobe")
    page.get_by_label("Width", exact=True).first.fill("1500")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("width:1500"))
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(page.locator("#width")).to_have_value("1850")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#width")).to_have_value("1500")
    expect(page).to_have_url(re.compile("width:1500"))
    expect(page.locator(".bar")).to_have_attribute("aria-busy", "false")
    price = _minor(page)
    page.reload()
    expect(page.locator("#width")).to_have_value("1500")
    assert _minor(page) == price


def test_it_is_used_by_keyboard_alone(house: House, visitor: Visitor) -> None:
    page = visitor()
    page.goto(f"{house.url}/p/wardrobe")
    page.locator("#width").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#width")).to_have_value("1860")
    page.get_by_role("button", name="3 Surface").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#step-title")).to_be_focused()
    page.locator("#finish-oak_oil").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="what is in it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Total, tax included")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="what is in it")).to_be_focused()
    expect(page.get_by_text("Total, tax included")).to_be_hidden()


def test_the_picture_turns_by_keys_and_names_a_part(
    house: House, visitor: Visitor
) -> None:
    page = visitor()
    page.goto(f"{house.url}/p/wardrobe")
    stage = page.locator(".stage")
    expect(stage).to_have_attribute("data-ready", "true", timeout=60_000)
    canvas = stage.locator("canvas")
    canvas.focus()
    before = canvas.screenshot()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)
    assert canvas.screenshot() != before
    canvas.click()
    expect(stage.locator(".plate")).to_contain_text(TIMES)


def test_without_webgl_the_drawing_follows_every_choice(
    house: House, visitor: Visitor
) -> None:
    page = visitor()
    page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = () => null;"
        "window.WebGLRenderingContext = window.WebGL2RenderingContext = undefined;"
    )
    page.goto(f"{house.url}/p/wardrobe#surface")
    poster = page.locator(".stage .poster")
    first = poster.get_attribute("src")
    page.locator("label", has=page.locator("#finish-black_lacquer")).click()
    expect(poster).not_to_have_attribute("src", first or "")
    expect(page.locator(".stage")).to_have_attribute("data-ready", "false")
    expect(page.locator(".bar .first")).to_be_enabled()


def test_a_contradictory_link_opens_with_its_ways_out(
    house: House, visitor: Visitor
) -> None:
    page = visitor()
    page.goto(f"{house.url}/p/wardrobe?c=finish:walnut_oil;width:2400")
    alert = page.get_by_role("alert").filter(has_text="cannot hold together")
    expect(alert).to_be_visible()
    alert.locator(".fix").first.click()
    expect(alert).to_be_hidden()


def test_price_and_day_never_leave_a_phones_screen(
    house: House, visitor: Visitor
) -> None:
    page = visitor()
    page.set_viewport_size(PHONE)
    page.goto(f"{house.url}/p/shirt?lang=zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    for top in (0, 400, 5000):
        page.evaluate(f"scrollTo(0, {top})")
        expect(page.locator(".bar .sum").first).to_be_in_viewport()
        expect(page.locator(".bar .button.first")).to_be_in_viewport()
        expect(page.locator(".stage")).to_be_in_viewport()


def test_the_script_before_3d_stays_small(house: House, visitor: Visitor) -> None:
    """Look page: 40 KB gzipped; the transfer is what the browser counted."""
    page = visitor()
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda answer: (
            sizes.__setitem__(answer.url, len(answer.body()))
            if answer.url.endswith(".js")
            else None
        ),
    )
    page.add_init_script("window.requestIdleCallback = () => 0;")
    page.goto(f"{house.url}/p/wardrobe")
    page.wait_for_load_state("networkidle")
    assert sizes
    assert not [url for url in sizes if "viewer" in url]
    # Uncompressed; three times the gzipped limit is still far above what there is.
    assert sum(sizes.values()) < 3 * 40 * 1024


def _minor(page: Page) -> int:
    return _number(page.locator(".bar .sum").first.inner_text())


def _number(text: str) -> int:
    """Read an amount such as ``1,444.70 EUR`` or a change in cents."""
    digits = re.sub(r"[^\d.]", "", text)
    amount = round(float(digits) * 100)
    return -amount if MINUS in text else amount
