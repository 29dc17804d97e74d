"""
Domains by Exact's ``pruneDomains``: ``python exact_domains.py FOLDER RECORD``.

Stands alone, so that it runs where only the peers are installed. RECORD is what
``lotone model walk --record`` wrote: for each of its states the domains of all options
not chosen yet are asked for and compared with the record. Exact is asked less than we
are: it keeps the choices, while we also judge what each choice could become instead.
Prints one JSON object.
"""

# mypy: ignore-errors
# The peers are not installed where types are checked.

import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import exact


def read(folder):
    with (folder / "options.csv").open(newline="") as file:
        domains = {r["option"]: r["values"].split() for r in csv.DictReader(file)}
    tables = []
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(newline="") as file:
            head, *rows = csv.reader(file)
        tables.append((head, rows))
    return domains, tables


def reduced(head, rows):
    """Return options, few values first, and layers of node -> value -> node below."""
    order = sorted(range(len(head)), key=lambda c: len({r[c] for r in rows}))
    names = [head[c] for c in order]
    level = dict.fromkeys((tuple(r[c] for c in order) for r in rows), 0)
    layers = []
    for _ in names:
        grouped = defaultdict(dict)
        for row, node in level.items():
            grouped[row[:-1]][row[-1]] = node
        known = {}
        level = {
            row: known.setdefault(frozenset(of.items()), len(known))
            for row, of in grouped.items()
        }
        layers.append({node: dict(key) for key, node in known.items()})
    return names, layers[::-1]


class Model:
    """One 0-1 variable a value; a table as clauses over its reduced diagram."""

    def __init__(self, domains, tables):
        self.solver = exact.Exact()
        self.domains = domains
        self.fresh = 0
        self.literal = {}
        for option, values in domains.items():
            for value in values:
                self.literal[option, value] = name = f"{option}={value}"
                self.solver.addVariable(name, 0, 1)
            self.one([self.literal[option, v] for v in values])
        for head, rows in tables:
            self.table(head, rows)

    def one(self, names):
        self.solver.addConstraint([(1, n) for n in names], True, 1, True, 1)  # noqa: FBT003 - Exact's flags have no names

    def variable(self):
        self.fresh += 1
        self.solver.addVariable(f"_{self.fresh}", 0, 1)
        return f"_{self.fresh}"

    def table(self, head, rows):
        """One variable a node of the reduced diagram: a node and a value lead on."""
        names, layers = reduced(head, rows)
        here = {0: None}
        for depth, (option, layer) in enumerate(zip(names, layers, strict=True)):
            is_last = depth == len(names) - 1
            targets = {t for edges in layer.values() for t in edges.values()}
            below = {} if is_last else {target: self.variable() for target in targets}
            for node, edges in layer.items():
                for value in self.domains[option]:
                    terms = [(-1, self.literal[option, value])]
                    terms += [(-1, here[node])] if here[node] else []
                    floor = 1 - len(terms)
                    if value in edges:
                        if is_last:
                            continue
                        terms.append((1, below[edges[value]]))
                    self.solver.addConstraint(terms, True, floor, False, 0)  # noqa: FBT003 - as above
            here = below

    def ask(self, choices):
        """Return the domains of what is not chosen, and the seconds it took."""
        started = time.perf_counter()
        self.solver.clearAssumptions()
        self.solver.setAssumptions(
            [(self.literal[o, v], 1) for o, v in choices.items()]
        )
        open_ = [k for k in self.literal if k[0] not in choices]
        _, found = self.solver.pruneDomains([self.literal[k] for k in open_], 0)
        seconds = time.perf_counter() - started
        can = {k: 1 in domain for k, domain in zip(open_, found, strict=True)}
        return can, seconds


def main():
    folder, record = sys.argv[1:3]
    started = time.perf_counter()
    model = Model(*read(Path(folder)))
    build_s = time.perf_counter() - started
    model.ask({})
    ms, judged, wrong = [], 0, 0
    with Path(record).open() as lines:
        for line in lines:
            state = json.loads(line)
            found, seconds = model.ask(state["choices"])
            ms.append(seconds * 1000)
            for (option, value), can in found.items():
                judged += 1
                wrong += can == (state["values"][option][value] == "blocked")
    found = {"build_s": build_s, "ms": ms, "judged": judged, "wrong": wrong}
    sys.stdout.write(json.dumps(found) + "\n")


main()
