"""Price lines of a product document: amounts, scales, price tables and campaigns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from configurator.currencies import CURRENCIES, minor_units
from configurator.expressions import BooleanType, Expression, Scope, number
from configurator.expressions.check import nearest
from configurator.formats.cursor import NO_TEXT, Cursor, refuse_duplicates
from configurator.formats.dates import DATES, read_effective
from configurator.formats.tables import BLANK, MAX_ROWS, read_cell
from configurator.model import (
    ORDER_QUANTITY,
    Cell,
    Option,
    OptionKind,
    PriceLine,
    PriceRow,
    PriceStep,
    Rebate,
)

MOST_PIECES = 1_000_000
"""No order is larger; the grid on which price tables list quantities."""

_QUANTITY = Option(
    ORDER_QUANTITY, OptionKind.INTEGER, NO_TEXT, minimum=1, maximum=MOST_PIECES, step=1
)
_KEYS = ("amount", "times", "when", "scale", "columns", "rows", "rebate", *DATES)

Amounts = dict[str, int]


def read_currency(cursor: Cursor) -> str:
    """Return a currency's code."""
    code = cursor.string()
    if code not in CURRENCIES:
        hint = nearest(code, CURRENCIES) or " Its code is one of ISO 4217: EUR, CNY."
        cursor.complain("unknown_currency", f"There is no currency {code}.{hint}")
    return code


def read_prices(
    cursor: Cursor,
    scope: Scope,
    currencies: tuple[str, ...],
    options: Mapping[str, Option],
    unread: frozenset[str] = frozenset(),
) -> tuple[PriceLine, ...]:
    """
    Return the price lines.

    Parameters
    ----------
    scope
        Of the expressions; how many pieces are ordered is added to it here.
    options
        By id, for the columns of price tables.
    unread
        Options that were complained of where they are made.
    """
    known = tuple(code for code in currencies if code in CURRENCIES)
    reader = _PriceReader(
        scope.extended({ORDER_QUANTITY: number()}),
        known,
        {**options, ORDER_QUANTITY: _QUANTITY},
        unread,
    )
    cursors = list(cursor.items())
    lines: list[PriceLine] = []
    for item in cursors:
        lines.append(reader.line(item, lines))
    refuse_duplicates(cursors, [line.id for line in lines])
    return tuple(lines)


