from dataclasses import replace

import pytest

from scheduling.conflicts import Conflict, NoConflict, around, find_conflict
from scheduling.cpsat.feasible import is_feasible
from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Problem,
    ProblemError,
    Resource,
)
from scheduling.requirements import Requirement, requirements, without
from scheduling.schedule import Schedule
from scheduling.verify import verify
from tests.scheduling.cpsat.tiny import ORIGIN, tiny_problem


def shop(*jobs: Job, **parts) -> Problem:
    known = {
        "horizon": Horizon(ORIGIN, 1000),
        "calendars": (Calendar("day", ((100, 1000),)),),
        "resources": (Resource("saw", "saw", "day"), Resource("bench", "b", "day")),
        "jobs": jobs,
        "materials": (Material("board", 0, ((400, 1),)),),
    }
    return Problem(**{**known, **parts})


def job(name: str, minutes: int, **parts) -> Job:
    materials = parts.pop("materials", {})
    way = Alternative(("saw",), minutes)
    return Job(name, (Operation("o", (way,), materials=materials),), **parts)


def conflict(problem: Problem, *promised: str) -> set[Requirement]:
    answer = find_conflict(problem, promised, is_feasible=is_feasible)
    if isinstance(answer, NoConflict):
        return set()
    assert set(answer.sentences) == {"en", "zh"}
    for one in answer.requirements:
        assert one.words["en"] in answer.sentence
        assert one.words["zh"] in answer.sentences["zh"]
    return set(answer.requirements)


def test_a_date_before_opening_conflicts_with_the_hours():
    found = conflict(shop(job("A", 50, deadline_min=120)), "A")
    assert found == {Requirement("deadline", ("A",)), Requirement("hours", ("saw",))}


def test_a_date_shorter_than_the_work_is_impossible_by_itself():
    assert conflict(shop(job("A", 50, deadline_min=40)), "A") == {
        Requirement("deadline", ("A",))
    }


def test_two_dates_that_one_machine_cannot_keep():
    jobs = (job("A", 500, deadline_min=900), job("B", 500, deadline_min=900))
    found = conflict(shop(*jobs), "A", "B")
    assert {Requirement("deadline", (one,)) for one in "AB"} < found
    assert Requirement("capacity", ("saw",)) in found


def test_material_that_comes_too_late_is_named():
    late = job("A", 50, deadline_min=300, materials={"board": 1})
    found = conflict(shop(late), "A")
    assert found == {Requirement("deadline", ("A",)), Requirement("supply", ("board",))}


def test_the_fence_and_a_release_are_named():
    fenced = shop(job("A", 50, deadline_min=300), horizon=Horizon(ORIGIN, 1000, 280))
    assert Requirement("fence") in conflict(fenced, "A")
    released = shop(job("A", 50, deadline_min=300, release_min=280))
    assert Requirement("release", ("A",)) in conflict(released, "A")


def test_a_longest_wait_over_a_night_is_named():
    first = Operation("p", (Alternative(("saw",), 850),), max_wait_min=10)
    second = Operation("q", (Alternative(("bench",), 100),), ("p",))
    problem = shop(
        Job("A", (first, second)),
        horizon=Horizon(ORIGIN, 3000),
        calendars=(Calendar("day", ((100, 1000), (1500, 2000))),),
    )
    found = conflict(problem)
    assert Requirement("max_wait", ("A", "p")) in found
    assert Requirement("hours", ("bench",)) in found


def test_what_can_be_done_is_no_conflict():
    problem = shop(job("A", 50, deadline_min=200))
    answer = find_conflict(problem, {"A"}, is_feasible=is_feasible)
    assert isinstance(answer, NoConflict)


def test_a_horizon_that_is_too_short_is_told_in_words():
    problem = shop(job("A", 50)).altered(horizon=Horizon(ORIGIN, 20))
    answer = find_conflict(problem, (), is_feasible=is_feasible)
    assert isinstance(answer, Conflict)
    assert answer.requirements == ()
    assert "lengthen" in answer.sentence


def test_a_job_beside_a_plan_conflicts_with_what_else_the_machine_does():
    other, wish = job("B", 500), job("A", 100, deadline_min=600)
    plan = Schedule.of([Assignment("B", "o", ("saw",), 100, 600)])
    problem = shop(other)
    assert verify(problem, plan) == []
    beside = around(problem, plan, wish)
    found = conflict(beside, "A")
    assert found == {
        Requirement("deadline", ("A",)),
        Requirement("hours", ("saw",)),
        Requirement("capacity", ("saw",)),
    }


def test_material_that_the_plan_takes_is_not_there_for_another():
    other = job("B", 50, materials={"board": 1})
    plan = Schedule.of([Assignment("B", "o", ("saw",), 500, 550)])
    wish = job("A", 50, materials={"board": 1})
    found = conflict(around(shop(other), plan, wish))
    assert found == {Requirement("supply", ("board",))}


def _holds(problem: Problem, kept: set[Requirement], promised: frozenset[str]) -> bool:
    known = requirements(problem, promised)
    gone = {one.ids[0] for one in known if one.kind == "deadline" and one not in kept}
    loose = without(problem, [one for one in known if one not in kept])
    return is_feasible(loose, promised - gone)


@pytest.mark.parametrize("block", range(4))
def test_each_set_is_in_conflict_and_no_part_of_it_is(block, proving):
    """On tiny problems with every feature, asked for dates that are too early."""
    found = 0
    size = 100 if proving else 12
    for seed in range(block * size, (block + 1) * size):
        try:
            drawn = tiny_problem(seed, 3)
        except ProblemError:
            continue
        jobs = tuple(replace(one, deadline_min=2 + seed % 4) for one in drawn.jobs)
        problem = drawn.altered(jobs=jobs)
        promised = frozenset(one.id for one in jobs)
        kept = conflict(problem, *promised)
        if not kept:
            assert is_feasible(problem, promised)
            continue
        found += 1
        assert not _holds(problem, kept, promised), seed
        for one in kept:
            assert _holds(problem, kept - {one}, promised), (seed, one)
    assert found > 0
