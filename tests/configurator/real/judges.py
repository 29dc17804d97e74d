"""
Judges of real models that share nothing with the product: their own readers, plain SAT.

A judge answers one question, "can these choices hold together?", over the file as it
was published: DIMACS for feature models, listed rows for cars.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

from pysat.solvers import Cadical195  # type: ignore[import-untyped]  # has no types

Clause = list[int]


class Judge:
    """
    Clauses and the literal of every (option, value).

    Parameters
    ----------
    literals
        By option and value; a feature's value is True or False.
    """

    def __init__(
        self, clauses: list[Clause], literals: Mapping[tuple[str, Any], int], size: int
    ) -> None:
        self.clauses, self.literals, self.size = clauses, literals, size
        self._solver = Cadical195(bootstrap_with=clauses)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def can(self, choices: Mapping[str, Any]) -> bool:
        """Whether some variant has all of these choices."""
        assumed = [self.literals[pair] for pair in choices.items()]
        return bool(self._solver.solve(assumptions=assumed))


def of_dimacs(path: Path) -> Judge:
    """Return a judge of a feature model; a comment line names each variable."""
    clauses, literals, size = [], {}, 0
    for line in path.read_text().splitlines():
        kind, *words = line.split(maxsplit=2)
        if kind == "c":
            number, name = int(words[0]), words[1]
            literals[name, True], literals[name, False] = number, -number
        elif kind == "p":
            size = int(line.split()[2])
        else:
            clauses.append([int(word) for word in line.split()[:-1]])
    return Judge(clauses, literals, size)


def of_tables(folder: Path) -> Judge:
    """Return a judge of a car: one literal a value, one a row."""
    clauses: list[Clause] = []
    literals: dict[tuple[str, Any], int] = {}
    with (folder / "options.csv").open(newline="") as file:
        for line in csv.DictReader(file):
            own = []
            for value in line["values"].split():
                own.append(len(literals) + 1)
                literals[line["option"], value] = own[-1]
            clauses += [own, *_never_two(own)]
    size = len(literals)
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(newline="") as file:
            head, *rows = csv.reader(file)
        numbers = range(size + 1, size + 1 + len(rows))
        size += len(rows)
        clauses.append(list(numbers))
        for number, row in zip(numbers, rows, strict=True):
            cells = zip(head, row, strict=True)
            clauses += [[-number, literals[cell]] for cell in cells if cell[1]]
    return Judge(clauses, literals, size)


def _never_two(literals: list[int]) -> list[Clause]:
    return [[-a, -b] for n, a in enumerate(literals) for b in literals[:n]]


def counted(clauses: Iterable[Iterable[int]], size: int) -> int:
    """
    Return how many of the assignments to ``size`` variables satisfy the clauses.

    Notes
    -----
    Splits into parts that share no variable, then branches and remembers; slow and
    short on purpose.
    """
    start = frozenset(frozenset(clause) for clause in clauses)
    free = size - len({abs(x) for clause in start for x in clause})
    return int(_models(start) << free)


@cache
def _models(clauses: frozenset[frozenset[int]]) -> int:
    """Return the number of models over exactly the variables of the clauses."""
    total = 1
    for part in _parts(clauses):
        variables = {abs(x) for clause in part for x in clause}
        often: dict[int, int] = {}
        for clause in part:
            for x in clause:
                often[abs(x)] = often.get(abs(x), 0) + 1
        pick = max(sorted(often), key=often.__getitem__)
        found = 0
        for literal in (pick, -pick):
            assigned = _assigned(part, literal)
            if assigned is not None:
                rest, gone = assigned
                left = {abs(x) for clause in rest for x in clause}
                found += _models(rest) << (len(variables) - gone - len(left))
        total *= found
        if not total:
            return 0
    return total


def _assigned(
    clauses: frozenset[frozenset[int]], literal: int
) -> tuple[frozenset[frozenset[int]], int] | None:
    """Return the clauses under a literal and all it forces, and how many were set."""
    waiting, true = [literal], set[int]()
    current = clauses
    while waiting:
        x = waiting.pop()
        if -x in true:
            return None
        if x in true:
            continue
        true.add(x)
        current = frozenset(c - {-x} for c in current if x not in c)
        if frozenset() in current:
            return None
        waiting += [next(iter(c)) for c in current if len(c) == 1]
    return current, len(true)


def _parts(clauses: frozenset[frozenset[int]]) -> list[frozenset[frozenset[int]]]:
    by_variable: dict[int, list[frozenset[int]]] = {}
    for clause in clauses:
        for x in clause:
            by_variable.setdefault(abs(x), []).append(clause)
    seen: set[frozenset[int]] = set()
    parts = []
    for first in clauses:
        if first in seen:
            continue
        part, waiting = set(), [first]
        while waiting:
            clause = waiting.pop()
            if clause in part:
                continue
            part.add(clause)
            waiting += [c for x in clause for c in by_variable[abs(x)]]
        seen |= part
        parts.append(frozenset(part))
    return parts
