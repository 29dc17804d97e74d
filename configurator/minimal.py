"""
The part of a list that is refused and would be granted without any one of its members.

Nothing here knows what the members are: choices, rules, or selectors of a solver.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)

__all__ = ["minimal"]


def minimal(
    members: Sequence[Member],
    holds: Callable[[list[Member]], bool],
    core: Callable[[list[Member]], Sequence[Member]] | None = None,
) -> list[Member]:
    """
    Return a subset-minimal part of ``members`` that does not hold, in their order.

    Parameters
    ----------
    members
        Do not hold together; whoever stands earlier is rather kept.
    holds
        Whether some of them do; never true of more when it is false of fewer.
    core
        The part of the members last asked about that their refusal rests on. Only the
        number of questions depends on it, never the result.

    Notes
    -----
    The result is the one that deletion from the end leaves. Its last member is where
    the shortest refused beginning ends; the same again with that member fixed, and so
    on. With cores that beginning is mostly known and costs one question a member;
    without, halving finds it in the logarithm of the members.

    References
    ----------
    Junker, "QuickXplain", AAAI 2004 (preferred conflicts); Marques-Silva, Janota and
    Belov, "Minimal Sets over Monotone Predicates", CAV 2013.
    """
    needed: list[Member] = []
    end = len(members)
    blamed: Collection[Member] = members
    while True:
        # What is needed is refused with members[:end], and so it is with the blamed.
        while end and members[end - 1] not in blamed:
            end -= 1
        low = 0
        while low < end:
            middle = (low + end) // 2 if core is None else end - 1
            asked = [*members[:middle], *needed]
            if holds(asked):
                low = middle + 1
                continue
            end = middle
            if core is not None:
                blamed = set(core(asked))
                while end and members[end - 1] not in blamed:
                    end -= 1
        if not end:
            return needed
        end -= 1
        needed.insert(0, members[end])
