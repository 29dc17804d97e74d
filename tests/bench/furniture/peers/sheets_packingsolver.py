"""
The peer: packingsolver on problems of standard input, the seconds of each as argument.

Stands alone, for a Python (3.12 or later) that has packingsolver and nothing of ours.
"""

import json
import sys
import time
from typing import Any

import packingsolver.rectangleguillotine as peer  # type: ignore[import-not-found] # not ours


def sheets_of(problem: dict[str, Any], seconds: float) -> int:
    """Return how many sheets the peer takes: 3 stages, trimming, no rotation."""
    builder = peer.InstanceBuilder()
    builder.set_objective(peer.Objective.BinPacking)
    copies = sum(item[2] for item in problem["items"])
    builder.add_bin_type(*problem["sheet"], copies=copies)
    for width, height, count in problem["items"]:
        builder.add_item_type(width, height, copies=count)
    builder.set_predefined("3NHO")
    parameters = peer.OptimizeParameters()
    parameters.time_limit = seconds
    parameters.verbosity_level = 0
    found = peer.optimize(builder.build(), parameters)
    return int(found.solution.number_of_bins())


def main() -> None:
    """Print the sheets of all problems and the processor time."""
    lines = [json.loads(line) for line in sys.stdin if line.strip()]
    began = time.process_time()
    total = sum(sheets_of(line, float(sys.argv[1])) for line in lines)
    spent = time.process_time() - began
    sys.stdout.write(json.dumps({"sheets": total, "seconds": spent}) + "\n")


if __name__ == "__main__":
    main()
