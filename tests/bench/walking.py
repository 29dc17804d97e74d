"""
Every number of the walking product's "Speed and size" beside its bound.

``./lotone bench walking [--fresh] [--seconds 30] [--runs 5] [--no-record]``. The houses
measured are real ``./lotone up`` processes on data folders of their own.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.bench.measure.fresh import measure_fresh
from tests.bench.measure.house import House
from tests.bench.measure.machine import describe, load, load_note
from tests.bench.measure.pages import first_models, scripts_before_3d, styles
from tests.bench.measure.planning import first_plans, plan_now
from tests.bench.measure.processor import processor_ms
from tests.bench.measure.record import (
    Line,
    judged,
    missing,
    plain,
    table,
    write_section,
)

ROOT = Path(__file__).resolve().parents[2]
MB, KB = 1e6, 1000


@dataclass
class Clicks:
    """Milliseconds of several runs of the load."""

    answer_p50: list[float] = field(default_factory=list)
    answer_p95: list[float] = field(default_factory=list)
    deltas_p50: list[float] = field(default_factory=list)
    deltas_p95: list[float] = field(default_factory=list)
    count: int = 0
    variants: int = 0
    conflicts: int = 0


def main(arguments: Sequence[str]) -> int:
    """Measure, print and record; 0 even where a bound is missed."""
    given = _parser().parse_args(arguments)
    before = load()
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as name:
        folder = Path(name)
        _say("the house, first start")
        lines = [*_fresh(folder, wanted=given.fresh), *_house(folder, given)]
    text = "\n\n".join(
        [
            "## The walking product",
            f"`./lotone bench walking`, {date.today().isoformat()}. "  # noqa: DTZ011 - the day on the wall
            + ". ".join(describe(ROOT))
            + ".",
            *([f"**{load_note(before)}**"] if load_note(before) else []),
            table(lines),
        ]
    )
    sys.stdout.write(f"\n{text}\n")
    if given.record:
        write_section("walking", text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lotone bench walking")
    parser.add_argument(
        "--fresh", action="store_true", help="also try a fresh machine; downloads"
    )
    parser.add_argument("--seconds", type=float, default=30.0, help="of each load run")
    parser.add_argument("--runs", type=int, default=5, help="of second start")
    parser.add_argument("--loads", type=int, default=3, help="runs of the load")
    parser.add_argument("--no-record", dest="record", action="store_false")
    return parser


def _fresh(folder: Path, *, wanted: bool) -> list[Line]:
    page, size = "first page of a fresh machine", "size of downloads"
    if not wanted:
        why = "only with `--fresh`: it downloads everything again"
        return [missing(page, "90 s", why), missing(size, "300 MB", why)]
    _say("a fresh machine, twice: this takes minutes")
    place = folder / "fresh"
    place.mkdir()
    found = measure_fresh(ROOT, place)
    shutil.rmtree(place, ignore_errors=True)
    parts = " + ".join(f"{mb:.0f} MB {n}" for n, mb in found.downloaded_mb.items())
    return [
        judged(
            page,
            found.warm_s,
            90,
            "s",
            "a clone with an empty home but full download caches; with empty ones"
            f" {found.cold_s:.0f} s, so {found.download_s:.0f} s of downloads",
        ),
        judged(size, found.all_mb, 300, "MB", f"as pip says, and npm's cache: {parts}"),
    ]


def _house(folder: Path, given: argparse.Namespace) -> list[Line]:
    data = folder / "data"
    with House(ROOT, data) as house:
        first = first_plans(data)
        first_page = house.first_page_s
    _say(f"the house, {given.runs} second starts")
    starts = []
    for _ in range(given.runs):
        with House(ROOT, data) as house:
            starts.append(house.first_page_s)
    with House(ROOT, data) as house:
        clicks = _clicks(house, given)
        pss = house.web_pss_mb()
        click_ms, deltas_ms = processor_ms(house.address, house.web_pids())
        scripts = scripts_before_3d(house.address, "wardrobe")
        sheets = styles(house.address, "wardrobe")
        models = first_models(house.address)
        _say("plans")
        plans = [plan_now(data) for _ in range(3)]
    failed = [sentence for plan in (first, *plans) for sentence in plan.unpublished]
    for sentence in failed:
        _say(f"NOT PUBLISHED {sentence}")
    seconds = statistics.median(plan.all_s for plan in plans)
    zipped = sum(size.zipped for size in scripts.values())
    sent = sum(size.sent for size in scripts.values())
    load_of = f"10 users, 1 s of think time, {given.loads} runs of {given.seconds:g} s"
    return [
        plain(
            "first start, everything installed",
            first_page,
            "s",
            "to the shop window; migrations and the demo included",
        ),
        judged(
            "second start",
            statistics.median(starts),
            6,
            "s",
            f"to the answered shop window; {_spread(starts)} s, {len(starts)} runs",
        ),
        judged(
            "a click, p95",
            statistics.median(clicks.answer_p95),
            100,
            "ms",
            f"{load_of}; {clicks.count} clicks on {clicks.variants} variants,"
            f" {clicks.conflicts} of them contradictions; p50"
            f" {statistics.median(clicks.answer_p50):.0f} ms",
        ),
        plain(
            "the deltas after it, p95",
            statistics.median(clicks.deltas_p95),
            "ms",
            f"the same load; p50 {statistics.median(clicks.deltas_p50):.0f} ms",
        ),
        plain("processor time of a click", click_ms, "ms", "one user, no think time"),
        plain("processor time of its deltas", deltas_ms, "ms", "as above"),
        judged(
            "plan of the demo orders",
            seconds,
            10,
            "s",
            f"{first.orders} orders, both sites at once, to the later publication,"
            f" 3 runs; first plans {first.all_s:.1f} s after the demo was loaded"
            + (f"; {len(failed)} runs published nothing" if failed else ""),
        ),
        judged(
            "product page's JavaScript before 3D",
            zipped / KB,
            40,
            "KB gz",
            f"{len(scripts)} files; {sent / KB:.1f} KB as sent;"
            f" style sheets {sheets.zipped / KB:.1f} KB gz",
        ),
        *(
            judged(
                f"first GLB, {slug}",
                size.zipped / KB,
                60,
                "KB gz",
                f"{size.sent / KB:.1f} KB as sent",
            )
            for slug, size in sorted(models.items())
        ),
        judged("a web process", pss, 350, "MB PSS", "after the load"),
    ]


def _clicks(house: House, given: argparse.Namespace) -> Clicks:
    found = Clicks()
    for run in range(given.loads):
        _say(f"ten shoppers, run {run + 1} of {given.loads}")
        command = [sys.executable, "-m", "tests.bench.measure.clicking", house.address]
        command += ["--seconds", str(given.seconds), "--seed", str(run + 1)]
        done = subprocess.run(  # noqa: S603 - our own module
            command, cwd=ROOT, capture_output=True, check=False
        )
        log = json.loads(done.stdout)
        for sentence in log["errors"]:
            _say(f"FAILED {sentence}")
        for name in ("answer", "deltas"):
            times = log[f"{name}_ms"]
            cuts = statistics.quantiles(times, n=20, method="inclusive")
            getattr(found, f"{name}_p50").append(statistics.median(times))
            getattr(found, f"{name}_p95").append(cuts[18])
        found.count += len(log["answer_ms"])
        found.variants += log["variants"]
        found.conflicts += log["conflicts"]
    return found


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.1f} to {max(values):.1f}"


def _say(line: str) -> None:
    sys.stderr.write(f"bench: {line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
