"""What is wrong with a part tree, every problem at once."""

from configurator.expressions import Problem

__all__ = ["Problem", "TreeError"]


class TreeError(ValueError):
    """
    The tree is malformed.

    Parameters
    ----------
    problems
        All of them, in the order of the tree; paths are dotted, with ids for list
        entries: ``tree.parts.shelf.x.size``.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.sentence}" for p in problems))
        self.problems = problems
