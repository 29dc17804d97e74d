"""
The fewest choices that must change so that a wish, or what remains, can hold.

What goes in are choices that do not stand beside a wish; what comes out are up to
three repairs, all of the same smallest number of changed choices. Among several, later
questions are given up before earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from configurator.compile import CompiledModel
from configurator.domains import require_choices
from configurator.hitting import hitting_sets
from configurator.minimal import minimal
from configurator.model import Configuration
from configurator.results import Repair
from configurator.standing import ByCircuit, Standing, standing

__all__ = ["MAX_REPAIRS", "Repair", "repairs", "repairs_beside", "with_price_changes"]

MAX_REPAIRS = 3


def repairs(
    compiled: CompiledModel,
    choices: Configuration,
    wish: Configuration | None = None,
    *,
    most: int = MAX_REPAIRS,
) -> tuple[Repair, ...]:
    """
    Return the ways to have ``wish`` with the fewest other choices changed.

    Parameters
    ----------
    wish
        Replaces choices of the same options; without one, contradictory choices are
        mended.

    Returns
    -------
    tuple of Repair
        Empty when no change of choices helps, and when none is needed.

    Raises
    ------
    ChoiceError
        When a choice or the wish is malformed.

    Notes
    -----
    Every repair changes a different set of choices. The same question gets the same
    repairs in the same order, whatever was asked before.
    """
    wish = wish or {}
    require_choices(compiled.model, {**choices, **wish})
    others = {name: value for name, value in choices.items() if name not in wish}
    with standing(compiled, others, wish) as beside:
        if beside.holds(beside.names):
            return ()
        return repairs_beside(beside, most)


def repairs_beside(beside: Standing, most: int = MAX_REPAIRS) -> tuple[Repair, ...]:
    """Return the repairs of choices that do not stand beside their wish."""
    if not beside.holds(()):
        return ()
    gone = _costed(beside) if isinstance(beside, ByCircuit) else _hit(beside)
    return tuple(_repair(beside, names) for names in islice(gone, most))


def with_price_changes(
    repairs: Sequence[Repair],
    choices: Configuration,
    *,
    now_minor: int,
    price_of: Callable[[Configuration], int],
) -> tuple[Repair, ...]:
    """
    Return ``repairs`` with what each does to the price.

    Parameters
    ----------
    choices
        What the repairs are applied to.
    now_minor
        Price of what is shown now, in minor units.
    price_of
        Price in minor units of the variant that choices are completed to. Prices may
        need measures of the assembly, so that only the caller can tell.
    """
    return tuple(
        replace(
            repair,
            price_change_minor=price_of(repair.apply(choices)) - now_minor,
        )
        for repair in repairs
    )


def _repair(beside: Standing, gone: Collection[str]) -> Repair:
    settled = beside.of(name for name in beside.names if name not in gone)
    changes = dict(beside.wish)
    for name in beside.names:
        if name in gone:
            changes[name] = settled[name] = beside.value(name, settled)
    return Repair(changes)


def _hit(beside: Standing) -> Iterator[tuple[str, ...]]:
    """
    Yield the smallest sets of choices to give up, by implicit hitting sets.

    Notes
    -----
    Whatever mends must hit every reason found so far. A smallest such set either
    mends, or what it keeps has a further reason.
    """
    names = beside.names[::-1]
    place = {name: at for at, name in enumerate(names)}
    reasons: list[frozenset[int]] = []
    for size in range(len(names) + 1):
        is_found = False
        for picked in hitting_sets(reasons, size):
            gone = tuple(names[at] for at in picked)
            kept = [name for name in beside.names if name not in gone]
            if beside.holds(kept):
                is_found = True
                yield gone
            else:
                core = list(beside.core(kept))
                reason = minimal(core, beside.holds, beside.core)
                reasons.append(frozenset(place[name] for name in reason))
        if is_found:
            return


def _costed(beside: ByCircuit) -> Iterator[tuple[str, ...]]:
    """
    Yield the smallest sets of choices to give up, by cheapest completions.

    Notes
    -----
    A choice that changes costs 1, so that a pass over the circuit gives the fewest
    changes, and the fewest with each single choice among them: whoever is above the
    budget is never tried.
    """
    names = beside.names[::-1]
    total, via = _fewest(beside, (), names)
    if total is not None:
        yield from _given_up(beside, (), names, total, via)


def _given_up(
    beside: ByCircuit,
    gone: tuple[str, ...],
    names: Sequence[str],
    left: int,
    via: dict[str, int],
) -> Iterator[tuple[str, ...]]:
    """Yield ``gone`` with ``left`` more of ``names``; all others are kept."""
    if not left:
        yield gone
        return
    for at, name in enumerate(names):
        if via[name] > left:
            continue
        rest = names[at + 1 :]
        total, further = _fewest(beside, (*gone, name), rest)
        if total == left - 1:
            yield from _given_up(beside, (*gone, name), rest, left - 1, further)


def _fewest(
    beside: ByCircuit, gone: Collection[str], names: Sequence[str]
) -> tuple[int | None, dict[str, int]]:
    """
    Return how many of ``names`` must change when ``gone`` may, and with each of them.

    Notes
    -----
    All other choices stand.
    """
    circuits = beside.circuits
    costs = np.zeros(circuits.circuit.leaves, dtype=np.int64)
    for name in names:
        costs[circuits.span(name)] = 1
        costs[circuits.literal(name, beside.choices[name])] = 0
    free = {*gone, *names}
    total, through = circuits.least(
        costs, beside.of(name for name in beside.names if name not in free)
    )
    via = {}
    for name in names:
        others = through[circuits.span(name)].copy()
        own = circuits.literal(name, beside.choices[name]) - circuits.span(name).start
        via[name] = int(np.delete(others, own).min(initial=len(beside.names) + 1))
    return total, via
