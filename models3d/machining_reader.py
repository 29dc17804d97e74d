"""Reads patterns, cuts and joints of a tree; ``models3d.tree`` states the format."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from configurator.expressions import Scope, number
from models3d.assembly import AXES
from models3d.cuts import Face
from models3d.formula import Formula
from models3d.joint_specs import (
    BoreSpec,
    CutKind,
    CutSpec,
    FittingSpec,
    JointKind,
    JointSpec,
    Run,
    SpotSpec,
)
from models3d.reading import Reader

FACES: tuple[Face, ...] = ("-x", "+x", "-y", "+y", "-z", "+z")
_CUTS = ("holes", "groove", "rebate", "pocket")
_JOINTS = ("butt", "beside", "hinge", "tongue")
_JOINT_KEYS = ("along", "reach", "mates", "play", "spots", "bores", "hardware")
_BORE_KEYS = ("inset", "shift", "offset", "side", "through", "from")
_SPOT_KEYS = ("ends", "every", "low", "high", "grid", "grid_from")
_ZERO = Formula.constant(0)
_ONE = Formula.constant(1)
_LIBRARY = Path(__file__).parent / "furniture" / "patterns.yaml"
_OWN_SIZE = dict.fromkeys(("size_x", "size_y", "size_z"), number("mm"))


@cache
def library() -> Mapping[str, Mapping[str, Any]]:
    """Return the trade's patterns, which every tree may name."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        _LIBRARY.read_text(encoding="utf-8")
    )
    return found


