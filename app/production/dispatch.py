"""The job list of a work centre: what comes next here, and what to know about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.errors import NotFound
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, current_plan
from app.planning.risks import Risk, Standing, standings
from app.planning.room import outlook
from app.planning.site import Site, Text
from app.planning.slide import Outlook
from app.planning.words import slack_words
from configurator.results import RoutingOperation
from scheduling.problem import OperationKey
from scheduling.schedule import Assignment


class Readiness(StrEnum):
    """Whether an operation can be started."""

    RUNNING = "running"
    READY = "ready"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class JobLine:
    """
    One line of a job list.

    Parameters
    ----------
    position
        Place in the sequence of the work centre, from 1.
    reference
        Order item.
    label
        Order and product in words.
    picture
        Where its drawing lies.
    setup
        Families needed, by attribute, in words of a language.
    setup_min, change
        Changeover against what is on the machine before it, and from what.
    waits_for
        Operations that are not finished and must be.
    slack
        Room to the promise in words.
    """

    position: int
    reservation_id: str
    operation: str
    operation_name: Text
    reference: str
    label: str
    quantity: int
    picture: str
    resources: tuple[str, ...]
    resource_names: tuple[Text, ...]
    start_at: datetime
    end_at: datetime
    setup: Mapping[str, str]
    setup_names: Mapping[str, Text]
    swatch: str
    setup_min: int
    change: str
    readiness: Readiness
    waits_for: tuple[Text, ...]
    promise_at: datetime
    risk: Risk
    slack: Text
    is_remake: bool


@dataclass(frozen=True, slots=True)
class JobList:
    """Job list of one work centre at one moment."""

    site: str
    site_name: Text
    zone: str
    work_centre: str
    work_centre_name: Text
    made_at: datetime
    lines: tuple[JobLine, ...]


def job_list(
    session: Session, clock: Clock, site: str, work_centre: str, limit: int = 200
) -> JobList:
    """
    Sequenced operations of a work centre that are not finished.

    Raises
    ------
    NotFound
        When there is no such site or work centre.
    """
    now = clock()
    plan = current_plan(session, site, now)
    centre = plan.site.work_centre_by_id.get(work_centre)
    if centre is None:
        known = ", ".join(plan.site.work_centre_by_id)
        sentence = f"Site “{site}” has no work centre “{work_centre}”; it has {known}."
        raise NotFound("unknown_work_centre", sentence)
    return JobList(
        site=site,
        site_name=plan.site.name,
        zone=plan.site.zone,
        work_centre=work_centre,
        work_centre_name=centre.name,
        made_at=now,
        lines=tuple(_Lines(plan, now).of(work_centre)[:limit]),
    )


class _Lines:
    """The lines of a plan; looks everything up once."""

    def __init__(self, plan: CurrentPlan, now: datetime) -> None:
        self.plan = plan
        self.now = now
        self.seen: Outlook = outlook(plan, now)[1]
        self.steps: dict[OperationKey, RoutingOperation] = {
            (entry.demand.id, step.id): step
            for entry in plan.entries.values()
            for step in entry.demand.routing.operations
        }
        self.standing: dict[str, Standing] = {
            one.entry.demand.id: one for one in standings(plan, now)
        }

    def of(self, work_centre: str) -> list[JobLine]:
        places = [
            one
            for key, one in self.seen.schedule.assignments.items()
            if self.steps[key].work_centre == work_centre
        ]
        places.sort(key=lambda one: (one.start_min, one.resources, one.key))
        before: dict[str, Assignment] = {}
        lines: list[JobLine] = []
        for one in places:
            previous = before.get(one.resources[0])
            before[one.resources[0]] = one
            if not self._is_finished(one.key) and self._is_firm(one.job):
                lines.append(self._line(one, previous, len(lines) + 1))
        return lines

    def _is_finished(self, key: OperationKey) -> bool:
        fact = self.plan.facts.get(key)
        return fact is not None and fact.finished_at is not None

    def _is_firm(self, job: str) -> bool:
        # What is only held may never be paid: the floor does not see it.
        return self.plan.entries[job].state != "held"

    def _line(
        self, one: Assignment, previous: Assignment | None, position: int
    ) -> JobLine:
        site, entry = self.plan.site, self.plan.entries[one.job]
        step, standing = self.steps[one.key], self.standing[one.job]
        waits_for = tuple(
            self.steps[one.job, name].name
            for name in step.after
            if not self._is_finished((one.job, name))
        )
        return JobLine(
            position=position,
            reservation_id=one.job,
            operation=one.operation,
            operation_name=step.name,
            reference=entry.reference,
            label=entry.label,
            quantity=entry.demand.quantity,
            picture=f"/api/floor/pictures/{one.job}.svg",
            resources=one.resources,
            resource_names=tuple(site.name_by_resource[r] for r in one.resources),
            start_at=instant_of(self.plan.origin, one.start_min),
            end_at=instant_of(self.plan.origin, one.end_min),
            setup=step.setup,
            setup_names=family_names(site, step.setup),
            swatch=swatch_of(site, step.setup),
            setup_min=one.setup_min,
            change=self._change(one, previous),
            readiness=self._readiness(one.key, waits_for),
            waits_for=waits_for,
            promise_at=entry.demand.promise_at or self.now,
            risk=standing.risk,
            slack=slack_words(standing.slack_min),
            is_remake="~" in one.operation,
        )

    def _readiness(self, key: OperationKey, waits_for: tuple[Text, ...]) -> Readiness:
        if key in self.plan.facts:
            return Readiness.RUNNING
        return Readiness.BLOCKED if waits_for else Readiness.READY

    def _change(self, one: Assignment, previous: Assignment | None) -> str:
        """Families before and after, as ids: ``white_lacquer > black_lacquer``."""
        own = self.steps[one.key].setup
        earlier = self.steps[previous.key].setup if previous else {}
        changes = [
            f"{earlier[attribute]} > {family}"
            for attribute, family in own.items()
            if attribute in earlier and earlier[attribute] != family
        ]
        return ", ".join(changes)


def family_names(site: Site, setup: Mapping[str, str]) -> dict[str, Text]:
    """Names of setup families, by attribute; an unknown family is named by its id."""
    known = {
        (one.attribute, family.id): family.name
        for one in site.setups
        for family in one.families
    }
    return {
        attribute: known.get((attribute, family), {"en": family, "zh": family})
        for attribute, family in setup.items()
    }


def swatch_of(site: Site, setup: Mapping[str, str]) -> str:
    """Colour of the first setup family, empty where there is none."""
    for one in site.setups:
        for family in one.families:
            if setup.get(one.attribute) == family.id:
                return family.swatch
    return ""
