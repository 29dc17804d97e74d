"""What the engine found, in words: English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from configurator.expressions import Expression, Vocabulary, syntax
from configurator.model import (
    LANGUAGES,
    Configuration,
    Derived,
    Module,
    Multiple,
    Option,
    ProductModel,
    Rule,
    Scalar,
    Table,
    Text,
)
from configurator.modules import count_id, count_name, numbers, part_id
from configurator.multiples import answer_id

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
    flat = _words(model.options, model.multiples, model.derived)
    lists = {module.id: _part_words(model, module) for module in model.modules}
    names = dict(flat.names)
    for multiple in model.multiples:
        names |= _answer_names(multiple)
    plurals = {module.id: _several(module) for module in model.modules}
    for module in model.modules:
        names |= _part_names(module, lists[module.id])
        count = count_id(module.id)
        if flat.names[count] == count_name(module):
            several = plurals[module.id]
            names[count] = {
                "en": f"the number of {several['en']}",
                "zh": f"{several['zh']}的数量",
            }
    return replace(flat, names=names, lists=lists, plurals=plurals)


def _words(
    options: Iterable[Option],
    multiples: Iterable[Multiple],
    derived: Iterable[Derived],
) -> Vocabulary:
    asked, several, made = tuple(options), tuple(multiples), tuple(derived)
    named = [(option.id, option.name, option.values) for option in asked]
    named += [(multiple.id, multiple.name, multiple.values) for multiple in several]
    names = {name: text for name, text, _ in named}
    names |= {entry.id: entry.name for entry in made if entry.name is not None}
    return Vocabulary(
        names,
        {(name, v.id): v.name for name, _, values in named for v in values},
        {option.id: option.unit for option in asked if option.unit},
        {entry.id: entry.value.written for entry in made if entry.name is None},
        multiples=frozenset(multiple.id for multiple in several),
    )


def _answer_names(multiple: Multiple) -> dict[str, Text]:
    """Return what the answers of a multi-select are called inside a sentence."""
    asked = multiple.name
    return {
        answer_id(multiple.id, value.id): {
            "en": f"{value.name['en']} in {asked['en']}",
            "zh": f"{asked['zh']}中的{value.name['zh']}",
        }
        for value in multiple.values
    }


def _one(module: Module) -> Text:
    """Return what a part is called without its number: "Column", "列"."""
    called = module.part_name
    return {
        "en": called["en"].replace("{n}", "").strip(),
        "zh": called["zh"].replace("第{n}", "").replace("{n}", "").strip(),
    }


def _several(module: Module) -> Text:
    """Return what parts are called: the list's own name unless that is singular."""
    one, several = _one(module), module.name
    if one["en"] != several["en"]:
        return several
    return {**several, "en": f"{one['en']}s"}


def _part_names(module: Module, own: Vocabulary) -> dict[str, Text]:
    """Return what the options of parts are called inside a sentence."""
    names: dict[str, Text] = {module.id: _one(module)}
    for number in numbers(module):
        part = module.part(number)
        for name, text in own.names.items():
            names[part_id(module.id, number, name)] = {
                "en": f"{text['en']} of {part['en']}",
                "zh": f"{part['zh']}的{text['zh']}",
            }
    return names


def _part_words(model: ProductModel, module: Module) -> Vocabulary:
    """Return how the parts of a list call their own, as the first one does."""
    prefix = part_id(module.id, 1, "")
    part = module.part(1)
    lead = {"en": f"{part['en']}: ", "zh": f"{part['zh']}："}

    def own(name: str) -> str:
        return name.removeprefix(prefix)

    def told(text: Text) -> Text:
        return {key: text[key].removeprefix(lead[key]) for key in LANGUAGES}

    multiples = [
        replace(multiple, id=own(multiple.id), name=told(multiple.name))
        for multiple in model.multiples
        if multiple.id.startswith(prefix)
    ]
    words = _words(
        (
            replace(option, id=own(option.id), name=told(option.name))
            for option in model.options
            if option.id.startswith(prefix)
        ),
        multiples,
        (
            Derived(
                own(entry.id),
                Expression(None, _unprefixed(entry.value.written, prefix)),
                None if entry.name is None else told(entry.name),
            )
            for entry in model.derived
            if entry.id.startswith(prefix)
        ),
    )
    names = dict(words.names)
    for multiple in multiples:
        names |= _answer_names(multiple)
    return replace(words, names=names)


def _unprefixed(node: syntax.Node, prefix: str) -> syntax.Node:
    if isinstance(node, syntax.Name):
        return replace(node, id=node.id.removeprefix(prefix))
    parts = (_unprefixed(child, prefix) for child in syntax.children(node))
    return syntax.rebuilt(node, tuple(parts))


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
    told = [model.relations_by_id[rule] for rule in rules]
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
