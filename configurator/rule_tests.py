"""Rule tests: cases that a product model must get right before it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from configurator.compile import CompiledModel
from configurator.complete import complete
from configurator.currencies import major_units
from configurator.domains import require_choices
from configurator.model import LANGUAGES, Configuration, RuleTest
from configurator.results import Conflict

__all__ = ["RuleTestResult", "run_rule_tests"]

Pricing = Callable[[Configuration, str], int]
"""Total in minor units of a complete configuration in a currency."""

_PHRASES = {
    "en": {
        "invalid": "It should be possible, but is not.",
        "valid": "It should be impossible, but this is allowed.",
        "cost": "It should cost {0} {2}, but costs {1} {2}.",
        "unpriced": "What it costs in {0} cannot be told here.",
    },
    "zh": {
        "invalid": "本应可行，但目前不可行。",
        "valid": "本应不可行，但目前允许。",
        "cost": "价格应为{0} {2}，实际为{1} {2}。",
        "unpriced": "此处无法得知{0}价格。",
    },
}


@dataclass(frozen=True, slots=True)
class RuleTestResult:
    """
    What became of one rule test.

    Parameters
    ----------
    test
        The test.
    sentences
        What is wrong, by language; empty in each when the test passes. Of a case that
        should be possible, the reasons against it.
    configuration
        The completion that was priced, or that shows what is wrongly allowed.
    conflict
        Why the choices cannot hold together, where they should.
    """

    test: RuleTest
    sentences: Mapping[str, tuple[str, ...]]
    configuration: Configuration | None = None
    conflict: Conflict | None = None

    @property
    def passes(self) -> bool:
        """Whether the model gets this case right."""
        return not any(self.sentences.values())


def run_rule_tests(
    compiled: CompiledModel, pricing: Pricing | None = None
) -> tuple[RuleTestResult, ...]:
    """
    Return what becomes of every rule test of a model, in its order.

    Parameters
    ----------
    pricing
        Prices the completion of a test's choices, measures of the assembly included;
        a test that must cost something fails without it.

    Raises
    ------
    ChoiceError
        When a test names an unknown option or value; reading a product refuses that.
    """
    return tuple(_run(compiled, test, pricing) for test in compiled.model.tests)


def _run(
    compiled: CompiledModel, test: RuleTest, pricing: Pricing | None
) -> RuleTestResult:
    require_choices(compiled.model, test.choices)
    found = complete(compiled, test.choices)
    if isinstance(found, Conflict):
        because = found.sentences if test.is_valid else None
        return RuleTestResult(test, _said("invalid", because), conflict=found)
    if not test.is_valid:
        return RuleTestResult(test, _said("valid", {}), found)
    wrong = list(_costs(test, found, pricing))
    sentences = {
        language: tuple(_PHRASES[language][key].format(*words) for key, words in wrong)
        for language in LANGUAGES
    }
    return RuleTestResult(test, sentences, found)


def _said(
    key: str, because: Mapping[str, tuple[str, ...]] | None
) -> Mapping[str, tuple[str, ...]]:
    """Return a phrase with its reasons; nothing where there are none to give."""
    if because is None:
        return dict.fromkeys(LANGUAGES, ())
    return {
        language: (_PHRASES[language][key], *because.get(language, ()))
        for language in LANGUAGES
    }


def _costs(
    test: RuleTest, configuration: Configuration, pricing: Pricing | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for currency, wanted in (test.costs or {}).items():
        if pricing is None:
            yield "unpriced", (currency,)
            continue
        amount = pricing(configuration, currency)
        if amount != wanted:
            told = (str(major_units(minor, currency)) for minor in (wanted, amount))
            yield "cost", (*told, currency)
