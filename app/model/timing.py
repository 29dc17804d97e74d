"""Percentiles of what was timed, in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any


def timing_shape(seconds: Sequence[float]) -> dict[str, Any]:
    """
    Return how often it was timed, and median, p95, p99 and maximum.

    Notes
    -----
    Nearest rank: each figure is one that was really measured.
    """
    ranked = sorted(seconds)
    return {
        "clicks": len(ranked),
        "median_ms": _rank(ranked, 50),
        "p95_ms": _rank(ranked, 95),
        "p99_ms": _rank(ranked, 99),
        "max_ms": _rank(ranked, 100),
    }


def _rank(ranked: Sequence[float], pct: int) -> float | None:
    if not ranked:
        return None
    return round(ranked[max(ceil(len(ranked) * pct / 100), 1) - 1] * 1000, 3)
