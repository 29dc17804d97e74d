"""What a tape can show, and what it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models3d.apparel.body import MEASUREMENTS, RELATIONS, doubts

PLAUSIBLE = {
    "height": 1780,
    "neck_girth": 385,
    "chest_girth": 1000,
    "waist_girth": 860,
    "hip_girth": 1000,
    "shoulder_width": 455,
    "arm_length": 630,
    "upper_arm_girth": 320,
    "wrist_girth": 175,
    "head_girth": 570,
}


def test_a_plausible_body_raises_no_doubt():
    assert doubts(PLAUSIBLE) == ()


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_centimetres_are_recognised(name):
    in_cm = PLAUSIBLE[name] // 10
    (doubt,) = doubts({name: in_cm})
    assert doubt.factor == 10.0
    assert "looks like cm" in doubt.sentence


@pytest.mark.parametrize("relation", RELATIONS)
def test_each_relation_is_doubted_alone(relation):
    whole = PLAUSIBLE[relation.whole]
    measurement = MEASUREMENTS[relation.part]
    too_much = min(measurement.high_mm, relation.high_pct * whole // 100 + 60)
    named = [
        d.measurement for d in doubts({relation.whole: whole, relation.part: too_much})
    ]
    assert named in ([relation.part], [])
    assert named or too_much * 100 <= relation.high_pct * whole


@given(st.dictionaries(st.sampled_from(sorted(MEASUREMENTS)), st.integers(-10, 9999)))
def test_any_numbers_get_an_answer_in_the_order_of_the_list(body):
    order = list(MEASUREMENTS)
    places = [order.index(doubt.measurement) for doubt in doubts(body)]
    assert places == sorted(places)
