"""
Whether some of a few tables leave a variant beside what is chosen, asked often.

What goes in are listed tables and choices; rows that the choices exclude and columns
that no other of the tables shares are gone before the first question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import accumulate
from typing import Any

import numpy as np

from configurator.compile.jointree import distinct
from configurator.compile.relation import Relation

__all__ = ["RowSearch"]

Array = np.ndarray[Any, np.dtype[Any]]

MAX_STEPS = 20_000_000
"""Cells looked at for one question, some 40 ms, before a solver is asked instead."""


class RowSearch:
    """
    Tables beside choices.

    Parameters
    ----------
    tables
        By id.
    sizes
        Number of values by option.
    chosen
        Index of the chosen value by option.
    """

    def __init__(
        self,
        tables: Mapping[str, Relation],
        sizes: Mapping[str, int],
        chosen: Mapping[str, int],
    ) -> None:
        self._places = {name: at for at, name in enumerate(tables)}
        uses = Counter(option for table in tables.values() for option in table.options)
        shared = {n for n, count in uses.items() if count > 1 and n not in chosen}
        options = sorted(shared)
        firsts = [0, *accumulate(sizes[option] for option in options)]
        first = dict(zip(options, firsts, strict=False))
        place = {option: at for at, option in enumerate(options)}
        rows, touches = [], np.zeros((len(options), len(tables)), dtype=np.uint8)
        for at, table in enumerate(tables.values()):
            kept = [name for name in table.options if name in shared]
            touches[[place[name] for name in kept], at] = 1
            starts = np.array([first[name] for name in kept], dtype=np.int32)
            rows.append(_left(table, kept, chosen) + starts)
        self._rows = np.array([len(each) for each in rows], dtype=np.int32)
        width = np.array([each.shape[1] for each in rows], dtype=np.int32)
        self._graph = (
            np.concatenate([each.reshape(-1) for each in rows]).astype(np.int32),
            _firsts(self._rows * width),
            _firsts(self._rows),
            width,
            np.array(firsts, dtype=np.int32),
            touches,
        )
        order = [np.arange(count, dtype=np.int32) for count in self._rows.tolist()]
        self._order = np.concatenate(order)
        self._weight = np.zeros(len(rows), dtype=np.int64)
        self._used = np.zeros(len(rows), dtype=np.uint8)

    def holds(self, names: Sequence[str]) -> bool | None:
        """Whether those tables leave a variant; ``None`` where it is hard to tell."""
        active = np.zeros(len(self._rows), dtype=np.uint8)
        active[[self._places[name] for name in names]] = 1
        self._used[:] = 0
        # Imported late: few pages need numba.
        kernel: Any = import_module("configurator.compile.rowkernel")
        found = kernel.fit(
            *self._graph,
            self._rows,
            self._order,
            active,
            self._weight,
            self._used,
            MAX_STEPS,
        )
        return None if found < 0 else bool(found)

    def core(self, names: Sequence[str]) -> list[str]:
        """Return the part of the tables last refused that the refusal rests on."""
        return [name for name in names if self._used[self._places[name]]]


def _left(table: Relation, kept: Sequence[str], chosen: Mapping[str, int]) -> Array:
    """Return the different rows of the ``kept`` columns that the choices leave."""
    columns = {name: table.rows[:, at] for at, name in enumerate(table.options)}
    is_left = np.ones(len(table.rows), dtype=np.bool_)
    for name, column in columns.items():
        if name in chosen:
            is_left &= column == chosen[name]
    at = [table.options.index(name) for name in kept]
    rows = table.rows[is_left][:, at]
    if not kept:
        return rows[:1]
    return distinct(rows)[0] if len(kept) < len(columns) and len(rows) else rows


def _firsts(counts: Array) -> Array:
    found = np.zeros(len(counts) + 1, dtype=np.int32)
    np.cumsum(counts, out=found[1:])
    return found
