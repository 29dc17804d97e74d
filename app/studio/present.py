"""Turning the catalogue's answers into what the studio's page shows."""

from collections.abc import Collection, Sequence
from typing import Any

from app.catalogue.loaded import LoadedVersion
from app.catalogue.makeable import Failure
from app.catalogue.models import DraftRow
from app.catalogue.scalars import to_json
from app.catalogue.verdict import Verdict
from app.studio.findings import (
    exact_text,
    example_names,
    finding_lines,
    test_lines,
)
from app.studio.schemas import (
    ConflictLine,
    CountBody,
    FailureLine,
    Names,
    OptionLine,
    PriceEntry,
    ProblemLine,
    RuleLine,
    TableLine,
    ValueChange,
    ValueLine,
    VerdictBody,
)
from configurator.expressions import render
from configurator.model import (
    LANGUAGES,
    Configuration,
    Option,
    Problem,
    ProductModel,
    Scalar,
)
from configurator.results import Conflict, Difference, MoreThan
from configurator.sentences import value_text, vocabulary

_MOST_EXAMPLES = 3
_COLONS = {"en": ": ", "zh": "："}


def option_lines(model: ProductModel) -> list[OptionLine]:
    """Return the options as the editor completes them."""
    return [_option(option) for option in model.options]


def _option(option: Option) -> OptionLine:
    def real(value: object) -> float | None:
        return None if value is None else float(str(value))

    return OptionLine(
        id=option.id,
        kind=option.kind.value,
        name=dict(option.name),
        unit=option.unit,
        values=[ValueLine(id=v.id, name=dict(v.name)) for v in option.values],
        minimum=real(option.minimum),
        maximum=real(option.maximum),
        step=real(option.step),
    )


def rule_lines(draft: DraftRow, loaded: LoadedVersion | None) -> list[RuleLine]:
    """Return the rules as written, with their sentences while the draft can be read."""
    sentences: dict[str, dict[str, str]] = {}
    if loaded is not None:
        words = vocabulary(loaded.model)
        sentences = {
            rule.id: {
                language: render(rule.rule, words, language) for language in LANGUAGES
            }
            for rule in loaded.model.rules
        }
    return [
        RuleLine(**rule, sentence=sentences.get(rule["id"], {}))
        for rule in draft.document.get("rules", ())
    ]


def table_lines(draft: DraftRow) -> list[TableLine]:
    """Return the tables as written."""
    return [TableLine(**table) for table in draft.document.get("tables", ())]


def price_lines(draft: DraftRow) -> list[PriceEntry]:
    """Return the price lines as written."""
    return [PriceEntry(**price) for price in draft.document.get("prices", ())]


def problem_lines(problems: Sequence[Problem]) -> list[ProblemLine]:
    """Return problems with their places."""
    return [
        ProblemLine(
            path=problem.path,
            code=problem.code,
            sentence=problem.sentence,
            line=problem.line,
            column=problem.column,
        )
        for problem in problems
    ]


def conflict_line(conflict: Conflict | None) -> ConflictLine | None:
    """Return the rules that leave no variant."""
    if conflict is None:
        return None
    return ConflictLine(
        rules=list(conflict.rules),
        sentences={lang: list(said) for lang, said in conflict.sentences.items()},
    )


def failure_lines(failures: Sequence[Failure]) -> list[FailureLine]:
    """Return valid variants that cannot be made."""
    return [
        FailureLine(
            configuration=to_json(failure.configuration),
            sentences=list(failure.sentences),
        )
        for failure in failures
    ]


def malformed_body(number: int, problems: Sequence[Problem]) -> VerdictBody:
    """Return the verdict on a draft that cannot be read."""
    return _body(number, problems=problem_lines(problems))


def verdict_body(number: int, judged: Verdict, model: ProductModel) -> VerdictBody:
    """Return the verdict on a draft that can be read."""
    if judged.conflict is not None:
        return _body(number, conflict=conflict_line(judged.conflict))
    difference = judged.difference or Difference()
    failing = test_lines(judged.tests)
    before = judged.variants_before
    return _body(
        number,
        variants=exact_text(judged.variants),
        is_more=isinstance(judged.variants, MoreThan),
        variants_before=(
            None if before is None or isinstance(before, MoreThan) else str(before)
        ),
        blocked_now=_changes(model, difference.blocked_now),
        possible_now=_changes(model, difference.possible_now),
        examples=_examples(model, difference.examples, judged.about),
        new_examples=_examples(model, difference.new_examples, judged.about),
        findings=finding_lines(judged, model),
        tests=failing,
        tests_passed=len(judged.tests) - len(failing),
    )


def count_body(now: int | MoreThan, before: int | MoreThan | None) -> CountBody:
    """Return exact counts; one that nobody counted to the end stands against none."""
    return CountBody(
        variants=exact_text(now),
        is_more=isinstance(now, MoreThan),
        variants_before=(
            None if before is None or isinstance(before, MoreThan) else str(before)
        ),
    )


def _body(number: int, **known: Any) -> VerdictBody:
    nothing: dict[str, Any] = {
        "problems": [],
        "conflict": None,
        "variants": None,
        "is_more": False,
        "variants_before": None,
        "blocked_now": [],
        "possible_now": [],
        "examples": [],
        "new_examples": [],
        "findings": [],
        "tests": [],
        "tests_passed": 0,
    }
    return VerdictBody(draft_number=number, **{**nothing, **known})


def _examples(
    model: ProductModel, examples: Sequence[Configuration], about: Collection[str]
) -> list[Names]:
    """Return a few examples in words; one whose options are gone has none."""
    known = {option.id for option in model.options}
    told: list[Names] = []
    for example in examples:
        shared = {k: v for k, v in example.items() if k in known}
        words = example_names(model, shared, about)
        if words not in told:
            told.append(words)
    return told[:_MOST_EXAMPLES]


def _changes(
    model: ProductModel, pairs: Sequence[tuple[str, Scalar]]
) -> list[ValueChange]:
    return [
        ValueChange(
            option=option,
            value=to_json({option: value})[option],
            sentence={
                language: _value_sentence(model, option, value, language)
                for language in LANGUAGES
            },
        )
        for option, value in pairs
    ]


def _value_sentence(
    model: ProductModel, option_id: str, value: Scalar, language: str
) -> str:
    for option in model.options:
        if option.id == option_id:
            said = value_text(model, option_id, value, language)
            return f"{option.name[language]}{_COLONS[language]}{said}"
    # The option itself is gone from the draft; its id is all that is left of it.
    return f"{option_id}: {value}"
