"""Formulas of a part tree: the configurator's expressions, bound to a tree's names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression of the tree, read and type-checked."""

    text: str
