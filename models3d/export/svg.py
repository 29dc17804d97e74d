"""A drawing of the assembly for pages without WebGL, and the poster of a product."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from models3d.assembly import Assembly, Material
from models3d.export.cloth import is_cloth
from models3d.export.drapery import drapery
from models3d.export.oblique import Face, faces_of, project
from models3d.export.tints import shaded

_MARGIN = 0.07
_SHADOW = "#1b1a17"
_BLUR_PX = 13


def elevation(
    assembly: Assembly,
    materials: Mapping[str, Material],
    *,
    width_px: int = 720,
    dimensions: bool = False,
) -> str:
    """
    Return a three-quarter drawing as SVG; equal input gives equal text.

    Parameters
    ----------
    materials
        At least those that the assembly uses, by id.
    width_px
        Nominal width; the picture is square and scales.
    dimensions
        Whether width, height and depth are written beside it; never beside a garment.

    Notes
    -----
    Faces are drawn from the back to the front, which is exact for parts that lie
    beside one another, as boards do; garments are drawn by ``drapery``.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width_px} {width_px}" role="img" stroke-width="0.6" '
        f'stroke-linejoin="round">'
    )
    if assembly.parts and all(is_cloth(part) for part in assembly.parts):
        return "\n".join([head, *drapery(assembly, materials, width_px), "</svg>", ""])
    faces = faces_of(assembly)
    view = _View(faces, width_px)
    body = [
        head,
        *view.ground(assembly),
        *(
            view.drawn(list(run), materials[material])
            for (_, material, _), run in groupby(faces, _pen)
        ),
    ]
    if dimensions:
        body += view.sizes(assembly)
    return "\n".join([*body, "</svg>", ""])


def _pen(face: Face) -> tuple[str, str, float]:
    return face.part.id, face.part.material, face.light


class _View:
    """Fits projected faces into a square."""

    def __init__(self, faces: Sequence[Face], width_px: int) -> None:
        xs = [x for face in faces for x, _ in face.points] or [0.0, 1.0]
        ys = [y for face in faces for _, y in face.points] or [0.0, 1.0]
        room = width_px * (1 - 2 * _MARGIN)
        self._scale = room / max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
        self._x = width_px / 2 - self._scale * (min(xs) + max(xs)) / 2
        self._y = width_px / 2 + self._scale * (min(ys) + max(ys)) / 2

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a projected point stands in the picture."""
        return (
            round(self._x + self._scale * point[0], 1),
            round(self._y - self._scale * point[1], 1),
        )

    def drawn(self, faces: Sequence[Face], material: Material) -> str:
        """Return faces of one part in one shade: boards outlined, round parts not."""
        fill = shaded(material.colour, faces[0].light)
        is_board = len(faces[0].points) > 3
        edge = shaded(material.colour, faces[0].light * 0.82) if is_board else fill
        glass = ' fill-opacity="0.3"' if material.is_see_through else ""
        path = "".join(self._outline(face) for face in faces)
        return f'<path d="{path}" fill="{fill}" stroke="{edge}"{glass}/>'

    def _outline(self, face: Face) -> str:
        spots = [self.at(point) for point in face.points]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in spots) + "Z"

    def ground(self, assembly: Assembly) -> Iterator[str]:
        """Yield the shadow on the floor, soft at its edge as under a wide lamp."""
        width, _, depth = assembly.bounds_dmm
        corners = ((0, 0), (1.05 * width, 0), (1.05 * width, depth), (0, depth))
        spots = (self.at(project((x, 0, z))) for x, z in corners)
        points = " ".join(f"{x:g},{y:g}" for x, y in spots)
        yield (
            '<filter id="soft" x="-.2" y="-.4" width="1.4" height="1.8">'
            f'<feGaussianBlur stdDeviation="{_BLUR_PX}"/></filter>'
            f'<polygon points="{points}" fill="{_SHADOW}" fill-opacity=".2" '
            'filter="url(#soft)"/>'
        )

    def sizes(self, assembly: Assembly) -> Iterator[str]:
        """Yield width, height and depth as on a drawing."""
        width, height, depth = assembly.bounds_dmm
        lines = (
            ((0, 0, depth), (width, 0, depth), (0, -14), width),
            ((0, 0, depth), (0, height, depth), (-14, 0), height),
            ((width, 0, depth), (width, 0, 0), (12, -8), depth),
        )
        for start, end, (dx, dy), length in lines:
            x0, y0 = self.at(project(start))
            x1, y1 = self.at(project(end))
            x0, x1, y0, y1 = x0 + dx, x1 + dx, y0 - dy, y1 - dy
            text = escape(f"{length / 10:,.0f}")
            yield (
                f'<path d="M{x0:g} {y0:g}L{x1:g} {y1:g}" stroke="#5c5850" fill="none"/>'
                f'<text x="{(x0 + x1) / 2 + dx:g}" y="{(y0 + y1) / 2 - dy:g}" '
                f'font-size="13" fill="#1b1a17" text-anchor="middle">{text}</text>'
            )
