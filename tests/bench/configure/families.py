"""
Generated models whose size and shape are parameters; a seed gives the same one again.

Nothing here knows an engine: a family is options and listed rows, written as the
folder of ``options.csv`` and ``tables/*.csv`` that ``renault-part`` is published in,
and read back through the product's own reader.
"""

import csv
import random
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Sizes of renault-part's domains and (options, rows) of its tables: the generated
# family draws from the same histograms.
DOMAINS = (
    *(42, 29, 25, 13, 12, 11, 10, 10, 9, 7, 6, 6),
    *(5,) * 9,
    *(4,) * 3,
    *(3,) * 15,
    *(2,) * 54,
    *(1,) * 6,
)
ARITIES = (*(2,) * 12, *(3,) * 5, *(4,) * 4, *(5,) * 6, *(6,) * 20, *(7,) * 6, 8, 9, 10)


@dataclass(frozen=True, slots=True)
class Shape:
    """
    What a family of cars looks like.

    Parameters
    ----------
    options
        How many; domain sizes are drawn from ``DOMAINS``.
    rows
        Of all tables together, reached within a percent.
    tables
        How many at least; each lists options that stand close together.
    reach
        How far back an option's neighbour in the tree may stand: 1 is a path, large
        numbers give bushes.
    chords
        Options that also depend on a second neighbour, as a share of all.
    chord_reach
        How far back that second neighbour may stand.
    freedom
        Share of an option's values that go with one combination of its neighbours.
    wider
        How many options more a table has than those of ``renault-part``.
    built
        Different cars that the longest tables may have seen.
    """

    options: int = 100
    rows: int = 110_000
    tables: int = 112
    reach: int = 2
    chords: float = 0.15
    chord_reach: int = 4
    freedom: float = 0.85
    wider: int = 0
    built: int = 20_000


@dataclass(frozen=True, slots=True)
class TableFamily:
    """Options with their values, and tables of (options, rows)."""

    options: Mapping[str, tuple[str, ...]]
    tables: Sequence[tuple[tuple[str, ...], Sequence[tuple[str, ...]]]] = field(
        repr=False
    )

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(len(rows) for _, rows in self.tables)

    def write(self, folder: Path) -> Path:
        """Write ``options.csv`` and ``tables/*.csv``, and return the folder."""
        (folder / "tables").mkdir(parents=True)
        with (folder / "options.csv").open("w", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("option", "values"))
            lines.writerows((k, " ".join(v)) for k, v in self.options.items())
        for number, (options, rows) in enumerate(self.tables, 1):
            path = folder / "tables" / f"table{number:03}.csv"
            with path.open("w", newline="") as file:
                lines = csv.writer(file, lineterminator="\n")
                lines.writerow(options)
                lines.writerows(rows)
        return folder


def cars(seed: int, shape: Shape = Shape()) -> TableFamily:
    """
    Return a car: tables of what was ever built together, options in no order.

    Notes
    -----
    A hidden grammar grows a random tree of options (``reach``) with ``chords``; each
    value of an option goes with a random part (``freedom``) of the combinations of its
    neighbours. Walking the grammar from the root builds valid cars. Each table lists
    options that hang together in that tree, and its rows are the different
    combinations among cars drawn from the grammar. A table stops at its share of the
    rows, so that most lists are incomplete: what is missing makes the diagram rich,
    as a merchandiser's exceptions do. The first cars stand in every table, so that
    the model can always be satisfied; everything is shuffled and renamed last.
    """
    return _Grammar(random.Random(seed), shape).family()


