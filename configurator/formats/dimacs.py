"""Feature models as DIMACS CNF: names in comments, a clause of literals a line."""

from __future__ import annotations

import io
import re

from configurator.expressions import syntax
from configurator.formats.complaints import Complaints
from configurator.formats.feature_tree import (
    MAX_BYTES,
    MAX_FEATURES,
    FeatureModelBuilder,
)
from configurator.model import ProductModel

MAX_CLAUSES = 5_000_000
_HEADER = re.compile(r"p[ \t]+cnf[ \t]+(\d{1,9})[ \t]+(\d{1,9})\s*\Z")


def looks_like_dimacs(text: str) -> bool:
    """Whether a text begins like DIMACS: comments with numbers, or its header."""
    for line in io.StringIO(text):
        if line[0] != "c" or _named(line) is not None:
            if not line.isspace():
                return line[0] == "c" or line.split()[:2] == ["p", "cnf"]
        elif line[1:2].strip():
            return False
    return False


def _named(line: str) -> tuple[int, str] | None:
    """Return variable and name of a comment; no pattern, which would backtrack."""
    parts = line.split(maxsplit=2)
    number = parts[1].removesuffix("$") if len(parts) == 3 and parts[0] == "c" else ""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return (int(number), parts[2].strip()) if int(number) else None


def read_dimacs(text: str, name: str, complaints: Complaints) -> ProductModel:
    """
    Return the model of a CNF; every variable is a feature, every clause a rule.

    Parameters
    ----------
    name
        What the model is called.

    Raises
    ------
    ProductModelError
        With everything that is wrong, at once.

    Notes
    -----
    Variables without a comment ``c 7 NAME`` are called by their number.
    """
    reader = _DimacsReader(complaints)
    reader.read(text)
    return reader.builder.model(name)


class _DimacsReader:
    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints
        self.builder = FeatureModelBuilder(complaints)
        self.names: dict[int, tuple[str, int]] = {}
        self.literals: dict[str, syntax.Node] = {}
        self.declared: tuple[int, int] | None = None
        self.waiting: list[syntax.Node] = []
        self.size = 0
        self.count = 0

    def read(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), 1):
            first = line[:1]
            if first == "c":
                self._comment(line, number)
            elif first == "p":
                self._header(line, number)
            elif first == "%":
                break  # the end of a file in the style of SATLIB
            elif line and not line.isspace():
                self._clauses(line, number)
        self._judge_end()

    def _comment(self, line: str, number: int) -> None:
        named = _named(line) if self.declared is None else None
        if named is None:
            return
        variable, name = named
        if variable in self.names:
            sentence = f"Variable {variable} is named twice."
            self.complaints.add("duplicate_id", sentence, number)
        self.names.setdefault(variable, (name, number))

    def _header(self, line: str, number: int) -> None:
        match = _HEADER.match(line)
        if match is None or self.declared is not None:
            sentence = "The header is 'p cnf VARIABLES CLAUSES', once."
            self.complaints.add("syntax", sentence, number)
            return
        variables, clauses = int(match[1]), int(match[2])
        self.declared = (variables, clauses)
        if variables > MAX_FEATURES or clauses > MAX_CLAUSES:
            sentence = f"At most {MAX_FEATURES} variables and {MAX_CLAUSES} clauses."
            self.complaints.add("too_long", sentence, number)
            variables = 0
        for variable, (_name, place) in self.names.items():
            if variable > variables:
                sentence = f"Variable {variable} is more than the header declares."
                self.complaints.add("unknown_feature", sentence, place, 3)
        for variable in range(1, variables + 1):
            name, place = self.names.get(variable, (str(variable), number))
            if self.builder.feature(name, None, (place, None)):
                atom = self.builder.atoms[name]
                self.literals[str(variable)] = atom
                self.literals[f"-{variable}"] = syntax.Not(atom)

    def _clauses(self, line: str, number: int) -> None:
        if self.declared is None:
            if not self.complaints.problems:
                sentence = "The header 'p cnf VARIABLES CLAUSES' comes first."
                self.complaints.add("syntax", sentence, number)
            return
        literals = self.literals
        self.size += len(line)
        words = line.split()
        try:
            # The usual line is one whole clause: this path takes a quarter of a second
            # for 240,000 of them.
            nodes = [literals[word] for word in words[:-1]]
        except KeyError:
            nodes = None
        if nodes and words[-1] == "0" and not self.waiting:
            self._clause(nodes, number)
            return
        for word in words:
            if word == "0":
                self._clause(self.waiting, number)
                self.waiting = []
            elif word in literals:
                self.waiting.append(literals[word])
            else:
                self._unknown(word, number)

    def _clause(self, nodes: list[syntax.Node], number: int) -> None:
        self.count += 1
        if self.size > MAX_BYTES:
            sentence = f"A rule of {self.size} bytes; at most {MAX_BYTES} are read."
            self.complaints.add("too_long", sentence, number)
        self.size = 0
        if not nodes:
            root: syntax.Node = syntax.Truth(False)  # noqa: FBT003 the node's only field
        elif len(nodes) == 1:
            root = nodes[0]
        else:
            root = syntax.Junction("or", tuple(nodes))
        self.builder.constraint(root)

    def _unknown(self, word: str, number: int) -> None:
        sentence = f"{word} is no variable that the header declares."
        self.complaints.add("unknown_feature", sentence, number)

    def _judge_end(self) -> None:
        if self.declared is None:
            if not self.complaints.problems:
                sentence = "The header 'p cnf VARIABLES CLAUSES' is missing."
                self.complaints.add("syntax", sentence)
            return
        if self.waiting:
            self.complaints.add("syntax", "The last clause does not end with 0.")
        if self.count != self.declared[1]:
            sentence = f"{self.count} clauses; the header says {self.declared[1]}."
            self.complaints.add("wrong_count", f"It has {sentence} Is it cut off?")
