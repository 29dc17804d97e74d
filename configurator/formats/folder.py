"""A product as a folder of YAML and CSV files, and the document that unites them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import yaml

from configurator.expressions import Problem
from configurator.formats.grid import Grid, grid_bytes, read_grid
from configurator.formats.positions import KEY, Position, Positions, RawPath
from configurator.formats.yaml import YamlFile
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
TABLE_SUFFIXES = (".csv", ".xlsx")
"""Folder of the price tables, each named after its line."""
LIBRARIES = "libraries"
"""Folder of the shared rules and tables that the product holds, by library."""


def read_folder(
    files: Mapping[str, bytes],
    libraries: Mapping[str, Mapping[str, bytes]] | None = None,
) -> tuple[Document, Positions]:
    """
    Return the document that a folder's files unite to, and where everything stands.

    Parameters
    ----------
    files
        Content by path inside the folder: ``product.yaml``, ``tables/spans.csv``.
    libraries
        Shared libraries by id, each as its files: ``rules.yaml``, ``tables/*.csv``.
        The document holds those that it uses; one that stands in the folder itself,
        under ``libraries/<id>/``, is taken instead of the shared one.

    Raises
    ------
    ProductModelError
        For what is not YAML or CSV, unknown files, unknown top-level keys. What the
        values mean is judged by ``read_product``.
    """
    reader = _FolderReader({**_shared(files, libraries or {}), **files})
    document = reader.read()
    if reader.problems:
        raise ProductModelError(tuple(reader.problems))
    return document, reader.positions


def _shared(
    files: Mapping[str, bytes], libraries: Mapping[str, Mapping[str, bytes]]
) -> dict[str, bytes]:
    """Return the files of the libraries that the product uses and does not hold."""
    product = YamlFile("product.yaml", files.get("product.yaml", b"")).data
    uses = product.get("uses") if isinstance(product, dict) else None
    held = {name.split("/")[1] for name in files if _in_library(name)}
    return {
        f"{LIBRARIES}/{library}/{name}": content
        for library in (uses if isinstance(uses, list) else ())
        if isinstance(library, str) and library not in held
        for name, content in libraries.get(library, {}).items()
    }


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
                self._keyed(name, self.document, FILE_KEYS[name])
            elif name == TREE:
                self._tree()
            elif not _is_known(name):
                known = ", ".join((*FILE_KEYS, TREE, "tables/*.csv", f"{PRICES}/*.csv"))
                self.complain("unknown_file", f"Known files: {known}.", name)
        self._tables(self.document, "tables/", ("tables",), "rules.yaml")
        self._price_tables()
        self._libraries()
        return self.document

    def _open(self, name: str) -> YamlFile:
        file = YamlFile(name, self.files[name])
        self.problems.extend(file.problems)
        return file

    def _keyed(
        self, name: str, document: Document, keys: Collection[str], path: RawPath = ()
    ) -> None:
        file = self._open(name)
        file.merge_into(self.positions, path)
        if file.data is None:
            return
        if not isinstance(file.data, dict):
            self.complain("wrong_type", "The file is a mapping.", name)
            return
        for key, value in file.data.items():
            if key in keys:
                document[key] = value
                continue
            place = file.positions[(key, KEY)]
            known = ", ".join(keys)
            self.complain(
                "unknown_key", f"Unknown key {key}; known: {known}.", name, place
            )

    def _tree(self) -> None:
        file = self._open(TREE)
        file.merge_into(self.positions, ("tree",))
        self.document["tree"] = file.data

    def _libraries(self) -> None:
        """Read what stands in libraries/<id>/: rules.yaml and tables/*.csv each."""
        parts = (name.split("/") for name in self.files if _in_library(name))
        for library in sorted({part[1] for part in parts}):
            folder, path = f"{LIBRARIES}/{library}/", (LIBRARIES, library)
            held: Document = {}
            self.document.setdefault(LIBRARIES, {})[library] = held
            rules = f"{folder}rules.yaml"
            if rules in self.files:
                self._keyed(rules, held, FILE_KEYS["rules.yaml"], path)
            else:
                self.complain("missing_file", "A library has such a file.", rules)
            self._tables(held, f"{folder}tables/", (*path, "tables"), rules)

    def _tables(
        self, document: Document, folder: str, path: RawPath, listing: str
    ) -> None:
        entries: Any = document.get("tables")
        named = _by_id(entries)
        for name in sorted(self.files):
            stem = _stem(name, folder)
            if stem is None:
                continue
            if stem in named:
                index = named.pop(stem)
                self._table(name, (*path, index), entries[index], "options")
            else:
                self.complain(
                    "unnamed_table", f"{listing} names no table {stem}.", name
                )
        for stem, index in named.items():
            place = self.positions.find((*path, index))
            self.complain(
                "missing_file", f"{folder}{stem}.csv is missing.", listing, place
            )

    def _price_tables(self) -> None:
        entries: Any = self.document.get("prices")
        named = _by_id(entries)
        for name in sorted(self.files):
            stem = _stem(name, f"{PRICES}/")
            if stem in named:
                index = named.pop(stem)
                self._table(name, ("prices", index), entries[index], "columns")
            elif stem:
                self.complain(
                    "unnamed_table", f"prices.yaml names no line {stem}.", name
                )

    def _table(
        self, name: str, path: RawPath, entry: dict[str, Any], heading: str
    ) -> None:
        grid = read_grid(name, self.files[name])
        if not isinstance(grid, Grid):
            self.problems.extend(grid)
            return
        entry[heading], entry["rows"] = grid.header, grid.rows
        self.positions.cells[path] = grid.place


def _is_known(name: str) -> bool:
    is_table = _stem(name, "tables/") or _stem(name, f"{PRICES}/")
    return bool(is_table) or _in_library(name)


def _in_library(name: str) -> bool:
    match name.split("/"):
        case [folder, _, "rules.yaml"] if folder == LIBRARIES:
            return True
        case [folder, _, "tables", table] if folder == LIBRARIES:
            return table.endswith(TABLE_SUFFIXES)
        case _:
            return False


def _stem(name: str, folder: str) -> str | None:
    """Return what a table of ``folder`` is called, ``None`` when it is not one."""
    for suffix in TABLE_SUFFIXES:
        if name.startswith(folder) and name.endswith(suffix):
            return name[len(folder) : -len(suffix)]
    return None


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
        if part or name == "product.yaml":
            files[name] = _keyed_file(part)
    if "tree" in document:
        files[TREE] = _dump(document["tree"])
    files |= _table_files(document, "")
    for line in document.get("prices", ()):
        if "columns" in line and "rows" in line:
            files[f"{PRICES}/{line['id']}.csv"] = _csv(line, "columns")
    for name, library in document.get(LIBRARIES, {}).items():
        folder = f"{LIBRARIES}/{name}/"
        files[f"{folder}rules.yaml"] = _keyed_file(library)
        files |= _table_files(library, folder)
    return files


def _keyed_file(part: Mapping[str, Any]) -> bytes:
    listed = {"tables", "prices"} & part.keys()
    headings = {key: [_heading(entry) for entry in part[key]] for key in listed}
    return _dump({**part, **headings})


def _table_files(part: Mapping[str, Any], folder: str) -> dict[str, bytes]:
    return {
        f"{folder}tables/{table['id']}.csv": _csv(table, "options")
        for table in part.get("tables", ())
    }


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
    return grid_bytes(table.get(heading, ()), table.get("rows", ()))
