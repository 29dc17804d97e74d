"""Who gets the parcel: a guest's name and address, every problem of them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from app.base.errors import FieldProblem
from app.orders.zones import Zones

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[\d ()/-]{6,25}")
_POSTCODES = {
    "DE": r"\d{5}",
    "FR": r"\d{5}",
    "IT": r"\d{5}",
    "ES": r"\d{5}",
    "AT": r"\d{4}",
    "BE": r"\d{4}",
    "CH": r"\d{4}",
    "DK": r"\d{4}",
    "NL": r"\d{4} ?[A-Za-z]{2}",
    "PL": r"\d{2}-\d{3}",
    "CN": r"\d{6}",
}
_WITHOUT_POSTCODE = {"HK", "MO"}
FIELDS = ("name", "email", "phone", "street", "extra", "postcode", "city", "country")
_LONGEST = {"name": 120, "email": 200, "phone": 30, "postcode": 12, "country": 2}


@dataclass(frozen=True)
class Customer:
    """A guest who orders: where to write and where to deliver."""

    name: str
    email: str
    phone: str
    street: str
    extra: str
    postcode: str
    city: str
    country: str

    def as_json(self) -> dict[str, str]:
        """Return what the order keeps."""
        return asdict(self)


@dataclass(frozen=True)
class BadAddress:
    """The address cannot be delivered to; one problem a field, in the form's order."""

    problems: tuple[FieldProblem, ...]


def read_customer(form: Mapping[str, str], zones: Zones) -> Customer | BadAddress:
    """
    Return the customer a checkout form describes, or everything wrong with it.

    Parameters
    ----------
    form
        Raw fields; what is missing counts as empty.
    zones
        Where we deliver.
    """
    values = {name: " ".join(form.get(name, "").split()) for name in FIELDS}
    values["country"] = values["country"].upper()
    problems = []
    for name in FIELDS:
        problem = _problem(name, values, zones)
        if problem:
            problems.append(FieldProblem(name, *problem))
    if problems:
        return BadAddress(tuple(problems))
    return Customer(**values)


def _problem(
    name: str, values: Mapping[str, str], zones: Zones
) -> tuple[str, str] | None:
    value = values[name]
    longest = _LONGEST.get(name, 200)
    if len(value) > longest:
        return "too_long", f"At most {longest} characters."
    if any(ord(character) < 32 for character in value):
        return "not_text", "Please type this again."
    return _CHECKS[name](value, values["country"], zones)


Check = Callable[[str, str, Zones], tuple[str, str] | None]


def _needed(sentence: str) -> Check:
    return lambda value, _country, _zones: None if value else ("missing", sentence)


def _email(value: str, _country: str, _zones: Zones) -> tuple[str, str] | None:
    if not value:
        return "missing", "We write to you when your order moves."
    if not _EMAIL.fullmatch(value):
        return "not_an_email", "This does not look like an email address."
    return None


def _phone(value: str, _country: str, _zones: Zones) -> tuple[str, str] | None:
    if value and not _PHONE.fullmatch(value):
        return "not_a_phone", "Digits, spaces and a leading + only."
    return None


def _postcode(value: str, country: str, _zones: Zones) -> tuple[str, str] | None:
    if not value:
        if country in _WITHOUT_POSTCODE:
            return None
        return "missing", "The carrier needs the postcode."
    pattern = _POSTCODES.get(country)
    if pattern and not re.fullmatch(pattern, value):
        return "not_a_postcode", "This is not a postcode of that country."
    return None


def _country(value: str, _country: str, zones: Zones) -> tuple[str, str] | None:
    if not value:
        return "missing", "Choose a country."
    if zones.zone_of(value) is None:
        return "not_delivered", "We do not deliver to that country yet."
    return None


_CHECKS: dict[str, Check] = {
    "name": _needed("Who is it for?"),
    "email": _email,
    "phone": _phone,
    "street": _needed("Street and number, please."),
    "extra": lambda _value, _country, _zones: None,
    "postcode": _postcode,
    "city": _needed("Which town?"),
    "country": _country,
}
