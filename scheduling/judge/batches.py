"""Batches of a schedule: what is done together, and whether it may be."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

import numpy as np

from scheduling.judge.table import NONE, Ints, Table
from scheduling.judge.violation import Violation
from scheduling.shop import Resource


class Batches:
    """
    Rows gathered by what is done together; most rows are alone.

    Parameters
    ----------
    table
        The judged rows.

    Attributes
    ----------
    leader
        By row: the first row of its batch, or the row itself.
    part_min
        By leader: working minutes without changeover, ``base_min`` included.
    is_all_fact
        By leader: whether every member is fixed, so that nothing is judged.
    has_fact
        By leader: whether some member is.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        count = len(table.rows)
        self.leader = np.arange(count)
        oven = table.batching_of_group[table.group]
        rows = np.flatnonzero(oven != NONE)
        if len(rows):
            rows = rows[np.lexsort((rows, table.start[rows], oven[rows]))]
            is_first = np.ones(len(rows), dtype=np.bool_)
            same_oven = np.diff(oven[rows]) == 0
            is_first[1:] = ~(same_oven & (np.diff(table.start[rows]) == 0))
            firsts = rows[is_first]
            self.leader[rows] = firsts[np.cumsum(is_first) - 1]
        self.rows = rows
        self.part_min = self._parts(oven)
        size = np.bincount(self.leader, minlength=count)
        facts = np.bincount(self.leader[table.is_fact], minlength=count)
        self.is_all_fact = facts == size
        self.has_fact = facts > 0

    def _parts(self, oven: Ints) -> Ints:
        """Add the members' minutes up, or take the longest, and load the oven."""
        duration = np.maximum(self.table.duration, 0)
        part = duration.copy()
        resources = self.table.problem.resources
        for n in np.unique(oven[self.rows]):
            batching = resources[n].batching
            if batching is None:  # it has one, since its rows are among these
                continue
            rows = self.rows[oven[self.rows] == n]
            part[rows] = 0
            combine = np.add if batching.adds_up else np.maximum
            combine.at(part, self.leader[rows], duration[rows])
            leaders = np.unique(self.leader[rows])
            part[leaders] += batching.base_min
        return part

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """By leader: the rows of batches of two and more."""
        leaders, rows = self.leader[self.rows].tolist(), self.rows.tolist()
        pairs = groupby(zip(leaders, rows, strict=True), lambda pair: pair[0])
        found = {leader: [row for _, row in own] for leader, own in pairs}
        return {leader: own for leader, own in found.items() if len(own) > 1}

    def rows_of(self, leader: int) -> list[int]:
        """List the rows that are done together with this one."""
        return self.members.get(leader, [leader])

    @cached_property
    def torn(self) -> frozenset[int]:
        """Leaders whose members do not hold the same resources for the same time."""
        table = self.table
        first = self.leader
        differs = table.group != table.group[first]
        differs |= table.end != table.end[first]
        differs |= table.setup != table.setup[first]
        torn = np.unique(first[differs])
        return frozenset(torn[~self.is_all_fact[torn]].tolist())

    def oven(self, leader: int) -> Resource:
        """Return the resource on which this batch is done."""
        index = int(self.table.batching_of_group[self.table.group[leader]])
        return self.table.problem.resources[index]


def judge_batches(table: Table, batches: Batches) -> Iterator[Violation]:
    """Judge the members of each batch: one time and place, room, one family."""
    for leader in sorted(batches.torn):
        yield _say(
            batches,
            leader,
            "batch",
            "start together and must share resources and times",
        )
    for leader in np.unique(batches.leader[batches.rows]).tolist():
        if batches.is_all_fact[leader]:
            continue
        oven = batches.oven(leader)
        rows = batches.rows_of(leader)
        room = 0 if oven.batching is None else oven.batching.units
        units = sum(table.operations[row].units for row in rows)
        if units > room:
            words = f"take {units} units of room and there are {room}"
            yield _say(batches, leader, "batch_units", words)
        if len(rows) > 1:
            yield from _judge_families(table, batches, leader)


def _judge_families(table: Table, batches: Batches, leader: int) -> Iterator[Violation]:
    oven = batches.oven(leader)
    needed = None if oven.batching is None else oven.batching.attribute
    shop = table.problem.resource_by_id
    rows = batches.rows_of(leader)
    held = {name for row in rows for name in table.rows[row].resources}
    attributes = {needed}
    attributes.update(*(shop[name].setups for name in held if name in shop))
    setups = [table.operations[row].setup for row in rows]
    for attribute in sorted(name for name in attributes if name is not None):
        families = {setup.get(attribute) for setup in setups}
        if attribute != needed:
            families.discard(None)
        if len(families) > 1:
            told = ", ".join(sorted(one or "none" for one in families))
            words = f"differ in {attribute}: {told}"
            yield _say(batches, leader, "batch_family", words)


def _say(batches: Batches, leader: int, kind: str, words: str) -> Violation:
    names = batches.table.names(batches.rows_of(leader))
    oven = batches.oven(leader).id
    sentence = f"{', '.join(names)} on {oven} {words}."
    return Violation(kind, (*names, oven), sentence)
