"""Address of the page being shown with something changed, for links."""

from urllib.parse import quote

from flask import Flask, request

_SAFE = ":;,~"


def install_addresses(flask: Flask) -> None:
    """Teach templates ``here_with(lang="zh")``."""
    flask.jinja_env.globals["here_with"] = here_with


def here_with(**changes: str) -> str:
    """Return the path and query of this request with some parameters set."""
    arguments = {**request.args.to_dict(), **changes}
    query = "&".join(f"{k}={quote(v, safe=_SAFE)}" for k, v in arguments.items())
    return f"{quote(request.path)}?{query}"
