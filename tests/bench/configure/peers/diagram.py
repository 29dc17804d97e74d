"""
Size of a folder's decision diagram: ``python diagram.py FOLDER`` with OxiDD beside it.

Stands alone, so that it runs where only the peers are installed. Every option has as
many bits as its values need; the options stand in FORCE order (Aloul, Markov, Sakallah
2003), each table is made bottom-up from its sorted rows and the tables are joined in
the order of their last option. Prints one JSON object.
"""

# mypy: ignore-errors
# The peers are not installed where types are checked.

import csv
import json
import sys
import time
from pathlib import Path
from random import Random

from oxidd.bdd import BDDManager


def read(folder):
    with (folder / "options.csv").open(newline="") as file:
        domains = {r["option"]: r["values"].split() for r in csv.DictReader(file)}
    tables = []
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(newline="") as file:
            head, *rows = csv.reader(file)
        tables.append((head, rows))
    return domains, tables


def force(names, tables, rounds=200, tries=10):
    """Options so that those of one table stand close; the best of a few starts."""
    best = None
    for seed in range(tries):
        place = {
            name: n for n, name in enumerate(Random(seed).sample(names, len(names)))
        }
        cost = None
        for _ in range(rounds):
            centre = [sum(place[o] for o in head) / len(head) for head, _ in tables]
            pulls = {name: [] for name in names}
            for (head, _), at in zip(tables, centre, strict=True):
                for option in head:
                    pulls[option].append(at)
            want = {n: sum(p) / len(p) if p else place[n] for n, p in pulls.items()}
            place = {n: i for i, n in enumerate(sorted(names, key=want.get))}
            spans = [[place[o] for o in head] for head, _ in tables]
            now = sum(max(s) - min(s) for s in spans)
            if best is None or now < best[0]:
                best = now, dict(place)
            if now == cost:
                break
            cost = now
    return best[1]


class Builder:
    def __init__(self, domains, place, nodes):
        self.manager = BDDManager(nodes, 1 << 22, 1)
        order = sorted(domains, key=place.get)
        width = {n: max(1, (len(v) - 1).bit_length()) for n, v in domains.items()}
        self.bits, count = {}, 0
        for name in order:
            self.bits[name] = range(count, count + width[name])
            count += width[name]
        self.manager.add_vars(count)
        self.var = [self.manager.var(i) for i in range(count)]
        self.domains, self.place = domains, place
        self.count = count

    def choose(self, name, of):
        """Diagram of "the value leads on to ``of[value]``"."""
        layer = [of.get(v, self.manager.false()) for v in self.domains[name]]
        bits = self.bits[name]
        layer += [self.manager.false()] * ((1 << len(bits)) - len(layer))
        for bit in reversed(bits):
            layer = [
                self.var[bit].ite(b, a) if a != b else a
                for a, b in zip(layer[::2], layer[1::2], strict=True)
            ]
        return layer[0]

    def table(self, head, rows):
        columns = sorted(range(len(head)), key=lambda c: self.place[head[c]])
        names = [head[c] for c in columns]
        level = {tuple(row[c] for c in columns): self.manager.true() for row in rows}
        for name in reversed(names):
            grouped = {}
            for row, node in level.items():
                grouped.setdefault(row[:-1], {})[row[-1]] = node
            level = {row: self.choose(name, of) for row, of in grouped.items()}
        return level[()]


def main():
    domains, tables = read(Path(sys.argv[1]))
    started = time.perf_counter()
    place = force(list(domains), tables)
    builder = Builder(
        domains, place, int(sys.argv[2]) if len(sys.argv) > 2 else 1 << 25
    )
    parts = [
        builder.choose(n, dict.fromkeys(v, builder.manager.true()))
        for n, v in domains.items()
    ]
    whole = builder.manager.true()
    for part in parts:
        whole &= part
    # From the deepest option upwards.
    for head, rows in sorted(tables, key=lambda t: -max(place[o] for o in t[0])):
        whole &= builder.table(head, rows)
    # Domains of a power of two have no unused codes; all others are ruled out above.
    found = {
        "nodes": whole.node_count(),
        "count": str(int(whole.sat_count(builder.count))),
        "seconds": round(time.perf_counter() - started, 2),
    }
    sys.stdout.write(json.dumps(found) + "\n")


main()
