"""Posters of garments: small, whole, and every piece where it can be seen."""

import gzip
import math
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models3d.export.contours import outlines
from models3d.export.raster import NOTHING, Triangles, rasterised
from models3d.export.svg import elevation
from tests.models3d.samples import materials, sample

SVG = "{http://www.w3.org/2000/svg}"
CLOTHING = ("shirt", "hoodie")
SIZE = 12


@pytest.mark.parametrize("slug", CLOTHING)
def test_a_poster_is_small_well_formed_and_always_the_same(slug):
    text = elevation(sample(slug).build(), materials())
    assert text == elevation(sample(slug).build(), materials())
    assert len(gzip.compress(text.encode(), 6)) < 25_000
    root = ET.fromstring(text)  # noqa: S314 - made by us
    assert len(list(root.iter(f"{SVG}path"))) > 50
    for x, y in corners(root):
        assert 0 <= x <= 720
        assert 0 <= y <= 720


def corners(root):
    (group,) = root.findall(f"{SVG}g")
    scale = float(group.attrib["transform"].removeprefix("scale(").removesuffix(")"))
    for path in root.iter(f"{SVG}path"):
        for loop in path.get("d").strip("Mz").split("zM"):
            start, steps = loop.split("l")
            numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
            first = np.array([int(n) for n in start.split()])
            points = first + np.cumsum(np.reshape(numbers, (-1, 2)), axis=0)
            yield from (points * scale).tolist()


@pytest.mark.parametrize("buttons", ["shell", "corozo_navy"])
def test_buttons_and_seams_can_be_told_from_the_cloth(buttons):
    text = elevation(sample("shirt").build(buttons=buttons), materials())
    root = ET.fromstring(text)  # noqa: S314 - made by us
    outlined = [p for p in root.iter(f"{SVG}path") if p.get("stroke")]
    loops = [path.attrib["d"].count("M") for path in outlined]
    # One path holds the row of buttons down the front.
    assert max(loops) >= 5


def test_the_fabric_colours_the_poster():
    texts = {
        fabric: elevation(sample("shirt").build(fabric=fabric), materials())
        for fabric in ("poplin_white", "twill_navy")
    }
    fills = {name: set(re.findall(r"#[0-9a-f]{6}", t)) for name, t in texts.items()}
    assert not fills["poplin_white"] <= fills["twill_navy"]


@st.composite
def scenes(draw):
    count = draw(st.integers(1, 5))
    number = st.integers(-4 * SIZE, 8 * SIZE).map(lambda n: n / 4)
    spots = [[[draw(number), draw(number)] for _ in range(3)] for _ in range(count)]
    depths = draw(st.permutations(range(count)))
    return np.array(spots), np.array(depths, float)


@settings(max_examples=150, deadline=None)
@given(scene=scenes())
def test_each_pixel_shows_the_nearest_triangle_over_its_middle(scene):
    spots, depths = scene
    count = len(spots)
    picture = rasterised(
        Triangles(
            spots,
            np.repeat(depths[:, None], 3, axis=1),
            np.ones((count, 3)),
            np.arange(count),
        ),
        SIZE,
    )
    for y in range(SIZE):
        for x in range(SIZE):
            where = [side(triangle, x + 0.5, y + 0.5) for triangle in spots]
            if 0 in where:
                continue
            over = [number for number in range(count) if where[number] > 0]
            nearest = max(over, key=lambda number: depths[number], default=NOTHING)
            assert picture.owners[y, x] == nearest


def side(triangle, x, y):
    """1 inside, -1 outside, 0 on an edge or where the triangle has no area."""
    turns = []
    for (ax, ay), (bx, by) in zip(triangle, np.roll(triangle, -1, axis=0), strict=True):
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if abs(turn) < 1e-9:
            return 0
        turns.append(turn > 0)
    return 1 if len(set(turns)) == 1 else -1


def area(loop):
    x, y = loop.T
    return abs(float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2))


@pytest.mark.parametrize("radius", [4.3, 11.7, 25.2])
def test_a_disc_has_one_outline_of_its_area(radius):
    y, x = np.mgrid[0:64, 0:64]
    loops = outlines(radius - np.hypot(x - 31.2, y - 30.6), 0.05, 1.0)
    assert len(loops) == 1
    assert area(loops[0]) == pytest.approx(math.pi * radius**2, rel=0.02)
    assert len(loops[0]) < 2 * math.pi * radius


def test_a_hole_and_an_island_have_outlines_of_their_own():
    y, x = np.mgrid[0:64, 0:64]
    away = np.hypot(x - 32, y - 32)
    field = np.maximum(np.minimum(25 - away, away - 15), 6 - away)
    areas = sorted(area(loop) for loop in outlines(field, 0.05, 1.0))
    wanted = [math.pi * r * r for r in (6, 15, 25)]
    assert areas == pytest.approx(wanted, rel=0.02)


def test_a_region_at_the_picture_s_edge_is_closed_there():
    loops = outlines(np.ones((10, 20)), 0.0, 1.0)
    assert len(loops) == 1
    # The outline runs half a pixel outside the outermost middles.
    assert area(loops[0]) == pytest.approx(10 * 20, rel=0.05)


def test_nothing_has_no_outline():
    assert outlines(-np.ones((5, 5)), 0.1, 0.0) == []
