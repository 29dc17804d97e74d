"""What is odd about a model, by the names that people call options and values by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.base.peak import peak_mb
from app.model.choices import spelt
from app.model.opened import Opened
from app.model.shapes import COUNT_SECONDS, Json, count_shape
from configurator.count import count
from configurator.lint import Findings
from configurator.model import Scalar
from configurator.results import Conflict


def findings_shape(built: Opened, findings: Findings, language: str) -> Json:
    """Return what a check found: booleans by name, ``option=value`` of the rest."""
    number = (
        count(built.compiled, seconds=COUNT_SECONDS) if findings.is_satisfiable else 0
    )
    return {
        "satisfiable": findings.is_satisfiable,
        "count": count_shape(number),
        "core": list(_names(findings.core_values)),
        "dead": list(_names(findings.dead_values)),
        "false_optional": list(findings.false_optional),
        "redundant": list(findings.redundant_rules),
        "never_firing": [f"{idle.kind} {idle.id}" for idle in findings.never_firing],
        "contradictions": list(_contradictions(findings.contradiction, language)),
        "engine": built.engine,
        "build_s": round(built.build_s, 3),
        "peak_mb": peak_mb(),
    }


def _names(pairs: Iterable[tuple[str, Scalar]]) -> Iterator[str]:
    """
    Yield what values are called in a list of findings.

    Notes
    -----
    A boolean option is there or not, as a feature is: always true is core, never true
    is dead, and what its "no" is follows from that.
    """
    for option, value in pairs:
        if value is True:
            yield option
        elif value is not False:
            yield f"{option}={spelt(value)}"


def _contradictions(found: Conflict | None, language: str) -> Iterator[Json]:
    if found is not None:
        yield {
            "rules": list(found.rules),
            "sentences": list(found.sentences[language]),
        }
