"""What a zip file promises to unpack to, judged before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from configurator.formats.complaints import Complaints

MAX_PARTS = 2_000
MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
_HARMLESS = 16 * 1024 * 1024
"""Below this size no ratio matters: short repeating sheets pack very well."""
_CHUNK = 1024 * 1024
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def open_archive(content: bytes, complaints: Complaints) -> zipfile.ZipFile | None:
    """
    Return the archive, ``None`` after a complaint.

    Notes
    -----
    The sizes in the directory are believed because Python's ``zipfile`` never unpacks
    more of a part than its directory says.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        sentence = f"It is no spreadsheet, or it is cut off: {error}."
        complaints.add("syntax", sentence)
        return None
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        sentence = (
            f"It unpacks to {len(parts)} parts of {unpacked} bytes; at most {MAX_PARTS}"
            f" of {MAX_UNPACKED} are unpacked."
        )
        complaints.add("zip_bomb", sentence)
        return None
    if unpacked > max(_HARMLESS, MAX_RATIO * len(content)):
        sentence = f"It unpacks to more than {MAX_RATIO} times its size."
        complaints.add("zip_bomb", sentence)
        return None
    if any(part.flag_bits & 1 for part in parts):
        complaints.add("encrypted", "It is protected by a password.")
        return None
    return archive


def has_forbidden_xml(archive: zipfile.ZipFile) -> bool:
    """Whether a part has a document type or entities, or hides them in UTF-16."""
    return any(
        _is_forbidden(archive, part)
        for part in archive.infolist()
        if part.filename.endswith((".xml", ".rels", ".vml"))
    )


def _is_forbidden(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            if not before and (
                chunk[:2] in {b"\xfe\xff", b"\xff\xfe"} or b"\0" in chunk
            ):
                return True
            # A word may lie across the border of two chunks.
            text = before[-16:] + chunk
            if any(word in text for word in _FORBIDDEN):
                return True
            before = chunk
    return False
