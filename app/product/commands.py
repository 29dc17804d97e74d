"""``lotone product make`` and ``check``, beside ``import`` and ``export``."""

import sys
import time
from datetime import datetime
from pathlib import Path

import click

from app.base.clock import system_clock
from app.base.talk import ANSWERED, NO, aligned, note, tell
from app.catalogue.commands import product
from app.catalogue.makeable import failures
from app.catalogue.missing_rule import worded
from app.model.talk import refusing
from app.product.files import files_of
from app.product.folder import refuse_full, write_whole
from app.product.making import NotMade, make, open_product

__all__ = ["product"]

_MAX_SHOWN = 20
_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
)
_day = click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: system_clock().date().isoformat(),
    show_default="today",
    help="Day on which values, rules and prices must hold.",
)


@product.command("make")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--choose",
    "words_chosen",
    metavar="OPTION=VALUE",
    multiple=True,
    help="A choice; may be repeated.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="New folder that gets the files.",
)
@_day
@_json
def make_command(
    path: Path,
    words_chosen: tuple[str, ...],
    out: Path,
    day: datetime,
    *,
    as_json: bool,
) -> None:
    """Make one variant of a product folder: picture, bill, cut list, drilling plan."""
    with refusing(as_json=as_json):
        refuse_full(out)
        note(f"reading {path}")
        version = open_product(path, day.date())
        note("building")
        began = time.monotonic()
        found = make(version, words_chosen)
        shape: dict[str, object] = {"product": version.slug, "out": str(out)}
        if isinstance(found, NotMade):
            shape |= {"made": False, "sentences": found.sentences}
        else:
            files = files_of(found)
            write_whole(out, files)
            measures = found.assembly.measures
            shape |= {
                "made": True,
                "parts": len(found.assembly.parts),
                "panels": measures["panel_count"],
                "holes": measures["hole_count"],
                "weight_kg": float(measures["weight_kg"]),
                "price_minor": found.price.total_minor,
                "currency": found.currency,
                "configuration": {k: str(v) for k, v in found.configuration.items()},
                "files": {name: len(content) for name, content in files.items()},
                "seconds": round(time.monotonic() - began, 3),
            }
    if isinstance(found, NotMade):
        said = found.sentences["en"]
        tell(shape, lambda: iter(said), as_json=as_json)
        sys.exit(NO)
    rows = [
        (name, str(shape[name]))
        for name in ("product", "parts", "panels", "holes", "weight_kg", "out")
    ]
    tell(shape, lambda: aligned(rows), as_json=as_json)
    sys.exit(ANSWERED)


@product.command("check")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--samples",
    type=click.IntRange(0),
    default=40,
    show_default=True,
    help="Random variants beside the extreme ones.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the chance.")
@_day
@_json
def check_command(
    path: Path, samples: int, seed: int, day: datetime, *, as_json: bool
) -> None:
    """Build extreme and random valid variants and name what cannot be made."""
    with refusing(as_json=as_json):
        note(f"reading {path}")
        version = open_product(path, day.date())
        note("building variants")
        found = failures(version, samples=samples, seed=seed)
    shape = {
        "product": version.slug,
        "samples": samples,
        "seed": seed,
        "proposal": found[0].proposal if found else None,
        "failures": [
            {
                "configuration": {k: str(v) for k, v in one.configuration.items()},
                "sentences": list(one.sentences),
            }
            for one in found
        ],
    }
    lines = [
        f"{one.sentences[0]}  with {worded(one.configuration)}"
        for one in found[:_MAX_SHOWN]
    ] or ["Every variant that was tried can be made."]
    if len(found) > _MAX_SHOWN:
        lines.append(f"and {len(found) - _MAX_SHOWN:,} more")
    if shape["proposal"] is not None:
        lines.append(f"This rule would forbid it: {shape['proposal']}")
    tell(shape, lambda: iter(lines), as_json=as_json)
    sys.exit(NO if found else ANSWERED)
