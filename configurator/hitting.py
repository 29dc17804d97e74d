"""
Smallest sets that share a member with each of some sets, one by one and in order.

The sets may grow while the answers are read: that is how a repair is found that no
reason escapes, without listing every reason (implicit hitting sets).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["hitting_sets"]

Picked = tuple[int, ...]


def hitting_sets(sets: Sequence[frozenset[int]], size: int) -> Iterator[Picked]:
    """
    Yield the sets of ``size`` that hit every one of ``sets``, in lexicographic order.

    Parameters
    ----------
    sets
        Looked at again at every step; whoever reads may add to it.

    Notes
    -----
    Sets one smaller have been read to the end before, so that each member must hit
    something that the others miss. That keeps the search small, with a bound from
    sets that share no member.

    References
    ----------
    Reiter, "A theory of diagnosis from first principles", 1987; Davies and Bacchus,
    "Solving MAXSAT by solving a sequence of simpler SAT instances", CP 2011.
    """
    return _extended(sets, (), size)


def _extended(
    sets: Sequence[frozenset[int]], picked: Picked, left: int
) -> Iterator[Picked]:
    missed = _missed(sets, picked)
    if not left:
        if not missed:
            yield picked
        return
    start = picked[-1] + 1 if picked else 0
    for member in sorted(set().union(*missed)):
        if member < start:
            continue
        # Sets added meanwhile count too; all must be hit from here on.
        missed = _missed(sets, picked)
        if _least(missed, member) > left:
            return
        yield from _extended(sets, (*picked, member), left - 1)


def _missed(sets: Sequence[frozenset[int]], picked: Picked) -> list[frozenset[int]]:
    return [one for one in sets if one.isdisjoint(picked)]


def _least(missed: Sequence[frozenset[int]], start: int) -> float:
    """Return how many members from ``start`` on are needed at least."""
    taken: set[int] = set()
    count = 0
    for one in sorted(missed, key=len):
        usable = {member for member in one if member >= start}
        if not usable:
            return float("inf")
        if usable.isdisjoint(taken):
            taken |= usable
            count += 1
    return count
