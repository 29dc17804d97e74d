"""Currencies and their minor units: money is whole numbers of these, never a float."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from configurator.expressions.evaluation import round_half_up

_BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD "
        "BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB "
        "EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD "
        "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU "
        "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR "
        "RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
        "TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
}

CURRENCIES: Mapping[str, int] = MappingProxyType(
    {code: digits for digits, codes in _BY_DIGITS.items() for code in codes.split()}
)
"""
Decimals by code, as ISO 4217 lists them for money that circulates (funds, metals and
units of account are left out).
"""


def minor_units(amount: Decimal, currency: str) -> int | None:
    """
    Return an amount in minor units, ``None`` when it has too many decimals for that.

    Examples
    --------
    >>> minor_units(Decimal("9.95"), "EUR"), minor_units(Decimal("9.95"), "JPY")
    (995, None)
    """
    scaled = amount.scaleb(CURRENCIES[currency])
    return int(scaled) if scaled == scaled.to_integral_value() else None


def major_units(amount_minor: int, currency: str) -> Decimal:
    """Return an amount as it is written, with every decimal of its currency."""
    return Decimal(amount_minor).scaleb(-CURRENCIES[currency])


def round_to_multiple(amount: int | Fraction, step: int) -> int:
    """Return the multiple of ``step`` nearest to ``amount``; a half goes up."""
    return round_half_up(Fraction(amount) / step) * step
