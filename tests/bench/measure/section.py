"""A benchmark's section of ``docs/benchmarks.md``, by areas that are measured apart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.measure.machine import describe, load_note
from tests.bench.measure.promise import Row, table
from tests.bench.measure.record import RECORDS, write_section

ROOT = Path(__file__).resolve().parents[3]
_AREA = re.compile(r"<!-- rows (\w+) -->\n(.*?)\n<!-- end rows -->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """
    What stands around the rows.

    Parameters
    ----------
    name
        Of the benchmark.
    title, about
        Heading and a paragraph.
    headings
        Headings by area, in the order of the page.
    pictures
        Markdown of a picture by area.
    packages
        Named with their versions beside those of the machine.
    first
        Head of the rows' first column.
    """

    name: str
    title: str
    about: str
    headings: Mapping[str, str]
    pictures: Mapping[str, str]
    packages: Sequence[str]
    first: str = "model"

    def write(
        self, found: Mapping[str, Sequence[Row]], how: str, before: float
    ) -> None:
        """
        Replace the section; areas that were not measured now keep their last rows.

        Parameters
        ----------
        how
            A sentence on how much was measured.
        before
            Load of the machine before the measurement began.
        """
        kept = dict(_AREA.findall(self._standing()))
        dated = self._dated(how, before)
        kept |= {
            area: f"{dated}\n\n{table(rows, self.first)}"
            for area, rows in found.items()
        }
        parts = [f"## {self.title}", self.about]
        for area, heading in self.headings.items():
            if area in kept:
                above = [f"### {heading}", self.pictures.get(area, "")]
                rows = f"<!-- rows {area} -->\n{kept[area]}\n<!-- end rows -->"
                parts += [*filter(None, above), rows]
        write_section(self.name, "\n\n".join(parts))

    def _standing(self) -> str:
        text = RECORDS.read_text() if RECORDS.exists() else ""
        _, _, section = text.partition(f"<!-- begin {self.name} -->")
        return section.partition(f"<!-- end {self.name} -->")[0]

    def _dated(self, how: str, before: float) -> str:
        machine, packages, commit = describe(ROOT)
        packages = ", ".join([packages, *map(_version, self.packages)])
        note = load_note(before)
        return " ".join(
            [
                f"{date.today().isoformat()}.",  # noqa: DTZ011 - the day on the wall
                f"{machine}. {packages}. {commit}. {how}.",
                *([f"**{note}**"] if note else []),
            ]
        )


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"
