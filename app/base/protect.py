"""What every response carries and every request must respect, whatever its route."""

import gzip
import secrets
import time

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app.base.errors import AppError
from app.base.ids import new_id
from app.base.problems import render_problem

log = structlog.get_logger("lotone.http")

MAX_BODY_BYTES = 2 * 1024 * 1024
_DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}
_GZIP_FROM_BYTES = 1024
_GZIPPED = {
    "application/json",
    "application/problem+json",
    "text/html",
    "text/css",
    "text/javascript",
    "image/svg+xml",
    "text/csv",
    "model/gltf-binary",
}


def protect(flask: Flask) -> None:
    """Install request ids, the log line, error rendering, headers and compression."""
    flask.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    flask.before_request(_begin)
    flask.register_error_handler(AppError, render_problem)
    flask.register_error_handler(HTTPException, _http_problem)
    flask.register_error_handler(Exception, _unknown_problem)
    flask.after_request(_finish)


def _begin() -> None:
    g.started = time.perf_counter()
    g.request_id = new_id()
    g.nonce = secrets.token_urlsafe(16)


def _http_problem(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    code = {
        404: "not_found",
        405: "method_not_allowed",
        413: "body_too_large",
        415: "content_type_unknown",
        429: "too_many_requests",
    }.get(status, f"http_{status}")
    detail = _DETAILS.get(status) or error.description or error.name
    response = render_problem(AppError(code, status, detail))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _unknown_problem(error: Exception) -> AnyResponse:
    log.error("request failed", request_id=g.request_id, exc_info=error)
    detail = f"Something failed on our side. Quote {g.request_id} when you report it."
    return render_problem(AppError("internal_error", 500, detail))


def _finish(response: Response) -> Response:
    headers = response.headers
    headers["X-Request-Id"] = g.request_id
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    headers.setdefault("Content-Security-Policy", _policy(g.nonce))
    headers.setdefault("Cache-Control", "no-store")
    _compress(response)
    _log(response)
    return response


def _policy(nonce: str) -> str:
    """Scripts only from us or with the nonce; styles inline for custom properties."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self' https://checkout.stripe.com",
            "frame-ancestors 'none'",
        )
    )


def _compress(response: Response) -> None:
    if (
        response.mimetype not in _GZIPPED
        or response.is_streamed
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
    ):
        return
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return
    body = response.get_data()
    if len(body) <= _GZIP_FROM_BYTES:
        return
    response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"


def _log(response: Response) -> None:
    if request.path in {"/healthz", "/readyz", "/metrics"}:
        return
    log.info(
        "request",
        request_id=g.request_id,
        method=request.method,
        path=request.path,
        route=request.endpoint,
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.started) * 1000, 1),
        tenant=g.get("tenant_slug"),
    )
