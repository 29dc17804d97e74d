"""Parts placed by the faces of others, and what is wrong with such places."""

import pytest

from models3d.evaluate import Unmakeable, evaluate
from models3d.problems import TreeError
from models3d.tree import read_tree
from tests.models3d.small_trees import (
    CONFIGURATION,
    PARAMETERS,
    built,
    panel,
    small_tree,
    tree_data,
)

LOW = panel(id="low", across="y", y={"start": 100})
HIGH = panel(id="high", across="y", y={"end": 300})


def spans(*parts, **further) -> dict[str, tuple[int, int]]:
    return {
        part.id: (part.place.low_dmm[1], part.place.low_dmm[1] + part.size_dmm[1])
        for part in built(small_tree(*parts, **further)).parts
    }


def test_a_part_fills_the_room_between_two_faces():
    # It is written before the parts that it follows from.
    post = panel(id="post", x={"start": 5}, y={"after": "low", "before": "high"})
    found = spans(post, LOW, HIGH)
    assert found["post"] == (found["low"][1], found["high"][0])


@pytest.mark.parametrize(
    ("span", "place"),
    [
        ({"after": "low"}, (1200, 1400)),
        ({"after": "low", "start": 5}, (1250, 1450)),
        ({"before": "high"}, (16600, 16800)),
        ({"before": "high", "end": 5}, (16550, 16750)),
    ],
)
def test_a_board_lies_against_a_face_with_its_thickness(span, place):
    assert spans(LOW, HIGH, panel(id="it", across="y", y=span))["it"] == place


def test_a_part_of_a_field_finds_the_one_of_its_own_field():
    zone = {"id": "half", "in": "all", "split": {"along": "y", "count": 2}}
    base = panel(id="base", zone="half", across="y", y={"start": 10})
    found = spans(
        base, panel(id="it", zone="half", across="y", y={"after": "base"}), zones=[zone]
    )
    for half in ("half_1", "half_2"):
        assert found[f"{half}.it"][0] == found[f"{half}.base"][1]


def test_a_mirror_image_is_named_by_its_side():
    side = panel(id="side", mirror=["x"])
    between = panel(
        id="it", across="y", x={"after": "side_left", "before": "side_right"}
    )
    part = next(p for p in built(small_tree(side, between)).parts if p.id == "it")
    assert (part.place.low_dmm[0], part.size_dmm[0]) == (200, 9600)


def test_a_cycle_of_anchors_names_every_part_of_it():
    data = tree_data(
        panel(id="a", y={"after": "b"}),
        panel(id="b", y={"after": "c"}),
        panel(id="c", y={"after": "a"}),
        panel(id="d", y={"after": "x"}),
    )
    with pytest.raises(TreeError) as error:
        read_tree(data, PARAMETERS)
    assert {(p.path, p.code) for p in error.value.problems} == {
        ("tree.parts.a", "anchor_cycle"),
        ("tree.parts.b", "anchor_cycle"),
        ("tree.parts.c", "anchor_cycle"),
        ("tree.parts.d.y.after", "unknown_part"),
    }


def test_an_anchor_that_is_not_built_is_named():
    gone = LOW | {"when": "is_open"}
    tree = small_tree(gone, panel(id="it", across="y", y={"after": "low"}))
    found = evaluate(tree, CONFIGURATION)
    assert isinstance(found, Unmakeable)
    assert [(p.path, p.code) for p in found.problems] == [("parts.it", "no_anchor")]


@pytest.mark.parametrize("size", [float("inf"), float("nan")])
def test_a_size_that_is_no_number_is_named_where_it_is_read(size):
    with pytest.raises(TreeError) as caught:
        small_tree(panel(id="it", y={"start": 0, "size": size}))
    assert [one.path for one in caught.value.problems] == ["tree.parts.it.y.size"]


@pytest.mark.parametrize("size", [-5, "0 mm - width"])
def test_a_size_that_comes_out_negative_is_named(size):
    tree = small_tree(panel(id="it", y={"start": 0, "size": size}))
    found = evaluate(tree, CONFIGURATION)
    assert isinstance(found, Unmakeable)
    assert found.problems[0].path == "parts.it"
