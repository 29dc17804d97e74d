"""The catalogue of materials and what the sample trees take from it."""

import numpy as np
import pytest
from PIL import Image

from models3d.apparel.tiles import TILES, painted
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
            assert 100 < size < 80_000


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


@pytest.mark.parametrize(
    "material",
    [m for m in materials().values() if m.texture and m.texture.endswith(".png")],
    ids=lambda material: material.id,
)
def test_the_colour_of_a_cloth_is_the_mean_of_its_texture(material):
    """Swatch and drawing show one colour, the model another: they must be the same."""
    with Image.open(SAMPLES / "textures" / material.texture) as image:
        pixels = np.asarray(image.convert("RGB"), float) / 255
    mean = (pixels**2.2).mean(axis=(0, 1)) ** (1 / 2.2) * 255
    wanted = [int(material.colour[i : i + 2], 16) for i in (1, 3, 5)]
    assert np.abs(mean - wanted).max() < 3


@pytest.mark.parametrize("name", TILES)
def test_a_tile_repeats_without_a_seam(name):
    draw, colour = TILES[name]
    tile = painted(draw(), colour).astype(float)
    for axis in (0, 1):
        other = tuple(number for number in range(3) if number != axis)
        steps = np.abs(np.diff(tile, axis=axis)).mean(axis=other).max()
        seam = np.abs(tile.take(0, axis) - tile.take(-1, axis)).mean()
        assert seam <= 1.3 * steps
