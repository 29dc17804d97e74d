"""Steps of the product page: which options are asked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from configurator.expressions.check import nearest
from configurator.formats.cursor import NO_TEXT, Cursor, refuse_duplicates
from configurator.model import Group


def read_groups(
    cursor: Cursor, members: Mapping[str, Sequence[str]]
) -> tuple[Group, ...]:
    """
    Return the groups, their options flat.

    Parameters
    ----------
    members
        Flat option ids by the name that a group may list: of an option its own, of a
        multi-select those of its answers, of modules those of all parts.
    """
    groups, placed = [], set[str]()
    cursors = list(cursor.items())
    for item in cursors:
        fields = item.fields(("id", "name", "options"))
        listed: list[str] = []
        for member in fields["options"].items() if "options" in fields else ():
            name = member.value if isinstance(member.value, str) else ""
            if name not in members:
                hint = nearest(name, members)
                member.complain("unknown_option", f"No option {member.value}.{hint}")
            elif name in placed:
                member.complain("duplicate_id", f"{name} is in two groups.")
            placed.add(name)
            listed.extend(members.get(name, ()))
        groups.append(
            Group(
                fields["id"].identifier() if "id" in fields else "",
                fields["name"].words() if "name" in fields else NO_TEXT,
                tuple(listed),
            )
        )
    refuse_duplicates(cursors, [group.id for group in groups])
    missing = [name for name in members if groups and name not in placed]
    if missing:
        cursor.complain("ungrouped", f"In no group: {', '.join(missing)}.")
    return tuple(groups)
