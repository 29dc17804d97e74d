"""Models of plain tables written as ``options.csv`` and ``tables/*.csv``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from configurator.formats.cell_text import cell_text
from configurator.formats.csv_folder import OPTIONS, TABLES
from configurator.formats.rows import guarded
from configurator.model import ALWAYS, Option, OptionKind, ProductModel

_FILE_NAME = re.compile(r"[\w][\w. -]{0,100}\Z")


def is_plain(model: ProductModel) -> bool:
    """Whether options with listed values, and tables over them, are all it has."""
    more = (
        *(model.rules, model.derived, model.defaults, model.prices, model.bill),
        *(model.routing, model.multiples, model.modules, model.tests, model.groups),
    )
    return (
        not any(more)
        and all(_is_plain_option(option) for option in model.options)
        and all(
            table.effective == ALWAYS
            and _FILE_NAME.match(table.id)
            and all(cell_text(cell) is not None for row in table.rows for cell in row)
            for table in model.tables
        )
    )


def _is_plain_option(option: Option) -> bool:
    if option.default is not None or option.id != option.id.strip():
        return False
    if option.kind is OptionKind.BOOLEAN:
        return True
    ids = [value.id for value in option.values]
    return (
        option.kind is OptionKind.ENUMERATED
        and all(value.effective == ALWAYS for value in option.values)
        and all(value == "".join(value.split()) and value for value in ids)
        # Such values would read back as a boolean option.
        and set(ids) != {"true", "false"}
    )


def write_csv_folder(model: ProductModel) -> dict[str, bytes]:
    """Return the files of a folder that reads back to a model that ``is_plain``."""
    lines = [(option.id, " ".join(_values(option))) for option in model.options]
    files = {OPTIONS: _csv([("option", "values"), *lines])}
    for table in model.tables:
        rows = ([cell_text(cell) or "" for cell in row] for row in table.rows)
        files[f"{TABLES}{table.id}.csv"] = _csv([table.options, *rows])
    return files


def _values(option: Option) -> list[str]:
    if option.kind is OptionKind.BOOLEAN:
        return ["true", "false"]
    return [value.id for value in option.values]


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    # A row of one blank cell is written as "", lest it become an empty line.
    cells = ([guarded(cell) for cell in row] for row in rows)
    csv.writer(out, lineterminator="\n").writerows(cells)
    return out.getvalue().encode()
