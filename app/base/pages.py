"""Rendering pages: what every template knows without being told."""

from typing import Any

from flask import Flask, g, render_template, request

from app.base.language import reader_language


def install_pages(flask: Flask) -> None:
    """Tell every template ``context``, ``language``, ``nonce`` and ``url_in``."""

    @flask.context_processor
    def known() -> dict[str, Any]:
        return {
            "context": g.get("context"),
            "language": reader_language(),
            "nonce": g.get("nonce", ""),
            "url_in": _url_in,
        }


def render(template: str, **values: Any) -> str:
    """Page from a template of any package."""
    return render_template(template, **values)


def _url_in(language: str) -> str:
    """Page's address in another language."""
    arguments = {**request.args.to_dict(), "lang": language}
    query = "&".join(f"{key}={value}" for key, value in arguments.items())
    return f"{request.path}?{query}"
