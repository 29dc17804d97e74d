"""Who writes is limited; who asks, as every click of a product page does, hardly."""

from dataclasses import replace

from app.base import limits
from app.factory import create_app


def test_clicks_are_not_limited_as_writes_are(settings, services, clock, monkeypatch):
    """
    Ten shoppers behind one address were cut off after half a minute.

    A click is two POST requests that write nothing; to the limiter every view had the
    same name, and so the same limit.
    """
    monkeypatch.setattr(limits, "WRITES", "3 per minute")
    limited = create_app(
        replace(settings, limits_rates=True), clock=clock, services=services
    ).test_client()
    ask, write = "/api/shop/products/nothing/answer", "/api/shop/cart/items"
    assert {limited.post(ask, json={}).status_code for _ in range(6)} == {404}
    assert [limited.post(write, json={}).status_code for _ in range(4)][-1] == 429


def test_reading_is_not_limited(settings, services, clock, monkeypatch):
    """Whoever only looks is never asked to wait."""
    monkeypatch.setattr(limits, "WRITES", "3 per minute")
    limited = create_app(
        replace(settings, limits_rates=True), clock=clock, services=services
    ).test_client()
    assert {limited.get("/api/me").status_code for _ in range(8)} == {200}
