"""What the commands found, in aligned lines for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.base.talk import aligned
from app.model.choices import spelt
from configurator.model import Configuration, ProductModel, Scalar
from configurator.results import Answer, OptionAnswer, Status

MAX_NAMES = 12
MAX_DIGITS = 30
MAX_EXAMPLES = 3


def listed(names: Sequence[str]) -> str:
    """Return how many names there are, and the first of them."""
    if not names:
        return "none"
    shown = ", ".join(names[:MAX_NAMES])
    more = len(names) - MAX_NAMES
    return f"{len(names):,}: {shown}" + (f" and {more:,} more" if more > 0 else "")


def counted(count: str | None) -> str:
    """Return a count with its digits in groups, or how many digits it has."""
    if count is None:
        return "not counted"
    if len(count) <= MAX_DIGITS:
        return f"{int(count):,}"
    return f"{count[0]}.{count[1:4]}e{len(count) - 1} ({len(count):,} digits)"


def findings(path: Path, model: ProductModel, shape: Mapping[str, Any]) -> list[str]:
    """Return what a check found."""
    size = f"{len(model.options):,} options, {len(model.relations):,} rules"
    rows = [
        ("satisfiable", "yes" if shape["satisfiable"] else "no"),
        ("variants", counted(shape["count"])),
        ("always there", listed(shape["core"])),
        ("dead", listed(shape["dead"])),
        ("false optional", listed(shape["false_optional"])),
        ("redundant", listed(shape["redundant"])),
        ("never happens", listed(shape["never_firing"])),
        ("engine", _engine(shape["engine"])),
        ("read and built", f"{shape['build_s']:.2f} s, {shape['peak_mb']:,.0f} MB"),
    ]
    lines = [f"{path}: {size}", *aligned(rows)]
    for found in shape["contradictions"]:
        lines += ["", "These cannot hold together:"]
        lines += [f"  {sentence}" for sentence in found["sentences"]]
    return lines


def _engine(engine: str) -> str:
    """Return what answers, and that it is the fallback where it is."""
    if "sat" not in engine:
        return engine
    return f"{engine} (a solver answers what no circuit could be made of)"


def answered(model: ProductModel, found: Answer, shape: Mapping[str, Any]) -> list[str]:
    """Return every option with what it is, may be and cannot be."""
    rows = [("option", "status", "may be", "blocked")]
    units = {option.id: option.unit for option in model.options}
    rows += [
        (name, one.status.value, _open(one, units[name]), _values(one, Status.BLOCKED))
        for name, one in found.options.items()
    ]
    lines = list(aligned(rows))
    if shape["conflict"] is None:
        return [*lines, "", f"Variants left: {counted(shape['remaining'])}."]
    return [*lines, "", *reasons({}, shape["conflict"])]


def _open(found: OptionAnswer, unit: str | None) -> str:
    if found.minimum is None or found.maximum is None:
        return _values(found, Status.CHOSEN, Status.IMPLIED, Status.AVAILABLE)
    called = f" {unit}" if unit and unit != "pcs" else ""
    chosen = _values(found, Status.CHOSEN)
    if found.minimum == found.maximum:
        return f"{chosen or spelt(found.minimum)}{called}"
    ends = f"{spelt(found.minimum)} to {spelt(found.maximum)}{called}"
    return (
        f"{chosen}{', ' if chosen else ''}{ends}, in steps of {spelt(found.step or 1)}"
    )


def _values(found: OptionAnswer, *wanted: Status) -> str:
    names = [
        f"[{spelt(value)}]" if status is Status.CHOSEN else spelt(value)
        for value, status in found.values.items()
        if status in wanted
    ]
    more = len(names) - MAX_NAMES
    shown = ", ".join(names[:MAX_NAMES])
    return shown + (f" and {more:,} more" if more > 0 else "")


def reasons(choices: Configuration, shape: Mapping[str, Any]) -> list[str]:
    """Return why something cannot be, and the ways out."""
    lines = list(shape["sentences"])
    if shape["rules"]:
        lines += ["", f"Rules: {listed(shape['rules'])}."]
    if shape["repairs"]:
        lines += ["", "What would make room:"]
    for number, repair in enumerate(shape["repairs"], 1):
        lines.append(f"  {number}. {_repair(choices, repair)}")
    return lines


def _repair(choices: Configuration, repair: Mapping[str, Any]) -> str:
    parts = [
        f"{name}: {_was(choices, name)}{_spelt(value)}"
        for name, value in repair["changes"].items()
    ]
    parts += [f"{name}: open again" for name in repair["drops"]]
    if repair["price_change_minor"] is not None:
        parts.append(f"price {repair['price_change_minor']:+,} minor units")
    return "; ".join(parts)


def _was(choices: Configuration, name: str) -> str:
    return f"{spelt(choices[name])} becomes " if name in choices else ""


def _spelt(value: Scalar | float) -> str:
    return spelt(Decimal(str(value)) if isinstance(value, float) else value)


def walked(shape: Mapping[str, Any]) -> list[str]:
    """Return the figures of a walk, and its dead ends."""
    rows: list[Sequence[str]] = [("", "times", "median", "p95", "p99", "longest")]
    for title, timed in (
        ("click", shape),
        ("explain", shape["explain"]),
        ("repair", shape["repair"]),
    ):
        if timed is not None:
            rows.append(
                (
                    title,
                    f"{timed['clicks']:,}",
                    *(
                        _ms(timed[f"{key}_ms"])
                        for key in ("median", "p95", "p99", "max")
                    ),
                )
            )
    head = (
        f"{shape['sessions']:,} sessions, {shape['engine']}; read and built in "
        f"{shape['build_s']:.2f} s, opened in {shape['open_ms']:.1f} ms, "
        f"{shape['peak_mb']:,.0f} MB"
    )
    lines = [head, *aligned(rows)]
    for found in shape["dead_ends"]:
        place = found["option"] or "all choices"
        lines.append(f"DEAD END at {place}: {_choices(found['choices'])}")
    return lines


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f} ms"


def compared(shape: Mapping[str, Any]) -> list[str]:
    """Return what a new version makes possible and impossible."""
    rows = [
        ("impossible now", listed([_pair(pair) for pair in shape["blocked_now"]])),
        ("possible now", listed([_pair(pair) for pair in shape["possible_now"]])),
        ("new options", listed(shape["options_added"])),
        ("gone options", listed(shape["options_removed"])),
        ("variants before", counted(shape["count_before"])),
        ("variants now", counted(shape["count_after"])),
        ("lost", counted(shape["lost"])),
        ("gained", counted(shape["gained"])),
    ]
    lines = list(aligned(rows))
    for title, key in (("Lost", "examples"), ("Gained", "new_examples")):
        if shape[key]:
            lines += ["", f"{title}, for example:"]
        lines += [f"  {_choices(one)}" for one in shape[key][:MAX_EXAMPLES]]
    return lines


def converted(shape: Mapping[str, Any]) -> list[str]:
    """Return what was written."""
    size = f"{shape['options']:,} options, {shape['rules']:,} rules"
    return [f"{shape['target']}: {size}"]


def _pair(pair: Mapping[str, Any]) -> str:
    return f"{pair['option']}={_spelt(pair['value'])}"


def _choices(choices: Mapping[str, Any]) -> str:
    pairs = [f"{name}={_spelt(value)}" for name, value in choices.items()]
    more = len(pairs) - MAX_NAMES
    return ", ".join(pairs[:MAX_NAMES]) + (f" and {more:,} more" if more > 0 else "")
