"""The examples of ``docs/formats/tree.md`` are built as they stand."""

import re

import pytest
import yaml

from configurator.expressions import Type, number
from models3d.assembly import Assembly
from models3d.checks import check_assembly
from models3d.evaluate import Unmakeable, evaluate
from models3d.machining_reader import library
from models3d.templates import templates
from models3d.tree import read_tree
from tests.docs.examples import DOCS, files_of
from tests.models3d.small_trees import built, panel, small_tree

PAGE = (DOCS / "formats" / "tree.md").read_text(encoding="utf-8")
PARAMETERS: dict[str, Type] = {
    **dict.fromkeys(("width", "height", "depth"), number("mm")),
    "shelves": number(),
}


def cabinet(**sizes: int) -> Assembly:
    tree = read_tree(
        yaml.safe_load(files_of("formats/tree.md")["tree.yaml"]), PARAMETERS
    )
    found = evaluate(tree, {"width": 500, "height": 900, "depth": 400} | sizes)
    assert not isinstance(found, Unmakeable), found.problems
    return found


@pytest.mark.parametrize("shelves", [0, 1, 2, 3])
@pytest.mark.parametrize("height", [700, 1203])
def test_the_cabinet_of_the_page_can_be_made(height, shelves):
    assembly = cabinet(height=height, shelves=shelves)
    assert check_assembly(assembly) == ()
    assert assembly.measures["shelf_pin_count"] == 4 * shelves
    assert assembly.measures["hinge_count"] >= 2


def test_the_cuts_of_the_page_can_be_read():
    cuts = re.search(r"^```yaml cuts\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert cuts is not None
    listed = yaml.safe_load(cuts[1])
    for cut in listed:
        axis = cut["face"][1]
        part = panel(machining=[cut], across=axis)
        # A plank thick enough for what is cut into it.
        thick = {"start": 0, "end": 0} if axis != "x" else {"start": 0, "size": 300}
        part[axis] = thick
        assert built(small_tree(part)).machined.cuts["board"], cut


def test_the_page_names_every_pattern_and_template():
    for name in (*library(), *templates()):
        assert f"`{name}`" in PAGE, name
