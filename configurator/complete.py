"""
From choices to one complete configuration, the same one every time.

What was shown stays wherever it is valid, then come defaults, then the order of
preference; a number that cannot stay moves to the nearest valid one.
"""

from __future__ import annotations

from configurator.compile import CompiledModel
from configurator.domains import require_choices
from configurator.explain import explain_conflict
from configurator.model import Configuration, Scalar
from configurator.results import Conflict
from configurator.settle import settle

__all__ = ["Conflict", "complete"]


def complete(
    compiled: CompiledModel,
    choices: Configuration,
    shown: Configuration | None = None,
) -> dict[str, Scalar] | Conflict:
    """
    Return a complete valid configuration that contains ``choices``.

    Parameters
    ----------
    shown
        What the shopper saw before; kept option by option where still valid.
        Options and values that the model no longer knows are ignored.

    Raises
    ------
    ChoiceError
        When a choice is malformed.
    """
    require_choices(compiled.model, choices)
    found = settle(compiled, choices, shown or {})
    return explain_conflict(compiled, choices) if found is None else found
