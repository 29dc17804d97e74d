"""The public guillotine problems: sheets beside the best known and the peer's."""

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from models3d.nesting.plan import Plan
from models3d.nesting.problem import Cutting, Problem
from models3d.nesting.reading import Wanted, read_lines
from models3d.nesting.solve import Budget, solve, warm
from models3d.nesting.verify import verify
from tests.bench.furniture.asked import Asked, MeasureError
from tests.bench.measure.promise import Row

_PEER = Path(__file__).parent / "peers" / "sheets_packingsolver.py"
_MUST, _AIM, _PROBLEMS = 3560, 3530, 250


def guillotine(asked: Asked) -> Iterator[Row]:
    """Yield what was asked of the public problems: three stages, no rotation."""
    path = asked.data / "nesting" / "guillotine_dev.jsonl"
    lines = path.read_text().splitlines()[:: asked.every]
    known = sum(json.loads(line)["best_known_sheets"] for line in lines)
    text = "\n".join(lines)
    is_whole = len(lines) == _PROBLEMS
    what = f"{len(lines)} guillotine problems"
    warm()
    for first in ("any", "horizontal"):
        problems = read_lines(text, Wanted(Cutting(first=first)))
        began = time.process_time()
        plans = [_planned(one, asked.seconds) for one in problems]
        spent = time.process_time() - began
        yield Row(
            what,
            "sheets" if first == "any" else "sheets, first cuts along the width",
            "",
            sum(len(plan.sheets) for plan in plans),
            _MUST if is_whole and first == "any" else None,
            _AIM if is_whole and first == "any" else None,
            f"best known {known}; {asked.seconds:g} s of processor time each, one"
            f" thread; {spent:.0f} s in all, as {_proven(plans)} end proven; judged",
        )
    yield _peer(asked, what, lines, known)


def _planned(problem: Problem, seconds: float) -> Plan:
    plan = solve(problem, Budget(seconds=seconds, clock=time.process_time))
    if not isinstance(plan, Plan):
        raise MeasureError(f"{problem.name}: {plan.sentences['en']}")
    broken = verify(problem, plan)
    if broken:
        raise MeasureError(f"{problem.name}: {broken[0].kind}: {broken[0].sentence}")
    return plan


def _proven(plans: Sequence[Plan]) -> int:
    return sum(len(plan.sheets) == plan.bound for plan in plans)


def _peer(asked: Asked, what: str, lines: Sequence[str], known: int) -> Row:
    """Return packingsolver's sheets for the same problems and seconds."""
    name = "packingsolver: sheets"
    if asked.peers_python is None:
        why = "it needs Python 3.12 or later: --peers-python names one that has it"
        return Row(what, name, "", None, how=why)
    done = subprocess.run(  # noqa: S603 - our own script
        [str(asked.peers_python), str(_PEER), str(asked.seconds)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Row(what, name, "", None, how=" ".join(done.stderr.split())[-200:])
    found = json.loads(done.stdout.splitlines()[-1])
    how = (
        f"best known {known}; {asked.seconds:g} s each by the clock,"
        f" {found['seconds']:.0f} s of processor time in all; first cuts along"
        " the width"
    )
    return Row(what, name, "", found["sheets"], how=how)
