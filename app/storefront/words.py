"""Sentences of the page's script in the reader's language, from the same PO file."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

_LOCALE = Path(__file__).parent / "locale"
_SOURCE = "frontend/src/storefront/words.ts"


@cache
def island_words(language: str) -> dict[str, str]:
    """Return the translations of ``words.ts``; empty for English, which it is in."""
    path = _LOCALE / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = list(read_po(file, locale=language))
    return {
        str(message.id): str(message.string)
        for message in messages
        if any(place == _SOURCE for place, _ in message.locations)
    }
