"""
Runs d4 on one file and writes what it found to another; a process of its own.

Started by path and importing nothing of ours: ``d4.py asked.cnf answered method
seconds``, where ``method`` is how decisions are ordered, or ``count``.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Any

MAX_BYTES = 6 * 2**30
"""Address space; d4 reserves much more than it touches."""


def main(asked: str, answered: str, method: str, seconds: str) -> None:
    """Write the d-DNNF, or the number of models; leave no file when limits end it."""
    import py_d4  # noqa: PLC0415 not published for every platform

    # Processor time: on a busy machine the same model must not fall back to SAT.
    cap = int(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (cap, cap))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    solver = py_d4.Solver(asked)
    options = py_d4.dump_options_to_dict(solver.getOptions())
    is_count = method == "count"
    order = "none" if is_count else method
    options["branching"]["partialOrder"]["partialOrderMethod"] = order
    solver.setOptions(py_d4.load_options_from_dict(options))
    found = solver.count().getResult() if is_count else _decisions(solver)
    whole = Path(answered + ".part")
    whole.write_text(found)
    whole.rename(answered)


def _decisions(solver: Any) -> str:
    found: str = solver.compile().getNNFString()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
