"""
Operational errors, rendered as RFC 9457 ``application/problem+json``.

AppError
|- Unauthenticated 401   nobody is signed in and the route needs somebody
|- Forbidden       403   somebody is, and may not
|- NotFound        404   no such thing in this tenant
|- Conflicting     409   the state moved on; read again
|- Malformed       422   the payload itself; every field problem at once
`- Unavailable     503   something we stand on is not there; try again

``code`` strings are API: they are listed in ``docs/errors.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """
    What is wrong with one field of a payload.

    Parameters
    ----------
    path
        Dotted path inside the payload, such as ``body.choices.width``.
    code
        Stable word for programs.
    sentence
        What to do, for people.
    """

    path: str
    code: str
    sentence: str


class AppError(Exception):
    """
    Something that cannot be done now; never a product's "no".

    Parameters
    ----------
    code
        Stable word for programs, listed in ``docs/errors.md``.
    status
        HTTP status.
    detail
        One sentence that says what to do.
    extra
        Further members of the problem document, JSON values only.
    """

    def __init__(
        self,
        code: str,
        status: int,
        detail: str,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.status = status
        self.detail = detail
        self.extra = dict(extra or {})


class Unauthenticated(AppError):  # noqa: N818 - reads as what it says at the raise
    """Nobody is signed in."""

    def __init__(self, code: str = "sign_in_needed", detail: str = "") -> None:
        super().__init__(code, 401, detail or "Sign in first.")


class Forbidden(AppError):  # noqa: N818 - as above
    """Somebody is signed in and may not do this."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, 403, detail)


class NotFound(AppError):  # noqa: N818 - as above
    """No such thing in this tenant."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, 404, detail)


class Conflicting(AppError):  # noqa: N818 - as above
    """The state moved on since the caller read it."""

    def __init__(
        self, code: str, detail: str, extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code, 409, detail, extra)


class Malformed(AppError):  # noqa: N818 - as above
    """The payload itself is wrong; all problems at once."""

    def __init__(
        self, problems: Sequence[FieldProblem], code: str = "malformed_request"
    ) -> None:
        sentences = "; ".join(f"{p.path}: {p.sentence}" for p in problems)
        fields = [
            {"path": p.path, "code": p.code, "sentence": p.sentence} for p in problems
        ]
        super().__init__(code, 422, sentences, {"fields": fields})
        self.problems = tuple(problems)


class Unavailable(AppError):  # noqa: N818 - as above
    """Something this process stands on is not there."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, 503, detail)
