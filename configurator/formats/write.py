"""Any product model to a path, in the format that the path's ending asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from configurator.formats.csv_folder_writer import is_plain, write_csv_folder
from configurator.formats.dimacs_writer import write_dimacs
from configurator.formats.featureide_writer import write_featureide
from configurator.formats.folder import write_folder
from configurator.formats.product_document import document_of
from configurator.formats.recognise import PRODUCT, read_folder_files, read_model
from configurator.formats.sxfm_writer import write_sxfm
from configurator.formats.uvl_writer import write_uvl
from configurator.model import Problem, ProductModel, ProductModelError

WRITERS: dict[str, Callable[[ProductModel], str]] = {
    ".uvl": write_uvl,
    ".xml": write_featureide,
    ".sxfm": write_sxfm,
    ".splx": write_sxfm,
    ".dimacs": write_dimacs,
    ".cnf": write_dimacs,
}
"""By ending; a path without one is a folder."""


def convert(source: Path, target: Path) -> None:
    """
    Read the model at ``source`` and write it to ``target``.

    Raises
    ------
    ProductModelError
        When the source is malformed, or the target's format cannot say the model.

    Notes
    -----
    From a product folder to a folder the files are copied, once they have been read:
    prices, bills and parts have no other form.
    """
    model = read_model(source)
    if source.is_dir() and not target.suffix:
        files = read_folder_files(source)
        if PRODUCT in files:
            _write_files(files, target)
            return
    write_model(model, target)


def write_model(model: ProductModel, path: Path) -> None:
    """
    Write a model to ``path``: UVL, FeatureIDE, SXFM, DIMACS, or a folder.

    Raises
    ------
    ProductModelError
        When the format cannot say the model, naming everything in the way; for an
        unknown ending; for a folder that is there and not empty.

    Notes
    -----
    A model of listed values and tables becomes a folder with ``options.csv``, any
    other a product folder.
    """
    if not path.suffix:
        is_tables = is_plain(model)
        _write_files(
            write_csv_folder(model) if is_tables else write_folder(document_of(model)),
            path,
        )
        return
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(WRITERS)
        _refuse("unknown_format", f"A model is written to {known} or a folder.", path)
        return
    path.write_text(writer(model), encoding="utf-8", newline="\n")


def _write_files(files: Mapping[str, bytes], path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        _refuse("not_empty", "It is there already; name a new folder.", path)
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _refuse(code: str, sentence: str, path: Path) -> None:
    raise ProductModelError((Problem("", code, sentence, path.name),))
