"""Rendering pages: what every template knows without being told."""

from typing import Any

from flask import Flask, g, render_template, request


def install_pages(flask: Flask) -> None:
    """Make ``context``, ``nonce`` and ``url_in`` known to every template."""

    @flask.context_processor
    def known() -> dict[str, Any]:
        return {
            "context": g.get("context"),
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
