"""What a configured piece is now: still allowed, at what price, ready when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.catalogue.loaded import LoadedVersion
from app.catalogue.scalars import from_json
from app.catalogue.specify import Specification, specify_complete
from app.catalogue.versions import current_version
from app.orders.models import OrderItemRow
from configurator.check import check
from configurator.model import Configuration, OptionKind, ProductModel
from models3d.evaluate import Unmakeable

_OWN_WORDS = {OptionKind.TEXT, OptionKind.MEASUREMENT}
MADE_TO_MEASURE = "made_to_measure"
STANDARD = "standard"


@dataclass(frozen=True)
class NotMakeable:
    """
    A piece that cannot be ordered as it stands.

    Parameters
    ----------
    sentences
        Why, by language; at least one each.
    """

    sentences: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class PieceQuote:
    """A piece by today's version: what it is and what one of it costs."""

    specification: Specification
    withdrawal: str

    @property
    def version(self) -> LoadedVersion:
        """Version that the quote was made with."""
        return self.specification.version

    @property
    def unit_minor(self) -> int:
        """Price of one, tax included."""
        return self.specification.price.total_minor

    @property
    def home(self) -> str:
        """Factory that the product names; another one may make it sooner."""
        return str(self.version.document["site"])


def quote_item(
    session: Session, item: OrderItemRow, currency: str
) -> PieceQuote | NotMakeable:
    """
    Judge what a cart holds by the version that visitors get now.

    The configuration is taken as it is, value by value: a newer version may refuse it
    or ask another price, but nothing of it is ever changed silently.
    """
    try:
        version = current_version(session, item.slug)
    except NotFound:
        return _gone()
    return quote_configuration(
        version, item.configuration, currency, quantity=item.quantity
    )


def quote_configuration(
    version: LoadedVersion,
    raw: Mapping[str, Any],
    currency: str,
    *,
    quantity: int = 1,
) -> PieceQuote | NotMakeable:
    """Judge a complete configuration by ``check`` and derive price and routing."""
    configuration = from_json(version.model, raw)
    violations = check(version.model, configuration)
    if violations:
        return NotMakeable(
            {
                language: tuple(v.sentence[language] for v in violations)
                for language in ("en", "zh")
            }
        )
    if currency not in version.document["currencies"]:
        return _not_in(currency)
    found = specify_complete(
        version, configuration, currency=currency, quantity=quantity
    )
    if isinstance(found, Unmakeable):
        return _unmakeable()
    return PieceQuote(found, withdrawal_class(version.model, configuration))


def withdrawal_class(model: ProductModel, configuration: Configuration) -> str:
    """
    Return whether the fourteen days of withdrawal hold for a variant.

    Notes
    -----
    Directive 2011/83/EU, article 16 (c): not for goods made to the consumer's own
    specification. A choice between offered values leaves a piece one of ours; an own
    measure, a free size or an own text does not.
    """
    own = any(
        option.kind.is_numeric or option.kind in _OWN_WORDS
        for option in model.options
        if option.id in configuration and configuration[option.id] != option.default
    )
    return MADE_TO_MEASURE if own else STANDARD


def _gone() -> NotMakeable:
    return NotMakeable(
        {
            "en": ("This product is no longer offered. Please remove it.",),
            "zh": ("该产品已下架，请从购物车中移除。",),
        }
    )


def _not_in(currency: str) -> NotMakeable:
    return NotMakeable(
        {
            "en": (f"This product is not sold in {currency}. Please remove it.",),
            "zh": (f"该产品不支持以 {currency} 购买，请移除。",),
        }
    )


def _unmakeable() -> NotMakeable:
    return NotMakeable(
        {
            "en": ("This combination cannot be built. Please change a size.",),
            "zh": ("该组合无法制作，请更改尺寸。",),
        }
    )
