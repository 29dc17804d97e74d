"""Each measurement in a process of its own: its memory, its crash, its time limit."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
Found = Mapping[str, Any]


class MeasureError(Exception):
    """A measurement failed; the message ends with what it printed."""


def measured(script: str, *, within_s: float = 900, **words: object) -> Found:
    """
    Return what ``tests.bench.schedule.SCRIPT`` printed.

    Parameters
    ----------
    script
        Module of this package whose ``main(words)`` returns what was measured.
    within_s
        When it is given up.
    words
        What is asked of it; JSON can say it.

    Raises
    ------
    MeasureError
        When it fails or takes too long.
    """
    command = [sys.executable, "-m", "tests.bench.schedule.alone", script]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [*command, json.dumps(words)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=within_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise MeasureError(f"{script}: no answer within {within_s:.0f} s") from error
    if done.returncode:
        raise MeasureError(f"{script}: {done.stderr.strip()[-400:]}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found
