"""What free operations cost where they are, by code that shares no model."""

from collections.abc import Mapping

from scheduling.cpsat.lanes import State, lane_of
from scheduling.cpsat.scope import Scope
from scheduling.measures import completion_min, moved_min
from scheduling.schedule import Assignment, Objective, OperationKey, Schedule

Places = Mapping[OperationKey, Assignment]
"""Where the free operations are."""


def worth(scope: Scope, places: Places, moved_from: Schedule | None) -> Objective:
    """
    Return the part of the objective that free operations decide.

    Parameters
    ----------
    scope
        What is free and what stays.
    places
        An assignment for each free operation.
    moved_from
        Movement counts against it.
    """
    broken = late = progress = 0
    last = scope.standing.last_beside({job.id for job in scope.jobs})
    for job in scope.jobs:
        own = scope.standing.of_job(job.id)
        own.update(
            (one.operation, one) for key, one in places.items() if key[0] == job.id
        )
        done = completion_min(job, own)
        broken += job.weight * _is_after(done, job.promise_min)
        late += job.weight * max(0, done - _or(job.wanted_min, done))
        progress += done - min(one.start_min for one in own.values())
        last = max(last, done)
    return Objective(
        broken_promises=broken,
        weighted_tardiness_min=late,
        moved_min=sum(moved_min(one, moved_from) for one in places.values()),
        setup_min=_setup_min(scope, places),
        setup_cost=_setup_cost(scope, places),
        in_progress_min=progress,
        energy_wh=sum(_energy_wh(scope, one) for one in places.values()),
        makespan_min=last,
    )


def _or(at: int | None, otherwise: int) -> int:
    return otherwise if at is None else at


def _is_after(done: int, promised: int | None) -> bool:
    return promised is not None and done > promised


def _energy_wh(scope: Scope, one: Assignment) -> int:
    ways = scope.problem.operation_by_key[one.key].alternatives
    return next((w.energy_wh for w in ways if w.resources == one.resources), 0)


def _setup_min(scope: Scope, places: Places) -> int:
    """Minutes of changeover; a batch pays once, one that stays has paid."""
    total = 0
    paid: set[tuple[str, int]] = set()
    for one in places.values():
        oven = scope.problem.batching_resource(one.resources)
        if oven is None:
            total += one.setup_min
        elif one.setup_min and (oven, one.start_min) not in paid:
            paid.add((oven, one.start_min))
            stays = scope.staying(oven)
            if all(other.start_min != one.start_min for other in stays):
                total += one.setup_min
    return total


def _setup_cost(scope: Scope, places: Places) -> int:
    matrices = scope.problem.matrix_by_attribute
    total = 0
    for resource in scope.problem.resources:
        if any(matrices[attribute].cost for attribute in resource.setups):
            total += _cost_along(scope, resource.id, places)
    return total


def _cost_along(scope: Scope, name: str, places: Places) -> int:
    """Money along one resource from before the scope to what comes right after."""
    operations = scope.problem.operation_by_key
    lane = lane_of(scope, name, 0)
    stops: list[tuple[int, list[tuple[dict[str, str], bool]], dict[str, State]]] = []
    for block in lane.blocks:
        needs = [(entry.families, entry.is_fact) for entry, _ in block.entries]
        stops.append((block.start_min, needs, block.leaves))
    for one in places.values():
        if name in one.resources:
            wanted = operations[one.key].setup
            families = {a: wanted[a] for a in lane.resource.setups if a in wanted}
            leaves: dict[str, State] = {a: (f, False) for a, f in families.items()}
            stops.append((one.start_min, [(families, False)], leaves))
    state = dict(lane.state)
    total = 0
    for _, needs, leaves in sorted(stops, key=lambda stop: stop[0]):
        for families, is_fact in needs:
            for attribute, family in families.items():
                total += lane.cost(attribute, state[attribute], (family, is_fact))
        state.update(leaves)
    return total
