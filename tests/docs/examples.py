"""Fenced examples of a page: what stands after the language is the file's name."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
_FENCE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files_of(page: str) -> dict[str, bytes]:
    """Return the named examples of a page by file name."""
    text = (DOCS / page).read_text()
    found = {name: body.encode() for name, body in _FENCE.findall(text)}
    assert found, f"{page} has no named example"
    return found
