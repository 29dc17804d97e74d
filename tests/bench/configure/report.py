"""The section of ``docs/benchmarks.md`` about the configuration engine."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import ROOT
from tests.bench.measure.machine import describe, load_note
from tests.bench.measure.promise import Row, table
from tests.bench.measure.record import RECORDS, write_section

_SHOWN = ("numba", "d4solver")
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
        area: f"{_dated(asked, before)}\n\n{table(r)}" for area, r in found.items()
    }
    parts = [_ABOUT]
    for area, title in _TITLES.items():
        if area in kept:
            picture = f"\n\n{_PICTURE}" if area == "growth" else ""
            rows = f"<!-- rows {area} -->\n{kept[area]}\n<!-- end rows -->"
            parts.append(f"### {title}{picture}\n\n{rows}")
    write_section("configure", "\n\n".join([_TITLE, *parts]))


def _section() -> str:
    text = RECORDS.read_text() if RECORDS.exists() else ""
    _, _, section = text.partition("<!-- begin configure -->")
    return section.partition("<!-- end configure -->")[0]


def _dated(asked: Asked, before: float) -> str:
    machine, packages, commit = describe(ROOT)
    packages = ", ".join([packages, *map(_version, _SHOWN)])
    walked = f"{asked.runs} runs of {asked.sessions} sessions, {asked.clicks} clicks"
    note = load_note(before)
    return " ".join(
        [
            f"{date.today().isoformat()}.",  # noqa: DTZ011 - the day on the wall
            f"{machine}. {packages}. {commit}. {walked}.",
            *([f"**{note}**"] if note else []),
        ]
    )


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


_TITLE = "## The configuration engine"
_ABOUT = """`./lotone bench configure` walks random valid sessions with
`lotone model walk`, each in a process of its own, and times what a shopper waits for:
from the choices until the status of every value of every option can be read. Each
figure is the median over the runs of that run's own median, p95 or p99. `must` and
`aim` are what was promised; "aim" in the last but one column says that both hold.
Builds begin at the file's first byte, with no artefact kept from before.""".replace(
    "\n", " "
)
_PICTURE = "![Median and p99 against options](images/configure-growth.svg)"
_TITLES = {
    "renault": "A car of 99 options: `renault-part`",
    "family": "A generated family of its kind",
    "automotive": "A feature model with 14,010 features",
    "wardrobe": "Numbers: the demo's wardrobe",
    "verdict": "The live check while a rule is typed",
    "web": "A click over HTTP",
    "growth": "Growth",
}
