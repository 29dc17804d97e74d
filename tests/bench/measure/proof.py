"""The record that ``./lotone prove AREA`` leaves in ``docs/benchmarks.md``."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.measure.machine import commit
from tests.bench.measure.record import RECORDS, rows, write_section
from tests.proving import Notes, state_of_tree

_HEAD = ("area", "date", "commit", "passed", "failed", "skipped", "seconds")
_TITLE = "## Proofs"
_ROW = re.compile(r"^\| (?!area|-)(.+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Proven:
    """
    What is known about an area on the present state of the tree.

    Parameters
    ----------
    seconds
        That the counted tests took, over all runs.
    """

    area: str
    passed: int
    failed: tuple[str, ...]
    skipped: int
    seconds: float

    @property
    def is_whole(self) -> bool:
        """Whether something was proven and nothing failed."""
        return self.passed > 0 and not self.failed

    def __str__(self) -> str:
        return (
            f"{self.area}: {self.passed} passed, {len(self.failed)} failed,"
            f" {self.skipped} skipped, {self.seconds:.0f} s"
        )


def record_proof(root: Path, area: str, notes: Path, records: Path = RECORDS) -> Proven:
    """Write the area's line into the table of proofs, and return what it says."""
    kept = Notes.read(notes, state_of_tree(root))
    seconds = sum(kept.passed.values()) + sum(kept.failed.values())
    found = Proven(
        area, len(kept.passed), tuple(kept.failed), len(kept.skipped), seconds
    )
    line = (
        area,
        date.today().isoformat(),  # noqa: DTZ011 - the day on the wall
        commit(root),
        str(found.passed),
        str(len(found.failed)),
        str(found.skipped),
        f"{seconds:.0f}",
    )
    others = [row for row in _known(records) if row[0] != area]
    text = f"{_TITLE}\n\n{_ABOUT}\n\n{rows([_HEAD, *sorted([*others, line])])}"
    write_section("proofs", text, records)
    return found


_ABOUT = (
    "`./lotone prove AREA` runs the area's tests at their full counts"
    " (`LOTONE_PROVE=1`); a test that passed on the same commit and lock counts as"
    " proven."
)


def _known(records: Path) -> list[tuple[str, ...]]:
    text = records.read_text() if records.exists() else ""
    _, _, section = text.partition("<!-- begin proofs -->")
    section, _, _ = section.partition("<!-- end proofs -->")
    return [
        tuple(cell.strip() for cell in row.split(" | "))
        for row in _ROW.findall(section)
    ]
