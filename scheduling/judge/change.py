"""The rule of changeovers, walked along each resource that remembers families."""

from collections.abc import Iterator

import numpy as np

from scheduling.judge.batches import Batches
from scheduling.judge.room import holdings
from scheduling.judge.table import Table
from scheduling.judge.violation import Violation
from scheduling.shop import Resource


def judge_changeovers(table: Table, batches: Batches) -> Iterator[Violation]:
    """Each batch has the minutes to change from what stands to what it needs."""
    resource, row = holdings(table)
    order = np.lexsort((row, batches.leader[row], table.start[row], resource))
    resource, row = resource[order], row[order]
    for number, one in enumerate(table.problem.resources):
        if one.setups:
            since, until = np.searchsorted(resource, (number, number + 1))
            yield from _walk(table, batches, one, row[since:until].tolist())


def _walk(
    table: Table, batches: Batches, resource: Resource, rows: list[int]
) -> Iterator[Violation]:
    """Go along one resource with its families in hand."""
    leader_of = batches.leader.tolist()
    stands: dict[str, str] = dict(resource.initial_setup)
    by_fact = dict.fromkeys(resource.setups, True)
    at = 0
    while at < len(rows):
        leader = leader_of[rows[at]]
        batch = [rows[at]]
        at += 1
        while at < len(rows) and leader_of[rows[at]] == leader:
            batch.append(rows[at])
            at += 1
        wanted = _families(table, resource, batch)
        is_fact = bool(batches.has_fact[leader])
        needed = 0
        for attribute, family in wanted.items():
            if not (by_fact[attribute] and is_fact):
                before = stands.get(attribute)
                minutes = table.problem.matrix_by_attribute[attribute].changeover_min(
                    before, family
                )
                if minutes is None:
                    yield _forbidden(table, resource, batch, f"{before} to {family}")
                needed += minutes or 0
            stands[attribute] = family
            by_fact[attribute] = is_fact
        given = table.rows[leader].setup_min
        if given < needed:
            names = table.names(batch)
            sentence = (
                f"{', '.join(names)} need {needed} min of changeover on {resource.id} "
                f"and have {given}."
            )
            yield Violation("changeover", (*names, resource.id), sentence)


def _families(table: Table, resource: Resource, batch: list[int]) -> dict[str, str]:
    """Family that the batch needs, by attribute; the first that is named counts."""
    wanted: dict[str, str] = {}
    for row in batch:
        setup = table.operations[row].setup
        for attribute in resource.setups if setup else ():
            if attribute in setup:
                wanted.setdefault(attribute, setup[attribute])
    return wanted


def _forbidden(
    table: Table, resource: Resource, batch: list[int], pair: str
) -> Violation:
    names = table.names(batch)
    sentence = f"{resource.id} must not go from {pair} for {', '.join(names)}."
    return Violation("forbidden_changeover", (*names, resource.id), sentence)
