"""Plans as JSON, and back: every placement and every cut."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from models3d.nesting.plan import Cut, CutSheet, Placement, Plan, Rest
from models3d.nesting.problem import FIRST_CUTS, Cutting, NestingError, Sheet
from models3d.nesting.reading import Wanted
from models3d.problems import Problem as Fault

FORMAT = "lotone-nesting/1"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """
    What a file of plans says.

    Parameters
    ----------
    unit
        ``0.1 mm`` for a cut list, otherwise ``file``: the problem file's own.
    wanted
        How was asked.
    plans
        One a problem, in their order.
    """

    unit: str
    wanted: Wanted
    plans: tuple[Plan, ...]


def write_plans(file: PlanFile) -> str:
    """Return plans as JSON; equal plans give equal text."""
    cutting = file.wanted.cutting
    head = {
        "format": FORMAT,
        "unit": file.unit,
        "kerf": cutting.kerf,
        "trim": cutting.trim,
        "stages": cutting.stages,
        "first": cutting.first,
        "rotate": file.wanted.may_turn,
        "least_rest": list(cutting.least_rest),
        "stock": [asdict(sheet) for sheet in file.wanted.sheets],
    }
    lines = [json.dumps(_plan(plan), ensure_ascii=False) for plan in file.plans]
    begun = json.dumps(head, ensure_ascii=False)[:-1]
    return begun + ', "plans": [\n' + ",\n".join(lines) + "\n]}\n"


def read_plans(text: str) -> PlanFile:
    """
    Return what a file of plans says.

    Raises
    ------
    NestingError
        With everything that is wrong, by field.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NestingError(
            (Fault("plan", "not_json", f"No JSON: {error}."),)
        ) from error
    return _Reader().file(data)


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "problem": plan.problem,
        "area_bound": plan.area_bound,
        "bound": plan.bound,
        "sheets": [asdict(sheet) for sheet in plan.sheets],
    }


class _Reader:
    """Reads with a path, and notes what is wrong instead of stopping."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def file(self, data: object) -> PlanFile:
        head = self.record(data, "plan")
        if not self.faults and head.get("format") != FORMAT:
            sentence = f"The format is not {FORMAT!r}."
            self.faults.append(Fault("format", "unknown_format", sentence))
        if self.faults:
            raise NestingError(tuple(self.faults))
        stages = head.get("stages")
        least = self.rows(head.get("least_rest"), "least_rest")
        first = self.value(head, "first", str, "")
        cutting = Cutting(
            self.value(head, "kerf", int, ""),
            self.value(head, "trim", int, ""),
            None if stages is None else self.value(head, "stages", int, ""),
            next((one for one in FIRST_CUTS if one == first), "any"),
            self.sides(least),
        )
        if first not in FIRST_CUTS:
            self.note("first", f"{first!r} is none of {', '.join(FIRST_CUTS)}.")
        turns = self.value(head, "rotate", bool, "")
        unit = self.value(head, "unit", str, "")
        sheets = tuple(
            self.made(Sheet, one, f"stock.{n}")
            for n, one in enumerate(self.rows(head.get("stock"), "stock"))
        )
        plans = tuple(
            self.plan(one, f"plans.{n}")
            for n, one in enumerate(self.rows(head.get("plans"), "plans"))
        )
        if self.faults:
            raise NestingError(tuple(self.faults))
        return PlanFile(unit, Wanted(cutting, sheets, turns), plans)

    def plan(self, data: object, path: str) -> Plan:
        found = self.record(data, path)
        sheets = tuple(
            self.sheet(one, f"{path}.sheets.{n}")
            for n, one in enumerate(self.rows(found.get("sheets"), f"{path}.sheets"))
        )
        return Plan(
            self.value(found, "problem", str, path),
            sheets,
            self.value(found, "area_bound", int, path),
            self.value(found, "bound", int, path),
        )

    def sheet(self, data: object, path: str) -> CutSheet:
        found = self.record(data, path)
        return CutSheet(
            self.value(found, "sheet", str, path),
            self.value(found, "width", int, path),
            self.value(found, "height", int, path),
            self.several(Placement, found, "placements", path),
            self.several(Cut, found, "cuts", path),
            self.several(Rest, found, "rests", path),
        )

    def several(
        self, kind: type[_T], found: Mapping[str, Any], name: str, path: str
    ) -> tuple[_T, ...]:
        listed = self.rows(found.get(name), f"{path}.{name}")
        return tuple(
            self.made(kind, one, f"{path}.{name}.{n}") for n, one in enumerate(listed)
        )

    def made(self, kind: type[_T], data: object, path: str) -> _T:
        """Return a flat record; its annotations say what each field is."""
        found = self.record(data, path)
        types = {"int": int, "str": str, "bool": bool, "Axis": str}
        given: dict[str, Any] = {}
        for one in fields(kind):  # type: ignore[arg-type] # all are dataclasses
            name = getattr(one.type, "__name__", str(one.type))
            if found.get(one.name) is None and "None" in str(one.type):
                given[one.name] = None
                continue
            wanted = types.get(name, str if one.name == "axis" else int)
            given[one.name] = self.value(found, one.name, wanted, path)
        axis = given.get("axis", "horizontal")
        if axis not in {"horizontal", "vertical"}:
            self.note(f"{path}.axis", f"{axis!r} is not horizontal or vertical.")
        return kind(**given)

    def value(
        self, found: Mapping[str, Any], name: str, kind: type[_T], path: str
    ) -> _T:
        value = found.get(name)
        # True is an int to Python, not to a reader of sizes.
        if type(value) is kind:
            return value
        word = {int: "whole number", str: "text", bool: "true or false"}[kind]
        self.note(f"{path}.{name}".removeprefix("."), f"This is no {word}.")
        return kind()

    def sides(self, least: Sequence[Any]) -> tuple[int, int]:
        if len(least) == 2 and all(type(one) is int for one in least):
            return least[0], least[1]
        self.note("least_rest", "This is not two whole numbers.")
        return 0, 0

    def record(self, data: object, path: str) -> Mapping[str, Any]:
        if isinstance(data, dict):
            return data
        self.note(path, "This is no JSON object.")
        return {}

    def rows(self, data: object, path: str) -> Sequence[Any]:
        if isinstance(data, list):
            return data
        self.note(path, "This is no list.")
        return ()

    def note(self, path: str, sentence: str) -> None:
        self.faults.append(Fault(path, "malformed", sentence))
