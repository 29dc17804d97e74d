"""What is to be made: jobs, their operations, and the ways to do them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Alternative:
    """
    One way to do an operation.

    Parameters
    ----------
    resources
        Ids of all the resources that it holds at once (a machine and a skilled
        worker); work is done while all their calendars are open.
    duration_min
        Working minutes without changeover, at least 1. On a resource with a
        :class:`~scheduling.shop.Batching` it is this operation's part of the batch.
    energy_wh
        Watt-hours that this way takes, 0 or more.
    """

    resources: tuple[str, ...]
    duration_min: int
    energy_wh: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """
    One step of a job.

    Parameters
    ----------
    id
        Name within its job.
    alternatives
        At least one.
    after
        Ids of operations of the same job that end (and wait) before this starts.
    setup
        Family needed, by attribute. An attribute that is not named leaves the
        resource's family as it stands.
    is_resumable
        Whether it may pause while a calendar is closed. Its resources stay held.
    wait_min
        Elapsed minutes after its end before a successor may start and before
        the job counts as completed (lacquer drying, glue setting).
    max_wait_min
        Elapsed minutes after its end within which each successor must start
        (lacquer that must reach the oven wet), at least ``wait_min``; ``None``: no
        limit.
    units
        Room that it takes in a batch (trays, tenths of a square metre), at least 1;
        read on resources with batching only.
    materials
        Quantity taken from stock at its start, by material id, each at least 1.
    """

    id: str
    alternatives: tuple[Alternative, ...]
    after: tuple[str, ...] = ()
    setup: Mapping[str, str] = field(default_factory=dict)
    is_resumable: bool = False
    wait_min: int = 0
    max_wait_min: int | None = None
    units: int = 1
    materials: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """
    One piece or lot on its way through the factory.

    Parameters
    ----------
    id
        Name of the job.
    operations
        At least one; precedence is ``Operation.after``, not the order of listing.
    release_min
        Earliest start of anything.
    due_min
        Wanted completion: tardiness counts from here. ``None``: none was asked.
    deadline_min
        Completion told to the customer. Ending later breaks a promise, which
        comes before every other term of the objective; it is not a violation,
        because after a breakdown it may be the truth.
    weight
        How much a minute late, or a broken promise, counts. At least 1.
    """

    id: str
    operations: tuple[Operation, ...]
    release_min: int = 0
    due_min: int | None = None
    deadline_min: int | None = None
    weight: int = 1

    @property
    def promise_min(self) -> int | None:
        """The deadline, else the due date, else ``None``."""
        return self.due_min if self.deadline_min is None else self.deadline_min

    @property
    def wanted_min(self) -> int | None:
        """The due date, else the deadline, else ``None``."""
        return self.deadline_min if self.due_min is None else self.due_min
