# ruff: noqa: RUF001 - Chinese punctuation is meant
"""Answers in words, by language."""

from collections.abc import Mapping


def no_room(resource: str, operation: str, at: int, length: int) -> Mapping[str, str]:
    """Say that an operation finds no place from a minute on."""
    return {
        "en": (
            f"{resource} has no room for {operation} between minute {at} and "
            f"the end of the horizon at {length}."
        ),
        "zh": (
            f"从第 {at} 分钟到计划期末（第 {length} 分钟），"
            f"{resource} 排不下工序 {operation}。"
        ),
    }
