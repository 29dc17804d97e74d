"""Constraints of calendars: when the resources of a way are open, and not held."""

from ortools.sat.python import cp_model

from scheduling.cpsat.sharing import merged
from scheduling.cpsat.steps import Choice, Draft, Step
from scheduling.windows import Windows, intersect


def keep_hours(draft: Draft) -> None:
    """Work only while all resources are open; pause where an operation may."""
    for step in draft.steps.values():
        known: dict[int, _Hours] = {}
        for choice in step.choices:
            windows = draft.scope.problem.windows(choice.way.resources)
            if step.piece.operation.is_resumable:
                hours = known.get(id(windows))
                if hours is None:
                    hours = known[id(windows)] = _Hours(draft, step, opened(windows))
                hours.pause(choice.chosen, _work(choice))
            else:
                _stay(draft, choice, _Hours(draft, step, slots(draft, choice)))


def _stay(draft: Draft, choice: Choice, hours: "_Hours") -> None:
    draft.model.add(choice.step.size == _work(choice)).only_enforce_if(choice.chosen)
    has_one_length = not choice.oven and not choice.step.longest_setup_min
    if has_one_length:
        hours.begin_inside(choice.chosen, choice.way.duration_min)
    else:
        hours.stay_inside(choice.chosen, choice.way.duration_min)


def opened(windows: Windows) -> list[tuple[int, int]]:
    """List the intervals of some windows."""
    return list(zip(windows.starts, windows.ends, strict=True))


def slots(draft: Draft, choice: Choice) -> list[tuple[int, int]]:
    """Minutes that are open and that nothing which stays holds: no pause is there."""
    scope = draft.scope
    free = opened(scope.problem.windows(choice.way.resources))
    for name in choice.way.resources:
        # a choice that goes into an oven may join what stays there
        if scope.problem.resource_by_id[name].capacity == 1 and not choice.oven:
            held = merged(scope.staying(name))
            edges = [-1, *(at for span in held for at in span), scope.until_min + 1]
            gaps = list(zip(edges[::2], edges[1::2], strict=True))
            free = intersect(free, gaps)
    return free


def _work(choice: Choice) -> cp_model.LinearExpr:
    """Working minutes of a choice, changeover included."""
    batch = choice.step.batch
    if choice.oven and batch is not None:
        return choice.step.setup + batch
    return choice.step.setup + choice.way.duration_min


class _Hours:
    """Open time of one set of resources, as one step sees it."""

    def __init__(self, draft: Draft, step: Step, pairs: list[tuple[int, int]]) -> None:
        self.draft = draft
        self.step = step
        since, until = step.piece.ready_min, step.piece.latest_min
        clipped = [(max(start, since), min(end, until)) for start, end in pairs]
        self.spans = [(start, end) for start, end in clipped if start < end]
        self._positions: tuple[cp_model.IntVar, cp_model.IntVar] | None = None
        self._covered: tuple[list[cp_model.IntVar], ...] = ([], [])

    def begin_inside(self, chosen: cp_model.IntVar, work_min: int) -> None:
        """Keep work of one length in one interval: a domain needs no flags."""
        spans = [[a, b - work_min] for a, b in self.spans if b - a >= work_min]
        if not spans:
            self.draft.model.add(chosen == 0)
            return
        domain = cp_model.Domain.from_intervals(spans)
        inside = self.draft.model.add_linear_expression_in_domain(
            self.step.start, domain
        )
        inside.only_enforce_if(chosen)

    def stay_inside(self, chosen: cp_model.IntVar, work_min: int) -> None:
        """Keep the whole step within one interval."""
        inside = [self._holds_all(a, b) for a, b in self.spans if b - a >= work_min]
        self.draft.model.add_bool_or(inside).only_enforce_if(chosen)

    def _holds_all(self, start: int, end: int) -> cp_model.IntVar:
        model, step, now = self.draft.model, self.step, self.step.piece.now
        hint = None
        if now is not None:
            hint = start <= now.start_min and now.end_min <= end
        here = self.draft.flag(hint=hint)
        model.add(step.start >= start).only_enforce_if(here)
        model.add(step.end <= end).only_enforce_if(here)
        return here

    def pause(self, chosen: cp_model.IntVar, work: cp_model.LinearExpr) -> None:
        """Let the step pause over breaks: work is counted in open minutes."""
        now = self.step.piece.now
        if self._positions is None:
            self._positions = (
                self._position(self.step.start, now.start_min if now else None, 0),
                self._position(self.step.end, now.end_min if now else None, 1),
            )
        begun, done = self._positions
        self.draft.model.add(done == begun + work).only_enforce_if(chosen)
        for covered in self._covered:
            self.draft.model.add_bool_or(covered).only_enforce_if(chosen)

    def _position(
        self, at: cp_model.IntVar, now: int | None, late: int
    ) -> cp_model.IntVar:
        """Open minutes that are over at a minute; ``late`` is 1 for an end."""
        model = self.draft.model
        total = sum(end - start for start, end in self.spans)
        past = None
        if now is not None:
            past = sum(max(0, min(now, end) - start) for start, end in self.spans)
        position = self.draft.number(0, total, past)
        before = 0
        for start, end in self.spans:
            first, last = start + late, end - 1 + late
            here = self.draft.flag(hint=None if now is None else first <= now <= last)
            model.add(at >= first).only_enforce_if(here)
            model.add(at <= last).only_enforce_if(here)
            model.add(position == at - start + before).only_enforce_if(here)
            self._covered[late].append(here)
            before += end - start
        return position
