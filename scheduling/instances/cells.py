"""The machines and people of a generated factory, in cells of up to three machines."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from random import Random

from scheduling.instances.recipes import Centre, Step
from scheduling.instances.shifts import Shifts, worked_min
from scheduling.jobs import Alternative
from scheduling.shop import Resource

CELL = 3
"""Machines that an order may choose among; more stand in other cells."""

WINDOW_DAYS = 10.0
"""Working days of due dates that machines are bought for."""

AGES = (1.0, 1.0, 1.15)
"""An older machine takes so much longer; one in three is old."""

TRAINEE = 1.2
"""So much longer takes who still learns; one in five does."""

MAINTAINED_SHARE = 0.1
OFF_SHARE = 0.15


class Cell:
    """
    Machines of one work centre at one site, with the people who work at them.

    Parameters
    ----------
    machines, people
        Ids with the factor on durations.
    """

    def __init__(
        self,
        centre: Centre,
        site: str,
        machines: Mapping[str, float],
        people: Mapping[str, float],
    ) -> None:
        self.centre = centre
        self.site = site
        self.machines = machines
        self.people = people
        self.work_min = 0.0
        self._ways: dict[int, tuple[Alternative, ...]] = {}

    def teams(self) -> Iterator[tuple[tuple[str, ...], float]]:
        """Resources that may do a step together, with the factor on durations."""
        if not self.people:
            for machine, age in self.machines.items():
                yield (machine,), age
            return
        for number, (machine, age) in enumerate(self.machines.items()):
            for turn, (person, skill) in enumerate(self.people.items()):
                # A person knows all machines of the cell but one, where it has three.
                if len(self.machines) < CELL or (turn - number) % CELL != CELL - 1:
                    yield (machine, person), age * skill

    def ways(self, minutes: int) -> tuple[Alternative, ...]:
        """Alternatives of a step of so many minutes; equal ones are one object."""
        known = self._ways.get(minutes)
        if known is None:
            known = self._ways[minutes] = tuple(
                self._way(resources, max(1, round(minutes * factor)))
                for resources, factor in self.teams()
            )
        return known

    def _way(self, resources: tuple[str, ...], minutes: int) -> Alternative:
        energy_wh = minutes * self.centre.watts // 60
        return Alternative(resources, minutes, energy_wh)

    @cached_property
    def day_min(self) -> float:
        """Minutes of work on its fastest machine that it does in a working day."""
        if self.centre.pattern == "crew":
            return sum(450 / factor for factor in self.machines.values())
        own = worked_min(self.centre.pattern)
        by_machine = sum(own / factor for factor in self.machines.values())
        if not self.people:
            return by_machine
        factors = list(self.machines.values())
        age = sum(factors) / len(factors)
        hands = sum(450 / factor for factor in self.people.values()) / age
        return min(by_machine, hands)


def machine_day_min(centre: Centre) -> float:
    """Minutes that one machine of a centre does in a working day, old ones counted."""
    own = 450 if centre.pattern == "crew" else worked_min(centre.pattern)
    return own * len(AGES) / sum(AGES)


class CellFactory:
    """
    Buys machines and hires people, and keeps what was bought.

    Parameters
    ----------
    shifts
        Where calendars are described.
    random
        Who is off, what is maintained, who is a trainee.
    """

    def __init__(self, shifts: Shifts, random: Random) -> None:
        self.shifts = shifts
        self.random = random
        self.resources: list[Resource] = []
        self.cells: dict[tuple[str, str], list[Cell]] = {}

    def build(self, centre: Centre, site: str, work_min: float, load: float) -> None:
        """Build the cells of a work centre for the work that it is asked for."""
        asked = work_min / (load * centre.fill_share * WINDOW_DAYS)
        count = max(centre.least, round(asked / machine_day_min(centre)))
        prefix = f"{site}_" if site else ""
        numbers = range(1, count + 1)
        cells = self.cells.setdefault((site, centre.name), [])
        for first in range(0, count, CELL):
            mine = numbers[first : first + CELL]
            names = [f"{prefix}{centre.machine}_{number:02}" for number in mine]
            machines = {
                name: AGES[number % len(AGES)]
                for name, number in zip(names, mine, strict=True)
            }
            for turn, name in enumerate(names):
                self._buy(centre, site, name, first + turn)
            people = self._hire(centre, site, prefix, first, len(names))
            cells.append(Cell(centre, site, machines, people))

    def _buy(self, centre: Centre, site: str, name: str, number: int) -> None:
        is_crew = centre.pattern == "crew"
        pattern = ("early", "late")[number % 2] if is_crew else centre.pattern
        chance = self.random.random()
        calendar = self.shifts.pattern(pattern)
        if is_crew and chance < OFF_SHARE:
            calendar = self.shifts.own(name, pattern, self.random)
        elif pattern == "two" and chance < MAINTAINED_SHARE:
            calendar = self.shifts.maintained(name, pattern, self.random)
        self.resources.append(
            Resource(
                name,
                centre.name,
                calendar.id,
                skills=(centre.machine,) if is_crew else (),
                setups=centre.setups,
                batching=centre.batching,
                site=site,
            )
        )

    def _hire(
        self, centre: Centre, site: str, prefix: str, first: int, machines: int
    ) -> dict[str, float]:
        """Two people a machine, one in each shift."""
        people: dict[str, float] = {}
        if centre.skill is None:
            return people
        for number in range(2 * first + 1, 2 * (first + machines) + 1):
            name = f"{prefix}{centre.skill}_{number:02}"
            pattern = ("early", "late")[number % 2]
            calendar = self.shifts.pattern(pattern)
            if self.random.random() < OFF_SHARE:
                calendar = self.shifts.own(name, pattern, self.random)
            people[name] = TRAINEE if number % 5 == 0 else 1.0
            self.resources.append(
                Resource(
                    name, centre.name, calendar.id, skills=(centre.skill,), site=site
                )
            )
        return people

    def choose(
        self, step: Step, sites: Iterable[str], *, is_done: bool
    ) -> tuple[Cell, ...]:
        """Least busy cell of each of these sites; they get the work, unless done."""
        found = [self._least_busy((site, step.centre)) for site in sites]
        for cell in found if not is_done else ():
            cell.work_min += cell.centre.work_min(step) / len(found)
        return tuple(found)

    def _least_busy(self, key: tuple[str, str]) -> Cell:
        return min(self.cells[key], key=lambda cell: cell.work_min / cell.day_min)

    def window_days(self, load: float) -> float:
        """Working days in which the busiest work centre has the load that is wanted."""
        return (
            max(
                sum(cell.work_min for cell in cells)
                / sum(cell.day_min for cell in cells)
                for cells in self.cells.values()
            )
            / load
        )
