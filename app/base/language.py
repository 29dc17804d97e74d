"""
Sentences in the reader's language: gettext over one PO file per package.

The English sentence is the key; ``app/<package>/locale/zh.po`` holds the Chinese. PO
files are read as they are at start, so there is nothing to compile and to forget.
"""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Flask, g, request

APP = Path(__file__).resolve().parents[1]
_LANGUAGES = ("en", "zh")


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of a language; empty for English, the language of the keys."""
    sentences: dict[str, str] = {}
    for path in sorted(APP.glob(f"*/locale/{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string and isinstance(message.id, str):
                    sentences[message.id] = str(message.string)
    return sentences


def translate(language: str, sentence: str, **values: object) -> str:
    """Sentence in that language, English where nobody translated it yet."""
    found = catalogue(language).get(sentence, sentence)
    return found % values if values else found


def reader_language() -> str:
    """Language of the page: the context's, else what the browser says of its reader."""
    if context := g.get("context"):
        return str(context.language)
    # Refused before there was a context: the error page still speaks to somebody.
    chosen = request.args.get("lang") or request.cookies.get("lotone_language")
    if chosen in _LANGUAGES:
        return chosen
    best = request.accept_languages.best_match(["en", "zh", "zh-CN", "zh-Hans"])
    return best[:2] if best else "en"


def install_language(flask: Flask) -> None:
    """Give templates ``_("sentence")`` in the request's language."""

    def gettext(sentence: str) -> str:
        return translate(reader_language(), sentence)

    def ngettext(one: str, many: str, number: int) -> str:
        return gettext(one if number == 1 else many)

    flask.jinja_env.add_extension("jinja2.ext.i18n")
    flask.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext, ngettext, newstyle=True
    )
