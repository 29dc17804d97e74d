"""Rules said in English and Chinese."""

import pytest
from hypothesis import given

from configurator.expressions import parse, render
from configurator.sentences import vocabulary
from tests.configurator.counts import many
from tests.configurator.test_modules import MODEL, read, wardrobe
from tests.factories.strategies_configurator import statements

WARDROBE = read(wardrobe())
WORDS = vocabulary(WARDROBE)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("board = thin", "Board is Thin.", "板材为薄。"),
        (
            "board = thick -> columns.count = 1",
            "If Board is Thick, then the number of Columns is 1.",
            "如果板材为厚，那么列的数量为1。",
        ),
        (
            "total <= 1100 mm",
            "The total of Width over every Column is at most 1,100 mm.",
            "所有列的宽度之和不超过1,100毫米。",
        ),
        (
            "count(columns, type = drawers) >= 1 -> lamp in extras",
            "If for at least 1 Column, Inside is Drawers, then Extras include Lamp.",
            "如果列中至少1个满足“内部为抽屉”，那么附加包含灯。",
        ),
        (
            "all(columns, width >= 500 and type = drawers)",
            "For every Column, Width is at least 500 mm and Inside is Drawers.",
            "每个列都满足“宽度不小于500毫米且内部为抽屉”。",
        ),
        (
            "any(columns, inner > 500 mm)",
            "For at least one Column, Width minus 38 mm is more than 500 mm.",
            "至少一个列满足“宽度减38毫米大于500毫米”。",
        ),
        (
            "max(columns, width) <= min(columns, width) + 100 mm",
            (
                "The largest Width of any Column is at most the smallest Width of any"
                " Column plus 100 mm."
            ),
            "所有列中最大的宽度不超过所有列中最小的宽度加100毫米。",
        ),
        (
            "count(extras) <= 1 and led not in extras",
            "At most 1 of Extras are chosen and Extras do not include LED.",
            "附加中最多1项被选择且附加不包含灯带。",
        ),
        (
            "count(board = thin, lamp in extras) = 1",
            "Exactly 1 of these hold: Board is Thin; Extras include Lamp.",
            "以下各项中恰有1项成立：板材为薄；附加包含灯。",
        ),
        (
            "columns.1.type = drawers or columns.2.type = drawers",
            "Inside of Column 1 or Inside of Column 2 is Drawers.",
            "第1列的内部或第2列的内部为抽屉。",
        ),
        (
            "columns.1.width * 10 >= columns.2.width * 6",
            "Width of Column 1 is at least 60% of Width of Column 2.",
            "第1列的宽度不小于第2列的宽度的60%。",
        ),
        (
            (
                "columns.1.width * 10 >= columns.2.width * 6"
                " and columns.1.width * 10 <= columns.2.width * 15"
            ),
            "Width of Column 1 is between 60% and 150% of Width of Column 2.",
            "第1列的宽度在第2列的宽度的60%至150%之间。",
        ),
        (
            "not (board = thin) or board != thick and not extras.lamp",
            (
                "Board is not Thin or (Board is not Thick and Lamp in Extras is not"
                " chosen)."
            ),
            "板材不为薄或（板材不为厚且不选择附加中的灯）。",
        ),
        (
            "abs(columns.1.width - columns.2.width) < 100 mm",
            (
                "The difference between Width of Column 1 and Width of Column 2 is less"
                " than 100 mm."
            ),
            "第1列的宽度与第2列的宽度之差小于100毫米。",
        ),
        (
            "floor(columns.1.width, 50 mm) = 400 mm",
            "Width of Column 1 rounded down to a multiple of 50 mm is 400 mm.",
            "第1列的宽度向下取整到50毫米的倍数为400毫米。",
        ),
    ],
)
def test_a_rule_is_said_as_a_person_would(
    text: str, english: str, chinese: str
) -> None:
    assert render(parse(text), WORDS, "en") == english
    assert render(parse(text), WORDS, "zh") == chinese


@many
@given(statements(("width", "doors", "extras"), 2))
def test_no_sentence_has_a_word_of_the_language_in_it(text: str) -> None:
    words = vocabulary(MODEL)
    for language in ("en", "zh"):
        said = render(parse(text), words, language)
        assert not any(code in said for code in ("doors", "->", "extras.", "_", "!="))
