"""The exact model of some operations among others that stay where they are."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduling.floor import Floor
from scheduling.lanes import Families, Lane, SetupLane
from scheduling.tasks import Place, Task, Way
from scheduling.windows import Windows


@dataclass(slots=True)
class Choice:
    """One way of one task in the model."""

    way: Way
    step: "Step"
    chosen: cp_model.IntVar
    interval: cp_model.IntervalVar
    is_hinted: bool


@dataclass(slots=True)
class Step:
    """One task in the model, with the place that it has now."""

    task: Task
    place: Place
    start: cp_model.IntVar
    end: cp_model.IntVar
    setup: cp_model.IntVar
    size: cp_model.IntVar
    choices: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class WindowModel:
    """
    Model under construction: one method a constraint, each with its hints.

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

    def number(self, least: int, most: int, hint: int) -> cp_model.IntVar:
        """Add a number with the value it has now."""
        variable = self.model.new_int_var(least, most, "")
        self.model.add_hint(variable, hint)
        return variable

    def flag(self, *, hint: bool) -> cp_model.IntVar:
        """Add a yes or no with the value it has now."""
        variable = self.model.new_bool_var("")
        self.model.add_hint(variable, hint)
        return variable

    def add_task(self, task: Task, ready: int, place: Place) -> Step:
        """Add a task with all its ways, of which exactly one is taken."""
        most = self.until - self.since if any(w.changing for w in task.ways) else 0
        step = Step(
            task,
            place,
            self.number(ready, self.until, place.start_min),
            self.number(ready, self.until, place.end_min),
            self.number(0, most, place.setup_min),
            self.number(1, self.until - self.since, place.end_min - place.start_min),
        )
        self.model.add(step.end == step.start + step.size)
        spans: dict[int, _Spans] = {}
        for way in task.ways:
            known = spans.get(id(way.windows))
            if known is None:
                opened = _clipped(way.windows, self.since, self.until)
                known = spans[id(way.windows)] = _Spans(self, step, opened)
            step.choices.append(self._add_choice(step, way, known))
        self.model.add_exactly_one(choice.chosen for choice in step.choices)
        self.steps.append(step)
        return step

    def _add_choice(self, step: Step, way: Way, spans: "_Spans") -> Choice:
        model = self.model
        is_hinted = way is step.place.way
        chosen = self.flag(hint=is_hinted)
        interval = model.new_optional_interval_var(
            step.start, step.size, step.end, chosen, ""
        )
        if not way.changing:
            model.add(step.setup == 0).only_enforce_if(chosen)
        if step.task.is_resumable:
            spans.pause(chosen, way.duration_min)
        else:
            work = way.duration_min + step.setup
            model.add(step.size == work).only_enforce_if(chosen)
            spans.stay_inside(chosen, way.duration_min, bool(way.changing))
        return Choice(way, step, chosen, interval, is_hinted)

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
        tour = _Tour(self, lane, choices, families, facts)
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


