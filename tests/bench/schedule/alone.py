"""
One measurement of this package, alone in its process.

``python -m tests.bench.schedule.alone SCRIPT JSON`` prints one JSON object, with the
peak of the process's memory in it.
"""

import json
import sys
from importlib import import_module

from app.base.peak import peak_mb


def main(script: str, words: str) -> None:
    """Run a script's ``main`` and print what it returns."""
    found = import_module(f"tests.bench.schedule.{script}").main(**json.loads(words))
    sys.stdout.write("\n" + json.dumps({**found, "peak_mb": peak_mb()}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
