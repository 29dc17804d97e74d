"""The names of a product document and their types, as they become known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from configurator.expressions import Scope, Type
from configurator.expressions.scope import PartsType, SeveralType
from configurator.model import Module, Multiple, Option
from configurator.modules import idle_values, part_id, part_types
from configurator.scope import type_of_option


@dataclass(slots=True)
class _Own:
    """What a module's parts call their own."""

    module: Module
    types: dict[str, Type]
    idle: dict[str, Any]
    options: frozenset[str]
    broken: set[str] = field(default_factory=set)

    def parts(self) -> PartsType:
        module = self.module
        return PartsType(
            module.id,
            module.at_least,
            module.at_most,
            dict(self.types),
            dict(self.idle),
            self.options,
            frozenset(self.broken),
        )


class Naming:
    """
    Names with their types: flat ones, lists, and those inside modules.

    Notes
    -----
    A name may be declared broken: it was complained of where it is made, so that
    nobody complains of its uses.
    """

    def __init__(self) -> None:
        self._types: dict[str, Type] = {}
        self._broken: set[str] = set()
        self._own: dict[str, _Own] = {}
        self._scope: Scope | None = None

    def add_options(
        self, options: Iterable[Option], multiples: Iterable[Multiple]
    ) -> None:
        """Make flat options and multi-selects known."""
        self._types |= _types_of(options, multiples)
        self._scope = None

    def add_module(
        self, module: Module, own: Iterable[Option], multiples: Iterable[Multiple]
    ) -> None:
        """Make a module and what its parts call their own known."""
        options = tuple(own)
        self._own[module.id] = _Own(
            module,
            _types_of(options, multiples),
            idle_values(options),
            frozenset(option.id for option in options),
        )
        self._publish(module.id)

    def define(
        self, name: str, kind: Type | None, owner: str | None = None, idle: Any = None
    ) -> None:
        """
        Make a derived value known.

        Parameters
        ----------
        kind
            ``None`` of a broken one.
        owner
            Module inside which it is derived.
        idle
            Its value in an absent part, where that depends on the part alone.
        """
        types = self._types if owner is None else self._own[owner].types
        broken = self._broken if owner is None else self._own[owner].broken
        if kind is None:
            broken.add(name)
        else:
            types[name] = kind
            broken.discard(name)
        self._scope = None
        if owner is not None:
            if idle is not None:
                self._own[owner].idle[name] = idle
            self._publish(owner)

    def _publish(self, module: str) -> None:
        own = self._own[module]
        parts = own.parts()
        self._types[module] = parts
        self._types |= part_types(parts)
        numbers = range(1, parts.at_most + 1)
        self._broken |= {
            part_id(module, n, name) for n in numbers for name in own.broken
        }
        self._scope = None

    def parts(self, module: str) -> PartsType:
        """Return the type of a list of modules."""
        return self._own[module].parts()

    def scope(self, owner: str | None = None) -> Scope:
        """Return the names known so far, those inside module ``owner`` first."""
        if self._scope is None:
            self._scope = Scope(dict(self._types), (), frozenset(self._broken))
        if owner is None:
            return self._scope
        return self._scope.inside(self._own[owner].parts())


def _types_of(
    options: Iterable[Option], multiples: Iterable[Multiple]
) -> dict[str, Type]:
    types = {option.id: type_of_option(option) for option in options}
    for multiple in multiples:
        values = tuple(value.id for value in multiple.values)
        types[multiple.id] = SeveralType(multiple.id, values)
    return types
