"""
``./lotone test``, ``check``, ``prove AREA`` and ``bench AREA``.

Each is a list of commands; ``check`` runs on after a failure and ends with a summary,
so that one run shows everything that is wrong.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure.proof import record_proof

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
SLOW = "not slow and not postgres and not redis and not browser and not faults"


def main(arguments: Sequence[str]) -> int:
    """Run one of the four commands; the exit code is the worst of its steps."""
    command, *rest = arguments
    match command:
        case "test":
            return test(rest)
        case "check":
            return check(rest)
        case "prove":
            return prove(rest)
        case "bench":
            return bench(rest)
        case _:
            return _refuse(f"there is no command {command}.")


def test(rest: Sequence[str]) -> int:
    """
    Run the tests; ``--fast`` leaves out services, browsers and what takes long.

    Two processes share them where the machine has two cores; the tests that start
    whole installations come last, one after the other.
    """
    options = [word for word in rest if word != "--fast"]
    if "--fast" in rest:
        options = ["-m", SLOW, *options]
    return _run("tests", [PYTHON, "-m", "pytest", *_shared("loadfile", options)])


def check(rest: Sequence[str]) -> int:
    """Run what CI runs: the quick judges first, then the tests."""
    steps = [
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("lint", [PYTHON, "-m", "ruff", "check", "."]),
        ("types", [PYTHON, "-m", "mypy"]),
        ("contracts", [str(Path(PYTHON).parent / "lint-imports")]),
        ("dead code", [PYTHON, "-m", "vulture"]),
        ("client", ["npm", "--prefix", "frontend", "run", "--silent", "check"]),
    ]
    failed = [name for name, command in steps if _run(name, command)]
    if test(rest):
        failed.append("tests")
    _say(f"check: {', '.join(failed)} failed" if failed else "check: all passed")
    return 1 if failed else 0


def prove(rest: Sequence[str]) -> int:
    """
    Run the tests of an area at full counts (``LOTONE_PROVE=1``).

    What passed on this very commit and lock is not run again, so that a proof that was
    stopped goes on; ``--again`` forgets that. The record goes to docs/benchmarks.md.
    """
    if not rest:
        return _refuse(f"name an area: {', '.join(_areas())}.")
    area, *options = rest
    folder = next((p for p in _folders(area) if p.is_dir()), None)
    if folder is None:
        return _refuse(f"there is no area {area}: choose {', '.join(_areas())}.")
    notes = ROOT / ".venv" / f"prove-{area}.json"
    if "--again" in options:
        options.remove("--again")
        notes.unlink(missing_ok=True)
    env = {"LOTONE_PROVE": "1", "LOTONE_PROVE_NOTES": str(notes)}
    # The longest tests of a proof stand in one file.
    shared = _shared("worksteal", options)
    command = [PYTHON, "-m", "pytest", "-p", "tests.proving", str(folder), *shared]
    code = _run(area, command, env)
    proven = record_proof(ROOT, area, notes)
    _say(f"prove: {proven}")
    # Pytest's 5: nothing was left to run.
    return 0 if code == 5 and proven.is_whole else code


def bench(rest: Sequence[str]) -> int:
    """Print speed and size of an area: a module or a package of ``tests/bench``."""
    found = (ROOT / "tests/bench").iterdir()
    areas = sorted(
        path.stem
        for path in found
        if path.suffix == ".py" or (path / "__main__.py").is_file()
    )
    if not rest or rest[0] not in areas:
        return _refuse(
            f"name a benchmark: {', '.join(areas) or 'none is written yet'}."
        )
    return _run(rest[0], [PYTHON, "-m", f"tests.bench.{rest[0]}", *rest[1:]])


def _shared(how: str, options: Sequence[str]) -> Sequence[str]:
    """Let up to four processes share the tests, unless the options say otherwise."""
    if any(word.startswith(("-n", "--pdb")) for word in options):
        return options
    return ["-n", str(min(4, os.cpu_count() or 1)), "--dist", how, *options]


def _areas() -> list[str]:
    folders = [*(ROOT / "tests").iterdir(), *(ROOT / "tests/app").iterdir()]
    return sorted(
        path.name
        for path in folders
        if path.is_dir() and any(path.rglob("test_*.py")) and path.name != "app"
    )


def _folders(area: str) -> list[Path]:
    return [ROOT / "tests" / area, ROOT / "tests" / "app" / area]


def _run(name: str, command: Sequence[str], more: dict[str, str] | None = None) -> int:
    _say(f"\n== {name}")
    started = time.monotonic()
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(more or {})}
    code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode  # noqa: S603 - our own commands
    if code == 5 and name == "tests":
        _say("no test was chosen")
    _say(f"== {name}: {time.monotonic() - started:.0f} s, exit {code}")
    return code


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"lotone: {sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
