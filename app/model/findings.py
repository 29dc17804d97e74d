"""What is odd about a model, by the names that people call options and values by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.model.opened import Opened
from app.model.peak import peak_mb
from app.model.shapes import Json, count_shape
from configurator.count import count
from configurator.lint import Findings, name_of
from configurator.model import ProductModel, Scalar
from configurator.results import Conflict


def findings_shape(built: Opened, findings: Findings, language: str) -> Json:
    """Return what a check found; names of features, ``option=value`` of the rest."""
    model = built.model
    number = count(built.compiled) if findings.is_satisfiable else 0
    return {
        "satisfiable": findings.is_satisfiable,
        "count": count_shape(number),
        "core": list(_names(model, findings.core_values)),
        "dead": list(_names(model, findings.dead_values)),
        "false_optional": list(findings.false_optional),
        "redundant": list(findings.redundant_rules),
        "never_firing": [f"{idle.kind} {idle.id}" for idle in findings.never_firing],
        "contradictions": list(_contradictions(findings.contradiction, language)),
        "engine": built.engine,
        "build_s": round(built.build_s, 3),
        "peak_mb": peak_mb(),
    }


def _names(model: ProductModel, pairs: Iterable[tuple[str, Scalar]]) -> Iterator[str]:
    return (name_of(model, pair) for pair in pairs)


def _contradictions(found: Conflict | None, language: str) -> Iterator[Json]:
    if found is not None:
        yield {
            "rules": list(found.rules),
            "sentences": list(found.sentences[language]),
        }
