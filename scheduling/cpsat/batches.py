"""
Constraints of batches: what is in the oven together, or on the sheet.

Each batch has a leader, which holds the resources for all its members; members take
its start, end and changeover. A leader names every family that its members name, so
that a changeover may look at leaders alone; two operations of one batch that each
name a family which the other does not are therefore not put together.
"""

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduling.cpsat.steps import Choice, Draft
from scheduling.schedule import Assignment
from scheduling.shop import Batching

Literal = cp_model.IntVar


@dataclass(slots=True)
class _Stay:
    """A batch that stays: its members, and who may join them."""

    members: list[Assignment]
    worked_min: int
    joined: list[tuple[Choice, Literal]] = field(default_factory=list)


@dataclass(slots=True)
class _Oven:
    """Choices that hold the same resources, one of which does batches."""

    batching: Batching
    choices: list[Choice]
    stays: list[_Stay]
    joined: dict[tuple[int, int], Literal] = field(default_factory=dict)


def fill_batches(draft: Draft) -> None:
    """Put operations together where that is allowed, and make them agree."""
    groups: dict[tuple[str, ...], list[Choice]] = {}
    for step in draft.steps.values():
        for choice in step.choices:
            if choice.oven:
                groups.setdefault(choice.way.resources, []).append(choice)
    for choices in groups.values():
        stays = _stays(draft, choices[0])
        oven = _Oven(draft.batching(choices[0]), choices, stays)
        _fill(draft, oven)
        _hint(draft, oven)


def _stays(draft: Draft, choice: Choice) -> list[_Stay]:
    """Batches on the same resources that stay where they are."""
    batches: dict[tuple[int, int], list[Assignment]] = {}
    for one in draft.scope.staying(choice.oven):
        if one.resources == choice.way.resources:
            batches.setdefault((one.start_min, one.end_min), []).append(one)
    windows = draft.scope.problem.windows(choice.way.resources)
    return [
        _Stay(own, windows.worked_min(start, end) - own[0].setup_min)
        for (start, end), own in batches.items()
    ]


def _fill(draft: Draft, oven: _Oven) -> None:
    choices = oven.choices
    for leader, one in enumerate(choices):
        for member, other in enumerate(choices):
            if leader != member and _may_lead(draft, one, other, leader < member):
                _join(draft, oven, leader, member)
    for index, choice in enumerate(choices):
        roles = [choice.holds]
        roles += [joins for (_, one), joins in oven.joined.items() if one == index]
        for stay in oven.stays:
            if _fits(draft, choice, stay, oven.batching):
                roles.append(_join_staying(draft, choice, stay))
        draft.model.add(sum(roles) == choice.chosen)
        _size(draft, oven, index)
    for stay in oven.stays:
        room = oven.batching.units - _units(draft, stay)
        units = [one.step.piece.operation.units * joins for one, joins in stay.joined]
        draft.model.add(sum(units) <= room)


def _units(draft: Draft, stay: _Stay) -> int:
    operations = draft.scope.problem.operation_by_key
    return sum(operations[one.key].units for one in stay.members)


def _hint(draft: Draft, oven: _Oven) -> None:
    """Say who leads whom in the plan that is to be improved."""
    model = draft.model
    if any(choice.step.piece.now is None for choice in oven.choices):
        return
    batches: dict[int, list[int]] = {}
    for index, choice in enumerate(oven.choices):
        now = choice.step.piece.now
        if choice.is_hinted and now is not None:
            batches.setdefault(now.start_min, []).append(index)
    true: set[int] = set()
    for start, own in batches.items():
        stay = [one for one in oven.stays if one.members[0].start_min == start]
        if stay:
            joins = [j for one, j in stay[0].joined if oven.choices.index(one) in own]
            true.update(one.index for one in joins)
            continue
        for leader in own:
            links = [oven.joined.get((leader, m)) for m in own if m != leader]
            if all(one is not None for one in links):
                true.add(oven.choices[leader].holds.index)
                true.update(one.index for one in links if one is not None)
                break
    literals = [choice.holds for choice in oven.choices]
    literals += oven.joined.values()
    literals += [joins for stay in oven.stays for _, joins in stay.joined]
    for literal in literals:
        model.add_hint(literal, literal.index in true)


