"""A folder of results: whole or not there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from configurator.expressions import Problem
from configurator.model import ProductModelError


def refuse_full(out: Path) -> None:
    """Raise where results would be mixed with something else."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        sentence = "This is not empty: name a new folder."
        raise ProductModelError((Problem(str(out), "disk", sentence),))


def write_whole(out: Path, files: Mapping[str, bytes]) -> None:
    """
    Write the files into a folder beside, then give it its name.

    Raises
    ------
    ProductModelError
        When nothing can be written there; the folder is then as it was.
    """
    refuse_full(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=".lotone-", dir=out.parent))
        try:
            for name, content in files.items():
                place = beside / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            beside.chmod(0o755)
            beside.replace(out)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        problem = Problem(str(out), "disk", f"{error.strerror or error}.")
        raise ProductModelError((problem,)) from error
