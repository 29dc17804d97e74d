"""The judge says what a plain reading of the rules says, about any change of a plan."""

from collections import Counter
from dataclasses import replace
from itertools import islice

from hypothesis import assume, given
from hypothesis import strategies as st

from scheduling.problem import Assignment, Problem
from scheduling.schedule import Schedule
from scheduling.verify import KINDS, verify
from tests.configurator.counts import IS_PROOF, examples
from tests.scheduling.brute import every_plan
from tests.scheduling.plain_judge import PlainJudge
from tests.scheduling.strategies import Knobs, problems

SMALL = Knobs(jobs=3, operations=2, alternatives=2, days=3, has_forbidden=True)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Problem, Schedule]:
    """Draw a plan with some of its assignments changed."""
    problem = draw(problems(SMALL))
    if draw(st.booleans()):  # nothing but what is wanted may then be in the way
        problem = problem.altered(transports=())
    plans = list(islice(every_plan(problem), 5))
    assume(plans)
    plan = dict(draw(st.sampled_from(plans)).assignments)
    for key in draw(st.lists(st.sampled_from(sorted(plan)), max_size=3, unique=True)):
        plan[key] = _changed(draw, problem, plan[key], list(plan.values()))
    return problem, Schedule(plan)


def _changed(
    draw: st.DrawFn, problem: Problem, one: Assignment, plan: list[Assignment]
) -> Assignment:
    change = draw(st.sampled_from(("shift", "end", "setup", "way", "join", "any")))
    if change == "shift":
        by = draw(st.integers(-90, 90))
        return replace(one, start_min=one.start_min + by, end_min=one.end_min + by)
    if change == "end":
        end = one.end_min + draw(st.integers(-9, 9))
        return replace(one, end_min=max(end, one.start_min + 1))
    if change == "setup":
        by = draw(st.integers(-9, 9))
        return replace(one, setup_min=one.setup_min + by, end_min=one.end_min + by)
    if change == "way":
        ways = problem.operation_by_key[one.key].alternatives
        return replace(one, resources=draw(st.sampled_from(ways)).resources)
    other = draw(st.sampled_from(plan))
    if change == "join":
        return replace(
            other if one.resources == other.resources else one,
            job=one.job,
            operation=one.operation,
            start_min=other.start_min,
            end_min=other.end_min,
        )
    return replace(one, resources=other.resources)


CHANGES = {"changeover", "forbidden_changeover"}
SEEN: Counter[str] = Counter()


@examples(150, 600)
@given(spoilt())
def test_the_judge_agrees_with_a_plain_reading_of_the_rules(pair):
    problem, schedule = pair
    assume(all(one.start_min < one.end_min for one in schedule.assignments.values()))
    found = {violation.kind for violation in verify(problem, schedule)}
    told = PlainJudge(problem, schedule).kinds()
    if "capacity" in found & told:  # then what comes after what is anyone's guess
        found -= CHANGES
        told -= CHANGES
    assert found == told
    SEEN.update(found or ["none"])


@examples(60, 1000)
@given(
    problems(),
    st.lists(
        st.tuples(
            st.sampled_from(("j0", "j1", "x")),
            st.sampled_from(("o0", "o1", "")),
            st.lists(st.sampled_from(("m0", "oven", "crew", "moon")), max_size=3),
            st.integers(-(10**12), 10**12),
            st.integers(-(10**12), 10**12),
            st.integers(-9, 9),
        )
    ),
)
def test_nothing_that_a_file_may_say_disturbs_the_judge(problem, rows):
    plan = [Assignment(j, o, tuple(names), *times) for j, o, names, *times in rows]
    found = verify(problem, Schedule.of(plan))
    assert {violation.kind for violation in found} <= set(KINDS)
    assert found
    assert all(violation.ids and violation.sentence for violation in found)


def test_most_rules_were_broken_on_the_way():
    if IS_PROOF:
        assert len(SEEN) >= 14, SEEN
