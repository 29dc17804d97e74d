"""Values of options as JSON carries them, and back."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from configurator.model import OptionKind, ProductModel, Scalar

JsonScalar = str | bool | int | float


def from_json(model: ProductModel, raw: Mapping[str, Any]) -> dict[str, Scalar]:
    """
    Give the numbers of JSON the type that their option has.

    Notes
    -----
    Only the type is settled here; whether option and value exist is for the engine
    to say, which names every bad choice at once.
    """
    decimals = {o.id for o in model.options if o.kind is OptionKind.DECIMAL}
    return {key: _decimal(v) if key in decimals else v for key, v in raw.items()}


def _decimal(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def to_json(configuration: Mapping[str, Scalar]) -> dict[str, JsonScalar]:
    """Write a configuration as JSON values; decimals become JSON numbers."""
    return {
        key: float(value) if isinstance(value, Decimal) else value
        for key, value in configuration.items()
    }


def content_hash(value: Any) -> str:
    """Return the SHA-256 of a JSON value in its one canonical spelling."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()
