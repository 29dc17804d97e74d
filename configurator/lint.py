"""What is odd about a model that compiles: dead values, false choices, idle rules."""

from __future__ import annotations

from dataclasses import dataclass

from configurator.answer import answer
from configurator.compile import CompiledModel
from configurator.model import Scalar
from configurator.results import Conflict, Status

__all__ = ["Findings", "lint"]


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What a merchandiser should look at.

    Parameters
    ----------
    dead_values
        (option, value) pairs that no variant has.
    false_choices
        Options with only one possible value.
    redundant_rules
        Rules and tables that the others imply, each by itself.
    contradiction
        Why there is no variant at all; ``None`` when there is one.
    """

    dead_values: tuple[tuple[str, Scalar], ...]
    false_choices: tuple[str, ...]
    redundant_rules: tuple[str, ...]
    contradiction: Conflict | None


def lint(compiled: CompiledModel) -> Findings:
    """Return what is odd about a model; empty findings for a sound one."""
    found = answer(compiled, {})
    if found.conflict is not None:
        return Findings((), (), (), found.conflict)
    dead = tuple(
        (name, value)
        for name, option in found.options.items()
        for value, status in option.values.items()
        if status is Status.BLOCKED
    )
    forced = tuple(
        name
        for name, option in found.options.items()
        if option.status is Status.IMPLIED
    )
    return Findings(dead, forced, _redundant(compiled), None)


def _redundant(compiled: CompiledModel) -> tuple[str, ...]:
    selectors = compiled.selectors
    with compiled.solver() as solver:
        return tuple(
            name
            for name, root in compiled.roots.items()
            if not solver.holds_under(
                [other for key, other in selectors.items() if key != name], [-root]
            )
        )