class _PriceReader:
    def __init__(
        self,
        scope: Scope,
        currencies: tuple[str, ...],
        options: Mapping[str, Option],
        unread: frozenset[str],
    ) -> None:
        self.unread = unread
        self.scope = scope
        self.currencies = currencies
        self.options = options

    def line(self, cursor: Cursor, before: Sequence[PriceLine]) -> PriceLine:
        fields = cursor.fields(("id", "label"), _KEYS)
        rebate = self._rebate(fields["rebate"], before) if "rebate" in fields else None
        columns, rows = self._table(fields)
        _refuse_mixtures(cursor, fields, rebate)
        times, when = fields.get("times"), fields.get("when")
        return PriceLine(
            fields["id"].identifier() if "id" in fields else "",
            fields["label"].words() if "label" in fields else NO_TEXT,
            self._amounts(fields["amount"]) if "amount" in fields else {},
            times.expression(self.scope, number()) if times else None,
            self._statement(when),
            read_effective(fields),
            steps=self._steps(fields["scale"]) if "scale" in fields else (),
            columns=columns,
            rows=rows,
            rebate=rebate,
        )

    def _statement(self, cursor: Cursor | None) -> Expression | None:
        return cursor.expression(self.scope, BooleanType()) if cursor else None

    def _amounts(self, cursor: Cursor) -> Amounts:
        listed = cursor.fields(self.currencies)
        return {code: read_minor(item, code) for code, item in listed.items()}

    def _steps(self, cursor: Cursor) -> tuple[PriceStep, ...]:
        steps: list[PriceStep] = []
        for item in cursor.items():
            fields = item.fields(("from", "amount"))
            if len(fields) < 2:
                continue
            at_least = fields["from"].integer()
            floor = steps[-1].at_least if steps else 1
            if not floor < at_least <= MOST_PIECES:
                sentence = f"A scale rises; this step starts above {floor} pieces."
                fields["from"].complain("bad_scale", sentence)
            steps.append(PriceStep(at_least, self._amounts(fields["amount"])))
        return tuple(steps)

    def _rebate(self, cursor: Cursor, before: Sequence[PriceLine]) -> Rebate:
        fields = cursor.fields((), ("on", "pct", "round_to"))
        known = [line.id for line in before]
        lines = [line.id for line in before if line.rebate is None]
        if "on" in fields:
            named = list(fields["on"].items())
            lines = [item.string() for item in named]
            for item in named:
                if item.value not in known:
                    hint = nearest(str(item.value), known)
                    item.complain("unknown_line", f"No line before it is that.{hint}")
        pct = fields["pct"].decimal() if "pct" in fields else None
        if pct is not None and not 0 < pct <= 100:
            fields["pct"].complain("bad_rebate", "A rebate is more than 0 up to 100.")
        round_to = self._amounts(fields["round_to"]) if "round_to" in fields else None
        if round_to is not None and (
            pct is None or min(round_to.values(), default=1) < 1
        ):
            sentence = "A percentage may be rounded to amounts above 0."
            fields["round_to"].complain("bad_rebate", sentence)
            round_to = None
        return Rebate(tuple(dict.fromkeys(lines)), pct, round_to)

    def _table(
        self, fields: Mapping[str, Cursor]
    ) -> tuple[tuple[str, ...], tuple[PriceRow, ...]]:
        if "columns" not in fields or "rows" not in fields:
            return (), ()
        headers = list(fields["columns"].items())
        names = [str(header.value) for header in headers]
        for header, name in zip(headers, names, strict=True):
            self._refuse_header(header, name, names)
        for code in self.currencies:
            if code not in names:
                sentence = f"There is no column of amounts in {code}."
                fields["columns"].complain("missing_amount", sentence)
        rows = tuple(self._rows(fields["rows"], names))
        return tuple(name for name in names if name not in self.currencies), rows

    def _refuse_header(self, header: Cursor, name: str, names: list[str]) -> None:
        if names.count(name) > 1:
            header.complain("duplicate_id", f"{name} is here twice.")
        if name in self.currencies or name in self.unread:
            return
        option = self.options.get(name)
        if option is None:
            hint = nearest(name, (*self.options, *self.currencies))
            header.complain(
                "unknown_option", f"Neither an option nor a currency: {name}.{hint}"
            )
        elif option.kind is OptionKind.TEXT:
            header.complain("text_in_table", f"{name} is free text.")

    def _rows(self, cursor: Cursor, names: list[str]) -> list[PriceRow]:
        listed = list(cursor.items())
        if not listed:
            cursor.complain("empty_table", "A price table needs at least one row.")
        if len(listed) > MAX_ROWS:
            cursor.complain("too_long", f"A table has at most {MAX_ROWS} rows.")
            return []
        rows = []
        cache: dict[tuple[str, str], Cell] = {}
        for row in listed:
            if not isinstance(row.value, list) or len(row.value) != len(names):
                sentence = f"A row of this table has {len(names)} cells."
                row.complain("row_length", sentence)
                continue
            cells = [
                (name, row.child(index, text, name))
                for index, (name, text) in enumerate(zip(names, row.value, strict=True))
            ]
            rows.append(self._row(cells, cache))
        return rows

    def _row(
        self, cells: list[tuple[str, Cursor]], cache: dict[tuple[str, str], Cell]
    ) -> PriceRow:
        admitted: list[Cell] = []
        amounts: Amounts = {}
        for name, cursor in cells:
            if name in self.currencies:
                amounts[name] = read_minor(cursor, name)
                continue
            key = (name, str(cursor.value))
            if key not in cache:
                parsed = read_cell(cursor, self.options.get(name))
                if parsed is None:
                    admitted.append(BLANK)
                    continue
                cache[key] = parsed
            admitted.append(cache[key])
        return PriceRow(tuple(admitted), amounts)


def _refuse_mixtures(
    cursor: Cursor, fields: Mapping[str, Cursor], rebate: Rebate | None
) -> None:
    """Complain of keys that say two things, or nothing, about the same amount."""
    is_table = "columns" in fields or "rows" in fields
    is_percentage = rebate is not None and rebate.pct is not None
    ways = sum(("amount" in fields, is_table, is_percentage))
    if ways != 1:
        cursor.complain(
            "missing_key" if ways == 0 else "bad_price",
            "A line has either an amount, or a price table (prices/<id>.csv), or a"
            " rebate in percent.",
        )
    if is_table and not ("columns" in fields and "rows" in fields):
        cursor.complain("missing_key", "A price table has columns and rows.")
    for key in ("times", "scale", "rows"):
        if key in fields and rebate is not None:
            fields[key].complain("bad_price", f"A rebate has no {key}.")
    if is_table and "scale" in fields:
        sentence = f"A price table lists quantities in a column {ORDER_QUANTITY}."
        fields["scale"].complain("bad_price", sentence)


def read_minor(cursor: Cursor, currency: str) -> int:
    """Return an amount in minor units of a currency."""
    amount = minor_units(cursor.decimal(), currency)
    if amount is None or abs(amount) > Decimal(10) ** 12:
        digits = CURRENCIES[currency]
        sentence = f"An amount in {currency} has at most {digits} decimals."
        cursor.complain("bad_amount", sentence)
        return 0
    return amount
