"""The factory of a problem as arrays; ids end here."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, pairwise

import numpy as np

from scheduling.kernel.calendar import DAY_MIN
from scheduling.kernel.layout import (
    GROUP,
    NEVER,
    RESOURCE,
    SET,
    SPAN,
    WINDOW,
    Array,
    Shop,
    records,
)
from scheduling.problem import Problem
from scheduling.shop import SetupMatrix
from scheduling.windows import Windows, intersect

_SPARE = 8
"""Families of new jobs that an attribute takes before its matrix is laid out anew."""


class ShopArrays:
    """
    Calendars, resources, matrices, sites and materials of a problem by position.

    Parameters
    ----------
    problem
        Its jobs are not looked at, so that jobs that are new to it can be made here.
        Sets of resources and families are met as jobs name them.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.resource_of = {one.id: i for i, one in enumerate(problem.resources)}
        self.material_of = {one.id: i for i, one in enumerate(problem.materials)}
        named = [matrix.attribute for matrix in problem.setups]
        named += [
            one.batching.attribute
            for one in problem.resources
            if one.batching is not None and one.batching.attribute is not None
        ]
        named += chain.from_iterable(one.setups for one in problem.resources)
        self.attribute_of = {name: i for i, name in enumerate(dict.fromkeys(named))}
        self._families: list[dict[str, int]] = [{} for _ in self.attribute_of]
        self.set_of: dict[tuple[str, ...], int] = {}
        self._listed: list[tuple[str, ...]] = []
        self._group_of: dict[frozenset[str], int] = {}
        self._sets: list[tuple[int, ...]] = []
        self._uses: list[int] = []
        self._groups: list[tuple[int, int, int]] = []
        self._windows: list[tuple[int, int, int]] = []
        self._days: list[Array] = []
        self._is_laid_out = False
        self._know_families()
        self._laid_out: tuple[int, ...] = ()
        self._raw: Shop | None = None

    def _know_families(self) -> None:
        for matrix in self.problem.setups:
            for family in chain.from_iterable(matrix.minutes):
                self.family(matrix.attribute, family)
        for one in self.problem.resources:
            for attribute, family in one.initial_setup.items():
                if attribute in self.attribute_of:
                    self.family(attribute, family)

    def family(self, attribute: str, family: str) -> int:
        """Position of a family of an attribute; a new one joins."""
        known = self._families[self.attribute_of[attribute]]
        if family not in known:
            known[family] = len(known)
            self._is_laid_out = False
        return known[family]

    def set_index(self, resources: tuple[str, ...]) -> int:
        """Position of resources that are held together, in this order."""
        index = self.set_of.get(resources)
        if index is None:
            index = self.set_of[resources] = len(self._sets)
            self._add_set(resources)
            self._is_laid_out = False
        return index

    def _add_set(self, resources: tuple[str, ...]) -> None:
        first = len(self._uses)
        self._uses.extend(self.resource_of[name] for name in resources)
        known = [self.problem.resource_by_id[name] for name in resources]
        batch = [one.id for one in known if one.batching is not None]
        changes = sum(bool(one.setups) for one in known)
        self._sets.append(
            (
                first,
                len(self._uses),
                self._group_index(frozenset(one.calendar for one in known)),
                self._site_of[known[0].site],
                self.resource_of[batch[0]] if batch else -1,
                changes,
            )
        )

    def _group_index(self, calendars: frozenset[str]) -> int:
        index = self._group_of.get(calendars)
        if index is None:
            index = self._group_of[calendars] = len(self._groups)
            common = [(0, self.problem.horizon.length_min)]
            for name in sorted(calendars):
                common = intersect(common, self.problem.calendar_by_id[name].open)
            windows = Windows(common)
            first = len(self._windows)
            self._windows.extend(
                zip(windows.starts, windows.ends, windows.before, strict=True)
            )
            self._groups.append((first, len(self._windows), windows.total_min))
            days = np.arange(self.days) * DAY_MIN
            place = np.searchsorted(np.array(windows.ends, np.int64), days, "right")
            self._days.append((place + first).astype(np.int32))
        return index

    @property
    def sets(self) -> list[tuple[str, ...]]:
        """Resources that are held together, by position."""
        if len(self._listed) < len(self.set_of):
            self._listed = list(self.set_of)
        return self._listed

    @property
    def days(self) -> int:
        """Days of the horizon, begun ones included."""
        return self.problem.horizon.length_min // DAY_MIN + 1

    @cached_property
    def _site_of(self) -> dict[str, int]:
        names = dict.fromkeys(one.site for one in self.problem.resources)
        return {name: index for index, name in enumerate(names)}

    @property
    def raw(self) -> Shop:
        """The arrays, with all sets and families that were met so far."""
        if self._raw is not None and self._is_laid_out:
            return self._raw
        self._is_laid_out = True
        sizes = [len(known) for known in self._families]
        if self._raw is None:
            self._raw = self._lay_out(sizes)
        elif self._laid_out[0] != len(self._sets):
            self._raw = self._raw._replace(**self._set_arrays())
        if any(a > b for a, b in zip(sizes, self._laid_out[1:], strict=True)):
            self._raw = self._lay_out(sizes)
        self._laid_out = (len(self._sets), *self._laid_out[1:])
        return self._raw

    def _set_arrays(self) -> dict[str, Array]:
        days = self._days or [np.zeros(self.days, np.int32)]
        return {
            "group": records(GROUP, self._groups),
            "window": records(WINDOW, self._windows),
            "day": np.array(days, np.int32),
            "set": records(SET, self._sets),
            "uses": _numbers(self._uses),
        }

    def _lay_out(self, sizes: Sequence[int]) -> Shop:
        room = [size + _SPARE for size in sizes]
        self._laid_out = (len(self._sets), *room)
        remembered: list[tuple[int, int]] = []
        resources: list[tuple[int, ...]] = []
        for one in self.problem.resources:
            first = len(remembered)
            for name in one.setups:
                stands = one.initial_setup.get(name)
                code = -1 if stands is None else self.family(name, stands)
                remembered.append((self.attribute_of[name], code))
            batch = one.batching
            attribute = None if batch is None else batch.attribute
            resources.append(
                (
                    one.capacity,
                    first,
                    len(remembered),
                    0 if batch is None else batch.units,
                    -1 if attribute is None else self.attribute_of[attribute],
                    0 if batch is None else batch.base_min,
                    0 if batch is None else int(batch.adds_up),
                    self._group_index(frozenset((one.calendar,))),
                )
            )
        spans, minutes, cost = self._matrices(room)
        transport = np.full((len(self._site_of),) * 2, -1, np.int32)
        np.fill_diagonal(transport, 0)
        for before, index in self._site_of.items():
            for after, other in self._site_of.items():
                known = self.problem.transport_min.get((before, after))
                if known is not None and index != other:
                    transport[index, other] = known
        epochs = [
            (-NEVER, *(at for at, _ in one.supply)) for one in self.problem.materials
        ]
        ends = np.cumsum([0, *(len(one) for one in epochs)]).tolist()
        horizon = self.problem.horizon
        return Shop(
            resource=records(RESOURCE, resources),
            remembered=np.array(remembered or [(0, -1)], np.int32),
            matrix=records(SPAN, spans),
            minutes=_numbers(minutes),
            cost=np.array(cost or [0], np.int64),
            transport=transport,
            material=records(SPAN, list(pairwise(ends))),
            epoch=_numbers(chain.from_iterable(epochs)),
            facts=_numbers([horizon.length_min, horizon.freeze_min, 0, 0]),
            **self._set_arrays(),
        )

    def _matrices(
        self, room: Sequence[int]
    ) -> tuple[list[tuple[int, int]], list[int], list[int]]:
        spans: list[tuple[int, int]] = []
        minutes: list[int] = []
        cost: list[int] = []
        for attribute, size in zip(self.attribute_of, room, strict=True):
            matrix = self.problem.matrix_by_attribute.get(
                attribute, SetupMatrix(attribute, {}, 0)
            )
            known = self._families[self.attribute_of[attribute]]
            spans.append((len(minutes), size))
            default = -1 if matrix.default_min is None else matrix.default_min
            table = np.full((size, size), default, np.int64)
            np.fill_diagonal(table, 0)
            money = np.zeros((size, size), np.int64)
            for (before, after), value in matrix.minutes.items():
                table[known[before], known[after]] = value
            for (before, after), value in matrix.cost.items():
                if before in known and after in known:
                    money[known[before], known[after]] = value
            minutes.extend(table.ravel().tolist())
            cost.extend(money.ravel().tolist())
        return spans, minutes, cost

    def stock(self) -> Array:
        """Quantity of each material that is there from each of its epochs on."""
        amounts: list[int] = []
        for one in self.problem.materials:
            total = one.stock
            amounts.append(total)
            for _, quantity in one.supply:
                total += quantity
                amounts.append(total)
        return np.array(amounts or [0], np.int64)


def _numbers(values: Iterable[int]) -> Array:
    listed = list(values)
    return np.array(listed or [0], np.int32)
