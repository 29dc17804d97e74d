"""Variables of the exact model: one step for each free operation, one choice a way."""

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduling.cpsat.scope import Piece, Scope
from scheduling.jobs import Alternative
from scheduling.schedule import OperationKey
from scheduling.shop import Batching


@dataclass(slots=True, eq=False)
class Choice:
    """
    One way of one free operation.

    Parameters
    ----------
    step, way
        Whose way it is.
    chosen
        Whether it is taken.
    holds
        Whether it holds its resources: ``chosen``, but in a batch only its leader.
    interval
        The time for which it holds them.
    oven
        Id of the resource that does it in batches, else empty.
    """

    step: "Step"
    way: Alternative
    chosen: cp_model.IntVar
    holds: cp_model.IntVar
    interval: cp_model.IntervalVar
    oven: str
    is_hinted: bool


@dataclass(slots=True, eq=False)
class Step:
    """
    One free operation in the model.

    Parameters
    ----------
    piece
        What it is.
    start, end, size
        When: ``size`` is elapsed, pauses included.
    setup, longest_setup_min
        Working minutes of changeover at its beginning, and the most they can be.
    batch
        Working minutes of the batch that it is in, without changeover; 0 to be
        ignored where no way is in batches.
    """

    piece: Piece
    start: cp_model.IntVar
    end: cp_model.IntVar
    size: cp_model.IntVar
    setup: cp_model.IntVar
    longest_setup_min: int
    batch: cp_model.IntVar | None = None
    choices: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """
    A model under construction.

    Parameters
    ----------
    scope
        What is free and what stays.
    model
        The solver's model.
    steps
        By operation key, in order of precedence.
    setup_costs, most_setup_cost
        Money for changeovers, an expression for each that could be made, and what
        they can come to.
    needs
        Minutes of changeover that a choice needs, on each of its resources.
    """

    scope: Scope
    model: cp_model.CpModel
    steps: dict[OperationKey, Step] = field(default_factory=dict)
    setup_costs: list[cp_model.LinearExprT] = field(default_factory=list)
    most_setup_cost: int = 0
    needs: dict[Choice, list[cp_model.LinearExprT]] = field(default_factory=dict)

    def number(self, least: int, most: int, hint: int | None) -> cp_model.IntVar:
        """Add a number with the value that it has now, where that is known."""
        variable = self.model.new_int_var(least, max(least, most), "")
        if hint is not None:
            self.model.add_hint(variable, max(least, min(most, hint)))
        return variable

    def flag(self, *, hint: bool | None) -> cp_model.IntVar:
        """Add a yes or no with the value that it has now, where that is known."""
        variable = self.model.new_bool_var("")
        if hint is not None:
            self.model.add_hint(variable, hint)
        return variable

    def forbid(self) -> None:
        """Make the model infeasible: something has no room at all."""
        self.model.add_bool_or([])

    def choices_on(self, resource: str) -> list[Choice]:
        """Every free choice that holds a resource."""
        return [
            choice
            for step in self.steps.values()
            for choice in step.choices
            if resource in choice.way.resources
        ]

    def resources(self) -> list[str]:
        """Ids of all that free operations may hold, in the problem's order."""
        named = {
            name
            for step in self.steps.values()
            for choice in step.choices
            for name in choice.way.resources
        }
        return [one.id for one in self.scope.problem.resources if one.id in named]

    def batching(self, choice: Choice) -> Batching:
        """How the resource of a choice does operations together."""
        found = self.scope.problem.resource_by_id[choice.oven].batching
        if found is None:
            raise LookupError(choice.oven)
        return found


def add_steps(draft: Draft) -> None:
    """Add every free operation with all its ways, of which exactly one is taken."""
    for piece in draft.scope.pieces:
        draft.steps[piece.key] = _add_step(draft, piece)


def _add_step(draft: Draft, piece: Piece) -> Step:
    model, now = draft.model, piece.now
    if piece.ready_min >= piece.latest_min:
        draft.forbid()
    latest = max(piece.ready_min + 1, piece.latest_min)
    room = latest - piece.ready_min
    longest = min(room, _longest_setup(draft.scope, piece))
    step = Step(
        piece,
        draft.number(piece.ready_min, latest, now.start_min if now else None),
        draft.number(piece.ready_min, latest, now.end_min if now else None),
        draft.number(1, room, now.end_min - now.start_min if now else None),
        draft.number(0, longest, now.setup_min if now else None),
        longest,
    )
    model.add(step.end == step.start + step.size)
    ovens = [draft.scope.problem.batching_resource(w.resources) for w in piece.ways]
    if any(ovens):
        worked = None
        if now is not None:
            windows = draft.scope.problem.windows(now.resources)
            worked = windows.worked_min(now.start_min, now.end_min) - now.setup_min
        step.batch = draft.number(0, room, worked)
    taken = _way_now(piece)
    for index, (way, oven) in enumerate(zip(piece.ways, ovens, strict=True)):
        _add_choice(draft, step, way, oven or "", is_hinted=index == taken)
    model.add_exactly_one(choice.chosen for choice in step.choices)
    return step


def _add_choice(
    draft: Draft, step: Step, way: Alternative, oven: str, *, is_hinted: bool
) -> None:
    hint = is_hinted if step.piece.now is not None else None
    chosen = draft.flag(hint=hint)
    # who leads its batch now is not known before all steps are
    holds = draft.model.new_bool_var("") if oven else chosen
    interval = draft.model.new_optional_interval_var(
        step.start, step.size, step.end, holds, ""
    )
    if not _families(draft.scope, step.piece, way):
        draft.model.add(step.setup == 0).only_enforce_if(chosen)
    step.choices.append(Choice(step, way, chosen, holds, interval, oven, is_hinted))


def _way_now(piece: Piece) -> int | None:
    """Which way it takes now; of two with the same resources the one that fits."""
    if piece.now is None:
        return None
    same = [i for i, w in enumerate(piece.ways) if w.resources == piece.now.resources]
    worked = piece.now.end_min - piece.now.start_min - piece.now.setup_min
    exact = [i for i in same if piece.ways[i].duration_min == worked]
    return next(iter((*exact, *same)), None)


def _families(
    scope: Scope, piece: Piece, way: Alternative
) -> list[tuple[str, str | None]]:
    """Attributes that a way may change, each with the family; ``None`` for any."""
    found: list[tuple[str, str | None]] = []
    is_batch = scope.problem.batching_resource(way.resources) is not None
    for name in way.resources:
        for attribute in scope.problem.resource_by_id[name].setups:
            family = piece.operation.setup.get(attribute)
            if family is not None or is_batch:  # others may name one in its batch
                found.append((attribute, family))
    return found


def _longest_setup(scope: Scope, piece: Piece) -> int:
    """Longest changeover that any of its ways could need."""
    longest = 0 if piece.now is None else piece.now.setup_min
    for way in piece.ways:
        total = 0
        for attribute, family in _families(scope, piece, way):
            matrix = scope.problem.matrix_by_attribute[attribute]
            listed = (
                m for (_, to), m in matrix.minutes.items() if family in {to, None}
            )
            total += max([*listed, matrix.default_min or 0])
        longest = max(longest, total)
    return longest
