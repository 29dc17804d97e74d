"""Editing a draft's document: one rule, table or price at a time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from app.base.errors import Conflicting, NotFound
from app.catalogue.models import DraftRow

Document = Mapping[str, Any]
Section = Literal["rules", "tables", "prices"]


def put_entry(
    document: Document, section: Section, entry: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the document with ``entry`` in the place of its id, or at the end."""
    entries = list(document.get(section, ()))
    places = [i for i, known in enumerate(entries) if known["id"] == entry["id"]]
    if places:
        entries[places[0]] = dict(entry)
    else:
        entries.append(dict(entry))
    return {**document, section: entries}


def keep_unedited(
    document: Document,
    section: Section,
    entry: Mapping[str, Any],
    edited: Collection[str],
) -> dict[str, Any]:
    """
    Return an edited entry with what its editor does not show, such as its days.

    Parameters
    ----------
    edited
        Keys that the editor shows: those missing in ``entry`` were taken out.
    """
    entries: Sequence[Mapping[str, Any]] = document.get(section, ())
    known = next((one for one in entries if one["id"] == entry["id"]), entry)
    return {**{k: v for k, v in known.items() if k not in edited}, **entry}


def remove_entry(document: Document, section: Section, entry_id: str) -> dict[str, Any]:
    """
    Return the document without the entry of that id.

    Raises
    ------
    NotFound
        Where the section has none of that id.
    """
    find_entry(document, section, entry_id)
    entries = document.get(section, ())
    return {**document, section: [e for e in entries if e["id"] != entry_id]}


def find_entry(document: Document, section: Section, entry_id: str) -> dict[str, Any]:
    """Return the entry of that id; ``NotFound`` where the section has none."""
    for entry in document.get(section, ()):
        if entry["id"] == entry_id:
            return dict(entry)
    raise NotFound("entry_unknown", f"The draft's {section} have no “{entry_id}”.")


def put_rows(
    document: Document, table_id: str, rows: Sequence[Sequence[str]]
) -> dict[str, Any]:
    """Return the document with other rows in a table; its columns stay."""
    table = find_entry(document, "tables", table_id)
    table["rows"] = [list(row) for row in rows]
    return put_entry(document, "tables", table)


def save(
    draft: DraftRow,
    document: Document,
    *,
    based_on: int,
    edited_at: datetime,
    user_id: str | None,
) -> None:
    """
    Keep an edited document, malformed or not: work is never lost, only not published.

    Raises
    ------
    Conflicting
        When somebody else edited the draft since number ``based_on``.
    """
    if draft.number != based_on:
        raise Conflicting(
            "draft_moved",
            "Somebody else edited this draft meanwhile. Read it again, then repeat"
            " your change.",
            {"number": draft.number},
        )
    draft.document = dict(document)
    draft.number += 1
    draft.edited_at = edited_at
    draft.edited_by = user_id
