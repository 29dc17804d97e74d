"""A saved configuration of another version: the nearest variant of this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from configurator.compile import CompiledModel
from configurator.domains import value_problem
from configurator.model import (
    LANGUAGES,
    Configuration,
    ProductModel,
    Scalar,
)
from configurator.nearest import nearest_variant
from configurator.results import Conflict
from configurator.sentences import value_text

__all__ = ["Change", "Migration", "migrate"]

_PHRASES = {
    "en": {
        "changed": "{0} was {1} and is {2} now.",
        "dropped": "{0} is not asked any more; it was {1}.",
        "added": "{0} is new: {1}.",
    },
    "zh": {
        "changed": "{0}由{1}改为{2}。",
        "dropped": "不再询问{0}（原为{1}）。",
        "added": "新增{0}：{1}。",
    },
}


@dataclass(frozen=True, slots=True)
class Change:
    """An option whose saved value ``was`` gave way to ``now``."""

    option: str
    was: Scalar
    now: Scalar


@dataclass(frozen=True, slots=True)
class Migration:
    """
    A saved configuration in a version that may not know all of it.

    Parameters
    ----------
    configuration
        Complete and valid; as few saved values as possible differ.
    changes
        Saved values that gave way, in the model's order.
    dropped
        What was saved of options that are no longer asked.
    added
        Options that were not saved, with the values that complete the configuration.
    sentences
        All of this in words, by language.
    """

    configuration: Configuration
    changes: tuple[Change, ...]
    dropped: Configuration
    added: Configuration
    sentences: Mapping[str, tuple[str, ...]]


def migrate(
    compiled: CompiledModel,
    saved: Configuration,
    old: ProductModel | None = None,
) -> Migration | Conflict:
    """
    Return the variant that keeps as many saved values as any.

    Parameters
    ----------
    saved
        Of any version, complete or not: unknown options and values are no error.
    old
        The version it was saved with, for the names of what is no longer known.

    Returns
    -------
    Migration | Conflict
        ``Conflict`` when this version has no variant at all.

    Notes
    -----
    Exact, by ``nearest_variant``. Values that give way are completed as ``complete``
    does it, numbers near to what was saved.
    """
    options = {option.id: option for option in compiled.model.options}
    found = nearest_variant(compiled, {}, saved)
    if isinstance(found, Conflict):
        return found
    changes = tuple(
        Change(name, saved[name], value)
        for name, value in found.items()
        if name in saved and _differs(saved[name], value)
    )
    dropped = {name: value for name, value in saved.items() if name not in options}
    added = {name: value for name, value in found.items() if name not in saved}
    migration = Migration(found, changes, dropped, added, {})
    said = {
        language: tuple(_said(migration, compiled.model, old, language))
        for language in LANGUAGES
    }
    return Migration(found, changes, dropped, added, said)


def _differs(one: Scalar, other: Scalar) -> bool:
    # Python counts True as 1; an option never does.
    return one != other or isinstance(one, bool) != isinstance(other, bool)


def _said(
    migration: Migration, model: ProductModel, old: ProductModel | None, language: str
) -> Iterator[str]:
    phrases = _PHRASES[language]
    known = {option.id: option for option in model.options}
    asked = {option.id: option for option in old.options} if old is not None else {}

    def text(option: str, value: Scalar) -> str:
        """Return the words of the version that knows the value."""
        is_known = option in known and value_problem(known[option], value) is None
        if is_known or option not in asked or old is None:
            teller = model if option in known else None
        else:
            teller = old
        return value_text(teller, option, value, language) if teller else str(value)

    for change in migration.changes:
        name = known[change.option].name[language]
        was, now = (text(change.option, v) for v in (change.was, change.now))
        yield phrases["changed"].format(name, was, now)
    for option, value in migration.dropped.items():
        name = asked[option].name[language] if option in asked else option
        yield phrases["dropped"].format(name, text(option, value))
    for option, value in migration.added.items():
        yield phrases["added"].format(known[option].name[language], text(option, value))
