"""Rule tests of a product document: cases that a publish must get right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from configurator.domains import value_problem
from configurator.expressions.check import nearest
from configurator.formats.cursor import NO_TEXT, Cursor, refuse_duplicates
from configurator.formats.options import read_answers, read_scalar
from configurator.formats.prices import read_minor
from configurator.model import Multiple, Option, RuleTest, Scalar
from configurator.modules import count_id, part_id
from configurator.multiples import answer_id


def read_tests(
    cursor: Cursor,
    options: Mapping[str, Option],
    multiples: Mapping[str, Multiple],
    modules: Mapping[str, int],
    currencies: tuple[str, ...],
) -> tuple[RuleTest, ...]:
    """
    Return the rule tests, their choices flat.

    Parameters
    ----------
    options, multiples
        By flat id.
    modules
        The most parts by id of each list of modules.
    """
    reader = _TestReader(options, multiples, modules, currencies)
    cursors = list(cursor.items())
    tests = tuple(reader.test(item) for item in cursors)
    refuse_duplicates(cursors, [test.id for test in tests])
    return tests


class _TestReader:
    def __init__(
        self,
        options: Mapping[str, Option],
        multiples: Mapping[str, Multiple],
        modules: Mapping[str, int],
        currencies: tuple[str, ...],
    ) -> None:
        self.options = options
        self.multiples = multiples
        self.modules = modules
        self.currencies = currencies

    def test(self, cursor: Cursor) -> RuleTest:
        fields = cursor.fields(("id", "name", "choices"), ("valid", "costs"))
        choices = {}
        if "choices" in fields:
            choices = dict(self._choices(fields["choices"], ""))
        is_valid = True
        if "valid" in fields:
            is_valid = fields["valid"].value is not False
            if not isinstance(fields["valid"].value, bool):
                fields["valid"].wrong("true or false")
        costs = None
        if "costs" in fields:
            listed = fields["costs"].fields((), self.currencies)
            costs = {code: read_minor(item, code) for code, item in listed.items()}
            if not is_valid:
                sentence = "What must not be valid costs nothing."
                fields["costs"].complain("bad_test", sentence)
        return RuleTest(
            fields["id"].identifier() if "id" in fields else "",
            fields["name"].words() if "name" in fields else NO_TEXT,
            choices,
            is_valid,
            costs,
        )

    def _choices(self, cursor: Cursor, prefix: str) -> Iterator[tuple[str, Scalar]]:
        if not isinstance(cursor.value, dict):
            cursor.wrong("A mapping of option to value")
            return
        for key, value in cursor.value.items():
            name, item = f"{prefix}{key}", cursor.child(str(key), value)
            if name in self.options:
                yield name, self._scalar(self.options[name], item)
            elif name in self.multiples:
                multiple = self.multiples[name]
                picked = read_answers(multiple, item)
                for answer in multiple.values:
                    yield answer_id(name, answer.id), answer.id in picked
            elif name in self.modules:
                yield from self._parts(name, item)
            else:
                hint = nearest(name, (*self.options, *self.multiples, *self.modules))
                item.complain("unknown_option", f"There is no option {key}.{hint}")

    def _parts(self, module: str, cursor: Cursor) -> Iterator[tuple[str, Scalar]]:
        """Yield the choices of a list of parts; there are as many as are listed."""
        parts = list(cursor.items())
        most = self.modules[module]
        if len(parts) > most:
            cursor.complain("too_many", f"There are at most {most} of {module}.")
            return
        count = self.options[count_id(module)]
        yield count.id, self._judged(count, len(parts), cursor)
        for number, part in enumerate(parts, start=1):
            yield from self._choices(part, part_id(module, number, ""))

    def _scalar(self, option: Option, cursor: Cursor) -> Scalar:
        return self._judged(option, read_scalar(option.kind, cursor), cursor)

    def _judged(self, option: Option, value: Scalar, cursor: Cursor) -> Scalar:
        problem = value_problem(option, value)
        if problem is not None:
            cursor.complain("bad_value", problem)
        return value
