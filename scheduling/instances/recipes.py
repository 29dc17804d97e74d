"""What generated orders need, before the factory that makes them is sized."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from scheduling.shop import Batching, SetupMatrix


@dataclass(frozen=True, slots=True)
class Step:
    """
    One operation of an order, without machines yet.

    Parameters
    ----------
    id, after, setup, is_resumable, wait_min, max_wait_min, units, materials
        As of :class:`~scheduling.jobs.Operation`.
    centre
        Work centre that does it.
    minutes
        Working minutes on its fastest machine.
    anywhere
        Whether every site that has the work centre may do it.
    """

    id: str
    centre: str
    minutes: int
    after: tuple[str, ...] = ()
    setup: Mapping[str, str] = field(default_factory=dict)
    is_resumable: bool = False
    wait_min: int = 0
    max_wait_min: int | None = None
    units: int = 1
    materials: Mapping[str, int] = field(default_factory=dict)
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Centre:
    """
    A work centre and how it grows with the orders.

    Parameters
    ----------
    name
        Of the work centre.
    machine
        Stem of the machines' ids.
    fill_share
        Load beside the bottleneck's, which has 1: the higher, the fewer machines.
    least
        Machines of a site at least.
    watts
        Power of a machine at work.
    pattern
        Shift pattern of the machines; ``crew`` for people, in an early and a late
        half.
    skill
        Of the people who are needed beside a machine; ``None`` for none.
    setups
        Attributes of its changeovers.
    batching
        How it does operations together.
    together
        Operations that a batch holds on average, for the sizing.
    """

    name: str
    machine: str
    fill_share: float
    least: int = 2
    watts: int = 4000
    pattern: str = "two"
    skill: str | None = None
    setups: tuple[str, ...] = ()
    batching: Batching | None = None
    together: float = 1.0

    def work_min(self, step: Step) -> float:
        """Minutes of capacity that a step takes, its part of the batch counted."""
        if self.batching is None:
            return step.minutes
        if self.batching.adds_up:
            return step.minutes + self.batching.base_min / self.together
        return (step.minutes + self.batching.base_min) / self.together


@dataclass(frozen=True, slots=True)
class Recipe:
    """
    A trade: its work centres, changeovers, and how an order is drawn.

    Parameters
    ----------
    centres
        By name.
    setups
        Changeovers.
    draw
        Steps of a random order, those before others first.
    slack
        Horizon in due windows beyond the one that the load asks for.
    sites
        Whether a large factory of this trade has two sites.
    """

    centres: Mapping[str, Centre]
    setups: tuple[SetupMatrix, ...]
    draw: Callable[[Random], tuple[Step, ...]]
    slack: float = 1.0
    sites: bool = True


def centres(*listed: Centre) -> dict[str, Centre]:
    """Work centres by name."""
    return {one.name: one for one in listed}
