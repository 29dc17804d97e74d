"""Changeovers of a schedule: what is changed on which resource, and what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule
from scheduling.shop import Resource


@dataclass(frozen=True, slots=True)
class Changeover:
    """
    One family put in the place of another on one resource.

    Parameters
    ----------
    resource, attribute
        Ids of the resource and of what changes on it.
    operation
        The operation that it is made for; of a batch, the first by id.
    before, after
        Families.
    minutes
        Working minutes that the matrix asks for. Resources of one assignment are
        changed side by side, so ``Assignment.setup_min`` may be less than the sum.
    cost
        Money in minor units, 0 or more.
    """

    resource: str
    attribute: str
    operation: OperationKey
    before: str
    after: str
    minutes: int
    cost: int


def setup_min(problem: Problem, schedule: Schedule) -> int:
    """Working minutes of changeover in all; the members of a batch share theirs."""
    total = 0
    batches: dict[tuple[str, int], int] = {}
    for one in schedule.assignments.values():
        if one.setup_min:
            oven = problem.batching_resource(one.resources)
            if oven is None:
                total += one.setup_min
            else:
                batches[oven, one.start_min] = one.setup_min
    return total + sum(batches.values())


def changeovers(problem: Problem, schedule: Schedule) -> tuple[Changeover, ...]:
    """
    Every change of family that a schedule makes, along each resource in turn.

    Returns
    -------
    tuple of Changeover
        Also those of no minutes. What two facts do one after the other is history
        and not among them, nor what finds a resource with no family on it.
    """
    held: dict[str, list[Assignment]] = {
        one.id: [] for one in problem.resources if one.setups
    }
    for one in schedule.assignments.values():
        for name in one.resources:
            if name in held:
                held[name].append(one)
    return tuple(
        change
        for name, own in held.items()
        for change in _along(problem, problem.resource_by_id[name], own)
    )


def _along(
    problem: Problem, resource: Resource, held: list[Assignment]
) -> Iterator[Changeover]:
    held.sort(key=lambda one: (one.start_min, one.job, one.operation))
    # what remembers families does one thing at a time: the same start, the same batch
    batches = [list(own) for _, own in groupby(held, lambda one: one.start_min)]
    for attribute in resource.setups:
        matrix = problem.matrix_by_attribute[attribute]
        before = resource.initial_setup.get(attribute)
        was_fact = True  # what stands at the origin is one
        for batch in batches:
            named = (
                (one.key, problem.operation_by_key[one.key].setup.get(attribute))
                for one in batch
            )
            key, after = next((pair for pair in named if pair[1]), (("", ""), None))
            if after is None:
                continue
            is_fact = any(one.key in problem.fixed_by_key for one in batch)
            minutes = matrix.changeover_min(before, after) or 0
            if before is not None and not (was_fact and is_fact):
                cost = matrix.cost.get((before, after), 0)
                if minutes or cost or before != after:
                    yield Changeover(
                        resource.id, attribute, key, before, after, minutes, cost
                    )
            before, was_fact = after, is_fact
