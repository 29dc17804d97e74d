"""
Our route table: a handler, the role that may call it, and its types.

A handler is ``(context, <path arguments>, body: Model, query: Model) -> Model``;
``body`` and ``query`` are optional. Serving is :mod:`app.base.serve`, the
description of the whole is :mod:`app.base.openapi`. Why not a framework:
``docs/decisions/0015-own-route-table.md``.
"""

import inspect
import re
import typing
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from pydantic import BaseModel, TypeAdapter
from werkzeug.wrappers import Response

Handler = Callable[..., Any]
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """
    One line of the route table.

    Parameters
    ----------
    name
        ``<api>.<handler>``; unique, also the OpenAPI operation id.
    rule
        Path in Flask's notation, prefix included.
    role
        Who may call it; what a role is, the edge knows.
    reads_only
        Runs in a transaction that cannot write; needs no CSRF token.
    is_page
        Answers HTML and shows its errors as a page.
    answer
        Writes what the handler returns; None where it returns a finished response.
    """

    name: str
    method: str
    rule: str
    handler: Handler
    role: Enum
    summary: str
    status: int
    reads_only: bool
    is_page: bool
    needs_csrf: bool
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: TypeAdapter[Any] | None

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of the path arguments, in order."""
        return tuple(_ARGUMENT.findall(self.rule))


class Edge(Protocol):
    """What a request needs from the packages above base: who asks, and a session."""

    def open(self, route: Route) -> AbstractContextManager[Any]:
        """Authorise, give a context, commit when it ends well and else roll back."""


class Api:
    """
    The routes of one package under one prefix.

    Parameters
    ----------
    name
        Short, unique; shows in the OpenAPI document as the tag.
    prefix
        Put before every path, such as ``/api/shop``.
    """

    def __init__(self, name: str, prefix: str = "") -> None:
        self.name = name
        self.prefix = prefix
        self.routes: list[Route] = []

    def get(
        self, path: str, *, role: Enum, summary: str = "", status: int = 200
    ) -> Callable[[Handler], Handler]:
        """Register a reading JSON route."""
        return self._route(
            "GET", path, role, summary, status=status, reads_only=True, is_page=False
        )

    def post(  # noqa: PLR0913 - each names one property of a route
        self,
        path: str,
        *,
        role: Enum,
        summary: str = "",
        status: int = 200,
        reads_only: bool = False,
        csrf: bool = True,
    ) -> Callable[[Handler], Handler]:
        """
        Register a JSON route with a body.

        Parameters
        ----------
        reads_only
            The body is a question, such as a configurator's choices.
        csrf
            False only where another signature protects the route (a webhook).
        """
        return self._route(
            "POST",
            path,
            role,
            summary,
            status=status,
            reads_only=reads_only,
            is_page=False,
            needs_csrf=csrf and not reads_only,
        )

    def put(
        self, path: str, *, role: Enum, summary: str = "", status: int = 200
    ) -> Callable[[Handler], Handler]:
        """Register a JSON route that replaces something."""
        return self._route(
            "PUT", path, role, summary, status=status, reads_only=False, is_page=False
        )

    def delete(
        self, path: str, *, role: Enum, summary: str = "", status: int = 200
    ) -> Callable[[Handler], Handler]:
        """Register a JSON route that removes something."""
        return self._route(
            "DELETE",
            path,
            role,
            summary,
            status=status,
            reads_only=False,
            is_page=False,
        )

    def page(
        self, path: str, *, role: Enum, method: str = "GET", reads_only: bool = True
    ) -> Callable[[Handler], Handler]:
        """Register an HTML page; ``method="POST"`` for the form it contains."""
        return self._route(
            method,
            path,
            role,
            "",
            status=200,
            reads_only=reads_only and method == "GET",
            is_page=True,
        )

    def _route(  # noqa: PLR0913 - each names one property of a route
        self,
        method: str,
        path: str,
        role: Enum,
        summary: str,
        *,
        status: int,
        reads_only: bool,
        is_page: bool,
        needs_csrf: bool | None = None,
    ) -> Callable[[Handler], Handler]:
        if not isinstance(role, Enum):
            raise TypeError(f"{self.name}: {method} {path} declares no role")
        needs = (
            (not reads_only and method != "GET") if needs_csrf is None else needs_csrf
        )

        def register(handler: Handler) -> Handler:
            hints = typing.get_type_hints(handler)
            route = Route(
                name=f"{self.name}.{handler.__name__}",
                method=method,
                rule=(self.prefix + path) or "/",
                handler=handler,
                role=role,
                summary=summary or inspect.getdoc(handler) or "",
                status=status,
                reads_only=reads_only,
                is_page=is_page,
                needs_csrf=needs,
                body=hints.get("body"),
                query=hints.get("query"),
                answer=_answer(hints.get("return", type(None)), is_page=is_page),
            )
            self._check(route, hints)
            self.routes.append(route)
            return handler

        return register

    def _check(self, route: Route, hints: dict[str, Any]) -> None:
        """Refuse a handler whose signature does not fit its path."""
        if any(known.name == route.name for known in self.routes):
            raise TypeError(f"{route.name} is registered twice")
        given: Sequence[str] = list(inspect.signature(route.handler).parameters)
        wanted = {*route.arguments, *(("body",) if route.body else ())}
        wanted |= {"query"} if route.query else set()
        if set(given[1:]) != wanted:
            raise TypeError(
                f"{route.name}{tuple(given)} does not fit {route.rule}:"
                f" after the context it takes {sorted(wanted)}"
            )
        for name in {"body", "query"} & hints.keys():
            if not (
                isinstance(hints[name], type) and issubclass(hints[name], BaseModel)
            ):
                raise TypeError(f"{route.name}: {name} must be a pydantic model")


def _answer(hint: Any, *, is_page: bool) -> TypeAdapter[Any] | None:
    if is_page or (isinstance(hint, type) and issubclass(hint, Response)):
        return None
    return TypeAdapter(hint)
