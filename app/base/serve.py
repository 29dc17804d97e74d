"""
Serving the route table: bytes in, one transaction, bytes out.

The order for every request: find the route, let the edge authorise and open the
transaction, read the payload strictly, call the handler, write the answer, commit.
Whatever fails rolls back and becomes one problem document (or page).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.wrappers import Response as AnyResponse

from app.base.errors import AppError, FieldProblem, Malformed
from app.base.http import Api, Edge, Route

Model = TypeVar("Model", bound=BaseModel)


def serve(flask: Flask, apis: Sequence[Api], edge: Edge) -> None:
    """Add every route of ``apis`` to ``flask``."""
    names: set[str] = set()
    for api in apis:
        for route in api.routes:
            if route.name in names:
                raise TypeError(f"two packages register {route.name}")
            names.add(route.name)
            flask.add_url_rule(
                route.rule,
                endpoint=route.name,
                view_func=_view(route, edge),
                methods=[route.method],
            )


def _view(route: Route, edge: Edge) -> Callable[..., AnyResponse]:
    def view(**arguments: Any) -> AnyResponse:
        with edge.open(route) as context:
            if route.query is not None:
                arguments["query"] = read_query(route.query)
            if route.body is not None:
                arguments["body"] = read_body(route.body)
            return _respond(route, route.handler(context, **arguments))

    # The rate limiter knows views by this name: one name, one limit for all of them.
    view.__qualname__ = route.name
    return view


def read_body(model: type[Model]) -> Model:
    """
    Body of the request, read strictly from its bytes.

    Raises
    ------
    Malformed
        Naming every field that is wrong; also when the content is not JSON.
    AppError
        415 for a content type that is neither JSON nor a form.
    """
    if request.mimetype in {
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    }:
        form = {key: value for key, value in request.form.items()}  # noqa: C416 - a MultiDict's dict() gives lists
        form.pop("csrf_token", None)
        return _validated("body", lambda: model.model_validate(form, strict=False))
    if request.mimetype != "application/json":
        raise AppError(
            "content_type_unknown", 415, "Send the body as application/json."
        )
    return _validated(
        "body", lambda: model.model_validate_json(request.get_data(), strict=True)
    )


def read_query(model: type[Model]) -> Model:
    """
    Query string as a model; a repeated name is a list.

    Raises
    ------
    Malformed
        Naming every parameter that is wrong.
    """
    lists = request.args.lists()
    given = {key: v[0] if len(v) == 1 else v for key, v in lists}
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key in given and "list" in str(info.annotation):
            given[key] = request.args.getlist(key)
    return _validated("query", lambda: model.model_validate(given, strict=False))


def _validated(where: str, read: Callable[[], Model]) -> Model:
    try:
        return read()
    except ValidationError as error:
        raise Malformed([_field(where, e) for e in error.errors()]) from error


def _field(where: str, error: Any) -> FieldProblem:
    path = ".".join([where, *(str(step) for step in error["loc"])])
    return FieldProblem(path, error["type"], error["msg"])


def _respond(route: Route, result: Any) -> AnyResponse:
    if isinstance(result, AnyResponse):
        return result
    if route.answer is None:
        return Response(result, route.status, mimetype="text/html")
    if result is None:
        return Response(status=204)
    return Response(
        route.answer.dump_json(result, by_alias=True),
        route.status,
        mimetype="application/json",
    )
