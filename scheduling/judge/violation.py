"""What the judge says: one rule, who breaks it, and a sentence."""

from dataclasses import dataclass

from scheduling.schedule import Assignment

KINDS = (
    "missing",
    "unknown",
    "moved",
    "alternative",
    "early",
    "horizon",
    "batch",
    "batch_units",
    "batch_family",
    "duration",
    "closed",
    "pause",
    "precedence",
    "transport",
    "max_wait",
    "capacity",
    "changeover",
    "forbidden_changeover",
    "material",
)
"""Every kind of violation; ``docs/formats/problem.md`` says what each means."""


@dataclass(frozen=True, slots=True)
class Violation:
    """
    One rule that a schedule breaks.

    Parameters
    ----------
    kind
        The rule, one of :data:`KINDS`.
    ids
        Operations as ``job/operation``, then resources or materials, that break it.
    sentence
        What is wrong, in English.
    """

    kind: str
    ids: tuple[str, ...]
    sentence: str


def name_of(one: Assignment) -> str:
    """``job/operation``, as violations name it."""
    return f"{one.job}/{one.operation}"
