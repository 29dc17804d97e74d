"""What a page leaves for its script: its words in the reader's language, and data."""

import json
from functools import cache
from typing import Any

from babel.messages.pofile import read_po
from markupsafe import Markup

from app.base.language import APP


@cache
def island_words(language: str, source: str) -> dict[str, str]:
    """
    Return the translations of one ``words.ts``; empty for English, which it is in.

    Parameters
    ----------
    source
        Where the PO files say that a sentence comes from, such as
        ``frontend/src/studio/words.ts``.
    """
    words: dict[str, str] = {}
    for path in sorted(APP.glob(f"*/locale/{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if any(place == source for place, _ in message.locations):
                    words[str(message.id)] = str(message.string)
    return words


def embedded(data: Any) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(  # noqa: S704 - what could end the element is escaped
        text.replace("<", "\\u003c").replace("\u2028", "\\u2028")
    )
