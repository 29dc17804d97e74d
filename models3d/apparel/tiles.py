"""
Draws the cloth textures of the samples: ``python -m models3d.apparel.tiles FOLDER``.

Notes
-----
A tile's x runs along the warp. Noise is shaped in the frequency domain, so that every
tile repeats without a seam; tiles of uneven cloth are wider than a hand, so that their
repeat is not seen. The mean of a tile is the colour of its material.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]
_SIZE = 192
_TONES = 16
_GAMMA = 2.2


def noise(seed: int, along: float, across: float, size: int = _SIZE) -> Grid:
    """Return seamless noise with features of ``along`` x ``across`` pixels."""
    white = np.fft.fft2(np.random.default_rng(seed).standard_normal((size, size)))
    fy = np.fft.fftfreq(size)[:, None] * across
    fx = np.fft.fftfreq(size)[None, :] * along
    shaped = np.fft.ifft2(white * np.exp(-6 * (fx * fx + fy * fy))).real
    return np.asarray((shaped - shaped.mean()) / shaped.std())


def linen() -> Grid:
    """Threads of uneven thickness both ways, none as long as the tile."""
    slubs = noise(3, 46, 1.1) + noise(5, 1.1, 38)
    return 0.036 * slubs + 0.015 * noise(7, 1, 1) + 0.012 * noise(9, 60, 60)


def denim() -> Grid:
    """Ribs of the twill, broken by streaks of the warp and pale specks of the weft."""
    y, x = np.mgrid[0:_SIZE, 0:_SIZE]
    ribs = np.sin(2 * np.pi * (x + y) * 32 / _SIZE)
    streaks = noise(11, 90, 1.3)
    specks = np.clip(noise(13, 1.6, 1.2) - 0.9, 0, 1.5)
    uneven = 0.06 * streaks + 0.03 * noise(17, 50, 50)
    return np.asarray(0.08 * ribs + uneven + 0.16 * specks)


def twill() -> Grid:
    """Fine even ribs at 45 degrees."""
    y, x = np.mgrid[0:64, 0:64]
    return np.asarray(0.12 * np.sin(2 * np.pi * (x + y) * 16 / 64))


def oxford() -> Grid:
    """Pairs of threads, coloured in the warp and white in the weft."""
    y, x = np.mgrid[0:64, 0:64]
    return np.asarray(np.where((x // 2 + y // 2) % 2, 0.07, -0.07))


def flannel() -> Grid:
    """Clouds and fibres of a brushed nap."""
    return 0.045 * noise(19, 5, 4) + 0.04 * noise(23, 1.5, 1.2)


def marl() -> Grid:
    """Light and dark fibres spun together, lying along the knitted courses."""
    return 0.055 * noise(29, 1.2, 9) + 0.03 * noise(31, 1, 3) + 0.02 * noise(37, 40, 40)


def rib() -> Grid:
    """One rib and the furrow beside it."""
    across = np.cos(2 * np.pi * (np.arange(16) + 0.5) / 16)
    furrow = (0.5 + 0.5 * across) ** 3
    return np.asarray(np.repeat(-0.34 * furrow[:, None], 4, axis=1))


TILES: Mapping[str, tuple[Callable[[], Grid], str]] = {
    "linen": (linen, "#d6c8ab"),
    "linen_sage": (linen, "#9aa68d"),
    "denim": (denim, "#3b4f73"),
    "twill": (twill, "#26314f"),
    "oxford": (oxford, "#9fb6d6"),
    "flannel": (flannel, "#9a5138"),
    "marl": (marl, "#a9abae"),
    "rib_oat": (rib, "#c7bba4"),
    "rib_black": (rib, "#232426"),
    "rib_forest": (rib, "#34463b"),
    "rib_grey": (rib, "#9da0a3"),
    "rib_navy": (rib, "#28324b"),
    "rib_clay": (rib, "#a8654a"),
    "rib_ecru": (rib, "#ece4d2"),
    "rib_rust": (rib, "#9c4a2a"),
}
"""Name of the file after ``cloth_`` -> how light each pixel is, and the mean colour."""


def painted(light: Grid, colour: str) -> npt.NDArray[np.uint8]:
    """Return the tile in sRGB, its mean the colour."""
    base = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]) ** _GAMMA
    share = np.clip(1 + light - light.mean(), 0.2, 1.9)[..., None] ** _GAMMA
    linear = np.clip(base * share / share.mean(), 0, 1)
    return np.asarray(np.rint(linear ** (1 / _GAMMA) * 255), dtype=np.uint8)


def striped() -> npt.NDArray[np.uint8]:
    """Return a navy stripe on white."""
    tile = np.tile(np.array([243, 245, 247], np.uint8), (32, 8, 1))
    tile[4:9] = (51, 68, 110)
    tile[3] = tile[9] = (147, 157, 179)
    return tile


def main(folder: Path) -> None:
    """Write every tile into ``folder`` as a PNG of few tones."""
    from PIL import Image  # noqa: PLC0415 - only this script draws pictures

    tiles = {name: painted(draw(), colour) for name, (draw, colour) in TILES.items()}
    for name, tile in {**tiles, "stripe": striped()}.items():
        image = Image.fromarray(tile).quantize(_TONES, dither=Image.Dither.NONE)
        image.save(folder / f"cloth_{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
