"""
Peers installed for a benchmark only: Exact (AGPL) and OxiDD, in a throwaway venv.

Nothing of the product imports them; the scripts in ``peers/`` stand alone and talk in
JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_SCRIPTS = Path(__file__).resolve().parent / "peers"
PACKAGES = ("exact==2.2.1", "oxidd==0.13.0")


@dataclass(frozen=True, slots=True)
class Peers:
    """
    Where the peers are installed.

    Parameters
    ----------
    python
        Their interpreter; None where they are not wanted.
    """

    python: Path | None

    def run(
        self, script: str, *words: str, within_s: float = 300
    ) -> Mapping[str, Any] | None:
        """
        Return what a script printed; None without peers, or when it failed.

        Notes
        -----
        A diagram may well outgrow its memory: that is a finding, not an error.
        """
        if self.python is None:
            return None
        try:
            done = subprocess.run(  # noqa: S603 - our own scripts
                [str(self.python), str(_SCRIPTS / f"{script}.py"), *words],
                capture_output=True,
                text=True,
                timeout=within_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode:
            sys.stderr.write(f"bench: {script}: {done.stderr[-300:]}\n")
            return None
        # Exact prints about itself first.
        found: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


@contextmanager
def installed(python: Path | None, *, wanted: bool) -> Iterator[Peers]:
    """
    Lend the peers: those of ``python``, or freshly installed ones where ``wanted``.

    Parameters
    ----------
    python
        An interpreter that has them already.
    """
    if python is not None or not wanted:
        yield Peers(python)
        return
    with TemporaryDirectory(prefix="lotone-peers-") as folder:
        venv = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)  # noqa: S603 - ours
        subprocess.run(  # noqa: S603 - two named packages
            [venv / "bin/python", "-m", "pip", "install", "--quiet", *PACKAGES],
            check=True,
        )
        yield Peers(venv / "bin" / "python")