def _may_lead(
    draft: Draft,
    leader: Choice,
    other: Choice,
    is_first: bool,  # noqa: FBT001 - decides between two equals
) -> bool:
    """Whether one may lead a batch with another in it; of two equals the first."""
    left, right = leader.step.piece.operation, other.step.piece.operation
    batching = draft.batching(leader)
    if leader.step is other.step or left.units + right.units > batching.units:
        return False
    if batching.attribute is not None:
        family = left.setup.get(batching.attribute)
        if family is None or family != right.setup.get(batching.attribute):
            return False
    named = _named(draft, leader)
    if any(a in right.setup and left.setup.get(a) != right.setup[a] for a in named):
        return False
    says_more = any(a in left.setup and a not in right.setup for a in named)
    return says_more or is_first


def _join(draft: Draft, oven: _Oven, leader: int, member: int) -> None:
    model = draft.model
    one, other = oven.choices[leader], oven.choices[member]
    joins = model.new_bool_var("")
    oven.joined[leader, member] = joins
    model.add_implication(joins, one.holds)
    for mine, theirs in (
        (one.step.start, other.step.start),
        (one.step.end, other.step.end),
        (one.step.setup, other.step.setup),
        (one.step.batch, other.step.batch),
    ):
        if mine is not None and theirs is not None:
            model.add(mine == theirs).only_enforce_if(joins)


def _size(draft: Draft, oven: _Oven, index: int) -> None:
    """Fit the members of one leader, and work as long as they ask for."""
    model, batching, leader = draft.model, oven.batching, oven.choices[index]
    own = leader.step.piece.operation.units
    units: list[cp_model.LinearExprT] = [own * leader.holds]
    parts: list[cp_model.LinearExprT] = [leader.way.duration_min * leader.holds]
    for (chief, member), joins in oven.joined.items():
        if chief == index:
            one = oven.choices[member]
            units.append(one.step.piece.operation.units * joins)
            parts.append(one.way.duration_min * joins)
    model.add(sum(units) <= batching.units)
    batch = leader.step.batch
    if batch is None:
        return
    if batching.adds_up:
        model.add(batch == batching.base_min + sum(parts)).only_enforce_if(leader.holds)
        return
    lengths = {one.way.duration_min for one in oven.choices}
    longest = model.new_int_var(0, max(lengths), "")
    model.add_max_equality(longest, parts)
    model.add(batch == batching.base_min + longest).only_enforce_if(leader.holds)


def _join_staying(draft: Draft, choice: Choice, stay: _Stay) -> Literal:
    step, one = choice.step, stay.members[0]
    joins = draft.model.new_bool_var("")
    stay.joined.append((choice, joins))
    for mine, value in (
        (step.start, one.start_min),
        (step.end, one.end_min),
        (step.setup, one.setup_min),
        (step.batch, stay.worked_min),
    ):
        if mine is not None:
            draft.model.add(mine == value).only_enforce_if(joins)
    return joins


def _still_right(draft: Draft, choice: Choice, stay: _Stay, batching: Batching) -> bool:
    """Whether a batch that stays takes as long as now with one more in it."""
    problem = draft.scope.problem
    parts = [choice.way.duration_min]
    for one in stay.members:
        ways = problem.operation_by_key[one.key].alternatives
        same = [w.duration_min for w in ways if w.resources == one.resources]
        parts.append(min(same, default=0))
    # what adds up would be longer with every further member
    return not batching.adds_up and batching.duration_min(parts) == stay.worked_min


def _fits(draft: Draft, choice: Choice, stay: _Stay, batching: Batching) -> bool:
    mine = choice.step.piece.operation
    operations = draft.scope.problem.operation_by_key
    theirs = [operations[one.key] for one in stay.members]
    if mine.units + _units(draft, stay) > batching.units:
        return False
    for attribute in _named(draft, choice):
        family = mine.setup.get(attribute)
        if family and all(one.setup.get(attribute) != family for one in theirs):
            return False
    if batching.attribute is not None:
        family = mine.setup.get(batching.attribute)
        same = all(one.setup.get(batching.attribute) == family for one in theirs)
        if family is None or not same:
            return False
    return _still_right(draft, choice, stay, batching)


def _named(draft: Draft, choice: Choice) -> list[str]:
    """Attributes that the resources of a choice remember."""
    resources = draft.scope.problem.resource_by_id
    return [a for name in choice.way.resources for a in resources[name].setups]
