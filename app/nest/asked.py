"""From the words of a command to what the saw is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from models3d.nesting.formats import PlanFile
from models3d.nesting.problem import Cutting, FirstCut, NestingError, Problem, Sheet
from models3d.nesting.reading import Wanted, read_cut_list, read_lines, to_dmm
from models3d.problems import Problem as Fault

LINES, CUT_LIST = "file", "0.1 mm"
"""Units: the file's own, and that of a cut list in mm."""

_SHEET = re.compile(r"([\d.]+)x([\d.]+)(?::(\d{1,12}))?(?::(\d{1,9}))?", re.ASCII)


def unit_of(path: Path) -> str:
    """Return the unit of a file by its name."""
    return CUT_LIST if path.suffix.lower() == ".csv" else LINES


def problems_of(path: Path, text: str, wanted: Wanted) -> tuple[Problem, ...]:
    """Return the problems of a file."""
    if unit_of(path) == LINES:
        return read_lines(text, wanted)
    if not wanted.sheets:
        sentence = "A cut list names no sheet: give --sheet."
        raise NestingError((Fault("--sheet", "missing", sentence),))
    return read_cut_list(text, wanted)


def problems_for(path: Path, text: str, file: PlanFile) -> tuple[Problem, ...]:
    """Return the problems that a file of plans says it solves."""
    if file.unit != unit_of(path):
        sentence = f"The plan's unit is {file.unit!r}; {path} is in {unit_of(path)!r}."
        raise NestingError((Fault("unit", "wrong_unit", sentence),))
    problems = problems_of(path, text, file.wanted)
    names, planned = [p.name for p in problems], [p.problem for p in file.plans]
    if names == planned:
        return problems
    known = set(planned)
    faults = [
        Fault("plans", "missing", f"There is no plan for {name}.")
        for name in names
        if name not in known
    ]
    sentence = "The plans are not one for each problem of the file, in order."
    raise NestingError(tuple(faults) or (Fault("plans", "wrong_order", sentence),))


def wanted_of(  # noqa: PLR0913 - one parameter an option
    path: Path,
    *,
    sheets: Sequence[str],
    offcuts: Sequence[str],
    kerf: str,
    trim: str,
    stages: str,
    first: FirstCut,
    rest: str,
    may_turn: bool,
) -> Wanted:
    """
    Return what the options ask for, in the file's unit.

    Raises
    ------
    NestingError
        With every option that makes no sense.
    """
    length = to_dmm if unit_of(path) == CUT_LIST else _whole
    faults: list[Fault] = []

    def measured(option: str, text: str) -> int:
        try:
            return length(text)
        except ValueError as error:
            faults.append(Fault(option, "no_length", str(error)))
            return 0

    stock = [
        *_stock("--sheet", sheets, "sheet", measured, faults),
        *_stock("--offcut", offcuts, "offcut", measured, faults),
    ]
    shorter, _, longer = rest.partition("x")
    cutting = Cutting(
        measured("--kerf", kerf),
        measured("--trim", trim),
        None if stages == "any" else int(stages),
        first,
        (measured("--rest", shorter), measured("--rest", longer or shorter)),
    )
    if faults:
        raise NestingError(tuple(faults))
    return Wanted(cutting, tuple(stock), may_turn)


def _stock(
    option: str,
    texts: Sequence[str],
    name: str,
    measured: Callable[[str, str], int],
    faults: list[Fault],
) -> list[Sheet]:
    found = []
    for n, text in enumerate(texts):
        parts = _SHEET.fullmatch(text)
        if parts is None:
            sentence = f"{text!r} is not WIDTHxHEIGHT[:PRICE[:COUNT]]."
            faults.append(Fault(option, "no_size", sentence))
            continue
        is_offcut = name == "offcut"
        found.append(
            Sheet(
                name if n == 0 else f"{name}{n + 1}",
                measured(option, parts[1]),
                measured(option, parts[2]),
                int(parts[3]) if parts[3] else (0 if is_offcut else None),
                int(parts[4]) if parts[4] else (1 if is_offcut else None),
                is_offcut,
            )
        )
    return found


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"{text!r} is no whole number.")
    return int(text)
