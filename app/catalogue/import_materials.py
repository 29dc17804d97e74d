"""Bringing a list of materials in, with the pictures of their surfaces."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.files import FileStore
from app.catalogue.models import MaterialRow
from configurator.formats.yaml import YamlFile
from configurator.model import Problem, ProductModelError
from models3d.materials import read_materials
from models3d.tree import TreeError


def import_materials(
    session: Session,
    name: str,
    content: bytes,
    textures: Mapping[str, bytes],
    files: FileStore,
) -> int:
    """
    Make or replace the tenant's materials; returns how many.

    Parameters
    ----------
    name
        Of the file, for messages.
    content
        A materials file: a YAML list.
    textures
        Picture by the file name that the materials use.

    Raises
    ------
    ProductModelError
        With every problem; nothing is kept.
    """
    documents = _read(name, content, textures)
    known = {row.slug: row for row in session.scalars(select(MaterialRow))}
    for document in documents:
        row = known.get(document["id"]) or MaterialRow(slug=document["id"])
        row.document = document
        row.texture_file = _store(document, textures, files)
        session.add(row)
    session.flush()
    return len(documents)


def _read(
    name: str, content: bytes, textures: Mapping[str, bytes]
) -> list[dict[str, Any]]:
    file = YamlFile(name, content)
    if file.problems:
        raise ProductModelError(tuple(file.problems))
    try:
        read_materials(file.data)
    except TreeError as error:
        raise ProductModelError(
            tuple(Problem(p.path, p.code, p.sentence, name) for p in error.problems)
        ) from error
    documents = [
        {key: _as_json(value) for key, value in entry.items()} for entry in file.data
    ]
    missing = tuple(
        Problem(
            f"materials.{document['id']}.texture",
            "missing_texture",
            f"There is no picture {document['texture']}.",
            name,
        )
        for document in documents
        if document.get("texture") and document["texture"] not in textures
    )
    if missing:
        raise ProductModelError(missing)
    return documents


def _as_json(value: Any) -> Any:
    """Turn an exact number of the file into a JSON number; looks need no exactness."""
    return float(value) if isinstance(value, Decimal) else value


def _store(
    document: Mapping[str, Any], textures: Mapping[str, bytes], files: FileStore
) -> str | None:
    texture = document.get("texture")
    if not texture:
        return None
    return files.put(textures[texture], texture.rpartition(".")[2]).name
