"""From a product folder and choices to one variant that can be made, or why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.catalogue.commands import read_files
from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.specify import Specification, specify
from app.model.choices import read_choices
from configurator.expressions import Problem
from configurator.formats.folder import read_folder
from configurator.model import ProductModelError
from configurator.results import Conflict
from models3d.checks import check_assembly
from models3d.evaluate import Unmakeable


@dataclass(frozen=True, slots=True)
class NotMade:
    """Why nothing is made of the choices: sentences by language."""

    sentences: dict[str, list[str]]


def open_product(path: Path, day: date) -> LoadedVersion:
    """
    Return the product of a folder as it answers on a day.

    Raises
    ------
    ProductModelError
        With every problem, by file and line.
    """
    if not path.is_dir():
        problem = Problem(str(path), "disk", "There is no such folder.")
        raise ProductModelError((problem,))
    try:
        files = read_files(path)
    except OSError as error:
        problem = Problem(str(path), "disk", f"{error.strerror or error}.")
        raise ProductModelError((problem,)) from error
    document, _ = read_folder(files)
    return load(
        version_id="file",
        slug=str(document.get("id", path.name)),
        number=0,
        document=document,
        day=day,
    )


def make(version: LoadedVersion, words: Iterable[str]) -> Specification | NotMade:
    """
    Complete choices and build them, checked.

    Raises
    ------
    ChoiceError
        With everything that is wrong with the words.
    """
    choices = read_choices(version.model, words)
    found = specify(version, choices, currency=version.model.currencies[0])
    match found:
        case Conflict(sentences=said):
            return NotMade({language: list(said[language]) for language in said})
        case Unmakeable(problems=problems):
            told = [f"{p.path}: {p.sentence}" for p in problems]
            return NotMade({"en": told, "zh": told})
        case Specification():
            findings = check_assembly(found.assembly)
            if not findings:
                return found
            return NotMade(
                {
                    language: [finding.sentences[language] for finding in findings]
                    for language in ("en", "zh")
                }
            )
