"""Edge of a request: tenant, user and language found, role checked, session opened."""

import hmac
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import after_this_request, g, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.base.errors import Forbidden, Unauthenticated
from app.base.http import Route
from app.base.ids import new_token
from app.db.services import Services
from app.identity.access import Role
from app.identity.context import Context, Tenant
from app.identity.signin import LASTS, who
from app.identity.tenants import tenant_for_host

SESSION_COOKIE = "lotone_session"
VISITOR_COOKIE = "lotone_visitor"
LANGUAGES = ("en", "zh")
CURRENCIES = ("EUR", "CNY")
_VISITOR = re.compile(r"[\w-]{43}")
_YEAR_S = 365 * 86_400
_PAD_BYTES = 32


class RequestEdge:
    """
    Implements :class:`app.base.http.Edge` with tenants, users and roles.

    Parameters
    ----------
    services
        Database, clock, files and settings of the process.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    @contextmanager
    def open(self, route: Route) -> Iterator[Context]:
        """Authorise the request and give its context; commit when it ends well."""
        database = self._services.database
        tenant = self._tenant()
        g.tenant_slug = tenant.slug
        with database.begin(tenant.id, reads_only=route.reads_only) as session:
            context = self._context(session, tenant, route)
            _authorise(context, route)
            g.context = context
            yield context

    def _tenant(self) -> Tenant:
        host = request.host.rsplit(":", 1)[0].lower()
        with self._services.database.begin(None, reads_only=True) as session:
            return tenant_for_host(
                session, host, self._services.settings.default_tenant
            )

    def _context(self, session: Session, tenant: Tenant, route: Route) -> Context:
        services = self._services
        token = request.cookies.get(SESSION_COOKIE, "")
        user = who(session, token, services.clock()) if token else None
        visitor = _visitor(self, route)
        language = _chosen("lang", "lotone_language", LANGUAGES) or _accepted(tenant)
        currency = _chosen("currency", "lotone_currency", CURRENCIES) or (
            "CNY" if language == "zh" else tenant.currency
        )
        return Context(
            session=session,
            tenant=tenant,
            user=user,
            clock=services.clock,
            language=language,
            currency=currency,
            settings=services.settings,
            files=services.files,
            visitor=visitor,
            csrf_token=csrf_token(
                services.settings.secret_key, visitor, secrets.token_bytes(_PAD_BYTES)
            ),
        )

    def set_cookie(
        self, response: Response, name: str, value: str, *, lasts_s: int
    ) -> None:
        """Cookie no script reads and no other site sends."""
        secure = self._services.settings.is_https or request.is_secure
        response.set_cookie(
            name, value, max_age=lasts_s, httponly=True, secure=secure, samesite="Lax"
        )


def csrf_token(secret: str, visitor: str, pad: bytes = bytes(_PAD_BYTES)) -> str:
    """
    Word a form of this visitor must carry; nobody without the secret can make it.

    Parameters
    ----------
    pad
        Random for every page: it masks the word, so that pages may be compressed
        though their address is echoed in them (the BREACH attack compares lengths).
    """
    return (pad + _masked(_signed(secret, visitor), pad)).hex()


def _signed(secret: str, visitor: str) -> bytes:
    return hmac.new(secret.encode(), f"csrf:{visitor}".encode(), "sha256").digest()


def _masked(word: bytes, pad: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(word, pad, strict=True))


def _is_token(given: str, secret: str, visitor: str) -> bool:
    try:
        token = bytes.fromhex(given)
    except ValueError:
        return False
    pad, masked = token[:_PAD_BYTES], token[_PAD_BYTES:]
    if len(pad) != len(masked):
        return False
    return hmac.compare_digest(_masked(masked, pad), _signed(secret, visitor))


def _visitor(edge: RequestEdge, route: Route) -> str:
    given = request.cookies.get(VISITOR_COOKIE, "")
    if _VISITOR.fullmatch(given):
        return given
    fresh = new_token()
    if route.is_page or not route.reads_only:

        @after_this_request
        def remember(response: Response) -> Response:
            edge.set_cookie(response, VISITOR_COOKIE, fresh, lasts_s=_YEAR_S)
            return response

    return fresh


def _chosen(parameter: str, cookie: str, allowed: tuple[str, ...]) -> str | None:
    wanted = request.args.get(parameter)
    if wanted in allowed:

        @after_this_request
        def remember(response: Response) -> Response:
            response.set_cookie(cookie, wanted, max_age=_YEAR_S, samesite="Lax")
            return response

        return wanted
    kept = request.cookies.get(cookie)
    return kept if kept in allowed else None


def _accepted(tenant: Tenant) -> str:
    best = request.accept_languages.best_match(["en", "zh", "zh-CN", "zh-Hans"])
    return best[:2] if best else tenant.language


def _authorise(context: Context, route: Route) -> None:
    role = Role(route.role.value)
    if not context.may(role):
        if context.user is None:
            raise Unauthenticated
        raise Forbidden("role_missing", f"This needs the role {role.value}.")
    if route.needs_csrf:
        _check_csrf(context)


def _check_csrf(context: Context) -> None:
    """Refuse writes that a foreign page made this browser send."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        raise Forbidden("csrf_refused", "Writes come from this shop's own pages.")
    has_cookie = SESSION_COOKIE in request.cookies or VISITOR_COOKIE in request.cookies
    is_form = request.mimetype != "application/json"
    if not has_cookie and not is_form:
        return
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not _is_token(given, context.settings.secret_key, context.visitor):
        raise Forbidden("csrf_refused", "Reload the page and try again.")


def session_cookie(edge: RequestEdge, response: Response, token: str) -> None:
    """Hand the browser its session."""
    edge.set_cookie(response, SESSION_COOKIE, token, lasts_s=int(LASTS.total_seconds()))
