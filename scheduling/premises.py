"""What jobs are judged against: each team of resources looked at once for all jobs."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol

from scheduling.jobs import Alternative
from scheduling.shop import (
    Batching,
    Calendar,
    Horizon,
    Material,
    Resource,
    SetupMatrix,
    Transport,
)
from scheduling.windows import Windows, intersect

Trouble = tuple[str, str]
"""Code and sentence of a fault that has no place yet."""

_Stock = tuple[list[int], tuple[tuple[int, int], ...]]
"""Quantity that was there in all, at first and after each delivery; the deliveries."""


class Hours:
    """
    Open time of one or several calendars, with how long work takes at most in it.

    Parameters
    ----------
    windows
        The open minutes.
    """

    __slots__ = ("_bounds", "longest_min", "windows")

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self.longest_min = windows.longest_min()
        self._bounds: dict[int, tuple[int, int]] = {}

    def bound(self, work_min: int) -> tuple[int, int]:
        """
        Longest time that this work may take from when it could begin.

        Parameters
        ----------
        work_min
            At most ``longest_min``.

        Returns
        -------
        span_min, latest_min
            Work that could begin at or before the second ends within the first.
        """
        size = work_min.bit_length()
        known = self._bounds.get(size)
        if known is None:
            most = min((1 << size) - 1, self.longest_min)
            known = self._bounds[size] = _bound(self.windows, most)
        return known


def _bound(windows: Windows, work_min: int) -> tuple[int, int]:
    spans = zip(windows.starts, windows.ends, strict=True)
    long = [(start, end) for start, end in spans if end - start >= work_min]
    # the worst moment is when the work has just become too long for a window
    pause = max(
        (after[0] - one[1] + work_min for one, after in pairwise(long)), default=0
    )
    return max(long[0][0], pause) + work_min, long[-1][1] - work_min


@dataclass(frozen=True, slots=True)
class Team:
    """
    Resources that an alternative holds at once.

    Parameters
    ----------
    troubles
        Why nothing can be done by them, whatever it is.
    site
        Where they stand.
    batching
        That of the one among them that has any.
    hours
        When all of them work.
    """

    troubles: tuple[Trouble, ...]
    site: str
    batching: Batching | None
    hours: Hours

    def work_min(self, way: Alternative) -> int:
        """Working minutes of an operation that is alone in its batch."""
        base = 0 if self.batching is None else self.batching.base_min
        return base + way.duration_min


class Factory(Protocol):
    """The parts of a problem that stay when its jobs change."""

    @property
    def horizon(self) -> Horizon:
        """The planned window."""
        ...

    @property
    def calendars(self) -> Sequence[Calendar]:
        """When resources work."""
        ...

    @property
    def resources(self) -> Sequence[Resource]:
        """What has capacity."""
        ...

    @property
    def setups(self) -> Sequence[SetupMatrix]:
        """What changeovers take."""
        ...

    @property
    def materials(self) -> Sequence[Material]:
        """What is taken from stock."""
        ...

    @property
    def transports(self) -> Sequence[Transport]:
        """Ways between sites."""
        ...


class Premises:
    """
    A factory without its jobs.

    Parameters
    ----------
    factory
        The problem, or what will be one.
    is_sound
        Whether the factory was found without a fault. Where it was not, no hours
        are judged but only names.
    """

    def __init__(self, factory: Factory, *, is_sound: bool = True) -> None:
        resources = factory.resources
        self.horizon = factory.horizon
        self.is_sound = is_sound
        self.calendar_by_id = {one.id: one for one in factory.calendars}
        self.resource_by_id = {one.id: one for one in resources}
        self.matrix_by_attribute = {one.attribute: one for one in factory.setups}
        self.materials = {one.id: one for one in factory.materials}
        self.travel_min = {(t.before, t.after): t.minutes for t in factory.transports}
        self.batched = {
            one.batching.attribute for one in resources if one.batching is not None
        }
        sites = {one.site for one in resources}
        ways = len(sites) * (len(sites) - 1)
        self.is_connected = ways == sum(a != b for a, b in self.travel_min)
        self.longest_travel_min = max(self.travel_min.values(), default=0)
        self.known_families: set[tuple[str, str]] = set()
        self.team_of: dict[tuple[str, ...], Team] = {}
        self._hours_of: dict[tuple[str, ...], Hours] = {}
        self._totals: dict[str, _Stock] = {}

    def team(self, resources: tuple[str, ...]) -> Team:
        """Return what these resources are together."""
        known = self.team_of.get(resources)
        if known is None:
            known = self.team_of[resources] = self._met(resources)
        return known

    def _met(self, resources: tuple[str, ...]) -> Team:
        found = [self.resource_by_id.get(name) for name in resources]
        own = [one for one in found if one is not None]
        troubles = [
            ("unknown_resource", f"There is no resource '{name}'.")
            for name, one in zip(resources, found, strict=True)
            if one is None
        ]
        if not resources:
            troubles.append(("no_resources", "Name at least one resource."))
        if len(set(resources)) < len(resources):
            troubles.append(("repeated_resource", "It names a resource twice."))
        sites = sorted({one.site for one in own})
        if len(sites) > 1:
            names = ", ".join(f"'{one}'" for one in sites)
            words = f"Its resources stand at {names}: name some of one site."
            troubles.append(("several_sites", words))
        ovens = [one for one in own if one.batching is not None]
        if len(ovens) > 1:
            names = " and ".join(one.id for one in ovens)
            words = f"{names} both do batches: name one of them."
            troubles.append(("several_batchings", words))
        hours = self._hours(one.calendar for one in own)
        if self.is_sound and not troubles and not hours.longest_min:
            words = f"{' + '.join(resources)} are never open together in the horizon."
            troubles.append(("never_open", words))
        batching = ovens[0].batching if ovens else None
        return Team(tuple(troubles), sites[0] if sites else "", batching, hours)

    def _hours(self, calendars: Iterable[str]) -> Hours:
        names = tuple(sorted(set(calendars)))
        known = self._hours_of.get(names)
        if known is None:
            common = [(0, self.horizon.length_min)] if self.is_sound else []
            for name in names if self.is_sound else ():
                common = intersect(common, self.calendar_by_id[name].open)
            known = self._hours_of[names] = Hours(Windows(common))
        return known

    def stocked_min(self, material: str, quantity: int) -> int | None:
        """First minute at which so much has been there; ``None``: not within it."""
        totals, supply = self._stock_of(material)
        nth = bisect_left(totals, quantity)
        if nth == 0:
            return 0
        if nth == len(totals) or supply[nth - 1][0] >= self.horizon.length_min:
            return None
        return max(0, supply[nth - 1][0])

    def _stock_of(self, material: str) -> _Stock:
        known = self._totals.get(material)
        if known is None:
            own = self.materials[material]
            totals = accumulate((q for _, q in own.supply), initial=own.stock)
            known = self._totals[material] = (list(totals), own.supply)
        return known

    def family_trouble(self, attribute: str, family: str) -> Trouble | None:
        """Say what is wrong with asking for this family, if anything is."""
        matrix = self.matrix_by_attribute.get(attribute)
        if matrix is None:
            if attribute in self.batched:
                return None
            words = f"There is no setup matrix for '{attribute}'."
            return "unknown_attribute", words
        if matrix.default_min is not None:
            return None
        if any(family in pair for pair in matrix.minutes):
            return None
        words = f"The setup matrix of '{attribute}' does not know '{family}'."
        return "unknown_family", words
