"""
The search for one row of each table that fit together, compiled by numba.

Tables are kept generalised arc consistent by *simple tabular reduction*: rows that can
no longer be taken are swapped behind the living ones, values without a living row go.
A cell is the number of a value, counted through all options.

References
----------
Ullmann, "Partition search for non-binary constraint satisfaction", Information Sciences
177, 2007; Boussemart, Hemery, Lecoutre and Sais, "Boosting systematic search by
weighting constraints", ECAI 2004.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, np.dtype[Any]]

_TABLES = "int32[::1], int32[::1], int32[::1], int32[::1], int32[::1], uint8[:, ::1]"


@njit(
    "int64(int32[::1], int32[::1], int32[::1], int32[::1], int32[::1], uint8[::1],"
    " int32[::1], uint8[::1], int64)",
    cache=True,
    nogil=True,
)
def _reduce(  # noqa: PLR0913, PLR0917 arrays, as numba wants them
    cells: Array,
    cell_first: Array,
    row_first: Array,
    width: Array,
    order: Array,
    alive: Array,
    limit: Array,
    seen: Array,
    table: int,
) -> int:
    """Put the dead rows of a table last, mark what the living see; count these."""
    seen[:] = 0
    at, end = 0, int(limit[table])
    while at < end:
        row = order[row_first[table] + at]
        start = cell_first[table] + row * width[table]
        is_alive = True
        for cell in range(start, start + width[table]):
            if not alive[cells[cell]]:
                is_alive = False
                break
        if is_alive:
            for cell in range(start, start + width[table]):
                seen[cells[cell]] = 1
            at += 1
        else:
            end -= 1
            order[row_first[table] + at] = order[row_first[table] + end]
            order[row_first[table] + end] = row
    limit[table] = end
    return end


@njit(
    f"boolean({_TABLES}, int32[::1], uint8[::1], int32[::1], uint8[::1],"
    " uint8[::1], int32[::1], uint8[::1], uint8[::1], int64[::1], int64[::1])",
    cache=True,
    nogil=True,
)
def _propagate(  # noqa: C901, PLR0913, PLR0917 arrays, as numba wants them
    cells: Array,
    cell_first: Array,
    row_first: Array,
    width: Array,
    option_first: Array,
    touches: Array,
    order: Array,
    alive: Array,
    limit: Array,
    seen: Array,
    active: Array,
    left: Array,
    waiting: Array,
    used: Array,
    weight: Array,
    steps: Array,
) -> bool:
    """Drop rows and values until nothing follows; false when a table has no row."""
    tables, options = len(active), len(left)
    table = 0
    while table < tables:
        if not waiting[table]:
            table += 1
            continue
        waiting[table] = 0
        steps[0] += limit[table] * width[table] + len(seen)
        rows = _reduce(
            cells,
            cell_first,
            row_first,
            width,
            order,
            alive,
            limit,
            seen,
            table,
        )
        if not rows:
            used[table] = 1
            weight[table] += 1
            waiting[:] = 0
            return False
        again = table + 1
        for option in range(options):
            if not touches[option, table]:
                continue
            is_cut = False
            for value in range(option_first[option], option_first[option + 1]):
                if alive[value] and not seen[value]:
                    alive[value] = 0
                    left[option] -= 1
                    is_cut = True
            if is_cut:
                used[table] = 1
                for other in range(tables):
                    if other != table and active[other] and touches[option, other]:
                        waiting[other] = 1
                        again = min(again, other)
        table = again
    return True


@njit(
    f"int64({_TABLES}, int32[::1], int32[::1], uint8[::1], int64[::1], uint8[::1],"
    " int64)",
    cache=True,
    nogil=True,
)
def fit(  # noqa: C901, PLR0912, PLR0913, PLR0917 one loop over flat arrays
    cells: Array,
    cell_first: Array,
    row_first: Array,
    width: Array,
    option_first: Array,
    touches: Array,
    rows: Array,
    order: Array,
    active: Array,
    weight: Array,
    used: Array,
    budget: int,
) -> int:
    """
    Return 1 when rows of the active tables fit together, 0 when none do.

    Notes
    -----
    -1 after ``budget`` steps. ``used`` gets 1 for every table that ever ruled out a
    value: the others have no part in a refusal. ``order`` and ``weight`` are kept from
    question to question, and only the time depends on them.
    """
    options, values = touches.shape[0], option_first[-1]
    alive = np.ones((options + 2, values), dtype=np.uint8)
    left = np.zeros((options + 2, options), dtype=np.int32)
    limit = np.zeros((options + 2, len(rows)), dtype=np.int32)
    limit[0] = rows
    for option in range(options):
        left[0, option] = option_first[option + 1] - option_first[option]
    seen = np.zeros(values, dtype=np.uint8)
    waiting = active.copy()
    steps = np.zeros(1, dtype=np.int64)
    tried_option = np.zeros(options + 2, dtype=np.int64)
    tried_value = np.zeros(options + 2, dtype=np.int64)
    level = 0
    while True:
        holds = _propagate(
            cells,
            cell_first,
            row_first,
            width,
            option_first,
            touches,
            order,
            alive[level],
            limit[level],
            seen,
            active,
            left[level],
            waiting,
            used,
            weight,
            steps,
        )
        if steps[0] > budget:
            return -1
        if holds:
            # The option whose tables failed most, for each value that it has left.
            option, best = -1, -1.0
            for one in range(options):
                if left[level, one] > 1:
                    failed = 0
                    for table in range(len(rows)):
                        if active[table] and touches[one, table]:
                            failed += 1 + weight[table]
                    if failed > 0 and failed / left[level, one] > best:
                        option, best = one, failed / left[level, one]
            if option < 0:
                return 1
            value = option_first[option]
            while not alive[level, value]:
                value += 1
            alive[level + 1] = alive[level]
            left[level + 1] = left[level]
            limit[level + 1] = limit[level]
            level += 1
            tried_option[level], tried_value[level] = option, value
            alive[level, option_first[option] : option_first[option + 1]] = 0
            alive[level, value] = 1
            left[level, option] = 1
        else:
            # A value was only tried where another was left, so one always is.
            if not level:
                return 0
            option, value = tried_option[level], tried_value[level]
            level -= 1
            alive[level, value] = 0
            left[level, option] -= 1
        for table in range(len(rows)):
            if active[table] and touches[option, table]:
                waiting[table] = 1
