"""``lotone schedule``: the scheduler from the command line, without web or database."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from app.base.peak import peak_mb
from app.base.talk import ANSWERED, NO, note, tell, to_bytes
from app.schedule import words
from app.schedule.files import check_writable, read, write
from app.schedule.shapes import (
    infeasible_shape,
    makespans,
    objective_shape,
    outcome_shape,
    size_shape,
    solution_shape,
    violations_shape,
)
from app.schedule.talk import refusing
from scheduling.event_formats import read_event
from scheduling.faults import Fault, ProblemError
from scheduling.formats import (
    read_problem,
    read_schedule,
    write_problem,
    write_schedule,
)
from scheduling.instances.factories import KINDS, generate
from scheduling.measures import objective_of
from scheduling.problem import Problem
from scheduling.schedule import Infeasible, Schedule
from scheduling.verify import verify

Function = TypeVar("Function", bound=Callable[..., object])


@click.group()
def schedule() -> None:
    """Factories and shops in any number: planned, judged, promised, disturbed."""


def _file(name: str) -> Callable[[Function], Function]:
    return click.argument(name, type=click.Path(path_type=Path))


def _out(help_text: str, name: str = "--out") -> Callable[[Function], Function]:
    return click.option(
        name,
        type=click.Path(dir_okay=False, path_type=Path),
        required=name == "--out",
        help=help_text,
    )


_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
)
_seconds = click.option(
    "--seconds",
    type=click.FloatRange(0),
    default=10,
    show_default=True,
    help="What the search may take.",
)
_workers = click.option(
    "--workers",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Threads that search.",
)
_seed = click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="What chance starts from.",
)


@schedule.command("solve")
@_file("file")
@_seconds
@_workers
@_seed
@_out("File that gets the solution.")
@_json
def solve_command(  # noqa: PLR0913 one parameter an option
    file: Path, seconds: float, workers: int, seed: int, out: Path, *, as_json: bool
) -> None:
    """Solve a flexible job shop in the usual text format for the least makespan."""
    with refusing(as_json=as_json):
        # The engine is compiled code: loading it is no part of the search.
        from app.schedule.planned import Budget, solved_shop  # noqa: PLC0415
        from scheduling.instances.fjsp import read_shop  # noqa: PLC0415

        check_writable(out)
        began = time.monotonic()
        shop = read(file, read_shop)
        read_s = time.monotonic() - began
        outcome = solved_shop(shop, Budget(max(0.0, seconds - read_s), workers, seed))
        solution = solution_shape(outcome.schedule)
        write(out, to_bytes(solution).decode())
    history = makespans(outcome.history, offset_s=read_s)
    shape = {
        "makespan": solution["makespan"],
        "lower_bound": outcome.lower_bound,
        "first_solution_s": history[0][0] if history else round(read_s, 3),
        "history": history,
        "jobs": len(shop.jobs),
        "machines": shop.machines,
        "operations": shop.operations,
        "peak_mb": peak_mb(),
    }
    tell(shape, lambda: words.solved(shape), as_json=as_json)
    sys.exit(ANSWERED)


@schedule.command("generate")
@click.option(
    "--kind", type=click.Choice(list(KINDS)), required=True, help="Of what trade."
)
@click.option("--orders", type=int, required=True, help="Open orders.")
@click.option(
    "--load",
    type=float,
    default=0.9,
    show_default=True,
    help="Share of the bottleneck that is wanted before the due dates.",
)
@_seed
@_out("File that gets the problem.")
@_json
def generate_command(  # noqa: PLR0913 one parameter an option
    kind: str, orders: int, load: float, seed: int, out: Path, *, as_json: bool
) -> None:
    """Write the problem of a realistic factory, the same for the same words."""
    with refusing(as_json=as_json):
        check_writable(out)
        note("generating")
        problem = generate(kind, orders, load, seed)
        write(out, write_problem(problem))
    shape = {"kind": kind, "load": load, "seed": seed, "out": str(out)}
    shape |= size_shape(problem)
    tell(shape, lambda: words.generated(shape), as_json=as_json)
    sys.exit(ANSWERED)


@schedule.command("plan")
@_file("problem")
@_seconds
@_workers
@_seed
@_out("File that gets the plan.")
@_json
def plan_command(  # noqa: PLR0913 one parameter an option
    problem: Path, seconds: float, workers: int, seed: int, out: Path, *, as_json: bool
) -> None:
    """Plan a factory: promises first, then lateness, changeovers, work in progress."""
    with refusing(as_json=as_json):
        from app.schedule.planned import Budget, planned  # noqa: PLC0415 - as above

        check_writable(out)
        factory = read(problem, read_problem)
        began = time.monotonic()
        outcome = planned(factory, Budget(seconds, workers, seed))
        shape = size_shape(factory) | {
            "seconds": round(time.monotonic() - began, 3),
            "infeasible": None,
        }
        if isinstance(outcome, Infeasible):
            shape["infeasible"] = infeasible_shape(outcome)
        else:
            write(out, write_schedule(outcome.schedule))
            shape |= outcome_shape(outcome)
        shape["peak_mb"] = peak_mb()
    tell(shape, lambda: words.plan(shape), as_json=as_json)
    sys.exit(NO if isinstance(outcome, Infeasible) else ANSWERED)


@schedule.command("verify")
@_file("problem")
@_file("plan")
@_json
def verify_command(problem: Path, plan: Path, *, as_json: bool) -> None:
    """Judge a plan, whoever made it: every rule that it breaks, or its worth."""
    with refusing(as_json=as_json):
        factory, made = read(problem, read_problem), read(plan, read_schedule)
        note("judging")
        violations = verify(factory, made)
        worth = None if violations else objective_shape(objective_of(factory, made))
    shape = {
        "operations": len(made.assignments),
        "violations": violations_shape(violations),
        "objective": worth,
    }
    tell(shape, lambda: words.verdict(shape), as_json=as_json)
    sys.exit(NO if violations else ANSWERED)


@schedule.command("promise")
@_file("problem")
@_file("plan")
@click.option(
    "--quotes",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    help="Orders to ask for.",
)
@_seed
@_json
def promise_command(
    problem: Path, plan: Path, quotes: int, seed: int, *, as_json: bool
) -> None:
    """Quote orders like the open ones beside a plan; nothing in it moves."""
    with refusing(as_json=as_json):
        from app.schedule.quoting import quoted_shape  # noqa: PLC0415 - as above

        factory, made = read(problem, read_problem), read(plan, read_schedule)
        _judge(factory, made, plan)
        shape = quoted_shape(factory, made, quotes, seed)
    tell(shape, lambda: words.promised(shape), as_json=as_json)
    sys.exit(NO if shape["violations"] else ANSWERED)


def _judge(factory: Problem, made: Schedule, plan: Path) -> None:
    """Refuse a plan that is none of this problem: nothing can be built on it."""
    note("judging")
    violations = verify(factory, made)
    if violations:
        raise ProblemError(
            tuple(Fault(str(plan), one.kind, one.sentence) for one in violations)
        )


@schedule.command("disturb")
@_file("problem")
@_file("plan")
@click.option(
    "--event",
    type=click.Path(path_type=Path),
    required=True,
    help="File of the event.",
)
@_seconds
@_seed
@_out("File that gets the new plan.")
@_out("File that gets the problem after the event.", "--problem-out")
@_json
def disturb_command(  # noqa: PLR0913 one parameter an option
    *,
    problem: Path,
    plan: Path,
    event: Path,
    seconds: float,
    seed: int,
    out: Path,
    problem_out: Path | None,
    as_json: bool,
) -> None:
    """Let an event happen to a plan: repaired at once, then improved."""
    with refusing(as_json=as_json):
        from app.schedule.disturbing import disturbed  # noqa: PLC0415 - as above

        check_writable(out, problem_out)
        factory, made = read(problem, read_problem), read(plan, read_schedule)
        happened = read(event, read_event)
        _judge(factory, made, plan)
        found = disturbed(factory, made, happened, seconds=seconds, seed=seed)
        if found.problem is not None and found.schedule is not None:
            if problem_out is not None:
                write(problem_out, write_problem(found.problem))
            write(out, write_schedule(found.schedule))
    tell(found.shape, lambda: words.disturbed(found.shape), as_json=as_json)
    sys.exit(NO if found.schedule is None else ANSWERED)


@schedule.command("compare")
@_file("before")
@_file("after")
@click.option(
    "--problem",
    "problems",
    type=click.Path(path_type=Path),
    multiple=True,
    help="What both plan; twice where the second plan is of another problem.",
)
@_json
def compare_command(
    before: Path, after: Path, problems: tuple[Path, ...], *, as_json: bool
) -> None:
    """Compare two plans: what moved; with their problem also why, and for whom."""
    with refusing(as_json=as_json):
        from app.schedule.differ import (  # noqa: PLC0415 - as above
            comparison_shape,
            plain_shape,
        )
        from scheduling.compare import compare  # noqa: PLC0415 - as above

        plans = [read(path, read_schedule) for path in (before, after)]
        known = [read(path, read_problem) for path in problems[:2]]
        note("comparing")
        if known:
            shape = comparison_shape(
                compare((known[0], plans[0]), (known[-1], plans[1]))
            )
        else:
            shape = plain_shape(*plans)
    tell(shape, lambda: words.difference(shape), as_json=as_json)
    sys.exit(ANSWERED)
