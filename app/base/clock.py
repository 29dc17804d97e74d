"""Where the time comes from: a callable that everything is handed, never a global."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present moment as an aware UTC datetime."""


def system_clock() -> datetime:
    """Machine's clock; the only place that reads it."""
    return datetime.now(UTC)  # noqa: TID251 - this is the injected clock
