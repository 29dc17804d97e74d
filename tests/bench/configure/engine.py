"""``lotone model walk`` and ``check`` in processes of their own, and their peaks."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure.promise import middle

ROOT = Path(__file__).resolve().parents[3]


class EngineError(Exception):
    """A command failed; the message ends with what it printed."""


@dataclass(frozen=True, slots=True)
class Ran:
    """
    One command's answer.

    Parameters
    ----------
    peak_mb
        Greatest resident memory of it or of one of its children, as it says itself:
        Linux would add ours to what we could ask about it.
    seconds
        From its start to its end, the interpreter's own start included.
    """

    answer: Mapping[str, Any]
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Walks:
    """Several walks over one model, a seed each."""

    runs: Sequence[Ran]

    def each(self, *path: str) -> list[float]:
        """Return one number of every run; those without it are left out."""
        found = []
        for run in self.runs:
            value: Any = run.answer
            for key in path:
                value = value[key] if value is not None else None
            if value is not None:
                found.append(float(value))
        return found

    def middle(self, *path: str) -> float:
        """Return the median over the runs."""
        return middle(self.each(*path))

    @property
    def peak_mb(self) -> float:
        """Greatest of all runs."""
        return max(run.peak_mb for run in self.runs)

    @property
    def states(self) -> int:
        """States of all runs."""
        return round(sum(self.each("clicks")))

    @property
    def dead_ends(self) -> int:
        """Dead ends of all runs; there must be none."""
        return sum(len(run.answer["dead_ends"]) for run in self.runs)

    @property
    def engine(self) -> str:
        """What answered."""
        return str(self.runs[0].answer.get("engine", "sat"))


def walk(
    model: Path,
    *,
    sessions: int,
    clicks: int,
    seeds: Sequence[int],
    explain: int = 0,
    record: Path | None = None,
    module: str = "app.cli",
    within_s: float = 300,
) -> Walks:
    """
    Walk a model once a seed.

    Parameters
    ----------
    record
        Gets the states of the first run.
    module
        What walks: the product's own command, or a benchmark of the same words.
    """
    runs = []
    for number, seed in enumerate(seeds):
        words = [f"--sessions={sessions}", f"--clicks={clicks}", f"--seed={seed}"]
        words += [f"--explain={explain}"] if explain else []
        words += [f"--record={record}"] if record and number == 0 else []
        runs.append(run("walk", model, *words, module=module, within_s=within_s))
    return Walks(runs)


def run(
    command: str,
    model: Path,
    *words: str,
    module: str = "app.cli",
    within_s: float = 300,
) -> Ran:
    """
    Run ``lotone model COMMAND MODEL --json`` in a process of its own.

    Notes
    -----
    Artefacts that earlier runs kept are out of its reach: every build is a real one.

    Raises
    ------
    EngineError
        When it fails or takes too long.
    """
    line = [sys.executable, "-P", "-m", module]
    line += ["model"] if module == "app.cli" else []
    line += [command, str(model), *words, "--json"]
    with (
        tempfile.TemporaryDirectory(prefix="lotone-bench-") as empty,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command
            line,
            cwd=ROOT,
            env={**os.environ, **_places(empty)},
            stdout=out,
            stderr=err,
        )
        status = _wait(process, started + within_s)
        seconds = time.perf_counter() - started
        out.seek(0)
        err.seek(0)
        text = out.read().decode()
        if status not in (0, 1) or not text.strip():
            said = err.read().decode()[-600:]
            raise EngineError(f"{command} {model.name}: exit {status}. {said}")
    answer = json.loads(text)
    return Ran(answer, seconds, float(answer.get("peak_mb", 0)))


def _places(folder: str) -> dict[str, str]:
    return {
        "PYTHONPATH": str(ROOT),
        "LOTONE_DATA": folder,
        "XDG_CACHE_HOME": folder,
    }


def _wait(process: subprocess.Popen[bytes], until: float) -> int:
    try:
        return process.wait(timeout=until - time.perf_counter())
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.wait()
        raise EngineError("it did not end in time") from error
