"""``lotone nest``: pieces on sheets from the command line, without web or database."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import click

from app.base.talk import ANSWERED, NO, note, tell
from app.nest import words
from app.nest.asked import CUT_LIST, problems_for, problems_of, unit_of, wanted_of
from app.nest.files import check_writable, read_text, refusing, write_all
from models3d.nesting.formats import PlanFile, read_plans, write_plans
from models3d.nesting.picture import sheet_picture
from models3d.nesting.plan import NoRoom, Plan
from models3d.nesting.problem import FIRST_CUTS, FirstCut, NestingError, Problem
from models3d.nesting.sorting import shelves, sort_plan
from models3d.nesting.verify import verify
from models3d.problems import Problem as Fault

_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
)


@click.group()
def nest() -> None:
    """Pieces on sheets: nested in a time box, and judged."""


@nest.command("sheets")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="WxH[:PRICE[:COUNT]]",
    help="A size of board; again for another one.",
)
@click.option(
    "--offcut",
    "offcuts",
    multiple=True,
    metavar="WxH[:PRICE[:COUNT]]",
    help="A rest in stock, with clean edges.",
)
@click.option("--kerf", default="0", show_default=True, help="Width of a cut.")
@click.option("--trim", default="0", show_default=True, help="Cut off each edge.")
@click.option(
    "--stages",
    type=click.Choice(["2", "3", "any"]),
    default="3",
    show_default=True,
    help="How often the saw may change its direction.",
)
@click.option(
    "--first",
    type=click.Choice(FIRST_CUTS),
    default="any",
    show_default=True,
    help="Direction of the first stage.",
)
@click.option("--rotate", is_flag=True, help="Pieces without grain may be turned.")
@click.option(
    "--rest",
    default="0x0",
    show_default=True,
    metavar="WxH",
    help="The least rest that goes back to stock.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0),
    default=1,
    show_default=True,
    help="What the search of a problem may take.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="What chance starts from."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File that gets the plans.",
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that gets a picture a sheet.",
)
@click.option(
    "--sort",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that gets the sort plan.",
)
@_json
def sheets_command(  # noqa: PLR0913, PLR0917 one parameter an option
    file: Path,
    sheets: Sequence[str],
    offcuts: Sequence[str],
    kerf: str,
    trim: str,
    stages: str,
    first: FirstCut,
    rest: str,
    seconds: float,
    seed: int,
    out: Path,
    pictures: Path | None,
    sort: Path | None,
    *,
    rotate: bool,
    as_json: bool,
) -> None:
    """Nest the pieces of problems (FILE.jsonl) or of a cut list (FILE.csv)."""
    with refusing(as_json=as_json):
        check_writable(out, sort)
        check_writable(pictures and pictures.parent / "folder")
        wanted = wanted_of(
            file,
            sheets=sheets,
            offcuts=offcuts,
            kerf=kerf,
            trim=trim,
            stages=stages,
            first=first,
            rest=rest,
            may_turn=rotate,
        )
        problems = problems_of(file, read_text(file), wanted)
        found = [(one, *_solved(one, seconds, seed)) for one in problems]
        plans = tuple(plan for _, plan, _ in found if isinstance(plan, Plan))
        if len(plans) == len(found):
            texts = {out: write_plans(PlanFile(unit_of(file), wanted, plans))}
            texts |= (
                _pictures(plans, pictures, 10 if unit_of(file) == CUT_LIST else 1)
                if pictures
                else {}
            )
            texts |= {sort: _sort_list(plans)} if sort else {}
            write_all(texts)
    shape = _shape(found)
    tell(shape, lambda: words.nested(shape), as_json=as_json)
    sys.exit(NO if shape["no_room"] else ANSWERED)


@nest.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@_json
def verify_command(file: Path, plan: Path, *, as_json: bool) -> None:
    """Judge plans, whoever made them: every rule that they break."""
    with refusing(as_json=as_json):
        made = read_plans(read_text(plan))
        problems = problems_for(file, read_text(file), made)
        note("judging")
        found = [
            {
                "problem": problem.name,
                "kind": one.kind,
                "path": one.path,
                "sentence": one.sentence,
            }
            for problem, one_plan in zip(problems, made.plans, strict=True)
            for one in verify(problem, one_plan)
        ]
    sheets = sum(len(one.sheets) for one in made.plans)
    shape = {"problems": len(problems), "sheets": sheets, "violations": found}
    tell(shape, lambda: words.verdict(shape), as_json=as_json)
    sys.exit(NO if found else ANSWERED)


def _solved(problem: Problem, seconds: float, seed: int) -> tuple[Plan | NoRoom, float]:
    # The engine is compiled code: loading it is no part of the search.
    from models3d.nesting.solve import Budget, solve, warm  # noqa: PLC0415

    warm()
    note(f"nesting {problem.name}")
    began = time.monotonic()
    found = solve(problem, Budget(seconds=seconds, seed=seed, clock=time.monotonic))
    spent = time.monotonic() - began
    violations = verify(problem, found) if isinstance(found, Plan) else ()
    if violations:
        raise NestingError(
            tuple(Fault(one.path, one.kind, one.sentence) for one in violations)
        )
    return found, spent


def _pictures(plans: Sequence[Plan], folder: Path, per_mm: int) -> dict[Path, str]:
    return {
        folder / f"{k}-{n + 1}.svg": sheet_picture(plan, n, per_mm=per_mm)
        for k, plan in enumerate(plans, 1)
        for n in range(len(plan.sheets))
    }


def _sort_list(plans: Sequence[Plan]) -> str:
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(
        ["problem", "sheet", "number", "piece", "copy", "order", "shelf", "last"]
    )
    rows.writerows(
        [
            one.problem,
            one.sheet,
            one.number,
            one.piece,
            one.copy,
            one.order,
            one.shelf,
            "yes" if one.is_last else "no",
        ]
        for one in sort_plan(plans)
    )
    return out.getvalue()


def _shape(
    found: Sequence[tuple[Problem, Plan | NoRoom, float]],
) -> dict[str, object]:
    plans = [(plan, spent) for _, plan, spent in found if isinstance(plan, Plan)]
    board = sum(plan.board_area for plan, _ in plans)
    return {
        "problems": len(found),
        "sheets": sum(len(plan.sheets) for plan, _ in plans),
        "area_bound": sum(plan.area_bound for plan, _ in plans),
        "bound": sum(plan.bound for plan, _ in plans),
        "seconds": round(sum(spent for *_, spent in found), 3),
        "yield": round(sum(plan.piece_area for plan, _ in plans) / board, 4)
        if board
        else None,
        "shelves": shelves([plan for plan, _ in plans]),
        "no_room": [
            {"problem": problem.name, "sentences": answer.sentences}
            for problem, answer, _ in found
            if isinstance(answer, NoRoom)
        ],
        "plans": [
            {
                "problem": plan.problem,
                "sheets": len(plan.sheets),
                "area_bound": plan.area_bound,
                "bound": plan.bound,
                "seconds": round(spent, 3),
                "yield": round(plan.yield_share, 4),
                "rest_share": round(plan.rest_area / plan.board_area, 4),
            }
            for plan, spent in plans
        ],
    }
