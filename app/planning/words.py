"""Dates and waits as people read them, in English and Chinese."""

from datetime import datetime
from zoneinfo import ZoneInfo

from scheduling.sentences import span_words

DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MONTHS_EN = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def local_words(instant: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Day and time of an instant at a site, by language."""
    at = instant.astimezone(zone)
    clock = f"{at:%H:%M}"
    month = MONTHS_EN[at.month - 1]
    return {
        "en": f"{DAYS_EN[at.weekday()]} {at.day} {month} {clock}",
        "zh": f"{at.month}月{at.day}日{DAYS_ZH[at.weekday()]} {clock}",
    }


def slack_words(minutes: int) -> dict[str, str]:
    """How far a planned end is from its promise: room left, tight, or late."""
    span = span_words(minutes)
    if minutes < 0:
        return {"en": f"{span['en']} late", "zh": f"晚 {span['zh']}"}
    if minutes < 24 * 60:
        return {"en": f"tight: {span['en']} left", "zh": f"紧张：余 {span['zh']}"}
    return {"en": f"{span['en']} left", "zh": f"余 {span['zh']}"}
