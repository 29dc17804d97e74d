"""Free texts that a product model can tell apart: one representative a class."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from configurator.model import Option
from configurator.patterns import Pattern

# Far beyond what a pattern with few letters repeats itself.
_TRIALS = 10_000


def text_classes(option: Option, mentioned: Collection[str]) -> tuple[str, ...]:
    """
    Return each mentioned text that the option takes, then another of every length.

    Parameters
    ----------
    mentioned
        Texts that expressions compare with; every other text counts only by its
        length.
    """
    pattern = Pattern(option.pattern if option.pattern is not None else ".*")
    known = sorted(
        text
        for text in mentioned
        if len(text) <= option.max_length and pattern.matches(text)
    )
    others = []
    for length in range(option.max_length + 1):
        texts = islice(pattern.texts(length), _TRIALS)
        other = next((text for text in texts if text not in known), None)
        if other is not None:
            others.append(other)
    return (*known, *others)
