"""
Constraints of changeovers: one tour through all that a resource does.

Nodes are free choices and blocks of what stays; an arc says that one comes right
after another, and costs the changeover. A node that does not name an attribute hands
on the family that stood: its state is a choice of literals.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from ortools.sat.python import cp_model

from scheduling.cpsat.lanes import Block, Lane, State, lane_of
from scheduling.cpsat.steps import Choice, Draft

Arc: TypeAlias = tuple[int, int, cp_model.LiteralT]


@dataclass(slots=True)
class _Group:
    """Changeovers that are made at once: before a choice, or within a stay."""

    families: dict[str, str]
    is_fact: bool
    minutes: list[cp_model.LinearExprT] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Node:
    """A stop of the tour."""

    groups: list[_Group]
    leaves: dict[str, State]
    start_min: int | None
    choice: Choice | None = None
    block: Block | None = None
    stands: dict[str, dict[State, cp_model.IntVar]] = field(default_factory=dict)

    def enters(self) -> dict[str, tuple[str, _Group]]:
        """First family that it names, by attribute."""
        return {
            attribute: (family, group)
            for group in self.groups
            for attribute, family in group.families.items()
        }


def change_over(draft: Draft) -> None:
    """Give every changeover its minutes, and never make a forbidden one."""
    for name in draft.resources():
        if draft.scope.problem.resource_by_id[name].setups:
            _Tour(draft, name).close()
    _limit_setups(draft)


def _limit_setups(draft: Draft) -> None:
    """Change over for as long as the slowest of the resources needs."""
    for choice, needs in draft.needs.items():
        most: cp_model.LinearExprT = needs[0]
        if len(needs) > 1:
            most = draft.model.new_int_var(0, choice.step.longest_setup_min, "")
            draft.model.add_max_equality(most, needs)
        draft.model.add(choice.step.setup == most).only_enforce_if(choice.holds)


class _Tour:
    """The circuit of one resource."""

    def __init__(self, draft: Draft, name: str) -> None:
        self.draft = draft
        self.model = draft.model
        self.resource = draft.scope.problem.resource_by_id[name]
        self.lane: Lane = lane_of(draft.scope, name, self._shortest(name))
        self.free = [_free_node(self, choice) for choice in draft.choices_on(name)]
        self.blocks = [_block_node(block) for block in self.lane.blocks]
        leaves = dict(self.lane.state)
        self.depot = _Node([], leaves, None)
        self.nodes = [self.depot, *self.free, *self.blocks]
        self.arcs: list[Arc] = []
        self.now = self._tour_now()
        self._add_states()

    def _shortest(self, name: str) -> int:
        return min(choice.way.duration_min for choice in self.draft.choices_on(name))

    def _tour_now(self) -> set[tuple[int, int]] | None:
        """Arcs of the tour as the plan has it: the hint."""
        stops: list[tuple[int, int]] = []
        seen: set[int] = set()
        for number, node in enumerate(self.nodes[1:], 1):
            if node.choice is not None and node.choice.step.piece.now is None:
                return None
            if node.start_min is not None and (
                node.block is not None or node.start_min not in seen
            ):
                stops.append((node.start_min, number))
                seen.add(node.start_min)
        order = [0, *(number for _, number in sorted(stops)), 0]
        return set(pairwise(order))

    def _add_states(self) -> None:
        """Literals for what stands after a node that hands it on."""
        for attribute in self.resource.setups:
            known = {
                node.leaves[attribute]
                for node in self.nodes
                if attribute in node.leaves
            }
            for node in self.nodes[1:]:
                if attribute in node.leaves:
                    continue
                literals = {
                    state: self.model.new_bool_var("")
                    for state in sorted(known, key=lambda s: (s[0] or "", s[1]))
                }
                self.model.add_exactly_one(literals.values())
                node.stands[attribute] = literals

    def close(self) -> None:
        """Add all arcs and lead one circuit through them."""
        count = len(self.free)
        for i in range(1, count + 1):
            choice = self.free[i - 1].choice
            if choice is not None:
                self.arcs.append((i, i, ~choice.holds))
            self._lead(0, i)
            self._lead(i, 0)
            for j in range(1, count + 1):
                if i != j:
                    self._lead(i, j)
            for k in range(count + 1, len(self.nodes)):
                self._lead(i, k)
                self._lead(k, i)
        order = [0, *range(count + 1, len(self.nodes)), 0]
        for tail, head in pairwise(order):
            self._lead(tail, head)
        self.model.add_circuit(self.arcs)
        dearest = sum(self.lane.dearest(one) for one in self.resource.setups)
        self.draft.most_setup_cost += dearest * len(self.nodes)
        for node in self.nodes[1:]:
            self._limit(node)

    def _lead(self, tail: int, head: int) -> None:
        """Let one node follow another, if the changeover is allowed."""
        one, other = self.nodes[tail], self.nodes[head]
        minutes: list[tuple[_Group, int]] = []
        cost = 0
        for attribute, (family, group) in other.enters().items():
            state = one.leaves.get(attribute)
            if state is None:
                continue
            needed = self.lane.minutes(attribute, state, (family, group.is_fact))
            if needed is None:
                return
            minutes.append((group, needed))
            cost += self.lane.cost(attribute, state, (family, group.is_fact))
        hint = None if self.now is None else (tail, head) in self.now
        arc = self.draft.flag(hint=hint)
        self.arcs.append((tail, head, arc))
        for group, needed in minutes:
            if needed:
                group.minutes.append(needed * arc)
        if cost:
            self.draft.setup_costs.append(cost * arc)
        self._hand_on(one, other, arc)
        self._in_time(one, other, arc)

    def _hand_on(self, one: _Node, other: _Node, arc: cp_model.IntVar) -> None:
        entered = other.enters()
        for attribute in self.resource.setups:
            before = one.stands.get(attribute)
            if attribute in other.stands:
                self._same_state(one, other, attribute, arc)
            if before is not None and attribute in entered:
                family, group = entered[attribute]
                self._pay(before, attribute, (family, group), arc)

    def _same_state(
        self, one: _Node, other: _Node, attribute: str, arc: cp_model.IntVar
    ) -> None:
        after = other.stands[attribute]
        if attribute in one.leaves:
            self.model.add_implication(arc, after[one.leaves[attribute]])
            return
        for state, literal in one.stands[attribute].items():
            self.model.add_bool_or([~arc, ~literal, after[state]])

    def _pay(
        self,
        before: dict[State, cp_model.IntVar],
        attribute: str,
        entered: tuple[str, _Group],
        arc: cp_model.IntVar,
    ) -> None:
        """Changeover from a family that is known by literals only."""
        family, group = entered
        target = (family, group.is_fact)
        needs = {s: self.lane.minutes(attribute, s, target) for s in before}
        costs = {s: self.lane.cost(attribute, s, target) for s in before}
        most = max((one or 0 for one in needs.values()), default=0)
        dearest = max(costs.values(), default=0)
        paid = self.model.new_int_var(0, most, "") if most else None
        spent = self.model.new_int_var(0, dearest, "") if dearest else None
        for state, literal in before.items():
            needed = needs[state]
            if needed is None:
                self.model.add_bool_or([~arc, ~literal])
                continue
            if paid is not None:
                self.model.add(paid == needed).only_enforce_if([arc, literal])
            if spent is not None:
                self.model.add(spent == costs[state]).only_enforce_if([arc, literal])
        if paid is not None:
            self.model.add(paid == 0).only_enforce_if(~arc)
            group.minutes.append(paid)
        if spent is not None:
            self.model.add(spent == 0).only_enforce_if(~arc)
            self.draft.setup_costs.append(spent)

    def _in_time(self, one: _Node, other: _Node, arc: cp_model.IntVar) -> None:
        done = _end(one)
        begun = _start(other)
        if done is not None and begun is not None and not (one.block and other.block):
            self.model.add(begun >= done).only_enforce_if(arc)

    def _limit(self, node: _Node) -> None:
        if node.choice is not None:
            needed = sum(node.groups[0].minutes)
            self.draft.needs.setdefault(node.choice, []).append(needed)
        elif node.block is not None:
            for group, (_, room) in zip(node.groups, node.block.entries, strict=True):
                if group.minutes:
                    self.model.add(sum(group.minutes) <= room)


def _free_node(tour: _Tour, choice: Choice) -> _Node:
    wanted = choice.step.piece.operation.setup
    families = {a: wanted[a] for a in tour.resource.setups if a in wanted}
    leaves: dict[str, State] = {a: (f, False) for a, f in families.items()}
    now = choice.step.piece.now
    start = now.start_min if now is not None and choice.is_hinted else None
    return _Node([_Group(families, is_fact=False)], leaves, start, choice)


def _block_node(block: Block) -> _Node:
    groups = [
        _Group(dict(entry.families), is_fact=entry.is_fact)
        for entry, _ in block.entries
    ]
    return _Node(groups, dict(block.leaves), block.start_min, None, block)


def _start(node: _Node) -> cp_model.LinearExprT | None:
    return node.choice.step.start if node.choice else node.start_min


def _end(node: _Node) -> cp_model.LinearExprT | None:
    if node.choice is not None:
        return node.choice.step.end
    return None if node.block is None else node.block.end_min
