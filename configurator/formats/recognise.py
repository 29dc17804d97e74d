"""
Any product model from its path, recognised by what is inside and not by its name.

A folder is a product folder (it has ``product.yaml``) or a folder of plain tables
(``options.csv``); a file is FeatureIDE XML, SXFM, UVL or DIMACS CNF.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from configurator.formats.complaints import Complaints
from configurator.formats.content import decode, read_bytes
from configurator.formats.csv_folder import OPTIONS, read_csv_folder
from configurator.formats.dimacs import looks_like_dimacs, read_dimacs
from configurator.formats.document import read_product
from configurator.formats.featureide import ROOT as FEATUREIDE
from configurator.formats.featureide import read_featureide
from configurator.formats.folder import read_folder
from configurator.formats.sxfm import ROOT as SXFM
from configurator.formats.sxfm import read_sxfm
from configurator.formats.uvl import SECTIONS, read_uvl
from configurator.formats.xml import read_xml
from configurator.model import ProductModel, ProductModelError

PRODUCT = "product.yaml"
LOOKED_FOR = (
    "a folder with product.yaml, a folder with options.csv, FeatureIDE XML"
    " (<featureModel>), SXFM (<feature_model>), UVL (features) or DIMACS (p cnf)"
)
MAX_FILES = 2_000
MAX_FOLDER_BYTES = 512 * 1024 * 1024
_UVL = re.compile(rf"^(?:{'|'.join(SECTIONS)})\b", re.MULTILINE)
_PLAIN = re.compile(r"[\w-]+")


def read_model(path: Path) -> ProductModel:
    """
    Return the product model at ``path``, in whichever known format it is.

    Raises
    ------
    ProductModelError
        With everything that is wrong, at once, each with file, line and column; when
        no format is recognised, with what was looked for.
    """
    with _collector_paused():
        return _read_directory(path) if path.is_dir() else _read_file(path)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """
    Let no garbage collection run inside.

    A reader makes a million small objects and no cycles. The collector's walks over
    them took as long as reading did: 1.4 of 3.1 s for 237,685 clauses (November 2026).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_file(path: Path) -> ProductModel:
    complaints = Complaints(path.name)
    content = read_bytes(path, complaints)
    complaints.settle()
    text = decode(content, complaints)
    if text is None:
        raise ProductModelError(complaints.all)
    return _read_text(text, path, complaints)


def _read_text(text: str, path: Path, complaints: Complaints) -> ProductModel:
    if text.lstrip().startswith("<"):
        return _read_xml(text, complaints)
    if looks_like_dimacs(text):
        return read_dimacs(text, path.stem, complaints)
    if _UVL.search(text):
        return read_uvl(text, complaints, lambda name: _import(path, name))
    complaints.add("unknown_format", f"Nothing known. Looked for: {LOOKED_FOR}.")
    raise ProductModelError(complaints.all)


def _import(path: Path, name: str) -> tuple[str, Complaints] | None:
    """Return the text of an imported UVL file, found beside or below ``path``."""
    parts = name.split(".")
    if any(not _PLAIN.fullmatch(part) for part in parts):
        return None
    file = path.parent.joinpath(*parts).with_suffix(".uvl")
    if not file.is_file():
        return None
    complaints = Complaints(file.relative_to(path.parent).as_posix())
    text = decode(read_bytes(file, complaints), complaints)
    return text or "", complaints


def _read_xml(text: str, complaints: Complaints) -> ProductModel:
    root = read_xml(text, complaints)
    if root is not None and root.tag == FEATUREIDE:
        return read_featureide(root, complaints)
    if root is not None and root.tag == SXFM:
        return read_sxfm(root, complaints)
    if root is not None:
        sentence = f"<{root.tag}> is no feature model. Looked for: {LOOKED_FOR}."
        complaints.add("unknown_format", sentence, *root.place)
    raise ProductModelError(complaints.all)


def _read_directory(path: Path) -> ProductModel:
    files = read_folder_files(path)
    if PRODUCT in files:
        document, positions = read_folder(files)
        return read_product(document, positions)
    if OPTIONS in files:
        return read_csv_folder(files, path.name)
    complaints = Complaints(path.name)
    sentence = f"Nothing known in this folder. Looked for: {LOOKED_FOR}."
    complaints.add("unknown_format", sentence)
    raise ProductModelError(complaints.all)


def read_folder_files(path: Path) -> dict[str, bytes]:
    """
    Return the content of every file below a folder, by its path inside.

    Raises
    ------
    ProductModelError
        When there are too many files, or one is too long or cannot be read.
    """
    complaints = Complaints(path.name)
    found = sorted(file for file in path.rglob("*") if file.is_file())
    if len(found) > MAX_FILES:
        complaints.add("too_long", f"A folder has at most {MAX_FILES} files.")
        complaints.settle()
    size = sum(file.stat().st_size for file in found)
    if size > MAX_FOLDER_BYTES:
        sentence = f"It has {size} bytes; at most {MAX_FOLDER_BYTES} are read."
        complaints.add("too_long", sentence)
        complaints.settle()
    files = {}
    for file in found:
        name = file.relative_to(path).as_posix()
        own = Complaints(name)
        files[name] = read_bytes(file, own)
        complaints.problems.extend(own.problems)
    complaints.settle()
    return files
