"""The shop's pages and what its pages ask."""

from flask import Flask

from app.base.assets import install_assets


def install(flask: Flask) -> None:
    """Teach the templates where the built frontend lies."""
    install_assets(flask)
