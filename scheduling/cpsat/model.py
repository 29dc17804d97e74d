"""The exact model of some operations among others that stay where they are."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduling.floor import Floor
from scheduling.lanes import Families, Lane, SetupLane
from scheduling.tasks import Task, Way
from scheduling.windows import Windows


@dataclass(slots=True)
class Choice:
    """One way of one task in the model."""

    way: Way
    chosen: cp_model.IntVar
    start: cp_model.IntVar
    end: cp_model.IntVar
    setup: cp_model.IntVar
    interval: cp_model.IntervalVar


@dataclass(slots=True)
class Step:
    """One task in the model."""

    task: Task
    start: cp_model.IntVar
    end: cp_model.IntVar
    setup: cp_model.IntVar
    choices: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class WindowModel:
    """
    Model under construction: one method a constraint.

    Parameters
    ----------
    model
        The solver's model.
    floor
        What stays where it is.
    since, until
        Minutes between which everything free is placed.
    """

    model: cp_model.CpModel
    floor: Floor
    since: int
    until: int
    steps: list[Step] = field(default_factory=list)

    def add_task(self, task: Task, ready: int) -> Step:
        """Add a task with all its ways, of which exactly one is taken."""
        model = self.model
        name = "/".join(task.key)
        start = model.new_int_var(ready, self.until, f"{name} start")
        end = model.new_int_var(ready, self.until, f"{name} end")
        setup = model.new_int_var(0, self.until - self.since, f"{name} setup")
        step = Step(task, start, end, setup)
        for index, way in enumerate(task.ways):
            step.choices.append(self._add_choice(step, way, ready, f"{name} {index}"))
        model.add_exactly_one(choice.chosen for choice in step.choices)
        self.steps.append(step)
        return step

    def _add_choice(self, step: Step, way: Way, ready: int, name: str) -> Choice:
        model = self.model
        chosen = model.new_bool_var(name)
        start = model.new_int_var(ready, self.until, f"{name} start")
        end = model.new_int_var(ready, self.until, f"{name} end")
        most = self.until - self.since if way.changing else 0
        setup = model.new_int_var(0, most, f"{name} setup")
        size = model.new_int_var(1, self.until - self.since + 1, f"{name} size")
        interval = model.new_optional_interval_var(start, size, end, chosen, name)
        choice = Choice(way, chosen, start, end, setup, interval)
        self._keep_open(step.task, choice)
        model.add(step.start == start).only_enforce_if(chosen)
        model.add(step.end == end).only_enforce_if(chosen)
        model.add(step.setup == setup).only_enforce_if(chosen)
        return choice

    def _keep_open(self, task: Task, choice: Choice) -> None:
        """Work only while all the calendars are open."""
        model, way = self.model, choice.way
        work = way.duration_min + choice.setup
        spans = _clipped(way.windows, self.since, self.until)
        if task.is_resumable:
            position = self._position(choice.chosen, choice.start, spans, is_end=False)
            stop = self._position(choice.chosen, choice.end, spans, is_end=True)
            model.add(stop == position + work).only_enforce_if(choice.chosen)
            return
        model.add(choice.end == choice.start + work).only_enforce_if(choice.chosen)
        inside = []
        for start, end in spans:
            if end - start < way.duration_min:
                continue
            here = model.new_bool_var("")
            model.add(choice.start >= start).only_enforce_if(here)
            model.add(choice.end <= end).only_enforce_if(here)
            inside.append(here)
        model.add_bool_or(inside).only_enforce_if(choice.chosen)

    def _position(
        self,
        chosen: cp_model.IntVar,
        at: cp_model.IntVar,
        spans: list[tuple[int, int]],
        *,
        is_end: bool,
    ) -> cp_model.IntVar:
        """Working minutes that are over at a minute, which must be an open one."""
        model = self.model
        total = sum(end - start for start, end in spans)
        position = model.new_int_var(0, max(0, total), "")
        inside, before = [], 0
        for start, end in spans:
            here = model.new_bool_var("")
            model.add(at >= start + is_end).only_enforce_if(here)
            model.add(at <= end - 1 + is_end).only_enforce_if(here)
            model.add(position == at - start + before).only_enforce_if(here)
            inside.append(here)
            before += end - start
        model.add_bool_or(inside).only_enforce_if(chosen)
        return position

    def order(self, before: Step, after: Step) -> None:
        """One task waits for another, and for what must dry."""
        self.model.add(after.start >= before.end + before.task.wait_min)

    def share_resources(self) -> None:
        """No resource is held more often than its capacity."""
        single: dict[int, list[Choice]] = {}
        wide: dict[int, list[Choice]] = {}
        for step in self.steps:
            for choice in step.choices:
                for lane in choice.way.single:
                    single.setdefault(lane, []).append(choice)
                for lane in choice.way.wide:
                    wide.setdefault(lane, []).append(choice)
        for lane, choices in single.items():
            self._one_at_a_time(self.floor.lanes[lane], choices)
        for lane, choices in wide.items():
            self._several_at_a_time(lane, choices)
        for lane, choices in single.items():
            held = self.floor.lanes[lane]
            if isinstance(held, SetupLane):
                self._change_over(lane, held, choices)

    def _one_at_a_time(self, lane: Lane, choices: list[Choice]) -> None:
        intervals = [choice.interval for choice in choices]
        for start, end in _held(lane, self.since, self.until):
            intervals.append(
                self.model.new_fixed_size_interval_var(start, end - start, "")
            )
        self.model.add_no_overlap(intervals)

    def _several_at_a_time(self, index: int, choices: list[Choice]) -> None:
        lane = self.floor.wide[index]
        intervals = [choice.interval for choice in choices]
        demands = [1] * len(intervals)
        edges = [*lane.times[1:], self.until]
        for start, end, used in zip(lane.times, edges, lane.used, strict=True):
            first, last = max(start, self.since), min(end, self.until)
            if used and first < last:
                size = last - first
                intervals.append(
                    self.model.new_fixed_size_interval_var(first, size, "")
                )
                demands.append(min(used, lane.capacity))
        self.model.add_cumulative(intervals, demands, lane.capacity)

    def _change_over(self, index: int, lane: SetupLane, choices: list[Choice]) -> None:
        """
        Lead one tour through all that a lane does; each arc is a changeover.

        Node 0 is the beginning and the end, then come the choices, then what stays.
        """
        first = bisect_right(lane.ends, self.since)
        last = bisect_left(lane.starts, self.until) + 1
        facts = range(first, min(last, len(lane.starts)))
        families = [dict(choice.way.changing)[index] for choice in choices]
        tour = _Tour(self.model, lane, choices, families)
        state = tuple(lane.state_before(first, p) for p in range(len(lane.matrices)))
        for number in range(len(choices)):
            tour.begin_with(number, state)
            tour.end_with(number)
            for other in range(len(choices)):
                if other != number:
                    tour.follow(number, other)
            for rank, fact in enumerate(facts):
                tour.follow_fact(rank, fact, number)
                tour.lead_to_fact(number, rank, fact)
        tour.close(len(facts))


class _Tour:
    """Arcs of one lane."""

    def __init__(
        self,
        model: cp_model.CpModel,
        lane: SetupLane,
        choices: list[Choice],
        families: list[Families],
    ) -> None:
        self.model = model
        self.lane = lane
        self.choices = choices
        self.families = families
        self.arcs: list[tuple[int, int, cp_model.LiteralT]] = [
            (number + 1, number + 1, ~choice.chosen)
            for number, choice in enumerate(choices)
        ]
        self.costs: list[list[cp_model.LinearExprT]] = [[] for _ in choices]

    def _free_arc(self, tail: int, head: int) -> cp_model.IntVar:
        literal = self.model.new_bool_var("")
        self.arcs.append((tail, head, literal))
        return literal

    def _arc(self, tail: int, number: int, before: Families) -> cp_model.IntVar | None:
        minutes = minutes_between(self.lane, before, self.families[number])
        if minutes is None:
            return None
        literal = self._free_arc(tail, number + 1)
        self.costs[number].append(minutes * literal)
        return literal

    def begin_with(self, number: int, state: Families) -> None:
        self._arc(0, number, state)

    def end_with(self, number: int) -> None:
        self._free_arc(number + 1, 0)

    def follow(self, number: int, other: int) -> None:
        literal = self._arc(number + 1, other, self.families[number])
        if literal is not None:
            one, later = self.choices[number], self.choices[other]
            self.model.add(later.start >= one.end).only_enforce_if(literal)

    def follow_fact(self, rank: int, fact: int, number: int) -> None:
        tail = len(self.choices) + 1 + rank
        literal = self._arc(tail, number, self.lane.families[fact])
        if literal is not None:
            start = self.choices[number].start
            self.model.add(start >= self.lane.ends[fact]).only_enforce_if(literal)

    def lead_to_fact(self, number: int, rank: int, fact: int) -> None:
        lane = self.lane
        needed = minutes_between(lane, self.families[number], lane.families[fact])
        if needed is not None and needed <= lane.setups[fact]:
            literal = self._free_arc(number + 1, len(self.choices) + 1 + rank)
            end = self.choices[number].end
            self.model.add(end <= lane.starts[fact]).only_enforce_if(literal)

    def close(self, facts: int) -> None:
        first = len(self.choices) + 1
        for rank in range(facts):
            self._free_arc(first + rank, first + rank + 1 if rank + 1 < facts else 0)
        self._free_arc(0, first if facts else 0)
        self.model.add_circuit(self.arcs)
        for choice, terms in zip(self.choices, self.costs, strict=True):
            self.model.add(choice.setup >= sum(terms)).only_enforce_if(choice.chosen)


def minutes_between(lane: SetupLane, before: Families, after: Families) -> int | None:
    """Changeover between two lists of families; ``None`` where one is forbidden."""
    total = 0
    for matrix, one, other in zip(lane.matrices, before, after, strict=True):
        if other is not None:
            minutes = matrix.changeover_min(one, other)
            if minutes is None:
                return None
            total += minutes
    return total


def _held(lane: Lane, since: int, until: int) -> list[tuple[int, int]]:
    """Occupations that reach into a stretch, those that touch made one."""
    first, last = bisect_right(lane.ends, since), bisect_left(lane.starts, until)
    merged: list[tuple[int, int]] = []
    for start, end in zip(lane.starts[first:last], lane.ends[first:last], strict=True):
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _clipped(windows: Windows, since: int, until: int) -> list[tuple[int, int]]:
    pairs = zip(windows.starts, windows.ends, strict=True)
    clipped = [(max(start, since), min(end, until)) for start, end in pairs]
    return [(start, end) for start, end in clipped if start < end]
