"""Requirements of a problem that could be dropped one by one, each by its ids."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from scheduling.problem import Alternative, Job, Material, Operation, Problem, Resource
from scheduling.shop import Transport

Kind: TypeAlias = Literal[
    "deadline",
    "release",
    "fence",
    "hours",
    "capacity",
    "supply",
    "max_wait",
    "changeover",
    "transport",
]


@dataclass(frozen=True, slots=True, order=True)
class Requirement:
    """
    One thing that a plan has to respect.

    Parameters
    ----------
    kind
        ``deadline`` or ``release`` of a job; the freeze ``fence``; the ``hours`` or
        the ``capacity`` of a resource, with it its changeovers and batches;
        ``supply`` of a material; ``max_wait`` after an operation; forbidden pairs of
        ``changeover`` of an attribute; the ways of ``transport`` between sites.
    ids
        What it is of.
    """

    kind: Kind
    ids: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """What it is, by language."""
        english, chinese = _WORDS[self.kind]
        name = "/".join(self.ids)
        return {"en": english.format(name=name), "zh": chinese.format(name=name)}


_WORDS: Mapping[Kind, tuple[str, str]] = {
    "deadline": ("the date of {name}", "{name} 的交期"),
    "release": ("the release of {name}", "{name} 的下达时间"),
    "fence": ("the freeze fence", "冻结期"),
    "hours": ("the working hours of {name}", "{name} 的工作时间"),
    "capacity": ("what else {name} has to do", "{name} 的其他任务"),
    "supply": ("the supply of {name}", "物料 {name} 的供应"),
    "max_wait": ("the longest wait after {name}", "{name} 之后的最长等待时间"),
    "changeover": ("forbidden changeovers of {name}", "禁止的 {name} 换型"),
    "transport": ("the ways between sites", "厂区间的运输"),
}


def requirements(problem: Problem, promised: Collection[str]) -> list[Requirement]:
    """
    List what could be dropped, that which is easiest to change last.

    Parameters
    ----------
    problem
        The problem.
    promised
        Ids of jobs whose promise must be kept.
    """
    found: dict[Requirement, None] = {}
    for job in problem.jobs:
        for operation in job.operations:
            if operation.max_wait_min is not None:
                found[Requirement("max_wait", (job.id, operation.id))] = None
    found.update(
        (Requirement("changeover", (one.attribute,)), None)
        for one in problem.setups
        if one.default_min is None
    )
    if problem.transports or len({one.site for one in problem.resources}) > 1:
        found[Requirement("transport")] = None
    if problem.horizon.freeze_min > 0:
        found[Requirement("fence")] = None
    found.update((Requirement("supply", (one,)), None) for one in _taken(problem))
    used = _used(problem)
    found.update((Requirement("capacity", (one,)), None) for one in used)
    found.update((Requirement("hours", (one,)), None) for one in used)
    for job in problem.jobs:
        if job.release_min > 0:
            found[Requirement("release", (job.id,))] = None
    for job in problem.jobs:
        if job.id in promised and job.promise_min is not None:
            found[Requirement("deadline", (job.id,))] = None
    return list(found)


def _free(problem: Problem) -> Iterable[Operation]:
    return (
        operation
        for key, operation in problem.operation_by_key.items()
        if key not in problem.fixed_by_key
    )


def _taken(problem: Problem) -> list[str]:
    taken = {name for one in _free(problem) for name in one.materials}
    return [one.id for one in problem.materials if one.id in taken]


def _used(problem: Problem) -> list[str]:
    used = {
        name
        for one in _free(problem)
        for way in one.alternatives
        for name in way.resources
    }
    return [one.id for one in problem.resources if one.id in used]


def without(problem: Problem, dropped: Collection[Requirement]) -> Problem:
    """
    Return the problem without some requirements; deadlines are not part of it.

    Parameters
    ----------
    problem
        The problem.
    dropped
        What need not be respected.
    """
    gone = frozenset(dropped)
    wide = {one.ids[0] for one in gone if one.kind == "capacity"}
    always = {one.ids[0] for one in gone if one.kind == "hours"}
    plenty = {one.ids[0] for one in gone if one.kind == "supply"}
    allowed = {one.ids[0] for one in gone if one.kind == "changeover"}
    calendars = tuple(
        replace(
            problem.calendar_by_id[problem.resource_by_id[name].calendar],
            id=f"{name}: always",
            open=((0, problem.horizon.length_min),),
            overtime=(),
        )
        for name in sorted(always)
    )
    fence = Requirement("fence") in gone
    return problem.altered(
        horizon=replace(problem.horizon, freeze_min=0) if fence else problem.horizon,
        calendars=(*problem.calendars, *calendars),
        resources=tuple(_resource(one, wide, always) for one in problem.resources),
        jobs=tuple(_job(problem, one, gone, wide) for one in problem.jobs),
        setups=tuple(
            replace(one, default_min=0) if one.attribute in allowed else one
            for one in problem.setups
        ),
        materials=tuple(_material(one, plenty) for one in problem.materials),
        transports=_ways(problem)
        if Requirement("transport") in gone
        else problem.transports,
    )


def _resource(one: Resource, wide: set[str], always: set[str]) -> Resource:
    if one.id in wide:
        many = 10**6
        one = replace(one, capacity=many, setups=(), initial_setup={}, batching=None)
    return replace(one, calendar=f"{one.id}: always") if one.id in always else one


def _job(
    problem: Problem, job: Job, gone: frozenset[Requirement], wide: set[str]
) -> Job:
    operations = tuple(
        replace(
            one,
            alternatives=tuple(_way(problem, way, wide) for way in one.alternatives),
            max_wait_min=None
            if Requirement("max_wait", (job.id, one.id)) in gone
            else one.max_wait_min,
        )
        for one in job.operations
    )
    is_early = Requirement("release", (job.id,)) in gone
    release = 0 if is_early else job.release_min
    return replace(job, operations=operations, release_min=release)


def _way(problem: Problem, way: Alternative, wide: set[str]) -> Alternative:
    """Return a way with the part of a batch that it would be alone."""
    oven = problem.batching_resource(way.resources)
    if oven is None or oven not in wide:
        return way
    batching = problem.resource_by_id[oven].batching
    base = 0 if batching is None else batching.base_min
    return replace(way, duration_min=way.duration_min + base)


def _material(one: Material, plenty: set[str]) -> Material:
    return replace(one, stock=10**9, supply=()) if one.id in plenty else one


def _ways(problem: Problem) -> tuple[Transport, ...]:
    sites = sorted({one.site for one in problem.resources})
    return tuple(Transport(a, b, 0) for a in sites for b in sites if a != b)
