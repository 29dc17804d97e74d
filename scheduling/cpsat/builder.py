"""The exact model: its table of contents."""

from ortools.sat.python import cp_model

from scheduling.cpsat.batches import fill_batches
from scheduling.cpsat.flow import follow, take_materials
from scheduling.cpsat.hours import keep_hours
from scheduling.cpsat.scope import Scope
from scheduling.cpsat.sharing import share_resources
from scheduling.cpsat.steps import Draft, add_steps
from scheduling.cpsat.terms import keep_promises
from scheduling.cpsat.tours import change_over


def build(scope: Scope, hard_promises: frozenset[str] = frozenset()) -> Draft:
    """
    Model of all that makes a plan of the free operations possible.

    Parameters
    ----------
    scope
        What is free and what stays.
    hard_promises
        Ids of jobs that must be completed by their promise.
    """
    draft = Draft(scope, cp_model.CpModel())
    add_steps(draft)
    keep_hours(draft)
    follow(draft)
    share_resources(draft)
    fill_batches(draft)
    change_over(draft)
    take_materials(draft)
    keep_promises(draft, hard_promises)
    return draft
