"""The OpenAPI 3.1 document of the route table, from pydantic's own schemas."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from app.base.http import Api, Route

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "code", "sentence"],
                "properties": {
                    "path": {"type": "string"},
                    "code": {"type": "string"},
                    "sentence": {"type": "string"},
                },
            },
        },
    },
}
_REF = "#/components/schemas/{model}"


def describe(apis: Sequence[Api], version: str) -> dict[str, Any]:
    """Describe every JSON route; pages are for people and stay out."""
    routes = [route for api in apis for route in api.routes if not route.is_page]
    inputs = [model for r in routes for model in (r.body, r.query) if model]
    schemas = _input_schemas(inputs)
    paths: dict[str, dict[str, Any]] = {}
    for route in sorted(routes, key=lambda r: (r.rule, r.method)):
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.rule)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lot One", "version": version},
        "paths": paths,
        "components": {
            "schemas": {**dict(sorted(schemas.items())), "Problem": _PROBLEM},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "lotone_session"}
            },
        },
    }


def _input_schemas(inputs: list[type[BaseModel]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in inputs:
        _, schema = models_json_schema([(model, "validation")], ref_template=_REF)
        _merge(found, schema.get("$defs", {}))
    return found


def _operation(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name.replace(".", "_"),
        "tags": [route.name.split(".", 1)[0]],
        "summary": route.summary.split("\n", 1)[0],
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": {
            str(route.status): _success(route, schemas),
            "default": {
                "description": "A problem (RFC 9457).",
                "content": {
                    "application/problem+json": {
                        "schema": {"$ref": "#/components/schemas/Problem"}
                    }
                },
            },
        },
        "x-role": route.role.value,
    }
    if route.role.value != "public":
        operation["security"] = [{"session": []}]
    if route.body is not None:
        ref = {"$ref": f"#/components/schemas/{route.body.__name__}"}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": ref}},
        }
    return operation


def _success(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    if route.answer is None:
        return {"description": "A file or a stream."}
    schema = _answer_schema(route.answer, schemas)
    if schema == {"type": "null"}:
        return {"description": "Done."}
    return {
        "description": "The answer.",
        "content": {"application/json": {"schema": schema}},
    }


def _answer_schema(answer: TypeAdapter[Any], schemas: dict[str, Any]) -> dict[str, Any]:
    schema = answer.json_schema(mode="serialization", ref_template=_REF)
    _merge(schemas, schema.pop("$defs", {}))
    title = schema.get("title")
    if schema.get("type") == "object" and title and "properties" in schema:
        _merge(schemas, {title: schema})
        return {"$ref": f"#/components/schemas/{title}"}
    return schema


def _merge(schemas: dict[str, Any], more: dict[str, Any]) -> None:
    """Add definitions; a name used for two different shapes is a mistake."""
    for name, schema in more.items():
        known = schemas.setdefault(name, schema)
        if _shape(known) != _shape(schema):
            raise TypeError(f"two models called {name} meet in the API: rename one")


def _shape(schema: dict[str, Any]) -> list[str]:
    return sorted(schema.get("properties", {}))


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in route.arguments
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema(ref_template=_REF)
    required = set(schema.get("required", ()))
    return [
        {"name": name, "in": "query", "required": name in required, "schema": part}
        for name, part in schema.get("properties", {}).items()
    ]
