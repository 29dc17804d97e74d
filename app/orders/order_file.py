"""
Reads a CSV of orders: every problem of every line at once, by line number.

Columns are those of ``COLUMNS``. Lines with one reference are one order. Dates are
offsets in days from the day of the import, so that a committed file never grows old.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.catalogue.loaded import LoadedVersion
from app.orders.address import BadAddress, Customer, read_customer
from app.orders.cart import MOST_PIECES
from app.orders.states import State
from app.orders.zones import Zones
from configurator.model import Option, OptionKind, ProductModel, Scalar

COLUMNS = (
    *("reference", "placed_on", "product", "choices", "quantity", "currency"),
    *("name", "email", "phone", "street", "extra", "postcode", "city", "country"),
    *("wanted", "state"),
)
IMPORTABLE = (
    State.PAID,
    State.PACKED,
    State.SHIPPED,
    State.DELIVERED,
    State.CANCELLED,
)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_MOST_LINES = 20_000


@dataclass(frozen=True)
class LineProblem:
    """What is wrong in one line of the file, the header being line 1."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.sentence}"


class OrderFileError(ValueError):
    """
    The file was not imported.

    Parameters
    ----------
    problems
        Every problem, in the order of the lines.
    """

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class OrderLine:
    """
    A good line.

    Parameters
    ----------
    placed_offset, wanted_offset
        Days from the import: when it was ordered (0 or before), and the day it was
        promised to be with the customer.
    """

    line: int
    reference: str
    placed_offset: int
    version: LoadedVersion
    choices: Mapping[str, Scalar]
    quantity: int
    currency: str
    customer: Customer
    wanted_offset: int
    state: State


@dataclass(frozen=True)
class OrderFile:
    """
    Good lines and everything wrong with the others.

    Parameters
    ----------
    bad_references
        Orders of which at least one line is bad.
    """

    lines: tuple[OrderLine, ...]
    problems: tuple[LineProblem, ...]
    bad_references: frozenset[str] = frozenset()


def read_order_file(
    content: bytes, versions: Mapping[str, LoadedVersion], zones: Zones
) -> OrderFile:
    """
    Return what the file says.

    Parameters
    ----------
    content
        CSV in UTF-8, with or without a byte order mark.
    versions
        Current version by product.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(f"not UTF-8 at byte {error.start}")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(reader.fieldnames or ())
        if set(header) != set(COLUMNS) or len(header) != len(COLUMNS):
            return _broken(f"the columns must be {', '.join(COLUMNS)}")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        return _broken(str(error), reader.line_num)
    if len(rows) > _MOST_LINES:
        return _broken(f"at most {_MOST_LINES:,} lines at a time")
    lines: list[OrderLine] = []
    problems: list[LineProblem] = []
    bad: set[str] = set()
    for number, row in rows:
        read = _LineReader(number, row, versions, zones)
        line = read.line()
        problems += read.problems
        if line is None:
            bad.add((row.get("reference") or "").strip())
        else:
            lines.append(line)
    return OrderFile(tuple(lines), tuple(problems), frozenset(bad))


def _broken(sentence: str, line: int = 1) -> OrderFile:
    return OrderFile((), (LineProblem(line, "file", sentence),))


class _LineReader:
    """Reads one line field by field and gathers what is wrong."""

    def __init__(
        self,
        number: int,
        row: Mapping[str, str | None],
        versions: Mapping[str, LoadedVersion],
        zones: Zones,
    ) -> None:
        self._number = number
        self._row = row
        self._versions = versions
        self._zones = zones
        self.problems: list[LineProblem] = []

    def line(self) -> OrderLine | None:
        """Return the line, None where anything is wrong with it."""
        if None in self._row or None in self._row.values():
            self._wrong("file", f"{len(COLUMNS)} fields are wanted")
            return None
        reference = self._text("reference")
        if not 1 <= len(reference) <= 80:
            self._wrong("reference", "1 to 80 characters are wanted")
        placed = self._number_in("placed_on", -3650, 0)
        wanted = self._number_in("wanted", -3650, 3650)
        quantity = self._number_in("quantity", 1, MOST_PIECES)
        version = self._version()
        choices = self._choices(version)
        currency = self._currency(version)
        customer = self._customer()
        state = self._state()
        if self.problems or version is None or customer is None:
            return None
        return OrderLine(
            line=self._number,
            reference=reference,
            placed_offset=placed,
            version=version,
            choices=choices,
            quantity=quantity,
            currency=currency,
            customer=customer,
            wanted_offset=wanted,
            state=state,
        )

    def _text(self, column: str) -> str:
        return (self._row[column] or "").strip()

    def _wrong(self, column: str, sentence: str) -> None:
        self.problems.append(LineProblem(self._number, column, sentence))

    def _number_in(self, column: str, low: int, high: int) -> int:
        text = self._text(column)
        try:
            number = int(text)
        except ValueError:
            self._wrong(column, f"“{text}” is no whole number")
            return low
        if not low <= number <= high:
            self._wrong(column, f"{number} is not between {low} and {high}")
        return number

    def _version(self) -> LoadedVersion | None:
        slug = self._text("product")
        version = self._versions.get(slug)
        if version is None:
            self._wrong("product", f"there is no product “{slug}”")
        return version

    def _choices(self, version: LoadedVersion | None) -> dict[str, Scalar]:
        found: dict[str, Scalar] = {}
        if version is None:
            return found
        for pair in filter(None, self._text("choices").split(";")):
            name, equals, raw = (part.strip() for part in pair.partition("="))
            option = _option(version.model, name)
            if not equals or option is None:
                self._wrong("choices", f"“{pair}” is no option = value of it")
                continue
            value = read_value(option, raw)
            if value is None:
                self._wrong("choices", f"“{raw}” is no value of {name}")
            else:
                found[name] = value
        return found

    def _currency(self, version: LoadedVersion | None) -> str:
        currency = self._text("currency").upper()
        if version is not None and currency not in version.document["currencies"]:
            self._wrong("currency", f"it is not sold in “{currency}”")
        return currency

    def _customer(self) -> Customer | None:
        form = {key: value or "" for key, value in self._row.items()}
        customer = read_customer(form, self._zones)
        if isinstance(customer, BadAddress):
            for problem in customer.problems:
                self._wrong(problem.path, problem.sentence)
            return None
        return customer

    def _state(self) -> State:
        text = self._text("state")
        if text not in IMPORTABLE:
            known = ", ".join(IMPORTABLE)
            self._wrong("state", f"“{text}” is none of {known}")
            return State.PAID
        return State(text)


def _option(model: ProductModel, name: str) -> Option | None:
    return next((option for option in model.options if option.id == name), None)


def read_value(option: Option, raw: str) -> Scalar | None:
    """Return a value as its option's kind spells it, None where it does not."""
    match option.kind:
        case OptionKind.ENUMERATED | OptionKind.TEXT:
            return raw
        case OptionKind.BOOLEAN:
            return _YES_NO.get(raw.lower())
        case OptionKind.INTEGER | OptionKind.MEASUREMENT:
            return int(raw) if raw.lstrip("-").isdecimal() else None
        case OptionKind.DECIMAL:
            return _decimal(raw)


def _decimal(raw: str) -> Decimal | None:
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def by_reference(lines: Sequence[OrderLine]) -> Iterator[tuple[OrderLine, ...]]:
    """Group lines into orders, in the order of their first lines."""
    groups: dict[str, list[OrderLine]] = {}
    for line in lines:
        groups.setdefault(line.reference, []).append(line)
    for group in groups.values():
        yield tuple(group)
