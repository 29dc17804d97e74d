"""Days in the shop's sentences, as the page's script writes them too."""

from datetime import date

from babel.dates import format_date

_PATTERNS = {"en": "EEE d MMM", "zh": "M月d日EEE"}
_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}


def write_day(day: date, language: str) -> str:
    """Return ``Thu 10 Dec``."""
    return format_date(day, _PATTERNS[language], locale=_LOCALES[language])
