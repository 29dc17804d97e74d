"""One error, two faces: problem+json for programs, a plain page for people."""

import json
from urllib.parse import quote

from flask import Response, g, render_template, request

from app.base.errors import AppError, Unauthenticated


def render_problem(error: AppError) -> Response:
    """RFC 9457 document; a page where a browser asks outside ``/api``."""
    if _wants_page():
        return _page(error)
    document = {
        "type": f"/docs/errors#{error.code}",
        "title": error.code.replace("_", " "),
        "status": error.status,
        "code": error.code,
        "detail": error.detail,
        "instance": g.get("request_id", ""),
        **error.extra,
    }
    return Response(
        json.dumps(document, ensure_ascii=False),
        error.status,
        mimetype="application/problem+json",
    )


def _page(error: AppError) -> Response:
    if isinstance(error, Unauthenticated) and request.method == "GET":
        # A person is asked to sign in and comes back to where they wanted to go.
        wanted = quote(request.full_path.rstrip("?"))
        return Response(status=303, headers={"Location": f"/sign-in?next={wanted}"})
    html = render_template("problem.html", error=error)
    return Response(html, error.status, mimetype="text/html")


def _wants_page() -> bool:
    """Whether a person asks: pages live outside ``/api``."""
    return request.accept_mimetypes.accept_html and not request.path.startswith("/api/")
