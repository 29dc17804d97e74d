"""Constraints of capacity: no resource is held more often than it can be."""

from itertools import pairwise

from scheduling.cpsat.steps import Draft
from scheduling.schedule import Assignment


def share_resources(draft: Draft) -> None:
    """Keep free operations clear of each other and of what stays."""
    for name in draft.resources():
        resource = draft.scope.problem.resource_by_id[name]
        if resource.capacity == 1:
            _one_at_a_time(draft, name)
        else:
            _several_at_a_time(draft, name, resource.capacity)


def _one_at_a_time(draft: Draft, name: str) -> None:
    intervals = [choice.interval for choice in draft.choices_on(name)]
    for start, end in merged(draft.scope.staying(name)):
        intervals.append(
            draft.model.new_fixed_size_interval_var(start, end - start, "")
        )
    draft.model.add_no_overlap(intervals)


def merged(held: list[Assignment]) -> list[tuple[int, int]]:
    """List times in order, those that touch or overlap made one."""
    result: list[tuple[int, int]] = []
    for one in held:
        if result and one.start_min <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], one.end_min))
        else:
            result.append((one.start_min, one.end_min))
    return result


def _several_at_a_time(draft: Draft, name: str, capacity: int) -> None:
    intervals = [choice.interval for choice in draft.choices_on(name)]
    demands = [1] * len(intervals)
    for start, end, used in steps_of(batched_once(draft, draft.scope.staying(name))):
        if used:
            intervals.append(
                draft.model.new_fixed_size_interval_var(start, end - start, "")
            )
            demands.append(min(used, capacity))  # facts may overfill it
    draft.model.add_cumulative(intervals, demands, capacity)


def batched_once(draft: Draft, held: list[Assignment]) -> list[Assignment]:
    """Return what holds a resource, of each batch one member."""
    seen: set[tuple[tuple[str, ...], int, int]] = set()
    found: list[Assignment] = []
    for one in held:
        if draft.scope.problem.batching_resource(one.resources) is not None:
            batch = (one.resources, one.start_min, one.end_min)
            if batch in seen:
                continue
            seen.add(batch)
        found.append(one)
    return found


def steps_of(held: list[Assignment]) -> list[tuple[int, int, int]]:
    """How often something is held, from when to when."""
    changes: dict[int, int] = {}
    for one in held:
        changes[one.start_min] = changes.get(one.start_min, 0) + 1
        changes[one.end_min] = changes.get(one.end_min, 0) - 1
    found: list[tuple[int, int, int]] = []
    used = 0
    for at, until in pairwise(sorted(changes)):
        used += changes[at]
        found.append((at, until, used))
    return found
