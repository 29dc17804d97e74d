"""Every route table of the shop, and what its templates need."""

from flask import Flask

from app.base.addresses import install_addresses
from app.base.assets import install_assets
from app.storefront.cart_pages import api as cart_api
from app.storefront.checkout_pages import api as checkout_api
from app.storefront.order_pages import api as order_api
from app.storefront.page_views import page_api
from app.storefront.product_views import product_api

__all__ = [
    "cart_api",
    "checkout_api",
    "install",
    "order_api",
    "page_api",
    "product_api",
]


def install(flask: Flask) -> None:
    """Teach the templates where the built frontend lies."""
    install_assets(flask)
    install_addresses(flask)
