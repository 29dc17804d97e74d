"""Stripe's published test cards, and what the bank does with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["approved", "declined", "challenge"]


@dataclass(frozen=True)
class Card:
    """
    A card as typed at the till.

    Parameters
    ----------
    number
        Digits only.
    outcome
        What the issuer says; ``challenge`` asks for 3-D Secure first.
    code, decline_code
        Stripe's words for a refusal, empty otherwise.
    """

    number: str
    outcome: Outcome
    code: str = ""
    decline_code: str = ""

    @property
    def last4(self) -> str:
        """The digits that may be shown."""
        return self.number[-4:]

    @property
    def brand(self) -> str:
        """The network, by the first digit."""
        brands = {"4": "visa", "5": "mastercard", "3": "amex", "6": "unionpay"}
        return brands.get(self.number[:1], "unknown")


# https://docs.stripe.com/testing#cards
_CARDS = (
    Card("4242424242424242", "approved"),
    Card("5555555555554444", "approved"),
    Card("6200000000000005", "approved"),
    Card("4000002500003155", "challenge"),
    Card("4000002760003184", "challenge"),
    Card("4000000000003220", "challenge"),
    Card("4000000000000002", "declined", "card_declined", "generic_decline"),
    Card("4000000000009995", "declined", "card_declined", "insufficient_funds"),
    Card("4000000000009987", "declined", "card_declined", "lost_card"),
    Card("4000000000000069", "declined", "expired_card"),
    Card("4000000000000127", "declined", "incorrect_cvc"),
    Card("4000000000000119", "declined", "processing_error"),
)
_BY_NUMBER = {card.number: card for card in _CARDS}
_BY_TOKEN = {
    "pm_card_visa": _CARDS[0],
    "pm_card_mastercard": _CARDS[1],
    "pm_card_threeDSecure2Required": _CARDS[5],
    "pm_card_chargeDeclined": _CARDS[6],
    "pm_card_chargeDeclinedInsufficientFunds": _CARDS[7],
}


def card_with_number(typed: str) -> Card:
    """
    Return the test card with that number; any other number is declined.

    A real card must never work here, so an unknown number is refused the way Stripe's
    test mode refuses a live card.
    """
    digits = "".join(character for character in typed if character.isdigit())
    unknown = Card(digits, "declined", "card_declined", "test_mode_live_card")
    return _BY_NUMBER.get(digits, unknown)


def card_of_token(token: str) -> Card | None:
    """Return the test card behind a token such as ``pm_card_visa``."""
    return _BY_TOKEN.get(token)
