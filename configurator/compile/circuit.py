"""
A circuit: every variant of a model as one graph of conjunctions and disjunctions.

*Smooth and deterministic*: each variant is one way down from the last node, and every
way says one value for every option. So one pass upward tells whether a variant is
left, one downward which values, and sums instead of ors count them (d-DNNF).

References
----------
A. Darwiche and P. Marquis, "A knowledge compilation map", JAIR 17, 2002,
doi:10.1613/jair.989.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Circuit:
    """
    Nodes in an order that puts children first; the last one stands for the model.

    Parameters
    ----------
    leaves
        Number of literals; they are the first nodes.
    first, children
        Children of inner node ``n`` (counted from 0 after the leaves) are
        ``children[first[n]:first[n + 1]]``.
    is_and
        1 for a conjunction, 0 for a disjunction, by inner node.
    """

    leaves: int
    first: Array
    children: Array
    is_and: Array

    @property
    def size(self) -> int:
        """Number of nodes, leaves included."""
        return self.leaves + len(self.is_and)

    @property
    def graph(self) -> tuple[Array, Array, Array]:
        """What the kernel's loops take first."""
        return self.first, self.children, self.is_and

    def parents(self) -> tuple[Array, Array]:
        """Return where the parents of each node begin, with an end, and the parents."""
        inner = np.arange(self.leaves, self.size, dtype=np.int32)
        edges = np.repeat(inner, np.diff(self.first))
        order = np.argsort(self.children, kind="stable")
        counted = np.bincount(self.children, minlength=self.size)
        first = np.concatenate([[0], np.cumsum(counted)]).astype(np.int32)
        return first, edges[order]


class CircuitBuilder:
    """
    Grows a circuit; the same conjunction or disjunction is one node.

    Parameters
    ----------
    leaves
        Number of literals: nodes 0 to ``leaves - 1``.
    """

    def __init__(self, leaves: int) -> None:
        self.leaves = leaves
        self._kinds: list[int] = []
        self._children: list[tuple[int, ...]] = []
        self._known: dict[tuple[int, ...], int] = {}

    def both(self, children: Sequence[int]) -> int:
        """Return the node of a conjunction; none at all is true."""
        return self._node(1, children)

    def either(self, children: Sequence[int]) -> int:
        """Return the node of a disjunction; none at all is false."""
        return self._node(0, children)

    def _node(self, kind: int, children: Sequence[int]) -> int:
        if len(children) == 1:
            return children[0]
        key = (kind, *sorted(children))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.leaves + len(self._kinds)
            self._kinds.append(kind)
            self._children.append(key[1:])
        return found

    def built(self, root: int) -> Circuit:
        """Return the circuit of everything below ``root``."""
        if root < self.leaves:
            # The last node stands for the model, and a leaf is not the last one.
            self._kinds.append(1)
            self._children.append((root,))
            root = self.leaves + len(self._kinds) - 1
        kept = self._below(root)
        place = {node: self.leaves + at for at, node in enumerate(kept)}
        first = np.zeros(len(kept) + 1, dtype=np.int32)
        children: list[int] = []
        for at, node in enumerate(kept):
            below = self._children[node - self.leaves]
            children.extend(place.get(child, child) for child in below)
            first[at + 1] = len(children)
        kinds = [self._kinds[node - self.leaves] for node in kept]
        return Circuit(
            self.leaves,
            first,
            np.array(children, dtype=np.int32),
            np.array(kinds, dtype=np.uint8),
        )

    def _below(self, root: int) -> list[int]:
        """Return the inner nodes that ``root`` needs, children first."""
        needed = {root}
        waiting = [root]
        while waiting:
            for child in self._children[waiting.pop() - self.leaves]:
                if child >= self.leaves and child not in needed:
                    needed.add(child)
                    waiting.append(child)
        # A node is made after its children, so their numbers are in order.
        return sorted(needed)


def united(circuits: Sequence[Circuit]) -> Circuit:
    """Return the conjunction of circuits over different literals, numbered in turn."""
    leaves = sum(circuit.leaves for circuit in circuits)
    children, kinds, widths, roots = [], [], [], []
    leaf_start, node_start = 0, leaves
    for circuit in circuits:
        inner = circuit.children >= circuit.leaves
        shift = np.where(inner, node_start - circuit.leaves, leaf_start)
        children.append(circuit.children + shift.astype(np.int32))
        kinds.append(circuit.is_and)
        widths.append(np.diff(circuit.first))
        leaf_start += circuit.leaves
        node_start += len(circuit.is_and)
        roots.append(node_start - 1)
    children.append(np.array(roots, dtype=np.int32))
    kinds.append(np.ones(1, dtype=np.uint8))
    widths.append(np.array([len(roots)], dtype=np.int32))
    first = np.concatenate([np.zeros(1), np.cumsum(np.concatenate(widths))])
    return Circuit(
        leaves,
        first.astype(np.int32),
        np.concatenate(children),
        np.concatenate(kinds),
    )
