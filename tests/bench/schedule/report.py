"""The section of ``docs/benchmarks.md`` about the scheduler."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from tests.bench.measure.machine import describe, load_note
from tests.bench.measure.promise import Row, table
from tests.bench.measure.record import RECORDS, write_section
from tests.bench.schedule.apart import ROOT
from tests.bench.schedule.asked import Asked

_SHOWN = ("numba",)
_AREA = re.compile(r"<!-- rows (\w+) -->\n(.*?)\n<!-- end rows -->", re.DOTALL)


def write(found: Mapping[str, Sequence[Row]], asked: Asked, before: float) -> None:
    """
    Replace the section; areas that were not measured now keep their last rows.

    Parameters
    ----------
    before
        Load of the machine before the measurement began.
    """
    kept = dict(_AREA.findall(_section()))
    kept |= {
        area: f"{_dated(asked, before)}\n\n{table(r, 'work')}"
        for area, r in found.items()
    }
    parts = [_ABOUT]
    for area, title in TITLES.items():
        if area in kept:
            picture = f"\n\n{_PICTURE}" if area == "growth" else ""
            rows = f"<!-- rows {area} -->\n{kept[area]}\n<!-- end rows -->"
            parts.append(f"### {title}{picture}\n\n{rows}")
    write_section("schedule", "\n\n".join([_TITLE, *parts]))


def _section() -> str:
    text = RECORDS.read_text() if RECORDS.exists() else ""
    _, _, section = text.partition("<!-- begin schedule -->")
    return section.partition("<!-- end schedule -->")[0]


def _dated(asked: Asked, before: float) -> str:
    machine, packages, commit = describe(ROOT)
    packages = ", ".join([packages, *map(_version, _SHOWN)])
    seeds = ", ".join(map(str, asked.seeds))
    note = load_note(before)
    return " ".join(
        [
            f"{date.today().isoformat()}.",  # noqa: DTZ011 - the day on the wall
            f"{machine}. {packages}. {commit}.",
            f"{asked.workers} workers; seeds {seeds}.",
            *([f"**{note}**"] if note else []),
        ]
    )


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


_TITLE = "## The scheduler"
_ABOUT = """`./lotone bench schedule` plans public flexible job shops and
[generated factories](formats/factories.md). Every plan is judged by `verify`, which
shares no code with the solver; a plan that it refuses is shown as such and counts as
none. Each figure is the median over the seeds; `must` and `aim` are what was promised,
"aim" in the last but one column says that both hold. Times begin with the problem in
memory and compiled code loaded.""".replace("\n", " ")
_PICTURE = "![Seconds and memory against operations](images/schedule-growth.svg)"
TITLES = {
    "shops": "All public flexible job shops: a first plan",
    "tournament": "Public flexible job shops: gaps to the best known, and PyJobShop",
    "factory": "A generated factory of 60,000 operations",
    "overloaded": "The same, overloaded: what a minute's search gains",
    "stages": "What each stage of the pipeline gains",
    "promise": "Capable-to-promise: the kernel",
    "http": "Capable-to-promise: over HTTP, with the database",
    "breakdown": "A machine down for four hours",
    "setups": "Changeovers where they dominate",
    "monolith": "One CP-SAT model of everything, for the same seconds",
    "growth": "Growth",
}
"""Headings by area, in the order of the page."""
