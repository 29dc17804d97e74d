"""
Nesting on sheets: pieces cut from boards by cuts from edge to edge.

A :class:`~models3d.nesting.problem.Problem` goes in;
:func:`~models3d.nesting.solve.solve` gives a :class:`~models3d.nesting.plan.Plan`,
which :func:`~models3d.nesting.verify.verify` judges without any of the solver's code.
"""

from models3d.nesting.plan import Cut, CutSheet, NoRoom, Placement, Plan, Rest
from models3d.nesting.problem import Cutting, NestingError, Piece, Problem, Sheet
from models3d.nesting.verify import Violation, verify

__all__ = [
    "Cut",
    "CutSheet",
    "Cutting",
    "NestingError",
    "NoRoom",
    "Piece",
    "Placement",
    "Plan",
    "Problem",
    "Rest",
    "Sheet",
    "Violation",
    "verify",
]
