"""
The incremental SAT fallback alone: ``lotone model walk`` without its circuits.

``python -m tests.bench.configure.fallback walk PATH --sessions=N --clicks=M --seed=S``
prints what ``lotone model walk --json`` prints.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from app.model.opened import Opened
from app.model.walked import Plan, Walk, walk_shape
from configurator.compile import compile_model
from configurator.formats.recognise import read_model


def main() -> int:
    """Walk and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["walk"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--clicks", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    started = time.perf_counter()
    compiled = compile_model(read_model(given.path))
    bare = replace(compiled, circuits=None, covered=frozenset())
    opened = Opened(bare, time.perf_counter() - started)
    walk = Walk(opened, Plan(given.sessions, given.clicks, given.seed))
    walk.run()
    sys.stdout.write(json.dumps(walk_shape(walk)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
