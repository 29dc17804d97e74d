"""
Bends a template to finished measures: every point moves by smooth fields.

Torso girths scale about the body's axis, so a girth is met exactly; lengths scale
down from the nape; sleeves follow the shoulder point and scale along and across the
arm; collar and hood follow the neck. Fields of neighbours blend, so seams stay shut.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models3d.apparel.template import Reals, Template

MEASURES = (
    *("chest", "waist", "hip", "neck", "shoulder", "length"),
    *("upper_arm", "cuff", "sleeve", "head"),
)
"""Finished measures of a garment, in mm, that a template is bent to."""

_DEPTH_AXIS_MM = 15.0
_NECK_AXIS_MM = 25.0
_SHOULDER_TOP_MM = 600.0
_ARMHOLE_MM = 250.0
_ARMPIT_MM = 380.0
_NECK_HALF_MM = 96.0


@dataclass(frozen=True, slots=True)
class Factors:
    """Ratio of each finished measure to the template's own."""

    chest: float
    waist: float
    hip: float
    neck: float
    shoulder: float
    length: float
    upper_arm: float
    cuff: float
    sleeve: float
    head: float


def factors_of(template: Template, finished: Mapping[str, float]) -> Factors:
    """Return ratios for ``finished``; a measure left out keeps the template's."""
    return Factors(
        **{
            name: float(finished.get(name, template.measures[name]))
            / template.measures[name]
            for name in MEASURES
        }
    )


def bend(template: Template, factors: Factors, *, straight_hem: bool) -> Reals:
    """
    Return (n, 3) points of the half garment in mm.

    Notes
    -----
    Linear in each factor away from the blends, hence monotone; mirror images stay
    mirror images because x = 0 is mapped to itself.
    """
    rest = template.anchors.copy()
    if straight_hem:
        rest[:, 1] += template.hem
    torso = _torso(template, rest, factors)
    arm = template.arm[:, None]
    moved = torso * (1 - arm) + _arm(template, rest, factors) * arm
    return moved + template.offsets


def smooth(share: Reals) -> Reals:
    """Return the smooth step of ``share``, clipped to 0 .. 1."""
    t = np.clip(share, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def _torso(template: Template, rest: Reals, factors: Factors) -> Reals:
    girth = _girth(template, rest[:, 1], factors)
    x, y, z = rest.T
    at_shoulder = smooth((y - _ARMPIT_MM) / (_SHOULDER_TOP_MM - _ARMPIT_MM))
    across = girth * (1 - at_shoulder) + _across(template, x, factors) * at_shoulder
    deep = girth * (1 - at_shoulder) + np.sqrt(girth) * at_shoulder
    moved = np.stack(
        [
            x * across,
            _height(template, y, factors),
            _DEPTH_AXIS_MM + (z - _DEPTH_AXIS_MM) * deep,
        ],
        axis=1,
    )
    neck = template.neck[:, None]
    return moved * (1 - neck) + _neck(template, rest, factors) * neck


def _girth(template: Template, y: Reals, factors: Factors) -> Reals:
    """Scale at each height: hip, waist and chest with smooth passages between."""
    levels = template.levels
    to_waist = smooth((y - levels["hip"]) / (levels["waist"] - levels["hip"]))
    to_chest = smooth((y - levels["waist"]) / (levels["chest"] - levels["waist"]))
    low = factors.hip + (factors.waist - factors.hip) * to_waist
    return low + (factors.chest - factors.waist) * to_chest


def _across(template: Template, x: Reals, factors: Factors) -> Reals:
    tip = template.measures["shoulder"] / 2
    neck = _NECK_HALF_MM
    share = smooth((np.abs(x) - neck) / (tip - neck))
    return factors.neck + (factors.shoulder - factors.neck) * share


def _height(template: Template, y: Reals, factors: Factors) -> Reals:
    """Down from the nape: the armhole grows with the chest, the rest by the length."""
    nape = template.levels["nape"]
    depth = nape - y
    armhole = 0.6 + 0.4 * factors.chest
    whole = template.measures["length"]
    below = (whole * factors.length - armhole * _ARMHOLE_MM) / (whole - _ARMHOLE_MM)
    shallow = np.minimum(depth, _ARMHOLE_MM)
    above = np.where(shallow < 0, factors.head, armhole)
    scaled: Reals = nape - shallow * above - (depth - shallow) * below
    return scaled


def _neck(template: Template, rest: Reals, factors: Factors) -> Reals:
    x, y, z = rest.T
    rise = smooth((y - template.levels["nape"]) / 120.0)
    scale = factors.neck + (factors.head - factors.neck) * rise
    height = _height(template, y, factors)
    return np.stack(
        [x * scale, height, _NECK_AXIS_MM + (z - _NECK_AXIS_MM) * scale], axis=1
    )


def _arm(template: Template, rest: Reals, factors: Factors) -> Reals:
    """Follow the shoulder point; scale along the arm and across it."""
    shoulder, elbow, wrist = template.axis
    root = _torso_point(template, shoulder, factors)
    upper = np.linalg.norm(elbow - shoulder)
    lower = np.linalg.norm(wrist - elbow)
    down, fore = (elbow - shoulder) / upper, (wrist - elbow) / lower
    along_fore = (rest - elbow) @ fore
    along_upper = np.minimum((rest - shoulder) @ down, upper)
    is_fore = along_fore > 0
    foot = np.where(
        is_fore[:, None],
        elbow + along_fore[:, None] * fore,
        shoulder + along_upper[:, None] * down,
    )
    reach = np.where(is_fore, upper + along_fore, along_upper)
    share = smooth(reach / (upper + lower))
    girth = factors.upper_arm + (factors.cuff - factors.upper_arm) * share
    across: Reals = (rest - foot) * girth[:, None]
    moved: Reals = root + (foot - shoulder) * factors.sleeve + across
    return moved


def _torso_point(template: Template, point: Reals, factors: Factors) -> Reals:
    """Where the body carries one point, as a point of the shoulder seam would go."""
    x, y, z = point
    share = (factors.shoulder + factors.chest) / 2
    height = _height(template, np.array([y]), factors)[0]
    deep = np.sqrt(factors.chest)
    return np.array([x * share, height, _DEPTH_AXIS_MM + (z - _DEPTH_AXIS_MM) * deep])
