"""What the engine found, in words: English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from configurator.expressions import Vocabulary
from configurator.model import (
    LANGUAGES,
    Configuration,
    Module,
    Multiple,
    Option,
    ProductModel,
    Rule,
    Scalar,
    Table,
    Text,
)
from configurator.modules import part_id

MAX_STRUCTURAL = 2
"""So many relations of how the product is built are named, more are only counted."""

_PHRASES = {
    "en": {
        "choice": "You chose {0}: {1}.",
        "wish": "{0} cannot be {1} now.",
        "wish_bool": "{0}: {1} is not possible now.",
        "true": "yes",
        "false": "no",
        "empty": "empty",
        "built": "{0} relations of how the product is built forbid it.",
        "built_too": "And {0} relations of how the product is built.",
    },
    "zh": {
        "choice": "您已选择{0}：{1}。",
        "wish": "{0}目前不能为{1}。",
        "wish_bool": "{0}目前不能为“{1}”。",
        "true": "是",
        "false": "否",
        "empty": "空",
        "built": "这不符合产品结构的{0}条关系。",
        "built_too": "以及产品结构的{0}条关系。",
    },
}


def vocabulary(model: ProductModel) -> Vocabulary:
    """Return how the model calls what its expressions name."""
    flat = _words(model.options, model.multiples)
    lists = {module.id: _part_words(model, module) for module in model.modules}
    return replace(
        flat,
        names={
            **flat.names,
            **{module.id: module.name for module in model.modules},
            **{d.id: d.name for d in model.derived if d.name is not None},
        },
        meanings={d.id: d.value.written for d in model.derived if d.name is None},
        lists=lists,
    )


def _words(options: Iterable[Option], multiples: Iterable[Multiple]) -> Vocabulary:
    asked, several = tuple(options), tuple(multiples)
    named = [(option.id, option.name, option.values) for option in asked]
    named += [(multiple.id, multiple.name, multiple.values) for multiple in several]
    return Vocabulary(
        {name: text for name, text, _ in named},
        {(name, v.id): v.name for name, _, values in named for v in values},
        {option.id: option.unit for option in asked if option.unit},
        multiples=frozenset(multiple.id for multiple in several),
    )


def _part_words(model: ProductModel, module: Module) -> Vocabulary:
    """Return how the parts of a list call their own, as the first one does."""
    prefix = part_id(module.id, 1, "")
    part = module.part(1)
    lead = {"en": f"{part['en']}: ", "zh": f"{part['zh']}："}

    def own(text: Text) -> Text:
        return {key: text[key].removeprefix(lead[key]) for key in LANGUAGES}

    options = [
        replace(option, id=option.id.removeprefix(prefix), name=own(option.name))
        for option in model.options
        if option.id.startswith(prefix)
    ]
    multiples = [
        replace(multiple, id=multiple.id.removeprefix(prefix), name=own(multiple.name))
        for multiple in model.multiples
        if multiple.id.startswith(prefix)
    ]
    return _words(options, multiples)


def value_text(
    model: ProductModel, option_id: str, value: Scalar, language: str
) -> str:
    """Return how a person says a value: its name, or a number with its unit."""
    option = model.option(option_id)
    phrases = _PHRASES[language]
    for known in option.values:
        if known.id == value:
            return known.name[language]
    if isinstance(value, bool):
        return phrases["true" if value else "false"]
    if isinstance(value, int | Decimal):
        unit = f" {option.unit}" if option.unit and option.unit != "pcs" else ""
        return f"{value:,}{unit}"
    return f"“{value}”" if value else phrases["empty"]


def because(
    model: ProductModel,
    choices: Configuration,
    rules: tuple[str, ...],
    wish: Configuration,
) -> Mapping[str, tuple[str, ...]]:
    """Return, by language, the wish refused, the choices and the rules behind it."""
    wanted = set(rules)
    known = {each.id: each for each in model.relations if each.id in wanted}
    told = [known[rule] for rule in rules]
    return {
        language: (
            *(_wish(model, k, v, language) for k, v in wish.items()),
            *(_choice(model, k, v, language) for k, v in choices.items()),
            *_reasons(told, language),
        )
        for language in LANGUAGES
    }


def _wish(model: ProductModel, option: str, value: Scalar, language: str) -> str:
    key = "wish_bool" if isinstance(value, bool) else "wish"
    name = model.option(option).name[language]
    return _PHRASES[language][key].format(
        name, value_text(model, option, value, language)
    )


def _choice(model: ProductModel, option: str, value: Scalar, language: str) -> str:
    name = model.option(option).name[language]
    text = value_text(model, option, value, language)
    return _PHRASES[language]["choice"].format(name, text)


def _reasons(told: Sequence[Rule | Table], language: str) -> Iterator[str]:
    """Yield the names of rules; how the product is built is counted, not listed."""
    structural = [
        each for each in told if isinstance(each, Rule) and each.is_structural
    ]
    is_folded = len(structural) > MAX_STRUCTURAL
    own = [each for each in told if not is_folded or each not in structural]
    yield from (each.name[language] for each in own)
    if is_folded:
        key = "built_too" if own else "built"
        yield _PHRASES[language][key].format(len(structural))
