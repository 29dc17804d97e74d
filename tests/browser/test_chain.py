"""The whole chain, as shopper, planner, operator and merchandiser live it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import House, screenshot


def test_from_a_click_to_a_job_list_and_back(
    house: House,
    visitor: Callable[..., Page],
    sign_in: Callable[[str], Page],
) -> None:
    shopper = visitor()
    shopper.goto(f"{house.url}/p/wardrobe")
    screenshot(shopper, "product")
