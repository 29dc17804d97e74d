"""Rules between operations of one job: order, waits, and the way between sites."""

from collections.abc import Iterator

import numpy as np

from scheduling.judge.table import NONE, Ints, Table
from scheduling.judge.violation import Violation


def judge_order(table: Table) -> Iterator[Violation]:
    """Free operations start after those before them, and not too long after."""
    is_judged = ~table.is_fact[table.after]
    before, after = table.before[is_judged], table.after[is_judged]
    if not len(before):
        return
    ready = table.end[before] + table.wait[before]
    start = table.start[after]
    for at in np.flatnonzero(start < ready).tolist():
        yield _say(
            table, before[at], after[at], "precedence", _early(ready[at], "done")
        )
    travel = _travel_min(table, before, after)
    for at in np.flatnonzero(travel == NONE).tolist():
        yield _say(table, before[at], after[at], "transport", "has no way from")
    is_early = (start >= ready) & (start < ready + travel)
    for at in np.flatnonzero(is_early).tolist():
        words = _early(ready[at] + travel[at], "there")
        yield _say(table, before[at], after[at], "transport", words)
    longest = table.max_wait[before]
    latest = table.end[before] + longest + np.maximum(travel, 0)
    is_late = (longest != NONE) & ~table.is_fact[before] & (start > latest)
    for at in np.flatnonzero(is_late).tolist():
        words = f"starts at {start[at]}, after {latest[at]}: too long after"
        yield _say(table, before[at], after[at], "max_wait", words)


def _early(ready: int, what: str) -> str:
    return f"starts before it can at {ready}, when all is {what} from"


def _say(table: Table, before: int, after: int, kind: str, words: str) -> Violation:
    names = table.names((after, before))
    return Violation(kind, names, f"{names[0]} {words} {names[1]}.")


def _travel_min(table: Table, before: Ints, after: Ints) -> Ints:
    """Minutes between the sites of two rows; ``NONE`` where there is no way."""
    problem = table.problem
    number: dict[str, int] = {}
    site_of_group = []
    for group in table.groups:
        known = [name for name in group if name in problem.resource_by_id]
        site = problem.resource_by_id[known[0]].site if known else ""
        site_of_group.append(number.setdefault(site, len(number)))
    minutes = np.full((len(number), len(number)), NONE, dtype=np.int64)
    np.fill_diagonal(minutes, 0)
    for one in problem.transports:
        if one.before in number and one.after in number and one.before != one.after:
            minutes[number[one.before], number[one.after]] = one.minutes
    sites = np.array(site_of_group, dtype=np.int64)[table.group]
    return minutes[sites[before], sites[after]]
