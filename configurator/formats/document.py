"""A product document, one JSON object, read into a product model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from configurator.expressions.check import nearest
from configurator.formats.cases import read_tests
from configurator.formats.cursor import NO_TEXT, Cursor, Report, refuse_duplicates
from configurator.formats.defaults import read_defaults, read_part_defaults
from configurator.formats.derived import read_derived
from configurator.formats.groups import read_groups
from configurator.formats.lines import read_bill, read_routing
from configurator.formats.naming import Naming
from configurator.formats.options import Questions, read_options
from configurator.formats.parts import Parts, read_modules
from configurator.formats.positions import Positions
from configurator.formats.prices import read_currency, read_prices
from configurator.formats.rules import RuleReader
from configurator.model import (
    ConditionalDefault,
    Multiple,
    Option,
    ProductModel,
    ProductModelError,
    Rule,
    Table,
)
from configurator.multiples import answer_id

FORMAT = 1
_REQUIRED = ("format", "id", "name", "options")
_OPTIONAL = (
    "summary",
    "currencies",
    "site",
    "groups",
    "modules",
    "derived",
    "defaults",
    "uses",
    "libraries",
    "rules",
    "tables",
    "prices",
    "tax_pct",
    "bill",
    "routing",
    "tests",
    "tree",
)


def read_product(
    document: Mapping[str, Any],
    positions: Positions | None = None,
    libraries: Mapping[str, Any] | None = None,
) -> ProductModel:
    """
    Return the product model of a document; only flat options and rules are in it.

    Parameters
    ----------
    document
        The union of a product folder's files; ``tree`` is left to ``models3d``.
    positions
        From ``read_folder``, so that problems name file, line and column.
    libraries
        Shared rules and tables by library id, for those that the document uses and
        does not hold itself.

    Raises
    ------
    ProductModelError
        With everything that is wrong, at once.
    """
    report = Report(positions or Positions())
    whole = with_libraries(document, libraries or {})
    model = _DocumentReader(Cursor(whole, (), (), report)).read()
    if report.problems:
        raise ProductModelError(tuple(report.problems))
    return model


def with_libraries(
    document: Mapping[str, Any], libraries: Mapping[str, Any]
) -> dict[str, Any]:
    """
    Return the document holding the libraries that it uses: what a publish stores.

    Notes
    -----
    What the document already holds stays, so that a published one never changes.
    """
    uses, held = document.get("uses"), document.get("libraries", {})
    if not isinstance(uses, list) or not isinstance(held, Mapping):
        return dict(document)
    wanted = {
        name: libraries[name]
        for name in uses
        if isinstance(name, str) and name not in held and name in libraries
    }
    if not wanted:
        return dict(document)
    return {**document, "libraries": {**held, **wanted}}


class _DocumentReader:
    def __init__(self, root: Cursor) -> None:
        self.fields = root.fields(_REQUIRED, _OPTIONAL)
        self.root = root
        self.naming = Naming()

    def at(self, key: str) -> Cursor:
        """Return the cursor of an optional list, empty when absent."""
        return self.fields.get(key) or self._empty(key)

    def _empty(self, key: str) -> Cursor:
        return Cursor([], (key,), (key,), self.root.report)

    def read(self) -> ProductModel:
        if "format" in self.fields and self.fields["format"].value != FORMAT:
            self.fields["format"].complain("unknown_format", "The format is 1.")
        self._learn_names()
        derived = read_derived(
            self.at("derived"),
            {
                parts.module.id: (parts.module, parts.at("derived"))
                for parts in self.parts
            },
            self.naming,
        )
        currencies = tuple(
            read_currency(item) for item in self.at("currencies").items()
        )
        rules, tables = self._relations()
        measured = self.naming.scope().extended({}, "measure")
        return ProductModel(
            id=self.fields["id"].identifier() if "id" in self.fields else "",
            name=self.fields["name"].words() if "name" in self.fields else NO_TEXT,
            summary=self.at("summary").words() if "summary" in self.fields else None,
            site=self.at("site").string() if "site" in self.fields else None,
            currencies=currencies,
            groups=read_groups(self.at("groups"), self._members()),
            options=tuple(self.options.values()),
            derived=derived,
            defaults=tuple(self._defaults()),
            rules=rules,
            tables=tables,
            prices=read_prices(
                self.at("prices"),
                measured,
                currencies,
                self.options,
                frozenset(self._unread_names()),
            ),
            tax_pct=self._tax(),
            bill=read_bill(self.at("bill"), measured),
            routing=read_routing(self.at("routing"), measured),
            multiples=tuple(self.multiples.values()),
            modules=tuple(parts.module for parts in self.parts),
            libraries=self.uses,
            tests=read_tests(
                self.at("tests"),
                self.options,
                self.multiples,
                {parts.module.id: parts.module.at_most for parts in self.parts},
                currencies,
            ),
        )

    @cached_property
    def parts(self) -> tuple[Parts, ...]:
        """The lists of modules."""
        return read_modules(self.at("modules"))

    @cached_property
    def options(self) -> dict[str, Option]:
        """Every flat option by id."""
        flat = [*self.questions.options, *(o for p in self.parts for o in p.options)]
        return {option.id: option for option in flat}

    @cached_property
    def multiples(self) -> dict[str, Multiple]:
        """Every flat multi-select by id."""
        inside = (m for parts in self.parts for m in parts.multiples)
        return {m.id: m for m in (*self.questions.multiples, *inside)}

    @cached_property
    def questions(self) -> Questions:
        """The options of the product itself."""
        return read_options(self.at("options"))

    @cached_property
    def uses(self) -> tuple[str, ...]:
        """Ids of the shared libraries that it uses."""
        cursors = list(self.at("uses").items())
        refuse_duplicates(cursors, [str(item.value) for item in cursors])
        return tuple(item.identifier() for item in cursors)

    def _learn_names(self) -> None:
        self.naming.add_options(self.questions.options, self.questions.multiples)
        taken = {option.id for option in self.questions.options}
        taken |= {multiple.id for multiple in self.questions.multiples}
        for parts in self.parts:
            if parts.module.id in taken:
                sentence = f"{parts.module.id} is already an option."
                parts.fields["id"].complain("duplicate_id", sentence)
            self.naming.add_options((parts.count,), ())
            inside = parts.inside
            self.naming.add_module(parts.module, inside.options, inside.multiples)
        for name in self._unread_names():
            self.naming.define(name, None)

    def _unread_names(self) -> Iterator[str]:
        """Yield ids of what was complained of: using one is no new mistake."""
        known = {option.id for option in self.questions.options}
        known |= {multiple.id for multiple in self.questions.multiples}
        known |= {parts.module.id for parts in self.parts}
        for key in ("options", "modules"):
            listed = self.at(key).value
            for item in listed if isinstance(listed, list) else ():
                name = item.get("id") if isinstance(item, dict) else None
                if isinstance(name, str) and name not in known:
                    yield name

    def _members(self) -> dict[str, list[str]]:
        """Return the flat options by the name under which a group lists them."""
        members: dict[str, list[str]] = {name: [] for name in self._unread_names()}
        answers = {
            answer_id(multiple.id, value.id): multiple.id
            for multiple in self.questions.multiples
            for value in multiple.values
        }
        for option in self.questions.options:
            members.setdefault(answers.get(option.id, option.id), []).append(option.id)
        for parts in self.parts:
            members[parts.module.id] = [option.id for option in parts.options]
        return members

    def _defaults(self) -> Iterator[ConditionalDefault]:
        scope = self.naming.scope()
        yield from read_defaults(self.at("defaults"), self.options, scope)
        for parts in self.parts:
            yield from read_part_defaults(
                parts.at("defaults"), parts.module, parts.own, self.naming
            )

    def _relations(self) -> tuple[tuple[Rule, ...], tuple[Table, ...]]:
        """Return rules and tables: its own, its modules', shared, structural ones."""
        modules = {parts.module.id: (parts.module, parts.own) for parts in self.parts}
        reader = RuleReader(self.naming, self.options, modules)
        found, tables = reader.read(self.at("rules"), self.at("tables"))
        rules = list(found)
        for parts in self.parts:
            rules.extend(reader.module_rules(parts.module, parts.at("rules")))
        for name, in_words, in_rows in self._libraries():
            shared, listed = reader.read(in_words, in_rows, name)
            rules.extend(shared)
            tables += listed
        rules.extend(self.questions.rules)
        for parts in self.parts:
            listing = self.naming.parts(parts.module.id)
            rules.extend(parts.structural_rules(listing))
        return tuple(rules), tables

    def _libraries(self) -> Iterator[tuple[str, Cursor, Cursor]]:
        """Yield the libraries it uses, each with its rules and tables."""
        root = self.fields.get("libraries")
        held = root.value if root is not None else {}
        if root is not None and not isinstance(held, dict):
            root.wrong("A mapping of library to its rules and tables")
            return
        for name in held:
            if root is not None and name not in self.uses:
                sentence = f"Nothing uses the library {name}: add it to uses."
                root.child(name, None).complain("unused_library", sentence)
        for name, item in zip(self.uses, self.at("uses").items(), strict=False):
            if root is None or name not in held:
                hint = nearest(name, held)
                sentence = f"There is no library {name}.{hint}"
                item.complain("unknown_library", sentence)
                continue
            library = root.child(name, held[name])
            lists = library.fields((), ("rules", "tables"))
            empty = self._empty(name)
            yield name, lists.get("rules", empty), lists.get("tables", empty)

    def _tax(self) -> dict[str, Decimal]:
        cursor = self.fields.get("tax_pct")
        if cursor is None:
            return {}
        if not isinstance(cursor.value, dict):
            cursor.wrong("A mapping of currency to percent")
            return {}
        rates = {
            str(key): cursor.child(key, value).decimal()
            for key, value in cursor.value.items()
        }
        for key, rate in rates.items():
            if not 0 <= rate <= 100:
                cursor.child(key, rate).complain("bad_tax", "Tax is 0 to 100 percent.")
        return rates
