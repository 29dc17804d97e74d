"""Rate limits on what can be guessed and on what writes."""

from collections.abc import Callable

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.base.settings import Settings

SIGN_INS = "10 per minute"
WRITES = "600 per minute"
# A click is two questions, and one address may be a whole office that shops.
QUESTIONS = "6000 per minute"


def limit_rates(
    flask: Flask, settings: Settings, questions: frozenset[str] = frozenset()
) -> None:
    """
    Limit sign-ins, writes and questions per address.

    Parameters
    ----------
    questions
        Endpoints whose body is a question: they write nothing.

    Notes
    -----
    Counted in this process, or in Redis when Redis is the broker, so that several web
    processes count together.
    """
    if not settings.limits_rates:
        return
    is_redis = settings.broker_url.startswith(("redis://", "rediss://"))
    limiter = Limiter(
        get_remote_address,
        storage_uri=settings.broker_url if is_redis else "memory://",
        strategy="fixed-window",
        # A shop whose Redis is down sells without limits rather than not at all.
        swallow_errors=True,
    )
    limiter.init_app(flask)
    sign_ins = limiter.shared_limit(
        SIGN_INS, scope="sign-in", exempt_when=lambda: request.path != "/sign-in"
    )
    writes = limiter.shared_limit(WRITES, scope="writes")
    asks = limiter.shared_limit(QUESTIONS, scope="questions")
    for endpoint, view in list(flask.view_functions.items()):
        limit: Callable[..., object] | None = (
            asks if endpoint in questions else _limit(flask, endpoint, sign_ins, writes)
        )
        if limit is not None:
            flask.view_functions[endpoint] = limit(view)  # type: ignore[assignment]  # the decorator keeps the view's type


def _limit(
    flask: Flask,
    endpoint: str,
    sign_ins: Callable[..., object],
    writes: Callable[..., object],
) -> Callable[..., object] | None:
    rules = flask.url_map.iter_rules(endpoint)
    methods = {method for rule in rules for method in rule.methods or ()}
    if methods <= {"GET", "HEAD", "OPTIONS"}:
        return None
    return sign_ins if endpoint == "identity.sign_in_submit" else writes
