"""Patterns of texts agree with Python's regular expressions, without their traps."""

import re
from itertools import islice, product

import pytest

from configurator.patterns import Pattern, PatternError

PATTERNS = (
    "[A-B]*",
    "A?B+",
    "[^A]{1,2}",
    "(A|BB)*",
    "([AB]([AB ]*[AB])?)?",
    "(A?)*B",
    "(AB){2}|A{3,}",
    r"\.A.",
    "",
)
TEXTS = ["".join(t) for n in range(6) for t in product("AB .", repeat=n)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_it_matches_what_python_matches(pattern: str) -> None:
    ours = Pattern(pattern)
    assert {t for t in TEXTS if ours.matches(t)} == {
        t for t in TEXTS if re.fullmatch(pattern, t)
    }


@pytest.mark.parametrize("pattern", PATTERNS)
def test_it_lists_texts_of_every_length_that_has_any(pattern: str) -> None:
    ours = Pattern(pattern)
    for length in range(5):
        listed = set(islice(ours.texts(length), 3000))
        assert all(ours.matches(text) and len(text) == length for text in listed)
        few = {t for t in TEXTS if len(t) == length and ours.matches(t)}
        assert few <= listed or len(listed) > 100


def test_no_text_takes_exponential_time() -> None:
    assert not Pattern("(((A*)*)*)*B").matches("A" * 60)


@pytest.mark.parametrize(
    "pattern", ["(A", "A)", "*", "A**", "[Z-A]", r"\1", "^A", "A{3,1}", "A" * 201]
)
def test_what_is_not_supported_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Pattern(pattern)
