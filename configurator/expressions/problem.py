"""What is wrong with a piece of input and where: the one shape of every complaint."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong with a piece of input, at its place.

    Parameters
    ----------
    path
        Where in the document, dotted: ``rules.legs_need_height.rule``.
    code
        Stable word for programs, such as ``unknown_name``.
    sentence
        What is wrong and what would be right, for a person.
    file
        File of the folder it came from, where there is one.
    line, column
        Place in that file (or in the expression when there is no file), from 1.
    """

    path: str
    code: str
    sentence: str
    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file:line:column: path: sentence`` with what is known."""
        place = ":".join(
            str(part) for part in (self.file, self.line, self.column) if part
        )
        return ": ".join(part for part in (place, self.path, self.sentence) if part)


class ExpressionError(ValueError):
    """
    An expression cannot be read, or has no value where one is needed.

    Parameters
    ----------
    problems
        Everything that is wrong, with line and column inside the expression.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = problems
