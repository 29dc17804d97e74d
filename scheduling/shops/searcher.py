"""A searcher's way through one call: construct, search, relink, again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from scheduling.shops.construct import RULES
from scheduling.shops.engine import Engine
from scheduling.shops.pool import Pool
from scheduling.shops.run import Run

SLICE = 200_000
"""Operations times rounds between two looks at the clock: some 10 ms."""

PATIENCE, LONG_PATIENCE = 3_000, 10_000
"""Rounds without a better best after which another start is taken: fewer were better
on four shops of 150 to 300 operations, worse on one of 500."""

LARGE = 300
"""Operations above which it is the longer one."""

NEAR, FAR = 0.1, 0.5
"""Share of the way to the other parent at which a relinked search begins."""


def begin(run: Run, engine: Engine) -> list[int]:
    """Offer the first solutions, one by each rule; return the rules, best first."""
    found: list[tuple[int, int]] = []
    for rule in range(len(RULES)):
        makespan = engine.construct(rule)
        found.append((makespan, rule))
        run.offer(makespan, engine.elite, "dispatch")
        if run.is_over():
            break
    return [rule for _, rule in sorted(found)]


def wander(  # noqa: PLR0913, PLR0917 one call's parts
    run: Run,
    engine: Engine,
    pool: Pool,
    random: Random,
    rules: list[int],
    look: Callable[[], None],
    operations: int,
) -> None:
    """
    Search from start after start until the budget is used up.

    Parameters
    ----------
    look
        Called between slices: whoever listens is told, whoever cancels is asked.
    """
    slice_ = max(20, SLICE // max(1, operations))
    patience = LONG_PATIENCE if operations > LARGE else PATIENCE
    starts = 0
    while not run.is_over():
        pair = pool.two(random)
        makespan = -1
        if pair is not None:
            makespan = engine.between(*pair, random.uniform(NEAR, FAR))
        if makespan < 0:
            rule = rules[starts // 2 % min(4, len(rules))]
            engine.construct(rule, 1.0 if starts else 0.0)
            starts += 1
        while not run.is_over():
            wanted = run.rounds_of(slice_)
            made = engine.search(wanted, patience)
            run.count(made)
            run.offer(engine.best, engine.elite, "tabu")
            look()
            if made < wanted:
                break
        run.count(1)  # a start counts too: a shop without moves ends as well
        pool.add(engine.elite())
