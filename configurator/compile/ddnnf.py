"""
From clauses to a circuit with the d4 compiler, in a process of its own.

d4 is native code that may crash, run for ever or take all memory: so it runs apart,
with a limit of time and of memory, and no result is an answer too.

References
----------
J.-M. Lagniez and P. Marquis, "An improved decision-DNNF compiler", IJCAI 2017,
doi:10.24963/ijcai.2017/93.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from configurator.compile import d4
from configurator.compile.circuit import CircuitBuilder
from configurator.compile.clauses import ClauseList

METHODS = ("none", "tree-decomposition")
"""How d4 orders its decisions; the second crashed once on a real model."""
PATIENCE = 8
"""Seconds on the wall for each second of processor time, before d4 counts as hung."""


@dataclass(slots=True)
class Decisions:
    """
    What d4 has found: nodes with edges that carry literals.

    Parameters
    ----------
    kinds
        ``o``, ``a``, ``t`` or ``f`` by node; the first node is the root.
    edges
        By node: (child, literals that hold along this edge).
    """

    kinds: dict[int, str] = field(default_factory=dict)
    edges: dict[int, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)


def numbered(
    clauses: Sequence[Sequence[int]], also: Iterable[int] = ()
) -> tuple[ClauseList, dict[int, int]]:
    """
    Return clauses over variables without gaps, and the new number of each old one.

    Parameters
    ----------
    also
        Variables that count although no clause may name them.

    Notes
    -----
    d4 takes a variable that it never meets for a free one and doubles its counts.
    """
    flat = np.fromiter(chain.from_iterable(clauses), dtype=np.int64)
    own = np.fromiter(also, dtype=np.int64)
    known = np.unique(np.concatenate([np.abs(flat), own]))
    renamed = (np.searchsorted(known, np.abs(flat)) + 1) * np.sign(flat)
    ends = np.cumsum([0, *map(len, clauses)])
    numbers = {variable: at for at, variable in enumerate(known.tolist(), 1)}
    return ClauseList(renamed, ends), numbers


def decide(
    clauses: Iterable[Sequence[int]], size: int, method: str, seconds: float
) -> Decisions | None:
    """
    Return d4's result for ``clauses``, or ``None`` when it found none within limits.

    Parameters
    ----------
    size
        Number of variables.
    method
        One of ``METHODS``.
    seconds
        Of processor time.
    """
    with tempfile.TemporaryDirectory() as folder:
        answered = _answered(Path(folder), clauses, size, method, seconds)
        return None if answered is None else _read(answered)


def number_of_models(
    clauses: Iterable[Sequence[int]], size: int, seconds: float
) -> int | None:
    """Return how many assignments satisfy ``clauses``; ``None`` as in ``decide``."""
    with tempfile.TemporaryDirectory() as folder:
        answered = _answered(Path(folder), clauses, size, "count", seconds)
        return None if answered is None else int(answered.read_text())


def _answered(
    folder: Path,
    clauses: Iterable[Sequence[int]],
    size: int,
    method: str,
    seconds: float,
) -> Path | None:
    """Run d4 and return the file with its answer, if there is one."""
    asked, answered = folder / "asked.cnf", folder / "answered"
    lines = [" ".join(map(str, (*clause, 0))) for clause in clauses]
    asked.write_text(f"p cnf {size} {len(lines)}\n" + "\n".join(lines) + "\n")
    cap = str(max(1, round(seconds)))
    command = [sys.executable, d4.__file__, str(asked), str(answered), method, cap]
    try:
        done = subprocess.run(  # noqa: S603 our own file, no text of a user
            command,
            timeout=seconds * PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return None
    return answered if done.returncode == 0 and answered.exists() else None


def _read(path: Path) -> Decisions:
    found = Decisions()
    with path.open() as lines:
        for line in lines:
            words = line.split()
            if words[0] in "oatf":
                found.kinds[int(words[1])] = words[0]
                found.edges[int(words[1])] = []
            else:
                numbers = [int(word) for word in words[:-1]]
                found.edges[numbers[0]].append((numbers[1], tuple(numbers[2:])))
    return found


def circuit_of(
    decisions: Decisions,
    leaf: Mapping[int, int],
    free: Mapping[int, tuple[int, int]],
    builder: CircuitBuilder,
) -> int:
    """
    Return the root of a smooth circuit that says the same as ``decisions``.

    Parameters
    ----------
    leaf
        Circuit literal by solver literal; solver literals that say nothing of an
        option (auxiliary ones, and "is not this value" of many) are missing.
    free
        By solver variable of an option with two values: both circuit literals. Only
        these can be left open by a decision; where one is, both values are offered.
    """
    return _Smoother(decisions, leaf, free, builder).root()


class _Smoother:
    def __init__(
        self,
        decisions: Decisions,
        leaf: Mapping[int, int],
        free: Mapping[int, tuple[int, int]],
        builder: CircuitBuilder,
    ) -> None:
        self.decisions = decisions
        self.leaf = leaf
        self.builder = builder
        self.open = {variable: builder.either(both) for variable, both in free.items()}
        self.bit = {variable: 1 << at for at, variable in enumerate(free)}
        self.variables = list(free)
        self.nodes: dict[int, int] = {}
        self.masks: dict[int, int] = {}

    def root(self) -> int:
        for node in self._children_first():
            self._make(node)
        first = next(iter(self.decisions.kinds))
        whole = (1 << len(self.variables)) - 1
        missing = self._open_ones(whole & ~self.masks[first])
        return self.builder.both([self.nodes[first], *missing])

    def _children_first(self) -> list[int]:
        ordered: list[int] = []
        seen: set[int] = set()
        waiting = [(next(iter(self.decisions.kinds)), False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                ordered.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting.extend(
                    (child, False) for child, _ in self.decisions.edges[node]
                )
        return ordered

    def _make(self, node: int) -> None:
        kind, edges = self.decisions.kinds[node], self.decisions.edges[node]
        if kind in "tf":
            self.masks[node] = 0
            make = self.builder.both if kind == "t" else self.builder.either
            self.nodes[node] = make(())
            return
        dead = [edge for edge in edges if self.decisions.kinds[edge[0]] == "f"]
        if dead and kind == "a":
            self.masks[node], self.nodes[node] = 0, self.builder.either(())
            return
        # What leads to a contradiction is no alternative and mentions nothing.
        edges = [edge for edge in edges if edge not in dead]
        masks = [self._mask(child, literals) for child, literals in edges]
        whole = 0
        for mask in masks:
            whole |= mask
        self.masks[node] = whole
        if kind == "a":
            members = [n for child, lits in edges for n in self._along(child, lits, 0)]
            self.nodes[node] = self.builder.both(members)
            return
        self.nodes[node] = self.builder.either(
            [
                self.builder.both(self._along(child, literals, whole & ~mask))
                for (child, literals), mask in zip(edges, masks, strict=True)
            ]
        )

    def _mask(self, child: int, literals: Sequence[int]) -> int:
        mask = self.masks[child]
        for literal in literals:
            mask |= self.bit.get(abs(literal), 0)
        return mask

    def _along(self, child: int, literals: Sequence[int], missing: int) -> list[int]:
        members = [self.leaf[lit] for lit in literals if lit in self.leaf]
        members.extend(self._open_ones(missing))
        if self.decisions.kinds[child] != "t":
            members.append(self.nodes[child])
        return members

    def _open_ones(self, mask: int) -> list[int]:
        found = []
        while mask:
            low = mask & -mask
            found.append(self.open[self.variables[low.bit_length() - 1]])
            mask ^= low
        return found
