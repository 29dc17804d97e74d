"""How commands speak: results on standard output, the rest on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

ANSWERED, NO, MALFORMED = 0, 1, 2


def tell(
    shape: Mapping[str, Any], lines: Callable[[], Iterable[str]], *, as_json: bool
) -> None:
    """Print a result: one JSON object and nothing else, or lines for a person."""
    clear_note()
    if as_json:
        click.echo(to_bytes(shape), nl=False)
        return
    # A terminal that cannot show a name shows its code; nothing is worth a traceback.
    encoding = sys.stdout.encoding
    for line in lines():
        click.echo(f"{line}\n".encode(encoding, "backslashreplace"), nl=False)


def to_bytes(shape: Mapping[str, Any]) -> bytes:
    """Return one line of JSON in UTF-8, whatever the terminal's own encoding."""
    text = json.dumps(shape, ensure_ascii=False)
    # A path of odd bytes has characters that UTF-8 lacks; JSON has escapes for them.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def note(text: str) -> None:
    """Show what is being done, where somebody watches; the next note replaces it."""
    if sys.stderr.isatty():
        # Erase the line first: the last note may have been longer.
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)


def clear_note() -> None:
    """Take the last note away."""
    note("")


def aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns below one another; the last one ends ragged."""
    listed = [list(row) for row in rows]
    if not listed:
        return
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    for row in listed:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()
