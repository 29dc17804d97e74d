"""What is wrong with a part tree, every problem at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One malformed place of a part tree.

    Parameters
    ----------
    path
        Where, in the reader's terms: ``tree.parts.shelf.x.size``.
    code
        Stable short name of the kind of problem: ``unknown_key``.
    sentence
        What is wrong and, where known, what would be right.
    file, line, column
        Place in a file, when the tree came from one; 0 when it did not.
    """

    path: str
    code: str
    sentence: str
    file: str = ""
    line: int = 0
    column: int = 0


class TreeError(ValueError):
    """
    The tree is malformed.

    Parameters
    ----------
    problems
        All of them, in the order of the tree.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.sentence}" for p in problems))
        self.problems = problems