class _Grammar:
    """A hidden tree of options with what goes with what; cars are walked from it."""

    def __init__(self, rng: random.Random, shape: Shape) -> None:
        self.rng, self.shape = rng, shape
        self.sizes = _sizes(rng, shape.options)
        self.above = [self._neighbours(i) for i in range(shape.options)]
        self.beside: list[set[int]] = [set() for _ in range(shape.options)]
        for i, above in enumerate(self.above):
            for j in above:
                self.beside[i].add(j)
                self.beside[j].add(i)
        self.goes_with: list[dict[tuple[int, ...], list[int]]] = [
            {} for _ in range(shape.options)
        ]

    def _neighbours(self, i: int) -> list[int]:
        if i == 0:
            return []
        near = i - self.rng.randint(1, min(i, self.shape.reach))
        far = i - self.rng.randint(1, min(i, self.shape.chord_reach))
        has_chord = self.rng.random() < self.shape.chords
        return sorted({near, far}) if has_chord else [near]

    def car(self) -> list[int]:
        """Walk the tree once."""
        values: list[int] = []
        for i, above in enumerate(self.above):
            key = tuple(values[j] for j in above)
            known = self.goes_with[i]
            if key not in known:
                known[key] = self._part(self.sizes[i])
            values.append(self.rng.choice(known[key]))
        return values

    def _part(self, size: int) -> list[int]:
        part = [v for v in range(size) if self.rng.random() < self.shape.freedom]
        return part or [self.rng.randrange(size)]

    def scope(self) -> list[int]:
        """Return options that hang together, as many as a table of the kind has."""
        wanted = self.rng.choice(ARITIES) + self.shape.wider
        scope = [self.rng.randrange(self.shape.options)]
        while len(scope) < wanted:
            edge = sorted({n for i in scope for n in self.beside[i]} - set(scope))
            if not edge:
                break
            scope.append(self.rng.choice(edge))
        return scope

    def family(self) -> TableFamily:
        """Return the tables with shuffled options and values."""
        cars = [self.car() for _ in range(self.shape.built)]
        scopes, fresh = self._scopes(cars)
        shares = [self.rng.lognormvariate(0, 1) for _ in scopes]
        scale = self._scale(shares, fresh)
        tables = [
            (scope, _seen(cars[: _length(share, scale)], scope))
            for scope, share in zip(scopes, shares, strict=True)
        ]
        return self._named(tables)

    def _scopes(
        self, cars: Sequence[Sequence[int]]
    ) -> tuple[list[list[int]], list[list[int]]]:
        """Return scopes with ample rows among them, and when each row is first seen."""
        scopes: list[list[int]] = []
        fresh: list[list[int]] = []
        rows = 0
        while len(scopes) < self.shape.tables or rows < _AMPLE * self.shape.rows:
            scopes.append(self.scope())
            fresh.append(_when_new(cars, scopes[-1]))
            rows += len(fresh[-1])
        return scopes, fresh

    def _scale(self, shares: Sequence[float], fresh: Sequence[Sequence[int]]) -> float:
        """Return how many cars a middling table has seen, so that the rows add up."""
        low, high = 1.0, 100.0 * self.shape.built
        while high - low > 0.5:
            scale = (low + high) / 2
            rows = sum(
                bisect_left(new, _length(share, scale))
                for new, share in zip(fresh, shares, strict=True)
            )
            low, high = (scale, high) if rows < self.shape.rows else (low, scale)
        return high

    def _named(
        self, tables: Sequence[tuple[Sequence[int], Sequence[tuple[int, ...]]]]
    ) -> TableFamily:
        order = self.rng.sample(range(self.shape.options), self.shape.options)
        name = {i: f"Opt{n}" for n, i in enumerate(order, 1)}
        words = {
            i: self.rng.sample([f"V{v:02}" for v in range(size)], size)
            for i, size in enumerate(self.sizes)
        }
        named = [
            (
                tuple(name[i] for i in scope),
                [
                    tuple(words[i][v] for i, v in zip(scope, row, strict=True))
                    for row in rows
                ],
            )
            for scope, rows in tables
        ]
        return TableFamily({name[i]: tuple(sorted(words[i])) for i in order}, named)


# How many times the wanted rows could be listed if every table had seen every car.
_AMPLE = 1.2
# Every table has seen at least these, so that there are cars without a doubt.
_FIRST = 20


def _sizes(rng: random.Random, count: int) -> list[int]:
    """Return domain sizes with the histogram of the kind, in a random order."""
    whole, rest = divmod(count, len(DOMAINS))
    return rng.sample([*DOMAINS * whole, *rng.sample(DOMAINS, rest)], count)


def _length(share: float, scale: float) -> int:
    return max(_FIRST, round(share * scale))


def _seen(cars: Sequence[Sequence[int]], scope: Sequence[int]) -> list[tuple[int, ...]]:
    return sorted({tuple(car[i] for i in scope) for car in cars})


def _when_new(cars: Sequence[Sequence[int]], scope: Sequence[int]) -> list[int]:
    """Return the numbers of the cars that brought a new row."""
    known: set[tuple[int, ...]] = set()
    found = []
    for number, car in enumerate(cars):
        row = tuple(car[i] for i in scope)
        if row not in known:
            known.add(row)
            found.append(number)
    return found
