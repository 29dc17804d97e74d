"""Names of the countries we deliver to, in the reader's language and order."""

from __future__ import annotations

from functools import cache

from babel import Locale

from app.orders.zones import delivery_zones

_LOCALES = {"en": "en", "zh": "zh_Hans"}


@cache
def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return (ISO code, name) of every country, sorted by name."""
    territories = Locale.parse(_LOCALES[language]).territories
    pairs = [(code, str(territories[code])) for code in delivery_zones().countries]
    return tuple(sorted(pairs, key=lambda pair: pair[1]))
