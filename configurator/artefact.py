"""
A compiled model as one file that any number of processes map into memory.

The file is a magic line, a header in JSON and aligned arrays. Its name is the SHA-256
of its bytes, so it can neither change nor be half there unnoticed. The product model
itself is not in it: whoever opens an artefact brings the model it was made of.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np

from configurator.compile.build import variables_of
from configurator.compile.circuit import Circuit
from configurator.compile.circuits import Circuits
from configurator.compile.clauses import ClauseList, Clauses
from configurator.compile.compiled import CompiledModel, hash_of
from configurator.model import ProductModel

__all__ = ["ArtefactError", "open_artefact", "save_artefact"]

Array = np.ndarray[Any, np.dtype[Any]]
MAGIC = b"LOTONE-MODEL 1\n"
_ALIGNED = 64
_TYPES = {
    "literals": "<i4",
    "ends": "<i4",
    "relation_ends": "<i4",
    "covered": "|u1",
    "first": "<i4",
    "children": "<i4",
    "is_and": "|u1",
    "options": "<i4",
}


class ArtefactError(ValueError):
    """A file is no artefact, is damaged, or was made of another model."""


def save_artefact(compiled: CompiledModel, folder: Path) -> Path:
    """
    Return the file that holds ``compiled``, written to ``folder`` unless it is there.

    Notes
    -----
    Written beside its final name and renamed: other processes see all of it or none.
    """
    content = _content(compiled)
    path = folder / f"{hashlib.sha256(content).hexdigest()}.model"
    if not path.exists():
        with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as file:
            file.write(content)
        Path(file.name).rename(path)
    return path


def open_artefact(path: Path, model: ProductModel) -> CompiledModel:
    """
    Return the compiled model that ``path`` holds, mapped and not read.

    Raises
    ------
    ArtefactError
        When the file is damaged or was not made of ``model``.
    """
    with path.open("rb") as file:
        try:
            # Private: the kernel's loops want arrays that could be written to.
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        except ValueError as error:
            raise ArtefactError(f"{path} is empty.") from error
    if hashlib.sha256(content).hexdigest() != path.stem:
        raise ArtefactError(f"{path} is damaged: its bytes are not those of its name.")
    header, arrays = _parts(content, path)
    if header["model"] != hash_of(model):
        raise ArtefactError(f"{path} was made of another model than {model.id}.")
    return _compiled(header, arrays, model)


def _content(compiled: CompiledModel) -> bytes:
    arrays = _arrays(compiled)
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = [at, len(array)]
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = {
        "model": hash_of(compiled.model),
        "size": compiled.size,
        "selector": min(compiled.selectors.values(), default=0),
        "engine": compiled.circuits.engine if compiled.circuits else "",
        "leaves": compiled.circuits.circuit.leaves if compiled.circuits else 0,
        "arrays": places,
    }
    said = json.dumps(header, sort_keys=True).encode() + b"\n"
    content = bytearray(MAGIC + said)
    content.extend(b"\0" * (-len(content) % _ALIGNED))
    for array in arrays.values():
        content.extend(array.tobytes())
        content.extend(b"\0" * (-len(content) % _ALIGNED))
    return bytes(content)


def _arrays(compiled: CompiledModel) -> dict[str, Array]:
    names = list(compiled.variables)
    found: dict[str, Any] = {
        "literals": compiled.clauses.literals,
        "ends": compiled.clauses.ends,
        "relation_ends": _relation_ends(compiled),
        "covered": [name in compiled.covered for name in compiled.selectors],
    }
    if compiled.circuits is not None:
        place = {name: at for at, name in enumerate(names)}
        circuit = compiled.circuits.circuit
        found["first"] = circuit.first
        found["children"] = circuit.children
        found["is_and"] = circuit.is_and
        found["options"] = [place[name] for name in compiled.circuits.variables]
    return {name: np.asarray(value, _TYPES[name]) for name, value in found.items()}


def _relation_ends(compiled: CompiledModel) -> list[int]:
    """Return where each relation's clauses end, with the start of the first."""
    spans = list(compiled.ranges.values())
    start = spans[0].start if spans else len(compiled.clauses)
    return [start, *(span.stop for span in spans)]


def _parts(
    content: mmap.mmap, path: Path
) -> tuple[Mapping[str, Any], dict[str, Array]]:
    if content[: len(MAGIC)] != MAGIC:
        raise ArtefactError(f"{path} is no artefact of this version.")
    end = content.find(b"\n", len(MAGIC)) + 1
    header = json.loads(content[len(MAGIC) : end])
    start = end + -end % _ALIGNED
    arrays = {
        name: np.frombuffer(content, _TYPES[name], count, start + at)
        for name, (at, count) in header["arrays"].items()
    }
    return header, arrays


def _compiled(
    header: Mapping[str, Any], arrays: Mapping[str, Array], model: ProductModel
) -> CompiledModel:
    variables = variables_of(model, Clauses())
    names = [relation.id for relation in model.relations]
    ends = arrays["relation_ends"].tolist()
    ranges = {n: range(ends[at], ends[at + 1]) for at, n in enumerate(names)}
    selectors = {name: header["selector"] + at for at, name in enumerate(names)}
    covered = frozenset(
        name for name, said in zip(names, arrays["covered"], strict=True) if said
    )
    circuits = None
    if "children" in arrays:
        known = list(variables)
        circuit = Circuit(
            header["leaves"], arrays["first"], arrays["children"], arrays["is_and"]
        )
        inside = {known[at]: variables[known[at]] for at in arrays["options"].tolist()}
        circuits = Circuits(circuit, inside, header["engine"])
    clauses = ClauseList(arrays["literals"], arrays["ends"])
    return CompiledModel(
        model, variables, clauses, selectors, ranges, header["size"], circuits, covered
    )
