"""A product as a folder of YAML and CSV files, and the document that unites them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import yaml

from configurator.expressions import Problem
from configurator.formats.positions import KEY, Position, Positions, RawPath
from configurator.formats.yaml import MAX_BYTES, YamlFile
from configurator.model import ProductModelError

Document = dict[str, Any]
PRODUCT_KEYS = (
    "format",
    "id",
    "name",
    "summary",
    "site",
    "currencies",
    "groups",
    "options",
    "modules",
    "derived",
    "defaults",
    "uses",
)
FILE_KEYS = {
    "product.yaml": PRODUCT_KEYS,
    "rules.yaml": ("rules", "tables"),
    "prices.yaml": ("prices", "tax_pct"),
    "bill.yaml": ("bill",),
    "routing.yaml": ("routing",),
    "tests.yaml": ("tests",),
}
TREE = "tree.yaml"
PRICES = "prices"
"""Folder of the price tables, each named after its line."""


def read_folder(files: Mapping[str, bytes]) -> tuple[Document, Positions]:
    """
    Return the document that a folder's files unite to, and where everything stands.

    Parameters
    ----------
    files
        Content by path inside the folder: ``product.yaml``, ``tables/spans.csv``.

    Raises
    ------
    ProductModelError
        For what is not YAML or CSV, unknown files, unknown top-level keys. What the
        values mean is judged by ``read_product``.
    """
    reader = _FolderReader(files)
    document = reader.read()
    if reader.problems:
        raise ProductModelError(tuple(reader.problems))
    return document, reader.positions


class _FolderReader:
    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.positions = Positions()
        self.document: Document = {}

    def complain(
        self, code: str, sentence: str, file: str, place: Position | None = None
    ) -> None:
        line, column = (place.line, place.column) if place else (None, None)
        self.problems.append(Problem("", code, sentence, file, line, column))

    def read(self) -> Document:
        if "product.yaml" not in self.files:
            self.complain(
                "missing_file", "The folder has no such file.", "product.yaml"
            )
        for name in sorted(self.files):
            if name in FILE_KEYS:
                self._keyed(name)
            elif name == TREE:
                self._tree()
            elif not _stem(name, "tables") and not _stem(name, PRICES):
                known = ", ".join((*FILE_KEYS, TREE, "tables/*.csv", f"{PRICES}/*.csv"))
                self.complain("unknown_file", f"Known files: {known}.", name)
        self._tables()
        self._price_tables()
        return self.document

    def _open(self, name: str) -> YamlFile:
        file = YamlFile(name, self.files[name])
        self.problems.extend(file.problems)
        return file

    def _keyed(self, name: str) -> None:
        file = self._open(name)
        file.merge_into(self.positions)
        if file.data is None:
            return
        if not isinstance(file.data, dict):
            self.complain("wrong_type", "The file is a mapping.", name)
            return
        for key, value in file.data.items():
            if key in FILE_KEYS[name]:
                self.document[key] = value
                continue
            place = file.positions[(key, KEY)]
            known = ", ".join(FILE_KEYS[name])
            self.complain(
                "unknown_key", f"Unknown key {key}; known: {known}.", name, place
            )

    def _tree(self) -> None:
        file = self._open(TREE)
        file.merge_into(self.positions, ("tree",))
        self.document["tree"] = file.data

    def _tables(self) -> None:
        entries: Any = self.document.get("tables")
        named = _by_id(entries)
        for name in sorted(self.files):
            stem = _stem(name, "tables")
            if stem is None:
                continue
            if stem in named:
                index = named.pop(stem)
                path = ("tables", index)
                self._table(name, path, entries[index], "options")
            else:
                self.complain(
                    "unnamed_table", f"rules.yaml names no table {stem}.", name
                )
        for stem, index in named.items():
            place = self.positions.find(("tables", index))
            self.complain(
                "missing_file", f"tables/{stem}.csv is missing.", "rules.yaml", place
            )

    def _price_tables(self) -> None:
        entries: Any = self.document.get("prices")
        named = _by_id(entries)
        for name in sorted(self.files):
            stem = _stem(name, PRICES)
            if stem in named:
                index = named[stem]
                self._table(name, ("prices", index), entries[index], "columns")
            elif stem:
                self.complain(
                    "unnamed_table", f"prices.yaml names no line {stem}.", name
                )

    def _table(
        self, name: str, path: RawPath, entry: dict[str, Any], heading: str
    ) -> None:
        content = self.files[name]
        if len(content) > 16 * MAX_BYTES:
            self.complain("too_long", "The table is too long.", name)
            return
        try:
            text = content.decode("utf-8-sig")
            rows = csv.reader(io.StringIO(text, newline=""), strict=True)
            listed = [(rows.line_num, row) for row in rows if row]
        except (UnicodeDecodeError, csv.Error) as error:
            self.complain("syntax", f"It is not CSV in UTF-8: {error}.", name)
            return
        self.positions.by_path[(*path, heading)] = Position(name, 1, 1)
        self.positions.by_path[(*path, "rows")] = Position(name, 1, 1)
        header = listed[0][1] if listed else []
        entry[heading] = [cell.strip() for cell in header]
        body = [[cell.strip() for cell in row] for _line, row in listed[1:]]
        entry["rows"] = body
        for number, (line, _row) in enumerate(listed[1:]):
            self.positions.by_path[(*path, "rows", number)] = Position(name, line, 1)


def _stem(name: str, folder: str) -> str | None:
    """Return what a CSV file of ``folder`` is called, ``None`` when it is not one."""
    if not (name.startswith(f"{folder}/") and name.endswith(".csv")):
        return None
    return name[len(folder) + 1 : -len(".csv")]


def _by_id(entries: Any) -> dict[str, int]:
    """Return the place in a list of each entry that has an id."""
    return {
        entry["id"]: index
        for index, entry in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 the base class asks so
        return True


def write_folder(document: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a folder that reads back to ``document``."""
    files: dict[str, bytes] = {}
    for name, keys in FILE_KEYS.items():
        part = {key: document[key] for key in keys if key in document}
        for listed in {"tables", "prices"} & part.keys():
            part[listed] = [_heading(entry) for entry in part[listed]]
        if part or name == "product.yaml":
            files[name] = _dump(part)
    if "tree" in document:
        files[TREE] = _dump(document["tree"])
    for table in document.get("tables", ()):
        files[f"tables/{table['id']}.csv"] = _csv(table, "options")
    for line in document.get("prices", ()):
        if "columns" in line and "rows" in line:
            files[f"{PRICES}/{line['id']}.csv"] = _csv(line, "columns")
    return files


def _heading(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in table.items()
        if key not in {"options", "columns", "rows"}
    }


def _dump(data: Any) -> bytes:
    text: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )
    return text.encode()


def _csv(table: Mapping[str, Any], heading: str) -> bytes:
    out = io.StringIO(newline="")
    # Quoting everything keeps a row of one blank cell from becoming an empty line.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(table.get(heading, ()))
    writer.writerows(table.get("rows", ()))
    return out.getvalue().encode()
