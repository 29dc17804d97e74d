"""Money on pages and in files: minor units and a currency, never a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision


def to_minor(amount: str, currency: str) -> int:
    """
    Return an amount as written in a file in minor units.

    Raises
    ------
    ValueError
        When it has more decimals than the currency, or is no number.
    """
    try:
        scaled = Decimal(amount).scaleb(get_currency_precision(currency))
    except ArithmeticError as error:
        raise ValueError(f"“{amount}” is no amount of money") from error
    if scaled != scaled.to_integral_value():
        raise ValueError(f"“{amount}” has more decimals than {currency}")
    return int(scaled)


def write_money(minor: int, currency: str, language: str) -> str:
    """Return an amount for people: ``1,284 EUR``; no decimals where there are none."""
    digits = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-digits)
    number = f"{amount:,.{digits}f}" if minor % 10**digits else f"{int(amount):,}"
    return f"{number} {currency}" if language == "en" else _in_chinese(number, currency)


def _in_chinese(number: str, currency: str) -> str:
    signs = {"CNY": "¥", "EUR": "€"}
    sign = signs.get(currency)
    return f"{sign}{number}" if sign else f"{number} {currency}"


def tax_contained(gross_minor: int, tax_pct: Decimal) -> int:
    """Return the tax inside a gross amount, rounded half up to the minor unit."""
    share = Decimal(gross_minor) * tax_pct / (100 + tax_pct)
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
