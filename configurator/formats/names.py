"""Names that files give in one language only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from configurator.model import LANGUAGES


class SameWords(Mapping[str, str]):
    """
    The same words in every language.

    Parameters
    ----------
    words
        A name of the file, or a number of a line.

    Notes
    -----
    A quarter of the memory of a dictionary: models of hundreds of thousands of
    clauses have one for each.
    """

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __getitem__(self, language: str) -> str:
        if language in LANGUAGES:
            return self._words
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)

    def __repr__(self) -> str:
        return repr(dict(self))
