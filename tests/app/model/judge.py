"""
An independent reading of models, and a SAT solver that judges recorded states.

Shares nothing with the product: two short readers of its own, clauses written down
one relation at a time, and one question for each value of each state.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

solvers: Any = import_module("pysat.solvers")  # it has no types
_LINE = re.compile(
    r"(\t*):([rmog]?)\s*(.*?)\s*(?:\((\w+)\))?\s*(?:\[(\d+),(\d+|\*)\])?\s*$"
)


class Judge:
    """A model as clauses: a variable for each value of each option."""

    def __init__(self) -> None:
        self.literals: dict[tuple[str, str], int] = {}
        self.size = 0
        self.solver = solvers.Solver("glucose4")

    def variable(self) -> int:
        self.size += 1
        return self.size

    def add(self, *literals: int) -> None:
        self.solver.add_clause(literals)

    def feature(self, name: str) -> int:
        literal = self.variable()
        self.literals[name, "true"] = literal
        self.literals[name, "false"] = -literal
        return literal

    def option(self, name: str, values: Sequence[str]) -> None:
        picked = [self.variable() for _ in values]
        self.literals.update(
            {(name, v): x for v, x in zip(values, picked, strict=True)}
        )
        self.add(*picked)
        for one, other in combinations(picked, 2):
            self.add(-one, -other)

    def shown(self, choices: Mapping[str, Any]) -> set[tuple[str, str]]:
        """Return every (option, value) that some configuration with ``choices`` has."""
        assumed = [self.literals[k, spelt(v)] for k, v in choices.items()]
        shown: set[tuple[str, str]] = set()
        for pair, literal in self.literals.items():
            if pair in shown or not self.solver.solve(assumptions=[*assumed, literal]):
                continue
            # A configuration is a witness for each of its values.
            true = set(self.solver.get_model())
            shown.update(pair for pair, lit in self.literals.items() if lit in true)
        return shown

    def mistakes(self, state: Mapping[str, Any]) -> Iterator[str]:
        """Yield what a recorded state says wrongly about the values of options."""
        choices, values = state["choices"], state["values"]
        shown = self.shown(choices)
        for name, given in values.items():
            if name in choices:
                others = {k: v for k, v in choices.items() if k != name}
                can = {value: self.can(others, name, value) for value in given}
            else:
                can = {value: (name, value) in shown for value in given}
            wanted = expected(can, choices.get(name))
            if given != wanted:
                yield f"{choices}: {name} is {given}, not {wanted}"
        if {(k, v) for k in values for v in values[k]} != set(self.literals):
            yield f"these are not the options: {sorted(values)}"

    def can(self, choices: Mapping[str, Any], name: str, value: str) -> bool:
        """Whether some configuration has ``choices`` and the value."""
        assumed = [self.literals[k, spelt(v)] for k, v in choices.items()]
        assumed.append(self.literals[name, value])
        return bool(self.solver.solve(assumptions=assumed))


def expected(can: Mapping[str, bool], chosen: Any) -> dict[str, str]:
    """Return the statuses of one option's values from what may be completed."""
    if chosen is not None:
        return {
            value: "chosen"
            if value == spelt(chosen)
            else "available"
            if is_possible
            else "blocked"
            for value, is_possible in can.items()
        }
    free = "implied" if sum(can.values()) == 1 else "available"
    return {v: free if is_possible else "blocked" for v, is_possible in can.items()}


def spelt(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def judge_of_sxfm(path: Path) -> Judge:
    """Read an SXFM file."""
    root = ET.fromstring(path.read_text())  # noqa: S314 - our own reference data
    judge = Judge()
    tree = _Tree(judge)
    for line in (root.findtext("feature_tree") or "").splitlines():
        if line.strip():
            tree.read(line)
    for parent, members, least, most in tree.groups:
        _add_group(judge, parent, members, least, most)
    for line in (root.findtext("constraints") or "").splitlines():
        if line.strip():
            _add_clause(judge, line.split(":", 1)[1])
    return judge


class _Tree:
    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.above: list[tuple[int, int, list[int] | None]] = []
        self.groups: list[tuple[int, list[int], int, int]] = []

    def read(self, line: str) -> None:
        found = _LINE.match(line)
        assert found, line
        tabs, kind, _name, feature, low, high = found.groups()
        while self.above and self.above[-1][0] >= len(tabs):
            self.above.pop()
        if kind == "g":
            members: list[int] = []
            parent = self.above[-1][1]
            most = -1 if high == "*" else int(high)
            self.groups.append((parent, members, int(low), most))
            self.above.append((len(tabs), parent, members))
            return
        literal = self.judge.feature(feature)
        if kind == "r":
            self.judge.add(literal)
        else:
            self._below(literal, kind)
        self.above.append((len(tabs), literal, None))

    def _below(self, literal: int, kind: str) -> None:
        _depth, parent, members = self.above[-1]
        self.judge.add(-literal, parent)
        if members is not None:
            members.append(literal)
        elif kind == "m":
            self.judge.add(-parent, literal)


def _add_group(
    judge: Judge, parent: int, members: Sequence[int], least: int, most: int
) -> None:
    # Any n - least + 1 members include one that is there; of most + 1 one is not.
    if least:
        for some in combinations(members, len(members) - least + 1):
            judge.add(-parent, *some)
    if most >= 0:
        for some in combinations(members, most + 1):
            judge.add(*(-x for x in some))


def _add_clause(judge: Judge, text: str) -> None:
    words = [word.strip() for word in re.split(r"\s+or\s+", text, flags=re.IGNORECASE)]
    judge.add(
        *(
            judge.literals[word.lstrip("~"), "false" if word[0] == "~" else "true"]
            for word in words
        )
    )


def judge_of_tables(folder: Path) -> Judge:
    """Read a folder with ``options.csv`` and ``tables/*.csv``."""
    judge = Judge()
    with (folder / "options.csv").open() as file:
        for listed in csv.DictReader(file):
            judge.option(listed["option"], listed["values"].split())
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open() as file:
            names, *rows = csv.reader(file)
        fits = []
        for row in rows:
            fit = judge.variable()
            fits.append(fit)
            for name, cell in zip(names, row, strict=True):
                if cell:
                    judge.add(-fit, judge.literals[name, cell])
        judge.add(*fits)
    return judge