class _Spans:
    """Open time of one set of calendars, as one task sees it."""

    def __init__(
        self, window: WindowModel, step: Step, spans: list[tuple[int, int]]
    ) -> None:
        self.window = window
        self.step = step
        self.spans = spans
        self._inside: list[cp_model.IntVar] | None = None
        self._worked: tuple[cp_model.IntVar, cp_model.IntVar] | None = None
        self._covered: list[cp_model.IntVar] = []

    def stay_inside(
        self,
        chosen: cp_model.IntVar,
        work_min: int,
        has_setup: bool,  # noqa: FBT001 - a private pair of cases
    ) -> None:
        """Keep the whole task within one open interval."""
        model, step = self.window.model, self.step
        if not has_setup:  # a domain needs no yes or no for each interval
            domain = cp_model.Domain.from_intervals(
                [[a, b - work_min] for a, b in self.spans if b - a >= work_min]
            )
            inside = model.add_linear_expression_in_domain(step.start, domain)
            inside.only_enforce_if(chosen)
            return
        if self._inside is None:
            self._inside = [self._holds_all(a, b) for a, b in self.spans]
        model.add_bool_or(self._inside).only_enforce_if(chosen)

    def _holds_all(self, start: int, end: int) -> cp_model.IntVar:
        model, step, place = self.window.model, self.step, self.step.place
        here = self.window.flag(hint=start <= place.start_min and place.end_min <= end)
        model.add(step.start >= start).only_enforce_if(here)
        model.add(step.end <= end).only_enforce_if(here)
        return here

    def pause(self, chosen: cp_model.IntVar, work_min: int) -> None:
        """Let the task pause over breaks: work is counted in open minutes."""
        model, step = self.window.model, self.step
        if self._worked is None:
            self._worked = (
                self._position(step.start, step.place.start_min, 0),
                self._position(step.end, step.place.end_min, 1),
            )
        begun, done = self._worked
        model.add(done == begun + work_min + step.setup).only_enforce_if(chosen)
        for some in (
            self._covered[: len(self.spans)],
            self._covered[len(self.spans) :],
        ):
            model.add_bool_or(some).only_enforce_if(chosen)

    def _position(self, at: cp_model.IntVar, now: int, late: int) -> cp_model.IntVar:
        """Open minutes that are over at a minute; ``late`` is 1 for an end."""
        model = self.window.model
        total = sum(end - start for start, end in self.spans)
        past = sum(max(0, min(now, end) - start) for start, end in self.spans)
        position = self.window.number(0, total, past)
        before = 0
        for start, end in self.spans:
            here = self.window.flag(hint=start + late <= now <= end - 1 + late)
            model.add(at >= start + late).only_enforce_if(here)
            model.add(at <= end - 1 + late).only_enforce_if(here)
            model.add(position == at - start + before).only_enforce_if(here)
            self._covered.append(here)
            before += end - start
        return position


class _Tour:
    """Arcs of one lane."""

    def __init__(
        self,
        window: WindowModel,
        lane: SetupLane,
        choices: list[Choice],
        families: list[Families],
        facts: range,
    ) -> None:
        self.window = window
        self.model = window.model
        self.lane = lane
        self.choices = choices
        self.families = families
        self.arcs: list[tuple[int, int, cp_model.LiteralT]] = [
            (number + 1, number + 1, ~choice.chosen)
            for number, choice in enumerate(choices)
        ]
        self.costs: list[list[cp_model.LinearExprT]] = [[] for _ in choices]
        self.now = self._tour_now(facts)

    def _tour_now(self, facts: range) -> set[tuple[int, int]]:
        """Arcs of the tour as the plan has it: the hint."""
        stops = [
            (choice.step.place.start_min, number + 1)
            for number, choice in enumerate(self.choices)
            if choice.is_hinted
        ]
        first = len(self.choices) + 1
        stops += [(self.lane.starts[f], first + rank) for rank, f in enumerate(facts)]
        nodes = [0, *(node for _, node in sorted(stops)), 0]
        return set(pairwise(nodes))

    def _free_arc(self, tail: int, head: int) -> cp_model.IntVar:
        literal = self.window.flag(hint=(tail, head) in self.now)
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
            self.model.add(later.step.start >= one.step.end).only_enforce_if(literal)

    def follow_fact(self, rank: int, fact: int, number: int) -> None:
        tail = len(self.choices) + 1 + rank
        literal = self._arc(tail, number, self.lane.families[fact])
        if literal is not None:
            start = self.choices[number].step.start
            self.model.add(start >= self.lane.ends[fact]).only_enforce_if(literal)

    def lead_to_fact(self, number: int, rank: int, fact: int) -> None:
        lane = self.lane
        needed = minutes_between(lane, self.families[number], lane.families[fact])
        if needed is not None and needed <= lane.setups[fact]:
            literal = self._free_arc(number + 1, len(self.choices) + 1 + rank)
            end = self.choices[number].step.end
            self.model.add(end <= lane.starts[fact]).only_enforce_if(literal)

    def close(self, facts: int) -> None:
        first = len(self.choices) + 1
        for rank in range(facts):
            self._free_arc(first + rank, first + rank + 1 if rank + 1 < facts else 0)
        self._free_arc(0, first if facts else 0)
        self.model.add_circuit(self.arcs)
        for choice, terms in zip(self.choices, self.costs, strict=True):
            self.model.add(choice.step.setup >= sum(terms)).only_enforce_if(
                choice.chosen
            )


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
