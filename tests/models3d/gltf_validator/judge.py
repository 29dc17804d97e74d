"""Khronos' glTF validator: installed once below a cache, asked about many files."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent


def judged(
    files: Mapping[str, bytes], folder: Path, textures: Path, cache: Path
) -> dict[str, list[dict[str, Any]]]:
    """
    Return what the validator says of each file, by the file's name.

    Parameters
    ----------
    folder
        An empty one, for the files.
    textures
        Where the pictures lie that the files name.
    cache
        Where the validator is kept between runs.
    """
    for name, data in files.items():
        (folder / f"{name}.glb").write_bytes(data)
    listing = folder / "list.txt"
    listing.write_text("\n".join(str(folder / f"{name}.glb") for name in files))
    tool = _installed(cache / "gltf-validator-2.0.0-dev.3.10")
    lines = _run(["node", "validate.mjs", str(listing), str(textures)], tool)
    reports = [json.loads(line) for line in lines.splitlines()]
    assert len(reports) == len(files)
    return {Path(report["path"]).stem: report["messages"] for report in reports}


def _installed(folder: Path) -> Path:
    """Install into a folder of its own and move it into place when it is whole."""
    if not (folder / "node_modules").exists():
        making = folder.with_name(f"{folder.name}.making-{os.getpid()}")
        shutil.copytree(PACKAGE, making, ignore=shutil.ignore_patterns("*_*"))
        _run(["npm", "ci", "--no-audit", "--no-fund"], making)
        if folder.exists():
            shutil.rmtree(making)
        else:
            making.rename(folder)
    for name in ("validate.mjs", "package.json"):
        shutil.copy(PACKAGE / name, folder / name)
    return folder


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - fixed words
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout
