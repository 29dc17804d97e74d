"""Every sentence of the floor's pages has its Chinese, with the same gaps to fill."""

import re

import pytest

from app.base.islands import island_words
from app.base.settings import ROOT

SOURCES = (
    "frontend/src/floor/words.ts",
    "frontend/src/floor/terminal/words.ts",
    "frontend/src/floor/what-if/words.ts",
)
_SENTENCE = re.compile(r'^\s+\w+: "(.*)",$', re.MULTILINE)
_GAP = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("source", SOURCES)
def test_every_sentence_of_the_page_is_translated(source):
    sentences = set(_SENTENCE.findall((ROOT / source).read_text()))
    words = island_words("zh", source)
    assert len(sentences) > 40
    assert sentences == set(words)
    for english, chinese in words.items():
        assert sorted(_GAP.findall(english)) == sorted(_GAP.findall(chinese))
        assert re.search(r"[一-鿿]", chinese) or english.startswith("{")
