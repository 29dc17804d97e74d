"""The catalogue of materials and what the sample trees take from it."""

import pytest

from models3d.materials import read_materials
from models3d.problems import TreeError
from tests.models3d.samples import FURNITURE, SAMPLES, materials, sample

PLAIN = {"id": "oak", "name": {"en": "Oak", "zh": "橡木"}, "colour": "#c1a37a"}


@pytest.mark.parametrize("slug", FURNITURE)
def test_every_material_of_tree_bill_and_swatches_is_in_the_catalogue(slug):
    product = sample(slug)
    named = {m for slot in product.tree.slots.values() for m in slot.materials.values()}
    named |= {line.material for line in product.model.bill}
    named |= {
        value.swatch
        for option in product.model.options
        for value in option.values
        if value.swatch and not value.swatch.startswith("#")
    }
    assert named <= set(materials())


def test_textures_are_there_and_light():
    for material in materials().values():
        if material.texture:
            size = (SAMPLES / "textures" / material.texture).stat().st_size
            assert 5_000 < size < 80_000


@pytest.mark.parametrize(
    ("override", "path", "code"),
    [
        ({"colour": "oak"}, "colour", "bad_colour"),
        ({"colour": "#12345g"}, "colour", "bad_colour"),
        ({"roughness": 1.2}, "roughness", "out_of_range"),
        ({"metalness": "much"}, "metalness", "out_of_range"),
        ({"density": -1}, "density", "out_of_range"),
        ({"gloss": 1}, "gloss", "unknown_key"),
        ({"name": "Oak"}, "name", "bad_text"),
    ],
)
def test_one_mistake_in_a_material_is_named(override, path, code):
    with pytest.raises(TreeError) as error:
        read_materials([PLAIN | override])
    found = [(problem.path, problem.code) for problem in error.value.problems]
    assert found == [(f"materials.oak.{path}", code)]
