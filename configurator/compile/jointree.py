"""
From relations to a circuit, by eliminating one option after the other.

Bucket elimination: the relations that know an option are joined, the option becomes a
disjunction over its values for every context (the values of the options it meets), and
the contexts are handed on as one relation with a node a row. Nodes that are equal are
one node, so the result is an AND/OR decision diagram along the elimination tree.

References
----------
R. Dechter, "Bucket elimination: a unifying framework for reasoning", Artificial
Intelligence 113, 1999, doi:10.1016/S0004-3702(99)00059-4.
R. Mateescu, R. Dechter, R. Marinescu, "AND/OR multi-valued decision diagrams for
graphical models", JAIR 33, 2008, doi:10.1613/jair.2605.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from configurator.compile.circuit import CircuitBuilder
from configurator.compile.relation import Relation, TooManyRowsError

Array = np.ndarray[Any, np.dtype[Any]]
MAX_JOINED = 2_000_000
"""Rows of one join; more would be neither small nor quick."""
MAX_WORK = 6_000_000
"""Rows of all joins of one elimination."""


@dataclass(frozen=True, slots=True)
class _Message:
    """
    A relation whose rows carry nodes of the circuit.

    Parameters
    ----------
    nodes
        Shape (rows, k): what must hold as well in each row; k may be 0.
    """

    options: tuple[str, ...]
    rows: Array
    nodes: Array


def eliminate(
    relations: Iterable[Relation],
    leaf: Mapping[str, int],
    sizes: Mapping[str, int],
    order: Sequence[str],
    builder: CircuitBuilder,
) -> tuple[int, int]:
    """
    Return the node that is true exactly for the common rows, and the rows looked at.

    Parameters
    ----------
    leaf
        First literal of each option; its value ``i`` is literal ``leaf + i``.
    sizes
        Number of values by option.
    order
        Every option once, the first eliminated first.

    Raises
    ------
    TooManyRowsError
        When a join grows beyond ``MAX_JOINED`` rows, or all of them beyond
        ``MAX_WORK``.
    """
    work = 0
    pool = [_message(relation) for relation in relations]
    roots: list[int] = []
    for option in order:
        met = [message for message in pool if option in message.options]
        if not met:
            roots.append(
                builder.either([leaf[option] + at for at in range(sizes[option])])
            )
            continue
        pool = [message for message in pool if option not in message.options]
        joined = _joined(met)
        work += len(joined.rows)
        if work > MAX_WORK:
            raise TooManyRowsError
        handed = _bucket(joined, option, leaf[option], builder)
        if handed.options:
            pool.append(handed)
        else:
            roots.append(int(handed.nodes[0, 0]) if len(handed.nodes) else -1)
    if -1 in roots:
        return builder.either(()), work
    return builder.both(roots), work


def _message(relation: Relation) -> _Message:
    nodes = np.zeros((len(relation.rows), 0), dtype=np.int64)
    return _Message(relation.options, relation.rows, nodes)


def _joined(messages: Sequence[_Message]) -> _Message:
    """Return the natural join, the most closely related messages first."""
    waiting = sorted(messages, key=lambda message: len(message.rows))
    joined = waiting.pop(0)
    while waiting:
        known = set(joined.options)
        waiting.sort(key=lambda m: (-len(known & set(m.options)), len(m.rows)))
        joined = _join(joined, waiting.pop(0))
    return joined


def _join(left: _Message, right: _Message) -> _Message:
    shared = [name for name in left.options if name in right.options]
    ours, theirs = _common_keys(left, right, shared)
    by_key = np.argsort(theirs, kind="stable")
    theirs = theirs[by_key]
    low = np.searchsorted(theirs, ours, "left")
    matches = np.searchsorted(theirs, ours, "right") - low
    total = int(matches.sum())
    if total > MAX_JOINED:
        raise TooManyRowsError
    at_left = np.repeat(np.arange(len(ours)), matches)
    starts = np.cumsum(matches) - matches
    at_right = by_key[np.arange(total) - np.repeat(starts - low, matches)]
    new = [name for name in right.options if name not in shared]
    columns = [right.options.index(name) for name in new]
    return _Message(
        (*left.options, *new),
        np.concatenate([left.rows[at_left], right.rows[at_right][:, columns]], axis=1),
        np.concatenate([left.nodes[at_left], right.nodes[at_right]], axis=1),
    )


def _common_keys(
    left: _Message, right: _Message, shared: Sequence[str]
) -> tuple[Array, Array]:
    ours, theirs = (
        side.rows[:, [side.options.index(name) for name in shared]]
        for side in (left, right)
    )
    keys = _keys(np.concatenate([ours, theirs]))
    return keys[: len(ours)], keys[len(ours) :]


def _keys(rows: Array) -> Array:
    """Return one number a row, the same exactly for the same rows."""
    if not rows.size:
        return np.zeros(len(rows), dtype=np.int64)
    sizes = [int(most) + 1 for most in rows.max(axis=0)]
    if math.prod(sizes) >= 2**62:
        return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
    # Sorting numbers is ten times as fast as sorting rows.
    keys = np.zeros(len(rows), dtype=np.int64)
    for column, size in enumerate(sizes):
        keys *= size
        keys += rows[:, column]
    return keys


def distinct(rows: Array) -> tuple[Array, Array]:
    """Return the distinct rows, and for each row which of them it is."""
    _, first, which = np.unique(_keys(rows), return_index=True, return_inverse=True)
    return rows[first], which.reshape(-1)


def _bucket(
    joined: _Message,
    option: str,
    leaf: int,
    builder: CircuitBuilder,
) -> _Message:
    """Return the contexts of ``option``, each with the node of its disjunction."""
    column = joined.options.index(option)
    context = tuple(name for name in joined.options if name != option)
    parts = np.concatenate(
        [joined.rows[:, column : column + 1].astype(np.int64) + leaf, joined.nodes],
        axis=1,
    )
    kinds, which = distinct(parts)
    nodes = [builder.both(row) for row in kinds.tolist()]
    conjunctions = np.array(nodes, dtype=np.int64)[which]
    others = [at for at, name in enumerate(joined.options) if name != option]
    contexts, place = distinct(joined.rows[:, others])
    members = conjunctions[np.lexsort((conjunctions, place))].tolist()
    ends = np.cumsum(np.bincount(place, minlength=len(contexts))).tolist()
    nodes, start = [], 0
    for end in ends:
        nodes.append(builder.either(members[start:end]))
        start = end
    return _Message(context, contexts, np.array(nodes, dtype=np.int64).reshape(-1, 1))


def orders(
    relations: Sequence[Relation],
    sizes: Mapping[str, int],
    seed: int,
) -> list[str]:
    """
    Return an elimination order that keeps joins small, as far as can be guessed.

    Parameters
    ----------
    seed
        0 takes the best guess at each step, others stray from it a little.

    Notes
    -----
    The guess for a bucket is the least of its options' joint size and its relations'
    joint rows; relations made on the way are guessed the same way.
    """
    rng = random.Random(seed)  # noqa: S311 a search, not a secret
    pool = [
        (frozenset(relation.options), math.log(max(1, len(relation.rows))))
        for relation in relations
    ]
    width = {name: math.log(size) for name, size in sizes.items()}
    left, ordered = set(sizes), []
    guesses: dict[str, float] = {}
    stale = set(sizes)
    while left:
        for name in stale:
            guesses[name] = _guess(name, pool, width)
        noise = 0.3 if seed else 0.0
        name = min(sorted(left), key=lambda n: guesses[n] * (1 + noise * rng.random()))
        met = [entry for entry in pool if name in entry[0]]
        scope = frozenset[str]().union(*(entry[0] for entry in met))
        pool = [entry for entry in pool if name not in entry[0]]
        left.discard(name)
        ordered.append(name)
        rest = scope - {name}
        if rest:
            size = min(_guess_of(met, width), sum(width[n] for n in rest))
            pool.append((rest, size))
        stale = set(rest)
    return ordered


def _guess(
    name: str, pool: Sequence[tuple[frozenset[str], float]], width: Mapping[str, float]
) -> float:
    return _guess_of([entry for entry in pool if name in entry[0]], width)


def _guess_of(
    met: Sequence[tuple[frozenset[str], float]], width: Mapping[str, float]
) -> float:
    scope = frozenset[str]().union(*(entry[0] for entry in met))
    return min(sum(width[n] for n in scope), sum(size for _, size in met))
