"""Materials of a GLB: physically based, textures by URL at their true scale."""

from collections.abc import Sequence
from typing import Any

from models3d.assembly import Material

_DMM_PER_METRE = 10000
_REPEAT, _LINEAR, _MIPMAPS = 10497, 9729, 9987


def surface_json(
    surfaces: Sequence[tuple[Material, bool]], base: str
) -> dict[str, Any]:
    """
    ``materials`` of a file, with the textures, images and extensions they need.

    Parameters
    ----------
    surfaces
        Each material, and whether it is of cloth: seen from both faces, its texture
        coordinates in whole 0.1 mm.
    """
    materials = [material for material, _ in surfaces]
    names = list(dict.fromkeys(m.texture for m in materials if m.texture))
    found: dict[str, Any] = {
        "materials": [
            _surface(material, names, is_soft=soft) for material, soft in surfaces
        ]
    }
    if names:
        found["textures"] = [
            {"sampler": 0, "source": number} for number in range(len(names))
        ]
        found["images"] = [{"uri": f"{base}{name}"} for name in names]
        found["samplers"] = [
            {
                "magFilter": _LINEAR,
                "minFilter": _MIPMAPS,
                "wrapS": _REPEAT,
                "wrapT": _REPEAT,
            }
        ]
    used = []
    if any(material.clearcoat for material in materials):
        used.append("KHR_materials_clearcoat")
    if names:
        used.append("KHR_texture_transform")
    if used:
        found["extensionsUsed"] = used
    return found


def _surface(material: Material, names: list[str], *, is_soft: bool) -> dict[str, Any]:
    base: dict[str, Any] = {
        "metallicFactor": float(material.metalness),
        "roughnessFactor": float(material.roughness),
    }
    alpha = 0.28 if material.is_see_through else 1.0
    if material.texture:
        along, across = material.texture_dmm
        unit = 1 if is_soft else _DMM_PER_METRE
        scale = [unit / along, unit / across]
        base["baseColorTexture"] = {
            "index": names.index(material.texture),
            "extensions": {"KHR_texture_transform": {"scale": scale}},
        }
    else:
        base["baseColorFactor"] = [*linear_colour(material.colour), alpha]
    surface: dict[str, Any] = {"name": material.id, "pbrMetallicRoughness": base}
    if is_soft:
        surface["doubleSided"] = True
    if material.clearcoat:
        surface["extensions"] = {
            "KHR_materials_clearcoat": {
                "clearcoatFactor": float(material.clearcoat),
                "clearcoatRoughnessFactor": 0.25,
            }
        }
    if material.glow:
        share = float(material.glow)
        surface["emissiveFactor"] = [
            round(channel * share, 5) for channel in linear_colour(material.colour)
        ]
    if material.is_see_through:
        surface["alphaMode"] = "BLEND"
    surface["extras"] = {"name": dict(material.name)}
    return surface


def linear_colour(colour: str) -> list[float]:
    """Linear RGB of ``#rrggbb``."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [
        round(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4, 5)
        for c in channels
    ]
