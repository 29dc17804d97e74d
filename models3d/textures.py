"""
Draws the wood textures of the sample products: ``python -m models3d.textures FOLDER``.

Notes
-----
Noise is shaped in the frequency domain, so that every tile repeats without a seam. A
tile is 1,200 mm along the grain by 600 mm across it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]
_SIZE = (512, 1024)
_QUALITY = 74


@dataclass(frozen=True, slots=True)
class Wood:
    """
    How a species looks.

    Parameters
    ----------
    light, dark
        sRGB of early and late wood.
    rings
        Growth rings across a tile.
    waver
        How far rings wander, in rings.
    contrast, pores, flecks
        Strength of rings, of dark pores and of light rays, 0 to 1.
    """

    name: str
    seed: int
    light: tuple[int, int, int]
    dark: tuple[int, int, int]
    rings: int
    waver: float
    contrast: float
    pores: float
    flecks: float


WOODS = (
    Wood("oak", 11, (208, 179, 138), (164, 130, 90), 26, 1.5, 0.50, 0.50, 0.10),
    Wood("walnut", 23, (122, 90, 65), (70, 49, 35), 20, 1.5, 0.52, 0.40, 0.03),
    Wood("birch", 37, (230, 211, 178), (208, 182, 143), 12, 2.8, 0.42, 0.12, 0.06),
)


def noise(rng: np.random.Generator, along: float, across: float) -> Grid:
    """Return seamless noise with features of ``along`` x ``across`` pixels."""
    rows, columns = _SIZE
    white = np.fft.fft2(rng.standard_normal(_SIZE))
    fy = np.fft.fftfreq(rows)[:, None] * across
    fx = np.fft.fftfreq(columns)[None, :] * along
    shaped = np.fft.ifft2(white * np.exp(-2 * (fx * fx + fy * fy))).real
    return np.asarray((shaped - shaped.mean()) / shaped.std())


def paint(wood: Wood) -> npt.NDArray[np.uint8]:
    """Return the tile as (512, 1024, 3) sRGB."""
    rng = np.random.default_rng(wood.seed)
    across = np.linspace(0, 1, _SIZE[0], endpoint=False)[:, None]
    wander = noise(rng, 700, 120) * wood.waver + noise(rng, 260, 30) * 0.22
    phase = (across * wood.rings + wander) % 1.0
    late = np.clip(phase, 0, 1) ** 2.4 * (1 - np.clip((phase - 0.93) / 0.07, 0, 1))
    width = 0.75 + 0.25 * np.clip(noise(rng, 500, 60), -1.5, 1.5)
    fibre = noise(rng, 120, 2.2) * 0.10 + noise(rng, 40, 1.2) * 0.05
    shade = wood.contrast * late * width + fibre + noise(rng, 600, 150) * 0.10
    pores = np.clip(noise(rng, 34, 1.6) - 1.35, 0, 1.2) * (0.45 + late)
    flecks = np.clip(noise(rng, 26, 3.2) - 1.9, 0, 1)
    mix = np.clip(shade + 0.18, 0, 1.15)[..., None]
    light, dark = np.array(wood.light, float), np.array(wood.dark, float)
    colour = light + (dark - light) * mix
    colour *= 1 - (0.42 * wood.pores * pores)[..., None]
    colour += (90 * wood.flecks * flecks)[..., None]
    return np.asarray(np.clip(colour, 0, 255), dtype=np.uint8)


def main(folder: Path) -> None:
    """Write every tile into ``folder`` as a JPEG."""
    from PIL import Image  # noqa: PLC0415 - only this script draws pictures

    for wood in WOODS:
        image = Image.fromarray(paint(wood))
        image.save(
            folder / f"{wood.name}.jpg",
            quality=_QUALITY,
            optimize=True,
            progressive=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
