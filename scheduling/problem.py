"""A scheduling problem: what a factory has, what it must make, what is fixed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from scheduling.faults import Fault, FaultList, ProblemError
from scheduling.inspect_jobs import inspect_job, inspect_jobs
from scheduling.inspect_shop import inspect_fixed, inspect_shop
from scheduling.jobs import Alternative, Job, Operation
from scheduling.premises import Premises
from scheduling.schedule import Assignment, OperationKey
from scheduling.shop import (
    Batching,
    Calendar,
    Horizon,
    Material,
    Resource,
    SetupMatrix,
    Transport,
)
from scheduling.windows import Windows

__all__ = [
    "Alternative",
    "Assignment",
    "Batching",
    "Calendar",
    "Fault",
    "Horizon",
    "Job",
    "Material",
    "Operation",
    "OperationKey",
    "Problem",
    "ProblemError",
    "Resource",
    "SetupMatrix",
    "Transport",
]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """
    Everything that a plan depends on, by ids.

    Parameters
    ----------
    horizon
        The planned window with its freeze fence.
    calendars, resources, setups, jobs
        What there is and what is to be made; ids are unique in each.
    materials
        Stock and deliveries; ids are unique.
    transports
        Ways between sites; a pair is listed once.
    fixed
        Assignments that stand as they are: started, frozen or committed ones.
        They are facts: they may lie before the origin, nothing is judged between
        two of them, and a free operation need not end before a fixed successor
        that has started without it. Everything else keeps clear of them.

    Raises
    ------
    ProblemError
        With every fault at once: unknown or repeated ids, cycles, empty
        alternatives, calendars that never open, durations that fit no window,
        families without a changeover, sites without a way between them, material
        that never comes, a horizon too short for a job. While the shop has faults
        of its own, jobs are judged by their names alone.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> saw = Operation("saw", (Alternative(("saw_1",), 30),))
    >>> problem = Problem(
    ...     horizon=Horizon(datetime(2026, 11, 23, tzinfo=UTC), 1440),
    ...     calendars=(Calendar("day", ((480, 960),)),),
    ...     resources=(Resource("saw_1", "panel_saw", "day"),),
    ...     jobs=(Job("A", (saw,), due_min=600),),
    ... )
    >>> problem.job_by_id["A"].promise_min
    600
    """

    horizon: Horizon
    calendars: tuple[Calendar, ...]
    resources: tuple[Resource, ...]
    jobs: tuple[Job, ...]
    setups: tuple[SetupMatrix, ...] = ()
    fixed: tuple[Assignment, ...] = ()
    materials: tuple[Material, ...] = ()
    transports: tuple[Transport, ...] = ()

    def __post_init__(self) -> None:
        faults = FaultList()
        inspect_shop(self, faults)
        premises = Premises(self, is_sound=not len(faults))
        inspect_jobs(self.jobs, premises, self._fixed_of_job, faults)
        inspect_fixed(self.fixed, self.job_by_id, self.resource_by_id, faults)
        faults.raise_if_any()
        self.__dict__["_premises"] = premises  # what was looked at is known

    def altered(self, **parts: Any) -> "Problem":
        """
        Return the problem with some parts replaced, without inspecting it again.

        For changes that were checked where they were made: a machine that is down
        may leave a job without any window, and that is an answer for whoever plans,
        not a malformed problem.

        Parameters
        ----------
        parts
            Fields of the problem by name.
        """
        twin = object.__new__(Problem)
        for one in fields(self):
            value = parts.get(one.name, getattr(self, one.name))
            object.__setattr__(twin, one.name, value)
        return twin

    def check_job(self, job: Job) -> None:
        """Raise :class:`ProblemError` unless the job could be made in this shop."""
        faults = FaultList()
        fixed = self._fixed_of_job.get(job.id, {})
        inspect_job(job, self._premises, fixed, faults)
        faults.raise_if_any()

    @cached_property
    def _premises(self) -> Premises:
        return Premises(self)

    @cached_property
    def job_by_id(self) -> Mapping[str, Job]:
        """Jobs by id."""
        return {job.id: job for job in self.jobs}

    @cached_property
    def operation_by_key(self) -> Mapping[OperationKey, Operation]:
        """Operations by job id and operation id."""
        return {(job.id, one.id): one for job in self.jobs for one in job.operations}

    @cached_property
    def resource_by_id(self) -> Mapping[str, Resource]:
        """Resources by id."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def calendar_by_id(self) -> Mapping[str, Calendar]:
        """Calendars by id."""
        return {calendar.id: calendar for calendar in self.calendars}

    @cached_property
    def matrix_by_attribute(self) -> Mapping[str, SetupMatrix]:
        """Setup matrices by attribute."""
        return {matrix.attribute: matrix for matrix in self.setups}

    @cached_property
    def material_by_id(self) -> Mapping[str, Material]:
        """Materials by id."""
        return {material.id: material for material in self.materials}

    @cached_property
    def transport_min(self) -> Mapping[tuple[str, str], int]:
        """Minutes by ``(site before, site after)``."""
        return {(one.before, one.after): one.minutes for one in self.transports}

    def site_of(self, resources: tuple[str, ...]) -> str:
        """Site where the resources of an alternative stand."""
        return self.resource_by_id[resources[0]].site

    def batching_resource(self, resources: tuple[str, ...]) -> str | None:
        """Which of these does operations together; an alternative has at most one."""
        for name in resources:
            if self.resource_by_id[name].batching is not None:
                return name
        return None

    @cached_property
    def fixed_by_key(self) -> Mapping[OperationKey, Assignment]:
        """Fixed assignments by operation."""
        return {one.key: one for one in self.fixed}

    @cached_property
    def _fixed_of_job(self) -> Mapping[str, Mapping[str, Assignment]]:
        by_job: dict[str, dict[str, Assignment]] = {}
        for one in self.fixed:
            by_job.setdefault(one.job, {})[one.operation] = one
        return by_job

    def windows(self, resources: tuple[str, ...]) -> Windows:
        """Minutes within the horizon in which all these resources work."""
        return self._premises.team(resources).hours.windows

    def room_min(self, resources: tuple[str, ...]) -> tuple[int, int]:
        """
        Longest work that these resources have room for in an empty shop.

        Returns
        -------
        tuple of int and int
            Minutes without a pause, and with pauses; 0 where they cannot work at once.
        """
        team = self._premises.team(resources)
        if team.troubles:
            return 0, 0
        return team.hours.longest_min, team.hours.windows.total_min

    def knows_family(self, attribute: str, family: str) -> bool:
        """Whether an operation may ask for this family of an attribute."""
        return self._premises.family_trouble(attribute, family) is None

    def has_facts_of(self, job: str) -> bool:
        """Whether operations of a job of this id are fixed."""
        return job in self._fixed_of_job
