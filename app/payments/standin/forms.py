"""
Reads Stripe's way of writing nested data into a form.

In: the pairs of an ``application/x-www-form-urlencoded`` body or query, such as
``line_items[0][price_data][currency]=eur``. Out: nested dicts, lists where every key
of a level is a number, and strings as leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from app.payments.standin.errors import invalid_request

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_MAX_DEPTH = 8


def read_form(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """
    Nested parameters of one request.

    Parameters
    ----------
    pairs
        Names with their brackets, and values, in the order they were sent.

    Raises
    ------
    StripeError
        When a name is malformed, too deep, or used both as a value and as a level.
    """
    root: dict[str, Any] = {}
    for name, value in pairs:
        _put(root, _path(name), value, name)
    return {key: _with_lists(value) for key, value in root.items()}


def _path(name: str) -> list[str]:
    match = _NAME.fullmatch(name)
    if match is None:
        raise invalid_request(f"Invalid parameter name: {name}", param=name)
    path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
    if len(path) > _MAX_DEPTH:
        raise invalid_request(f"Parameter nested too deeply: {name}", param=name)
    return path


def _put(root: dict[str, Any], path: list[str], value: str, name: str) -> None:
    level = root
    for key in path[:-1]:
        step = level.setdefault(key or str(len(level)), {})
        if not isinstance(step, dict):
            raise invalid_request(f"Invalid parameter: {name}", param=name)
        level = step
    leaf = path[-1] or str(len(level))
    if isinstance(level.get(leaf), dict):
        raise invalid_request(f"Invalid parameter: {name}", param=name)
    level[leaf] = value


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _with_lists(item) for key, item in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
