"""What the engine finds odd about a draft, as sentences for a merchandiser."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from app.catalogue.neighbours import present
from app.catalogue.verdict import Verdict
from app.studio.schemas import FindingLine, Names
from configurator.lint import Idle
from configurator.model import LANGUAGES, Configuration, ProductModel, Scalar
from configurator.results import MoreThan
from configurator.rows import RowFindings
from configurator.rule_tests import RuleTestResult
from configurator.sentences import value_text

_MOST_TOLD = 8
"""Of one kind; beyond it they are counted."""
_MOST_NAMED = 5

_SENTENCES = {
    "en": {
        "dead": "{0}: {1} can never be chosen.",
        "only": "{0} is always {1}: there is nothing to choose.",
        "redundant": "“{0}” already follows from the others; it may go.",
        "idle_rule": "“{0}” never applies: its condition cannot happen.",
        "idle_default": "A default of {0} never applies: its condition cannot happen.",
        "idle_price": "The price “{0}” is never asked: its condition cannot happen.",
        "idle_bill": "“{0}” is never needed: its condition cannot happen.",
        "idle_routing": "“{0}” is never done: its condition cannot happen.",
        "shadowed": "{0}, row {1}: row {2} already allows all of it.",
        "overlap": "{0}, rows {1} and {2} both allow {3}.",
        "dead_row": "{0}, row {1}: other rules forbid all of it.",
        "missing": "{0} leaves out {1} of all combinations, such as {2}.",
        "more": "And {0} more.",
        "join": ", ",
        "or": " or ",
        "is": "{0} {1}",
        "standard": "the standard variant",
    },
    "zh": {
        "dead": "{0}：“{1}”永远无法选择。",
        "only": "{0}只能为“{1}”，无可选择。",
        "redundant": "“{0}”可由其他规则推出，可以删除。",
        "idle_rule": "“{0}”永不生效：其条件不可能成立。",
        "idle_default": "{0}的一项默认值永不生效：其条件不可能成立。",
        "idle_price": "价格“{0}”永不计入：其条件不可能成立。",
        "idle_bill": "“{0}”永不需要：其条件不可能成立。",
        "idle_routing": "“{0}”永不执行：其条件不可能成立。",
        "shadowed": "{0}第{1}行：第{2}行已全部包含。",
        "overlap": "{0}第{1}行与第{2}行均允许{3}。",
        "dead_row": "{0}第{1}行：已被其他规则全部禁止。",
        "missing": "{0}未列出{1}种组合，例如{2}。",
        "more": "另有{0}条。",
        "join": "、",
        "or": "或",
        "is": "{0} {1}",
        "standard": "标准款",
    },
}
_SECTIONS = {
    "rule": "rules",
    "default": "options",
    "price": "prices",
    "bill": "bill",
    "routing": "routing",
}


def finding_lines(judged: Verdict, model: ProductModel) -> list[FindingLine]:
    """Return what is odd, what matters most first; long lists end in a count."""
    teller = _Teller(model)
    kinds = (
        teller.dead(judged),
        teller.only(judged),
        teller.redundant(judged),
        teller.idle(judged.findings.never_firing),
        (
            line
            for found in judged.rows
            for line in teller.rows(found, is_edited=found.table == judged.table)
        ),
    )
    return [line for lines in kinds for line in _shortened(list(lines))]


def test_lines(results: Sequence[RuleTestResult]) -> list[FindingLine]:
    """Return the rule tests that fail, with what is wrong."""
    return [
        FindingLine(
            kind="test",
            section="tests",
            id=result.test.id,
            sentence={language: _failure(result, language) for language in LANGUAGES},
        )
        for result in results
        if not result.passes
    ]


def _failure(result: RuleTestResult, language: str) -> str:
    gap = {"en": " ", "zh": ""}[language]
    colon = {"en": ": ", "zh": "："}[language]
    name = result.test.name[language].rstrip(".。")
    return name + colon + gap.join(result.sentences[language])


def example_names(
    model: ProductModel, example: Configuration, about: Collection[str] = ()
) -> Names:
    """
    Return an example in words: what changed rules look at in it.

    Parameters
    ----------
    about
        Options of those rules; where there are none, what is not as the product comes
        by itself is told.
    """
    options = present(model, list(example), example)
    told = [name for name in options if name in about]
    odd = {
        name: example[name]
        for name in told or options
        if told or example[name] != model.option(name).default
    }
    return {
        language: _valued(model, odd, language) or _SENTENCES[language]["standard"]
        for language in LANGUAGES
    }


def _shortened(lines: list[FindingLine]) -> list[FindingLine]:
    if len(lines) <= _MOST_TOLD:
        return lines
    last, left = lines[_MOST_TOLD - 1], len(lines) - _MOST_TOLD + 1
    more = {
        language: _SENTENCES[language]["more"].format(left) for language in LANGUAGES
    }
    rest = last.model_copy(update={"sentence": more, "id": ""})
    return [*lines[: _MOST_TOLD - 1], rest]


def _valued(model: ProductModel, values: Configuration, language: str) -> str:
    words = _SENTENCES[language]
    told = [
        words["is"].format(
            model.option(name).name[language], value_text(model, name, value, language)
        )
        for name, value in list(values.items())[:_MOST_NAMED]
    ]
    return words["join"].join(told)


class _Teller:
    def __init__(self, model: ProductModel) -> None:
        self.model = model
        self.names: dict[tuple[str, str], Names] = {
            **{("rules", rule.id): dict(rule.name) for rule in model.relations},
            **{("prices", line.id): dict(line.label) for line in model.prices},
            **{("bill", line.id): dict(line.name) for line in model.bill},
            **{("routing", step.id): dict(step.name) for step in model.routing},
            **{("options", o.id): dict(o.name) for o in model.options},
        }
        self.tables = {table.id for table in model.tables}

    def dead(self, judged: Verdict) -> Iterator[FindingLine]:
        only = set(judged.findings.false_choices)
        for option, value in judged.findings.dead_values:
            if option not in only:
                words = self._pair(option, value)
                yield self._line("dead", "dead", "options", option, words)

    def only(self, judged: Verdict) -> Iterator[FindingLine]:
        left = dict(judged.findings.core_values)
        for option in judged.findings.false_choices:
            if option in left:
                words = self._pair(option, left[option])
                yield self._line("only", "only", "options", option, words)

    def redundant(self, judged: Verdict) -> Iterator[FindingLine]:
        for name in judged.findings.redundant_rules:
            section = "tables" if name in self.tables else "rules"
            words = self._named("rules", name)
            yield self._line("redundant", "redundant", section, name, words)

    def idle(self, found: Sequence[Idle]) -> Iterator[FindingLine]:
        for idle in found:
            section = _SECTIONS[idle.kind]
            words = self._named(section, idle.id)
            yield self._line("idle", f"idle_{idle.kind}", section, idle.id, words)

    def rows(self, found: RowFindings, *, is_edited: bool) -> Iterator[FindingLine]:
        table = found.table
        name = {k: v.rstrip(".。") for k, v in self.names["rules", table].items()}
        words: Mapping[str, tuple[str, ...]]
        for number in found.dead:
            words = {k: (name[k], str(number)) for k in LANGUAGES}
            yield self._line("dead_row", "dead_row", "tables", table, words)
        for row in found.shadowed:
            by = {
                language: _SENTENCES[language]["or"].join(map(str, row.by))
                for language in LANGUAGES
            }
            words = {k: (name[k], str(row.row), by[k]) for k in LANGUAGES}
            yield self._line("shadowed", "shadowed", "tables", table, words)
        for overlap in found.overlaps:
            words = {
                k: (
                    name[k],
                    str(overlap.first),
                    str(overlap.second),
                    self._columns(table, overlap.example, k),
                )
                for k in LANGUAGES
            }
            yield self._line("overlap", "overlap", "tables", table, words)
        # What a table does not list it forbids, mostly on purpose: its editor is told.
        for missing in found.missing[:is_edited]:
            words = {
                k: (
                    name[k],
                    exact_text(found.missing_count),
                    self._columns(table, missing.example, k),
                )
                for k in LANGUAGES
            }
            yield self._line("missing", "missing", "tables", table, words)

    def _columns(self, table: str, example: Configuration, language: str) -> str:
        """Return the part of an example that a table looks at."""
        options = next(t.options for t in self.model.tables if t.id == table)
        part = {name: example[name] for name in options if name in example}
        return _valued(self.model, part, language)

    def _pair(self, option: str, value: Scalar) -> Mapping[str, tuple[str, ...]]:
        return {
            language: (
                self.model.option(option).name[language],
                value_text(self.model, option, value, language),
            )
            for language in LANGUAGES
        }

    def _named(self, section: str, name: str) -> Mapping[str, tuple[str, ...]]:
        told = self.names.get((section, name), dict.fromkeys(LANGUAGES, name))
        return {language: (told[language].rstrip(".。"),) for language in LANGUAGES}

    @staticmethod
    def _line(
        kind: str,
        phrase: str,
        section: str,
        name: str,
        words: Mapping[str, tuple[str, ...]],
    ) -> FindingLine:
        sentence = {
            language: _SENTENCES[language][phrase].format(*words[language])
            for language in LANGUAGES
        }
        return FindingLine(kind=kind, section=section, id=name, sentence=sentence)


def exact_text(variants: int | MoreThan) -> str:
    """Return a number of variants with all its digits, or the limit of counting."""
    return str(variants.limit if isinstance(variants, MoreThan) else variants)
