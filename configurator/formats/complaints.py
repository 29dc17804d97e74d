"""Everything that is wrong with one file, collected while reading goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from configurator.expressions import Problem
from configurator.model import ProductModelError

MAX_PROBLEMS = 1_000
"""A file of another kind is wrong in every line; nobody reads a million sentences."""


@dataclass(slots=True)
class Complaints:
    """
    The problems of one file.

    Parameters
    ----------
    file
        Its name, for messages.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    omitted: int = 0

    def add(
        self,
        code: str,
        sentence: str,
        line: int | None = None,
        column: int | None = None,
        path: str = "",
    ) -> None:
        """Record a problem; line and column count from 1."""
        if len(self.problems) >= MAX_PROBLEMS:
            self.omitted += 1
            return
        self.problems.append(Problem(path, code, sentence, self.file, line, column))

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every problem in the order of lines, and how many more there are."""
        listed = sorted(
            self.problems, key=lambda found: (found.file != self.file, found.line or 0)
        )
        if not self.omitted:
            return tuple(listed)
        sentence = f"{self.omitted} more problems are not listed."
        more = Problem("", "more_problems", sentence, self.file)
        return (*listed, more)

    def settle(self) -> None:
        """
        Go on when nothing is wrong.

        Raises
        ------
        ProductModelError
            With every problem recorded so far.
        """
        if self.problems:
            raise ProductModelError(self.all)
