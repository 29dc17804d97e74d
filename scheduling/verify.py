"""The judge: what is wrong with a schedule, told by code that never made one."""

from scheduling.judge.batches import Batches, judge_batches
from scheduling.judge.change import judge_changeovers
from scheduling.judge.order import judge_order
from scheduling.judge.room import judge_capacity
from scheduling.judge.stock import judge_materials
from scheduling.judge.table import Table
from scheduling.judge.violation import KINDS, Violation
from scheduling.judge.work import judge_dates, judge_ways, judge_work
from scheduling.problem import Problem
from scheduling.schedule import Schedule

__all__ = ["KINDS", "Violation", "verify"]


def verify(problem: Problem, schedule: Schedule) -> list[Violation]:
    """
    Everything that makes a schedule impossible; an empty list is a plan.

    Lateness is no violation: see :func:`scheduling.measures.objective_of`.

    Parameters
    ----------
    problem
        What was to be planned.
    schedule
        The plan, with the fixed assignments in it.

    Returns
    -------
    list of Violation
        One for each rule and place where it is broken, in the order of the rules in
        ``docs/formats/problem.md``.
    """
    table = Table(problem, schedule)
    if not table.rows:
        return table.found
    batches = Batches(table)
    return [
        *table.found,
        *judge_ways(table),
        *judge_dates(table),
        *judge_batches(table, batches),
        *judge_work(table, batches),
        *judge_order(table),
        *judge_capacity(table, batches),
        *judge_changeovers(table, batches),
        *judge_materials(table),
    ]
