"""One routing as a row of numbers: what a desk is asked, read and judged in one go."""

from collections import OrderedDict

import numpy as np

from scheduling.jobs import Alternative, Job, Operation
from scheduling.kernel.layout import Array
from scheduling.kernel.shop import ShopArrays

KNOWN = 1_000
"""Routings that are kept as numbers; one takes about a kilobyte."""


WAYS = 4_000
"""Operations' alternatives that are kept as numbers: many operations share theirs."""


class Routings:
    """
    Reads jobs into numbers; who asks again with the same operations is known.

    Parameters
    ----------
    shop
        Meets the sets of resources and the families that jobs name.

    Notes
    -----
    A row is, for each operation: how many it waits for, names families of and takes
    materials of; wait, longest wait (-1: none), units, whether it may pause, how many
    ways; then those lists, each by its columns.
    """

    def __init__(self, shop: ShopArrays) -> None:
        self.shop = shop
        self._kind_of: dict[tuple[str, ...], int] = {}
        self._family_of: dict[tuple[str, str], tuple[int, int]] = {}
        self._room: list[tuple[int, int]] = []
        self._table = np.zeros((1, 2), np.int64)
        self._ways: dict[int, tuple[tuple[Alternative, ...], list[int]]] = {}
        self._known: OrderedDict[int, tuple[tuple[Operation, ...], Array]] = (
            OrderedDict()
        )

    def read(self, job: Job) -> Array | None:
        """Operations of a job as numbers; None where they have to be looked at well."""
        operations = job.operations
        if job.weight < 1:
            return None
        known = self._known.get(id(operations))
        if known is not None and known[0] is operations:
            return known[1]
        try:
            row = self._row(operations, judges=True)
        except (LookupError, OverflowError):
            return None
        if row is None:
            return None
        self._known[id(operations)] = (operations, row)
        if len(self._known) > KNOWN:
            self._known.popitem(last=False)
        return row

    def read_checked(self, operations: tuple[Operation, ...]) -> Array:
        """Numbers of operations without a fault, each after those it waits for."""
        row = self._row(operations, judges=False)
        if row is None:
            raise ValueError("these operations are not in order")
        return row

    @property
    def room(self) -> Array:
        """Minutes that each set of resources has at most: without a pause, and all."""
        if len(self._table) < len(self._room):
            self._table = np.array(self._room, np.int64)
        return self._table

    def _row(self, operations: tuple[Operation, ...], *, judges: bool) -> Array | None:
        place: dict[str, int] = {}
        row = list[int]()
        if len(self._ways) > WAYS:
            self._ways.clear()
        for index, one in enumerate(operations):
            ways = one.alternatives
            before = [place[name] for name in one.after]
            known = self._ways.get(id(ways))
            if known is None or known[0] is not ways:
                known = ways, self._columns(ways, judges=judges)
                if judges:
                    self._ways[id(ways)] = known
            families, takes = self._needs(one, judges=judges)
            longest = one.max_wait_min
            row += (
                len(before),
                len(families) // 2,
                len(takes) // 2,
                one.wait_min,
                -1 if longest is None else longest,
                one.units,
                one.is_resumable,
                len(ways),
            )
            row += before
            row += families
            row += takes
            row += known[1]
            if judges and (
                one.wait_min < 0 or (longest is not None and longest < one.wait_min)
            ):
                return None
            place[one.id] = index
        if not operations or len(place) < len(operations):
            return None
        return np.array(row, np.int32)

    def _columns(self, ways: tuple[Alternative, ...], *, judges: bool) -> list[int]:
        """Return sets of resources, minutes and energy of an operation's ways."""
        kind_of = self._kind_of
        try:
            columns = [kind_of[way.resources] for way in ways]
        except KeyError:
            columns = self._meet(ways, judges=judges)
        energy = [way.energy_wh for way in ways]
        if judges and min(energy, default=-1) < 0:
            raise LookupError(ways)
        columns += [way.duration_min for way in ways]
        columns += energy
        return columns

    def _needs(
        self, one: Operation, *, judges: bool
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        families: tuple[int, ...] = ()
        takes: tuple[int, ...] = ()
        for name in one.setup.items():
            known = self._family_of.get(name)
            if known is None:
                known = self._meet_family(*name, judges=judges)
            if known[0] >= 0:
                families += known
        for material, quantity in one.materials.items():
            takes += (self.shop.material_of[material], quantity)
        return families, takes

    def _meet_family(
        self, attribute: str, family: str, *, judges: bool
    ) -> tuple[int, int]:
        shop = self.shop
        if judges and not shop.problem.knows_family(attribute, family):
            raise KeyError(family)
        at = shop.attribute_of.get(attribute)
        known = (-1, 0) if at is None else (at, shop.family(attribute, family))
        if judges:
            self._family_of[attribute, family] = known
        return known

    def _meet(self, ways: tuple[Alternative, ...], *, judges: bool) -> list[int]:
        """Positions of sets of resources, some of them new; only sound ones stay."""
        shop, kinds = self.shop, list[int]()
        for way in ways:
            room = shop.problem.room_min(way.resources)
            if judges and not room[0]:
                raise KeyError(way.resources)
            kind = shop.set_index(way.resources)
            kinds.append(kind)
            while len(self._room) <= kind:
                self._room.append((0, 0))
            if judges:
                self._room[kind] = room
                self._table = self._table[:0]
                self._kind_of[way.resources] = kind
        return kinds
