"""
The compiled engine: what is held in a factory, and the gaps that are left.

Ids are met at the edges only. From a problem to places::

    shop = ShopArrays(problem)                       # once a problem
    jobs = JobArrays(shop, problem.jobs, problem.fixed, start)   # an earlier plan
    state = State(jobs)
    state.hold(schedule.assignments.values(), problem.fixed)   # a plan that holds
    state.objective(); state.schedule()

A promise asks and leaves no trace (one thread at a time: keep a lock beside the state,
an answer takes tens of microseconds)::

    index = jobs.add(job)        # new to the problem; the caller checked it
    state.widen()                # room on the lanes for it, mostly nothing to do
    found = state.insert(index, not_before_min, rule())   # -1, or a task without place
    answer = state.assignments(state.tasks_of(index))   # or state.unplaced
    state.undo(0)                # nothing is held any more
    state.lost()                 # forget what an undone change had noted
    jobs.drop()                  # the job that came last leaves

To keep the promise, call ``settle()`` instead of undoing: what is on the trail becomes
final. ``copy()`` gives an equal state over the same ``jobs``; states that share arrays
must not ``add`` and ``drop`` at the same time.

Replanning keeps what still holds and inserts the rest::

    state.hold((), problem.fixed)
    lost = state.keep(schedule)       # tasks of places that could not be had again
    found = state.build(order_of_their_jobs, rule())   # jobs with places keep them

``remove(job)`` takes out all free operations of a job on the trail. What stands after
them on a lane with families is timed anew; tasks that cannot be (a forbidden change, no
room for more minutes) are told by ``lost()``: take out their jobs too, or undo.
An insertion never moves an end of what stands; it may change the changeover of the next
occupation on a lane, with its start.

The loops are compiled when these modules are imported and cached beside them:
:func:`warm` is what an installation or a worker's start calls.
"""

from importlib import import_module
from pkgutil import iter_modules

from scheduling.kernel.shop import ShopArrays
from scheduling.kernel.state import State, rule
from scheduling.kernel.work import JobArrays

__all__ = ["JobArrays", "ShopArrays", "State", "rule", "warm"]


def warm() -> None:
    """Compile every loop of the kernel, or load it from the cache: importing does."""
    for module in iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
