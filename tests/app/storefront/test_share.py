"""Choices in an address."""

from decimal import Decimal
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from app.storefront.share import read_choices, write_choices
from configurator.model import Option, OptionKind, ProductModel, Value

NAME = {"en": "x", "zh": "x"}
MODEL = ProductModel(
    id="x",
    name=NAME,
    options=(
        Option(
            "wood",
            OptionKind.ENUMERATED,
            NAME,
            values=(Value("oak", NAME), Value("ash", NAME)),
        ),
        Option("lid", OptionKind.BOOLEAN, NAME),
        Option("width", OptionKind.INTEGER, NAME, minimum=200, maximum=600, step=10),
        Option(
            "gap",
            OptionKind.DECIMAL,
            NAME,
            minimum=Decimal("0.5"),
            maximum=Decimal("2.5"),
            step=Decimal("0.5"),
        ),
        Option("text", OptionKind.TEXT, NAME, max_length=30),
    ),
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "wood": st.sampled_from(["oak", "ash"]),
        "lid": st.booleans(),
        "width": st.sampled_from(range(200, 601, 10)),
        "gap": st.sampled_from([Decimal("0.5"), Decimal("1.0"), Decimal("2.5")]),
        "text": st.text(max_size=30).filter(lambda text: text.isprintable()),
    },
)


@given(CHOICES)
def test_choices_survive_the_address_bar(choices):
    query = parse_qs(f"c={write_choices(choices)}", keep_blank_values=True)
    read = read_choices(MODEL, query["c"][0])
    assert read.choices == choices
    assert read.unknown == ()


@given(st.text(max_size=200))
def test_nothing_that_is_typed_into_an_address_fails(text):
    read = read_choices(MODEL, text)
    assert set(read.choices) <= {option.id for option in MODEL.options}


def test_what_the_product_does_not_have_is_named():
    read = read_choices(MODEL, "wood:oak;wood2:oak;width:205;width:1e9;gap:nan;lid:1")
    assert read.choices == {"wood": "oak"}
    assert len(read.unknown) == 5
