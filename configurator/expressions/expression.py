"""An expression: its tree, with text and value function made when first asked for."""

from __future__ import annotations

from typing import Any

from configurator.expressions import syntax
from configurator.expressions.evaluation import Function, compile_node
from configurator.expressions.formatting import format_node


class Expression:
    """
    A tree, its text, and the function that gives its value.

    Parameters
    ----------
    text
        As a person wrote it; the canonical text when ``None``.
    root
        The tree that is evaluated and compiled: plain nodes only.
    written
        The tree as it was written, which is what is rendered; lists of modules and
        multi-selects stand in it as such. The same as ``root`` when ``None``.

    Notes
    -----
    Equal when their trees are: spaces and brackets that say nothing do not count. A
    feature model has 15,000 of these, so nothing is computed before it is wanted.
    """

    __slots__ = ("_function", "_text", "_written", "root")

    def __init__(
        self,
        text: str | None,
        root: syntax.Node,
        written: syntax.Node | None = None,
    ) -> None:
        self.root = root
        self._text = text
        self._written = written
        self._function: Function | None = None

    @property
    def written(self) -> syntax.Node:
        """The tree as it was written."""
        return self.root if self._written is None else self._written

    @property
    def text(self) -> str:
        """The expression as it was written, or else in canonical form."""
        if self._text is None:
            self._text = format_node(self.written)
        return self._text

    @property
    def function(self) -> Function:
        """The function from an environment to the value."""
        if self._function is None:
            self._function = compile_node(self.root)
        return self._function

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Expression):
            return NotImplemented
        return self.root == other.root

    def __hash__(self) -> int:
        return hash(self.root)

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Expression, (self._text, self.root, self._written)
