"""Derived values of a product document, in the order in which they use one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from configurator.expressions import syntax, type_of
from configurator.expressions.check import OVER_LISTS
from configurator.expressions.lists import idle_outcome
from configurator.formats.cursor import Cursor, Report
from configurator.formats.naming import Naming
from configurator.formats.positions import Positions
from configurator.model import Derived, Module
from configurator.modules import part_derived

Key = tuple[str | None, str]
"""Module inside which a name is derived (``None``: none), and the name."""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: Key
    fields: Mapping[str, Cursor]
    cursor: Cursor
    uses: frozenset[Key]

    @property
    def shown(self) -> str:
        owner, name = self.key
        return name if owner is None else f"{owner}.{name}"


def read_derived(
    top: Cursor,
    inside: Mapping[str, tuple[Module, Cursor]],
    naming: Naming,
) -> tuple[Derived, ...]:
    """
    Return derived values, each after those that it uses.

    Parameters
    ----------
    inside
        For each module its derived values.
    naming
        Learns their names and types.
    """
    return _DerivedReader(inside, naming).read(top)


class _DerivedReader:
    def __init__(
        self, inside: Mapping[str, tuple[Module, Cursor]], naming: Naming
    ) -> None:
        self.inside = inside
        self.naming = naming
        self.own = {name: set(naming.parts(name).own) for name in inside}
        self.entries: dict[Key, _Entry] = {}

    def read(self, top: Cursor) -> tuple[Derived, ...]:
        named = list(self._named(None, top))
        for module, (_, cursor) in self.inside.items():
            named.extend(self._named(module, cursor))
        for key, fields, cursor in named:
            tree = _silent(fields["value"])
            uses = frozenset(self._uses(tree, key[0])) if tree else frozenset()
            self.entries[key] = _Entry(key, fields, cursor, uses)
        found: list[Derived] = []
        for entry in self._in_order():
            found.extend(self._define(entry))
        return tuple(found)

    def _named(
        self, owner: str | None, cursor: Cursor
    ) -> Iterator[tuple[Key, Mapping[str, Cursor], Cursor]]:
        taken = set(self.naming.scope().types) if owner is None else self.own[owner]
        for item in cursor.items():
            fields = item.fields(("id", "value"), ("name",))
            if "id" not in fields:
                continue
            name = fields["id"].identifier()
            if name in taken:
                sentence = f"{name} is already an option or derived."
                item.complain("duplicate_id", sentence)
                continue
            taken.add(name)
            if name and "value" in fields:
                yield (owner, name), fields, item

    def _uses(self, node: syntax.Node, *owners: str | None) -> Iterator[Key]:
        if isinstance(node, syntax.Name):
            yield self._meant(node.id, owners)
            return
        children = syntax.children(node)
        if isinstance(node, syntax.Call) and node.function in OVER_LISTS:
            first = children[0]
            if isinstance(first, syntax.Name) and first.id in self.inside:
                owners = (first.id, *owners)
        for child in children:
            yield from self._uses(child, *owners)

    def _meant(self, name: str, owners: Sequence[str | None]) -> Key:
        for owner in owners:
            if owner is not None and name in self.own[owner]:
                return owner, name
        module, dot, rest = name.partition(".")
        number, second, inner = rest.partition(".")
        if dot and second and number.isdigit() and module in self.inside:
            return module, inner
        return None, name

    def _in_order(self) -> Iterator[_Entry]:
        """Yield entries after those they use; complain of those that never can be."""
        waiting = dict(self.entries)
        while waiting:
            ready = [e for e in waiting.values() if not e.uses & waiting.keys()]
            if not ready:
                self._refuse_cycles(waiting)
                ready = list(waiting.values())
            for entry in ready:
                del waiting[entry.key]
            yield from ready

    def _refuse_cycles(self, waiting: Mapping[Key, _Entry]) -> None:
        seen: set[Key] = set()
        for start in waiting:
            path: list[Key] = []
            key = start
            while key not in seen:
                seen.add(key)
                path.append(key)
                # Everything that waits uses something that waits.
                key = next(use for use in waiting if use in waiting[path[-1]].uses)
            if key in path:
                cycle = [waiting[part] for part in path[path.index(key) :]]
                shown = " -> ".join(entry.shown for entry in (*cycle, cycle[0]))
                sentence = f"It is derived from itself: {shown}."
                cycle[0].cursor.complain("cycle", sentence)
        for owner, name in waiting:
            self.naming.define(name, None, owner)

    def _define(self, entry: _Entry) -> Iterator[Derived]:
        owner, name = entry.key
        scope = self.naming.scope(owner)
        told = entry.fields["name"].words() if "name" in entry.fields else None
        if owner is None:
            value = entry.fields["value"].template(scope)
            kind = None if value is None else type_of(value, scope)
            self.naming.define(name, kind)
            if value is not None:
                whole = entry.fields["value"].expression(scope)
                yield Derived(name, whole, told)
            return
        template = entry.fields["value"].template(scope)
        kind = None if template is None else type_of(template, scope)
        if template is None or kind is None:
            self.naming.define(name, None, owner)
            return
        outer, parts = self.naming.scope(), self.naming.parts(owner)
        idle = idle_outcome(template.root, outer, parts)
        module = self.inside[owner][0]
        yield from part_derived(module, Derived(name, template, told), outer, parts)
        self.naming.define(name, kind, owner, idle)


def _silent(cursor: Cursor) -> syntax.Node | None:
    """Return the tree of an expression; what is wrong with it is told later."""
    quiet = Cursor(cursor.value, (), (), Report(Positions()))
    parsed = quiet.parsed()
    return None if parsed is None else parsed.root
