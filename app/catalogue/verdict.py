"""What a merchandiser is told about a draft before anybody else meets it."""

from dataclasses import dataclass

from app.catalogue.loaded import LoadedVersion
from configurator.complete import complete
from configurator.count import count
from configurator.diff import diff
from configurator.model import Problem
from configurator.results import Conflict, Difference, MoreThan

# Counting beyond this takes longer than a merchandiser waits for a verdict.
_COUNT_LIMIT = 1_000


@dataclass(frozen=True)
class Verdict:
    """
    What stands for and against a draft.

    Parameters
    ----------
    problems
        What is malformed, each with its place; nothing else is known then.
    conflict
        Why no variant is left, None while there is one.
    variants
        How many variants the draft allows, as far as it was worth counting.
    difference
        Against the published version; None where nothing was published.
    """

    problems: tuple[Problem, ...] = ()
    conflict: Conflict | None = None
    variants: int | MoreThan = 0
    difference: Difference | None = None


def verdict(draft: LoadedVersion, published: LoadedVersion | None) -> Verdict:
    """Compare a draft that loads with what is published."""
    completed = complete(draft.compiled, {})
    if isinstance(completed, Conflict):
        return Verdict(conflict=completed)
    return Verdict(
        variants=count(draft.compiled, limit=_COUNT_LIMIT),
        difference=diff(published.compiled, draft.compiled) if published else None,
    )
