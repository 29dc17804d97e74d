"""
Choices in an address: ``width:1850;finish:oak_oil``, short enough to send to a friend.

Only ids of the product's own options are read; what a newer version does not know is
left out and named, so that an old link still opens the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import quote, unquote

from configurator.model import Option, OptionKind, ProductModel, Scalar

_SAFE = ":;"


@dataclass(frozen=True)
class SharedChoices:
    """
    What a link says.

    Parameters
    ----------
    unknown
        Options or values that the product does not have.
    """

    choices: Mapping[str, Scalar]
    unknown: tuple[str, ...]


def write_choices(choices: Mapping[str, Scalar]) -> str:
    """Return choices as the value of a query parameter, already escaped."""
    pairs = (f"{option}:{_write(value)}" for option, value in choices.items())
    return quote(";".join(pairs), safe=_SAFE)


def read_choices(model: ProductModel, text: str) -> SharedChoices:
    """Read what ``write_choices`` wrote; never fails."""
    options = {option.id: option for option in model.options}
    choices: dict[str, Scalar] = {}
    unknown: list[str] = []
    for pair in filter(None, text.split(";")):
        name, _, raw = pair.partition(":")
        value = _read(options[name], unquote(raw)) if name in options else None
        if value is None:
            unknown.append(pair)
        else:
            choices[name] = value
    return SharedChoices(choices, tuple(unknown))


def _write(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return quote(str(value), safe="")


def _read(option: Option, text: str) -> Scalar | None:
    """Return the value that is meant; None where the option has no such value."""
    match option.kind:
        case OptionKind.BOOLEAN:
            return {"yes": True, "no": False}.get(text)
        case OptionKind.ENUMERATED:
            return text if any(text == value.id for value in option.values) else None
        case OptionKind.TEXT:
            return text if len(text) <= option.max_length else None
        case _:
            return _number(option, text)


def _number(option: Option, text: str) -> int | Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    low, high = option.minimum, option.maximum
    if not number.is_finite() or low is None or high is None:
        return None
    if not low <= number <= high or (number - low) % (option.step or 1) != 0:
        return None
    return number if option.kind is OptionKind.DECIMAL else int(number)
