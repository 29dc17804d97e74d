"""Days on which something holds, as ``from`` and ``to`` of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from configurator.formats.cursor import Cursor
from configurator.model import ALWAYS, Effective

DATES = ("from", "to")
"""Keys of whatever may be dated: from this day on, until before that day."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_effective(fields: Mapping[str, Cursor]) -> Effective:
    """Return the days on which the thing with these fields holds."""
    if not fields.keys() & set(DATES):
        return ALWAYS
    begin, end = (_day(fields[key]) if key in fields else None for key in DATES)
    if begin is not None and end is not None and begin >= end:
        sentence = f"It ends on {end}, before it begins on {begin}."
        if begin == end:
            sentence = f"It holds on no day: until before {end}, the day it begins."
        fields["to"].complain("empty_period", sentence)
        return ALWAYS
    return Effective(begin, end)


def _day(cursor: Cursor) -> date | None:
    text = cursor.value
    if isinstance(text, str) and _ISO.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    cursor.wrong("A day such as 2027-03-01")
    return None