class MachiningReader:
    """
    Reads what is cut into parts.

    Parameters
    ----------
    patterns
        The tree's own, by name; they stand before those of the library.
    """

    def __init__(self, reader: Reader, patterns: Any) -> None:
        self._reader = reader
        self._patterns: dict[str, Any] = dict(library())
        for name, pattern in reader.items(patterns, "tree.patterns"):
            if isinstance(pattern, Mapping):
                self._patterns[name] = pattern
            else:
                reader.mapping(pattern, f"tree.patterns.{name}", (), ())

    def cuts(self, data: Any, path: str, outer: Scope) -> tuple[CutSpec, ...]:
        """Return the cuts that a part lists."""
        if not isinstance(data, list):
            self._reader.note(path, "not_a_list", "A list is wanted here.")
            return ()
        scope = outer.extended(_OWN_SIZE)
        return tuple(
            self._cut(item, f"{path}.{index}", scope) for index, item in enumerate(data)
        )

    def _merged(self, data: Any, path: str) -> Mapping[str, Any]:
        """Return an entry over the pattern that it names."""
        if not isinstance(data, Mapping):
            self._reader.note(path, "not_a_mapping", "A mapping is wanted here.")
            return {}
        if "pattern" not in data:
            return data
        name = self._reader.one_of(
            data["pattern"], f"{path}.pattern", tuple(self._patterns)
        )
        own = {key: value for key, value in data.items() if key != "pattern"}
        return {**self._patterns[name], **own}

    def _cut(self, data: Any, path: str, scope: Scope) -> CutSpec:
        found = self._reader.mapping(
            self._merged(data, path),
            path,
            ("cut", "face"),
            ("x", "y", "z", "diameter", "depth", "through", "when"),
        )
        kind = self._reader.one_of(found.get("cut"), f"{path}.cut", _CUTS)
        face = cast(
            "Face", self._reader.one_of(found.get("face"), f"{path}.face", FACES)
        )
        across = AXES["xyz".index(face[1])]
        if across in found:
            sentence = f"{across} is the depth of a cut on {face}."
            self._reader.note(f"{path}.{across}", "across_the_face", sentence)
        first, second = (
            self._run(found.get(axis), f"{path}.{axis}", scope, kind)
            for axis in AXES
            if axis != across
        )
        is_through = found.get("through") is True
        if ("depth" in found) == is_through:
            self._reader.note(path, "no_depth", "Either depth or through is wanted.")
        if kind == "holes" and "diameter" not in found:
            self._reader.note(path, "missing_key", "“diameter” is missing.")
        get = self._reader.optional
        return CutSpec(
            cast("CutKind", kind),
            face,
            (first, second),
            get(found, "diameter", path, "length", scope) or _ZERO,
            None if is_through else get(found, "depth", path, "length", scope) or _ZERO,
            get(found, "when", path, "boolean", scope),
        )

    def _run(self, data: Any, path: str, scope: Scope, kind: str) -> Run:
        if data is None and kind != "holes":
            return Run(start=_ZERO, end=_ZERO)
        if not isinstance(data, Mapping):
            items = data if isinstance(data, list) else [data]
            return Run(
                tuple(
                    self._reader.formula(item, f"{path}.{index}", "length", scope)
                    for index, item in enumerate(items)
                )
            )
        keys = ("pitch",) if kind == "holes" else ("size",)
        found = self._reader.mapping(data, path, (), ("start", "end", *keys))
        start, end, pitch, size = (
            self._reader.optional(found, key, path, "length", scope)
            for key in ("start", "end", "pitch", "size")
        )
        if kind == "holes" and pitch is None:
            self._reader.note(path, "missing_key", "“pitch” is missing.")
        return Run((), start or _ZERO, end or _ZERO, pitch, size)

    def joint(
        self, data: Mapping[str, Any], path: str, scope: Scope, parts: Sequence[str]
    ) -> JointSpec:
        """Return the joint that a mapping describes; ``parts`` are the tree's."""
        found = self._reader.mapping(
            self._merged(data, path),
            path,
            ("id", "joint", "of", "to"),
            ("when", *_JOINT_KEYS),
        )
        kind = self._reader.one_of(found.get("joint"), f"{path}.joint", _JOINTS)
        get = self._reader.optional
        along = found.get("along")
        return JointSpec(
            str(found.get("id")),
            cast("JointKind", kind),
            self._ids(found.get("of"), f"{path}.of", parts),
            self._ids(found.get("to"), f"{path}.to", parts),
            get(found, "when", path, "boolean", scope),
            None if along is None else self._reader.axis(along, f"{path}.along"),
            get(found, "reach", path, "length", scope) or _ZERO,
            get(found, "mates", path, "number", scope) or _ONE,
            get(found, "play", path, "length", scope) or _ZERO,
            self._spots(found.get("spots", {}), f"{path}.spots", scope),
            tuple(
                self._bore(item, f"{path}.bores.{index}", scope, kind)
                for index, item in enumerate(found.get("bores") or [])
            ),
            tuple(
                self._fitting(item, f"{path}.hardware.{index}", scope)
                for index, item in enumerate(found.get("hardware") or [])
            ),
        )

    def _ids(self, data: Any, path: str, parts: Sequence[str]) -> tuple[str, ...]:
        items = data if isinstance(data, list) else [data]
        return tuple(self._reader.one_of(item, path, parts or ("",)) for item in items)

    def _spots(self, data: Any, path: str, scope: Scope) -> SpotSpec:
        found = self._reader.mapping(data, path, (), _SPOT_KEYS)
        ends, every, grid_from, grid = (
            self._reader.optional(found, key, path, "length", scope)
            for key in ("ends", "every", "grid_from", "grid")
        )
        low, high = (
            tuple(
                self._reader.formula(item, f"{path}.{key}.{index}", "length", scope)
                for index, item in enumerate(found.get(key) or [])
            )
            for key in ("low", "high")
        )
        return SpotSpec(ends, every, low, high, grid_from, grid)

    def _bore(self, data: Any, path: str, scope: Scope, kind: str) -> BoreSpec:
        found = self._reader.mapping(
            data, path, ("in", "diameter", "depth"), _BORE_KEYS
        )
        into = self._reader.one_of(
            found.get("in"), f"{path}.in", ("edge", "panel", "mate")
        )
        diameter, depth, inset, shift, offset = (
            self._reader.optional(found, key, path, "length", scope) or _ZERO
            for key in ("diameter", "depth", "inset", "shift", "offset")
        )
        standard = "low" if kind == "beside" else "mid"
        is_from_low = found.get("from", standard) == "low"
        return BoreSpec(
            into,  # type: ignore[arg-type]  # one_of has judged it
            diameter,
            depth,
            inset,
            shift,
            offset,
            found.get("side") == "high",
            found.get("through") is True,
            is_from_low,
        )

    def _fitting(self, data: Any, path: str, scope: Scope) -> FittingSpec:
        found = self._reader.mapping(data, path, ("item", "name", "count"), ("per",))
        per = self._reader.one_of(
            found.get("per", "spot"), f"{path}.per", ("spot", "joint")
        )
        return FittingSpec(
            str(found.get("item")),
            self._reader.text(found.get("name"), f"{path}.name"),
            self._reader.optional(found, "count", path, "number", scope) or _ONE,
            per,  # type: ignore[arg-type]  # one_of has judged it
        )
