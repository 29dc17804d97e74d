"""Options that relations connect: what may be judged apart from everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def components(
    options: Iterable[str], scopes: Mapping[str, frozenset[str]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """
    Return the connected parts as (options, relations), both in the given order.

    Parameters
    ----------
    scopes
        Options by relation; a relation of no option is in no part.
    """
    leader = {option: option for option in options}

    def find(option: str) -> str:
        while leader[option] != option:
            leader[option] = leader[leader[option]]
            option = leader[option]
        return option

    for scope in scopes.values():
        first, *others = scope or ("",)
        for other in others:
            leader[find(other)] = find(first)
    members: dict[str, list[str]] = {}
    for option in leader:
        members.setdefault(find(option), []).append(option)
    relations: dict[str, list[str]] = {name: [] for name in members}
    for relation, scope in scopes.items():
        if scope:
            relations[find(next(iter(scope)))].append(relation)
    return [(tuple(found), tuple(relations[name])) for name, found in members.items()]
