"""Templates: written out in place, by the names they are given."""

from typing import Any

import pytest

from models3d.checks import check_assembly
from models3d.problems import TreeError
from models3d.templates import templates
from models3d.tree import read_tree
from tests.models3d.small_trees import PARAMETERS, built, small_tree, tree_data

BODY: dict[str, Any] = {
    "id": "body",
    "template": "carcass",
    "in": "all",
    "with": {"board": "board", "back": "board"},
}
GIVEN: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "carcass": ({"board": "board", "back": "board"}, []),
    "table": ({"top": "board", "leg": "board"}, []),
    "desk": ({"board": "board"}, []),
    "shelf_grid": (
        {
            "board": "board",
            "sides": ["body_side"],
            "floors": ["body_top", "body_bottom"],
        },
        [BODY],
    ),
    "drawer_box": (
        {"front": "board", "wood": "board", "floor": "board", "sides": ["body_side"]},
        [BODY, {"id": "tier", "in": "body_inside", "y": {"start": 0, "size": 200}}],
    ),
}
INSIDE = {"shelf_grid": "body_inside", "drawer_box": "tier"}


@pytest.mark.parametrize("name", sorted(templates()))
def test_each_template_builds_something_that_can_be_made(name):
    given, before = GIVEN[name]
    inside = INSIDE.get(name, "all")
    zone = {"id": "it", "template": name, "in": inside, "with": given}
    assembly = built(
        small_tree(zones=[*before, zone], limits={"fixed": True}), height=700
    )
    assert check_assembly(assembly) == ()
    assert any(
        part.id.startswith("it_") or ".it_" in part.id for part in assembly.parts
    )
    assert assembly.machined.joints


def test_two_of_one_template_stand_beside_one_another():
    zones = [
        {"id": "half", "in": "all", "split": {"along": "x", "count": 2}},
        {**BODY, "in": "half"},
    ]
    assembly = built(small_tree(zones=zones), height=900)
    assert {"half_1.body_side_left", "half_2.body_top"} <= {
        p.id for p in assembly.parts
    }
    assert check_assembly(assembly) == ()


@pytest.mark.parametrize(
    ("zone", "path"),
    [
        ({**BODY, "template": "carcas"}, "tree.zones.body.template"),
        ({**BODY, "with": {"board": "board"}}, "tree.zones.body.with"),
        ({**BODY, "with": {**BODY["with"], "bord": 1}}, "tree.zones.body.with.bord"),
        ({**BODY, "x": {"start": 3}}, "tree.zones.body.x"),
    ],
)
def test_one_mistake_in_a_template_s_entry_is_named(zone, path):
    with pytest.raises(TreeError) as error:
        read_tree(tree_data(zones=[zone]), PARAMETERS)
    assert path in {problem.path for problem in error.value.problems}
