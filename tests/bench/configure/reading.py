"""
From the choices of recorded states to every status as a Python word.

``python -m tests.bench.configure.reading PATH RECORD`` prints one JSON object: the
milliseconds of answering alone, and of answering and reading everything.
"""

import json
import sys
import time
from pathlib import Path

from configurator.answer import answer
from configurator.compile import compile_model
from configurator.formats.recognise import read_model


def main(path: Path, record: Path) -> None:
    """Answer every state of the record once."""
    compiled = compile_model(read_model(path))
    answer(compiled, {})
    found: dict[str, list[float]] = {"answer_ms": [], "read_ms": []}
    with record.open() as lines:
        for line in lines:
            choices = json.loads(line)["choices"]
            started = time.perf_counter()
            options = answer(compiled, choices).options
            answered = time.perf_counter()
            words = {name: dict(one.values) for name, one in options.items()}
            read = time.perf_counter()
            assert words
            found["answer_ms"].append((answered - started) * 1000)
            found["read_ms"].append((read - started) * 1000)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
