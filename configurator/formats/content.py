"""Bytes of a file to text, within limits, with the place of the first wrong byte."""

from __future__ import annotations

from pathlib import Path

from configurator.formats.complaints import Complaints

MAX_BYTES = 64 * 1024 * 1024
"""Of one file; the largest public feature models have a tenth of it."""


def read_bytes(path: Path, complaints: Complaints) -> bytes:
    """Return a file's bytes; too long a file is complained of, not read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            sentence = f"It has {size} bytes; at most {MAX_BYTES} are read."
            complaints.add("too_long", sentence)
            return b""
        return path.read_bytes()
    except OSError as error:
        complaints.add("unreadable", f"It cannot be read: {error.strerror}.")
        return b""


def decode(content: bytes, complaints: Complaints) -> str | None:
    """Return the text of UTF-8 bytes, ``None`` after a complaint."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        sentence = f"It is not UTF-8: byte {content[error.start]:#04x} stands here."
        complaints.add("encoding", sentence, line, column)
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        complaints.add("encoding", "It is no text: a zero byte stands here.", line)
        return None
    return text
