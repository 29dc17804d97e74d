"""A click over HTTP on a product of 60 options with its price, under open load."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import ROOT
from tests.bench.configure.products import folder, product
from tests.bench.measure.house import House
from tests.bench.measure.promise import Row, middle, rank, spread

OPTIONS, RULES = 60, 120
BOUNDS = {20: (60.0, None), 50: (None, 40.0)}


def clicks(asked: Asked) -> Iterator[Row]:
    """Yield the p99 of a click at every rate."""
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as name:
        data = Path(name) / "data"
        with House(ROOT, data) as house:
            publish(data, Path(name) / "product")
            for rate, (must, aim) in BOUNDS.items():
                logs = [
                    _load(house.address, rate, asked.seconds, seed)
                    for seed in range(1, 1 + asked.runs)
                ]
                yield _row(rate, logs, must, aim)


def publish(data: Path, files: Path) -> None:
    """Bring a generated product into the running house."""
    document = product(1, options=OPTIONS, rules=RULES)
    for path, content in folder(document).items():
        (files / path).parent.mkdir(parents=True, exist_ok=True)
        (files / path).write_bytes(content)
    subprocess.run(  # noqa: S603 - our own command
        [
            sys.executable,
            "-P",
            "-m",
            "app.cli",
            "product",
            "import",
            files,
            "--publish",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LOTONE_DATA": str(data)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _load(address: str, rate: int, seconds: float, seed: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.configure.load", address]
    command += [f"--rate={rate}", f"--seconds={seconds}", f"--seed={seed}"]
    done = subprocess.run(  # noqa: S603 - our own module
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _row(rate: int, logs: list[dict[str, Any]], must: Any, aim: Any) -> Row:
    tails = [rank(log["ms"], 99) for log in logs]
    every = [ms for log in logs for ms in log["ms"]]
    errors = [error for log in logs for error in log["errors"]]
    late = max(max(log["late_ms"]) for log in logs)
    how = (
        f"{len(every)} clicks in {len(logs)} runs, each its own process and seed;"
        f" p50 {rank(every, 50):.0f} ms, p95 {rank(every, 95):.0f} ms, p99 of the runs"
        f" {spread(tails)}; {sum(log['conflicts'] for log in logs)} contradictions,"
        f" {len(errors)} errors; sent at most {late:.0f} ms late"
    )
    if errors:
        how += f"; the first: {errors[0]}"
    name = f"HTTP click, {logs[0]['options']} options with price"
    return Row(name, f"p99 at {rate} clicks/s", "ms", middle(tails), must, aim, how)
