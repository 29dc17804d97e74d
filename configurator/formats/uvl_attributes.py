"""Attributes of a UVL feature: constraints are kept, everything else is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from configurator.formats.complaints import Complaints
from configurator.formats.uvl_lines import Token

_OPENING, _CLOSING = ("{", "[", "("), ("}", "]", ")")


@dataclass(frozen=True, slots=True)
class Statement:
    """A constraint to be read once all names are known: ``tokens[start:end]``."""

    tokens: Sequence[Token]
    start: int
    end: int


def read_attributes(
    tokens: Sequence[Token],
    start: int,
    statements: list[Statement],
    complaints: Complaints,
) -> int:
    """
    Return the index behind the attributes that open at ``start``.

    Parameters
    ----------
    statements
        Gets what ``constraint`` and ``constraints`` say.
    """
    index = start + 1
    while index < len(tokens) and not tokens[index].is_sign("}"):
        end = _end_of_entry(tokens, index)
        if tokens[index].is_word("constraint"):
            statements.append(Statement(tokens, index + 1, end))
        elif tokens[index].is_word("constraints"):
            _listed(tokens, index + 1, end, statements, complaints)
        elif not tokens[index].is_name:
            sentence = "An attribute is 'name value'."
            complaints.add("syntax", sentence, *tokens[index].place)
        index = end
        if end < len(tokens) and not tokens[end].is_sign("}"):
            index += 1
            if not tokens[end].is_sign(","):
                sentence = f"The bracket {tokens[end].text} was not opened."
                complaints.add("syntax", sentence, *tokens[end].place)
    if index >= len(tokens):
        sentence = "The attributes are not closed; is it cut off?"
        complaints.add("syntax", sentence, *tokens[start].place)
        return len(tokens)
    return index + 1


def _listed(
    tokens: Sequence[Token],
    start: int,
    end: int,
    statements: list[Statement],
    complaints: Complaints,
) -> None:
    """Keep the statements of ``[a, b, c]``."""
    if end - start < 2 or not (
        tokens[start].is_sign("[") and tokens[end - 1].is_sign("]")
    ):
        place = tokens[start - 1].place
        complaints.add("syntax", "Constraints are a list, [a, b].", *place)
        return
    index = start + 1
    while index < end - 1:
        stop = _end_of_entry(tokens, index)
        statements.append(Statement(tokens, index, stop))
        index = stop + 1


def _end_of_entry(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the comma or closing bracket that ends what starts there."""
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.is_sign(*_OPENING):
            depth += 1
        elif token.is_sign(*_CLOSING):
            if depth == 0:
                return index
            depth -= 1
        elif depth == 0 and token.is_sign(","):
            return index
    return len(tokens)
