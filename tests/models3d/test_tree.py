"""A malformed tree is told everything that is wrong with it, with paths."""

from typing import Any

import pytest

from models3d.problems import TreeError
from models3d.tree import read_tree
from tests.models3d.small_trees import NAME, PARAMETERS, panel, small_tree, tree_data

ZONE: dict[str, Any] = {
    "id": "column",
    "in": "all",
    "split": {"along": "x", "count": 2},
}
INVALID: list[tuple[dict[str, Any], str, str]] = [
    ({"across": "w"}, "board.across", "unknown_word"),
    ({"colour": "red"}, "board.colour", "unknown_key"),
    ({"slot": "bord"}, "board.slot", "unknown_word"),
    ({"zone": "attic"}, "board", "unknown_zone"),
    ({"zone": None}, "board", "no_home"),
    ({"between": "all", "zone": None}, "board.between", "no_split"),
    ({"x": {"start": "wdth"}}, "board.x.start", "unknown_name"),
    ({"x": {"start": "columns -"}}, "board.x.start", "syntax"),
    ({"x": {"start": "width * depth"}}, "board.x.start", "wrong_type"),
    ({"x": {"start": 1, "end": 2, "size": 3}}, "board.x", "bad_span"),
    ({"x": {"mid": 1, "begin": 3}}, "board.x.begin", "unknown_key"),
    ({"when": "width"}, "board.when", "wrong_type"),
    ({"when": "finish = pink"}, "board.when", "unknown_value"),
    ({"name": {"en": "only"}}, "board.name", "bad_text"),
    ({"edges": {"faces": ["+w"], "thickness": 1}}, "board.edges.faces", "unknown_word"),
    (
        {"kind": "mesh", "mesh": {"generator": "x"}},
        "board.mesh.generator",
        "unknown_word",
    ),
    ({"kind": "turned", "outline": [[0, 1]]}, "board.outline", "bad_outline"),
    ({"kind": "rod"}, "board.along", "unknown_word"),
    ({"mirror": "x"}, "board.mirror", "not_a_list"),
    ({"id": "a b"}, "a b", "bad_id"),
]


def problems(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(TreeError) as error:
        read_tree(data, PARAMETERS)
    return [(problem.path, problem.code) for problem in error.value.problems]


@pytest.mark.parametrize(("override", "path", "code"), INVALID)
def test_one_mistake_in_a_part_is_named(override, path, code):
    assert (f"tree.parts.{path}", code) in problems(tree_data(panel(**override)))


def test_all_mistakes_are_told_at_once():
    data = tree_data(
        *(panel(**{"id": f"p{i}", **row[0]}) for i, row in enumerate(INVALID))
    )
    assert {code for _, code in problems(data)} >= {code for *_, code in INVALID}


@pytest.mark.parametrize(
    ("zone", "path", "code"),
    [
        ({"in": "later"}, "column.in", "unknown_zone"),
        ({"split": {"along": "x"}}, "column.split", "missing_key"),
        ({"split": {"along": "x", "count": "finish"}},
         "column.split.count", "wrong_type"),
        ({"opening": {}}, "column.opening", "bad_opening"),
        ({"opening": {"slide": "is_open"}}, "column.opening.slide", "wrong_type"),
        ({"let": {"k": ["1"]}, "split": {**ZONE["split"], "at_most": 3}}, "", ""),
        ({"let": {"k": ["1", "2"]}, "split": {**ZONE["split"], "at_most": 3}},
         "column.let.k", "short_let"),
    ],
)  # fmt: skip
def test_one_mistake_in_a_zone_is_named(zone, path, code):
    data = tree_data(panel(), zones=[{**ZONE, **zone}])
    if code:
        assert (f"tree.zones.{path}", code) in problems(data)
    else:
        read_tree(data, PARAMETERS)


def test_zones_that_hold_one_another_are_refused():
    first = {"id": "a", "in": "b"}
    second = {"id": "b", "in": "a"}
    found = problems(tree_data(panel(), zones=[first, second]))
    assert found == [("tree.zones.a.in", "unknown_zone")]


def test_a_slot_needs_a_material_for_every_value():
    data = tree_data(panel())
    data["slots"]["board"]["of"] = {"oak": "oak_board", "pink": "x"}
    assert problems(data) == [
        ("tree.slots.board.of", "missing_value"),
        ("tree.slots.board.of.pink", "unknown_value"),
    ]


@pytest.mark.parametrize("data", [None, [], "tree", 3, {"parts": 1, "zones": "x"}])
def test_what_is_no_tree_at_all_is_said_so(data):
    assert problems(data)


def test_numbers_of_enclosing_splits_are_known_inside():
    tree = small_tree(
        panel(zone="row", when="column = 2 and row = 1"),
        zones=[
            {**ZONE, "y": {"start": 5}},
            {"id": "row", "in": "column", "split": {"along": "y", "count": 2}},
        ],
    )
    assert tree.parts[0].name == NAME
