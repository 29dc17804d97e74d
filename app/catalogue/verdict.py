"""What a merchandiser is told about a draft before anybody else meets it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.base.recent import Recent
from app.catalogue.cases import run_cases
from app.catalogue.loaded import LoadedVersion, load
from configurator.compile import compile_model
from configurator.compile.portfolio import Limits
from configurator.count import count
from configurator.diff import diff
from configurator.environment import options_in
from configurator.lint import Findings, lint
from configurator.model import Problem, ProductModel, Rule, Table
from configurator.results import Conflict, Difference, MoreThan
from configurator.rows import RowFindings, judge_rows
from configurator.rule_tests import RuleTestResult

_AT_A_KEY = Limits(seconds=0, relations=100)
# Where nothing but trying them counts variants, each costs half a millisecond.
_COUNT_AT_A_KEY = 20
_COUNT_LIMIT = 1_000
# Tables beyond it are judged when they are edited, not at every key.
_ROWS_AT_A_KEY = 2_000

# Of processor time, for each group of options that only d4 can count.
_COUNT_SECONDS = 4.0
_counted_exactly: Recent[tuple[str, str], int | MoreThan] = Recent(48)
_counted: Recent[tuple[str, str], int | MoreThan] = Recent(48)


@dataclass(frozen=True)
class Verdict:
    """
    What stands for and against a draft.

    Parameters
    ----------
    problems
        What is malformed, each with its place; nothing else is known then.
    findings
        What is odd: contradictory, dead, redundant, never happening.
    rows
        What is odd about the rows of tables.
    tests
        What became of each rule test.
    variants, variants_before
        How many variants the draft allows and the published version did, as far as it
        was worth counting; None before where nothing was published.
    difference
        Against the published version; None where nothing was published.
    table
        The one that is being edited.
    about
        Options that the changed rules and tables look at.
    """

    problems: tuple[Problem, ...] = ()
    findings: Findings = field(default_factory=Findings)
    rows: tuple[RowFindings, ...] = ()
    tests: tuple[RuleTestResult, ...] = ()
    variants: int | MoreThan = 0
    variants_before: int | MoreThan | None = None
    difference: Difference | None = None
    table: str = ""
    about: frozenset[str] = frozenset()

    @property
    def conflict(self) -> Conflict | None:
        """Why no variant is left, None while there is one."""
        return self.findings.contradiction


def load_trial(
    slug: str, document: Mapping[str, Any], day: date | None = None
) -> LoadedVersion:
    """
    Load a document that is being typed: quick to compile, exact in its answers.

    Raises
    ------
    ProductModelError
        When the document is malformed, with every problem of it.

    Notes
    -----
    A circuit over hundreds of rules takes seconds to draw and would be thrown away
    with the next key; parts of that size are answered by a solver instead.
    """
    return load(
        version_id="trial",
        slug=slug,
        number=0,
        document=document,
        day=day,
        compiled=lambda model: compile_model(model, _AT_A_KEY),
    )


def verdict(
    draft: LoadedVersion, published: LoadedVersion | None, *, table: str = ""
) -> Verdict:
    """
    Judge a draft that loads, also against what is published.

    Parameters
    ----------
    table
        The one that is being edited: its rows are judged however many there are.
    """
    findings = lint(draft.compiled, draft.start)
    if findings.contradiction is not None:
        return Verdict(findings=findings)
    difference = None
    if published is not None:
        difference = diff(
            published.compiled,
            draft.compiled,
            limit=0,
            starts=(published.start, draft.start),
        )
    return Verdict(
        findings=findings,
        rows=judge_rows(draft.compiled, _judged_tables(draft.model, table)),
        tests=run_cases(draft),
        variants=_variants(draft),
        variants_before=None if published is None else _variants(published),
        difference=difference,
        table=table,
        about=_about(draft.model, published.model) if published else frozenset(),
    )


def _judged_tables(model: ProductModel, edited: str) -> list[str]:
    chosen, rows = [], 0
    for table in sorted(model.tables, key=lambda table: len(table.rows)):
        rows += len(table.rows)
        if rows <= _ROWS_AT_A_KEY or table.id == edited:
            chosen.append(table.id)
    return chosen


def _about(one: ProductModel, other: ProductModel) -> frozenset[str]:
    """Return the options in relations that both versions do not have alike."""
    first, second = ({r.id: r for r in model.relations} for model in (one, other))
    changed = {
        name
        for name in first.keys() | second.keys()
        if first.get(name) != second.get(name)
    }
    return frozenset(
        option
        for model, relations in ((one, first), (other, second))
        for name in changed & relations.keys()
        for option in _looked_at(model, relations[name])
    )


def _looked_at(model: ProductModel, relation: Rule | Table) -> Collection[str]:
    if isinstance(relation, Table):
        return relation.options
    return options_in(model, relation.rule)


def count_exactly(version: LoadedVersion) -> int | MoreThan:
    """Return how many variants there are, given the seconds that a verdict has not."""
    key = (version.content_hash, version.compiled.content_hash)
    return _counted_exactly.get_or_make(
        key,
        lambda: count(version.compiled, limit=_COUNT_LIMIT, seconds=_COUNT_SECONDS),
    )


def _variants(version: LoadedVersion) -> int | MoreThan:
    key = (version.id, version.compiled.content_hash)
    return _counted.get_or_make(
        key, lambda: count(version.compiled, limit=_COUNT_AT_A_KEY)
    )
