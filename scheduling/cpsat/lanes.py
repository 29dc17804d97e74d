"""What stays on a resource with changeovers: blocks with the families they need."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from scheduling.cpsat.scope import Scope
from scheduling.schedule import Assignment
from scheduling.shop import Resource

State: TypeAlias = tuple[str | None, bool]
"""Family that stands, and whether a fact (or the origin) put it there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Families that a block needs of what comes before it, all changed at once."""

    families: dict[str, str]
    is_fact: bool


@dataclass(slots=True)
class Block:
    """
    Assignments that stay, between which nothing fits.

    Parameters
    ----------
    start_min, end_min
        First start and last end.
    entries
        First need of each attribute, with the minutes of changeover that there are
        for it where it stands.
    leaves
        State after it, of the attributes that it names.
    """

    start_min: int
    end_min: int
    entries: list[tuple[Entry, int]] = field(default_factory=list)
    leaves: dict[str, State] = field(default_factory=dict)


@dataclass(slots=True)
class Lane:
    """One resource with changeovers: what stood before, and the blocks in order."""

    scope: Scope
    resource: Resource
    state: dict[str, State]
    blocks: list[Block] = field(default_factory=list)

    def minutes(
        self, attribute: str, state: State, target: tuple[str, bool]
    ) -> int | None:
        """Changeover to a family; 0 between facts; ``None`` where it is forbidden."""
        before, was_fact = state
        after, is_fact = target
        if was_fact and is_fact:
            return 0
        matrix = self.scope.problem.matrix_by_attribute[attribute]
        return matrix.changeover_min(before, after)

    def cost(self, attribute: str, state: State, target: tuple[str, bool]) -> int:
        """Money for a changeover."""
        before, was_fact = state
        after, is_fact = target
        if before is None or (was_fact and is_fact):
            return 0
        matrix = self.scope.problem.matrix_by_attribute[attribute]
        return matrix.cost.get((before, after), 0)

    def dearest(self, attribute: str) -> int:
        """Money for the dearest changeover of an attribute."""
        matrix = self.scope.problem.matrix_by_attribute[attribute]
        return max(matrix.cost.values(), default=0)


def lane_of(scope: Scope, name: str, shortest_min: int) -> Lane:
    """
    Blocks of a resource in and right after a scope, and what stands before them.

    Parameters
    ----------
    scope
        What is free.
    name
        Id of the resource.
    shortest_min
        Gaps that are shorter hold nothing free.
    """
    resource = scope.problem.resource_by_id[name]
    held = scope.standing.held(name)
    first = _first_within(scope, name)
    lane = Lane(scope, resource, _state_before(scope, resource, first))
    for batch in _batches(scope, held[first:]):
        start, end = batch[0].start_min, max(one.end_min for one in batch)
        if start >= scope.until_min and _all_named(lane):
            break
        last = lane.blocks[-1] if lane.blocks else None
        room = min(start, scope.until_min)
        if last is None or room - max(last.end_min, scope.since_min) >= shortest_min:
            last = Block(start, end)
            lane.blocks.append(last)
        last.end_min = max(last.end_min, end)
        _enter(lane, last, batch)
    return lane


def _first_within(scope: Scope, name: str) -> int:
    held = scope.standing.held(name)
    first = bisect_left(held, scope.since_min, key=attrgetter("start_min"))
    while first > 0 and held[first - 1].end_min > scope.since_min:
        first -= 1
    return first


def _all_named(lane: Lane) -> bool:
    """Whether a block already ends the influence of all that is free."""
    after = lane.blocks[-1].leaves if lane.blocks else {}
    return all(attribute in after for attribute in lane.resource.setups)


def _batches(scope: Scope, held: Sequence[Assignment]) -> Iterator[list[Assignment]]:
    """Yield what stays, the members of a batch together."""
    staying = (one for one in held if one.key not in scope.free)
    for _, members in groupby(staying, attrgetter("start_min")):
        yield list(members)


def _families(scope: Scope, batch: list[Assignment], resource: Resource) -> Entry:
    problem = scope.problem
    families: dict[str, str] = {}
    for one in batch:
        wanted = problem.operation_by_key[one.key].setup
        families.update((a, wanted[a]) for a in resource.setups if a in wanted)
    return Entry(families, any(one.key in problem.fixed_by_key for one in batch))


def _enter(lane: Lane, block: Block, batch: list[Assignment]) -> None:
    """Add a batch to a block: what it needs from before, and what it leaves."""
    needs = _families(lane.scope, batch, lane.resource)
    room = max(one.setup_min for one in batch)
    first: dict[str, str] = {}
    for attribute, family in needs.families.items():
        state = block.leaves.get(attribute)
        if state is None:
            first[attribute] = family
        else:
            room -= lane.minutes(attribute, state, (family, needs.is_fact)) or 0
        block.leaves[attribute] = (family, needs.is_fact)
    if first:
        block.entries.append((Entry(first, needs.is_fact), room))


def _state_before(scope: Scope, resource: Resource, first: int) -> dict[str, State]:
    """Families that stand when the scope begins."""
    state: dict[str, State] = {}
    held = scope.standing.held(resource.id)
    for index in range(first - 1, -1, -1):
        if len(state) == len(resource.setups):
            break
        if held[index].key not in scope.free:
            entry = _families(scope, [held[index]], resource)
            for attribute, family in entry.families.items():
                state.setdefault(attribute, (family, entry.is_fact))
    for attribute in resource.setups:
        state.setdefault(attribute, (resource.initial_setup.get(attribute), True))
    return state
