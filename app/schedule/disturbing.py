"""An event happens to a plan: repaired at once, then improved while little moves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import assert_never

from app.base.talk import note
from app.schedule.differ import comparison_shape
from app.schedule.planned import Progress
from app.schedule.shapes import Json, infeasible_shape
from scheduling.events import Declined, Event
from scheduling.problem import Problem
from scheduling.refusals import Refused
from scheduling.replan import Replan, replan
from scheduling.schedule import DELIVERY, Infeasible, Objective, Schedule


@dataclass(frozen=True, slots=True)
class Disturbed:
    """
    What became of a plan.

    Parameters
    ----------
    problem, schedule
        The factory after the event, and its plan; ``None`` where there is none.
    shape
        What is told about it.
    """

    problem: Problem | None
    schedule: Schedule | None
    shape: Json


def disturbed(
    problem: Problem, schedule: Schedule, event: Event, *, seconds: float, seed: int
) -> Disturbed:
    """
    Let an event happen to a plan.

    Parameters
    ----------
    seconds
        For all of it; the repair is made in any case.

    Raises
    ------
    ProblemError
        With every fault of the event: unknown ids, times that contradict.
    """
    note("repairing")
    watch = _Watch()
    found = replan(
        problem, schedule, event, seconds=seconds, seed=seed, on_progress=watch
    )
    match found:
        case Replan():
            return Disturbed(found.problem, found.schedule, _shape(found, watch))
        case Declined():
            why = {"code": found.code, "sentences": dict(found.sentences)}
            return Disturbed(None, None, {"declined": why, "infeasible": None})
        case Refused():
            why = {"code": "breaks_promise", "sentences": dict(found.sentences)}
            return Disturbed(None, None, {"declined": why, "infeasible": None})
        case Infeasible():
            shape = {"declined": None, "infeasible": infeasible_shape(found)}
            return Disturbed(None, None, shape)
        case _:
            assert_never(found)


def _shape(found: Replan, watch: _Watch) -> Json:
    repair_s = watch.repaired_s or watch.elapsed_s()
    times = {
        "declined": None,
        "infeasible": None,
        "repair_s": round(repair_s, 4),
        "improve_s": round(watch.elapsed_s() - repair_s, 4),
        "unreached": found.unreached,
        "unreached_moved": found.away,
    }
    return times | comparison_shape(found.comparison)


class _Watch:
    """Knows when the plan was repaired; shows progress."""

    def __init__(self) -> None:
        self._began_s = time.monotonic()
        self._shown = Progress(DELIVERY)
        self.repaired_s: float | None = None

    def elapsed_s(self) -> float:
        return time.monotonic() - self._began_s

    def __call__(self, share: float, objective: Objective, stage: str) -> None:
        if self.repaired_s is None:
            self.repaired_s = self.elapsed_s()
        self._shown(share, objective, stage)
