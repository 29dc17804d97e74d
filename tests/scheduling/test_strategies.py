"""The random problems that other tests draw are well formed and have every feature."""

from hypothesis import Phase, find, given, settings

from scheduling.problem import Problem
from tests.configurator.counts import examples
from tests.scheduling.strategies import PLAIN, jobs_for, problems


@examples(100, 3000)
@given(problems())
def test_a_problem_is_accepted_and_has_what_it_names(problem):
    assert problem.jobs
    taken = {
        name for one in problem.operation_by_key.values() for name in one.materials
    }
    assert taken <= problem.material_by_id.keys()


@examples(50, 1000)
@given(
    problems().flatmap(lambda problem: jobs_for(problem).map(lambda j: (problem, j)))
)
def test_one_more_job_is_accepted(pair):
    problem, job = pair
    problem.check_job(job)


def _has_everything(problem: Problem) -> bool:
    operations = problem.operation_by_key.values()
    return bool(
        problem.fixed
        and problem.materials
        and problem.transports
        and any(one.batching for one in problem.resources)
        and any(one.max_wait_min is not None for one in operations)
        and any(one.is_resumable for one in operations)
    )


def test_every_feature_may_meet_in_one_problem():
    any_will_do = settings(phases=[Phase.generate], database=None)
    found = find(problems(), _has_everything, settings=any_will_do)
    assert _has_everything(found)


@examples(20, 200)
@given(problems(PLAIN))
def test_a_plain_problem_is_a_flexible_job_shop(problem):
    assert not [*problem.materials, *problem.transports, *problem.fixed]
    assert all(one.capacity == 1 and not one.setups for one in problem.resources)
