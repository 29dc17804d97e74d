"""One error, two faces: problem+json for programs, a plain page for people."""

import json
from urllib.parse import quote, urlencode

from flask import Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.base.errors import AppError, Unauthenticated


def render_problem(error: AppError) -> AnyResponse:
    """RFC 9457 document; a page where a browser asks outside ``/api``."""
    if _wants_page() and error.status == 401 and request.method == "GET":
        return redirect(
            f"/sign-in?{urlencode({'next': request.full_path.rstrip('?')})}"
        )
    if _wants_page():
        if isinstance(error, Unauthenticated) and request.method == "GET":
            # A person is asked to sign in and comes back to where they wanted to go.
            wanted = quote(request.full_path.rstrip("?"))
            return Response(status=303, headers={"Location": f"/sign-in?next={wanted}"})
        html = render_template("problem.html", error=error)
        return Response(html, error.status, mimetype="text/html")
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


def _wants_page() -> bool:
    if request.path.startswith("/api/"):
        return False
    best = request.accept_mimetypes.best_match(["application/json", "text/html"])
    return best == "text/html" and "text/html" in str(request.accept_mimetypes)
