"""Job lists as CSV, JSON and PDF: what other systems and paper take."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.production.dispatch import JobLine, JobList

if TYPE_CHECKING:
    from fpdf import FPDF

COLUMNS = (
    *("position", "order", "operation", "operation_id", "quantity", "resource"),
    *("start", "end", "setup", "setup_min", "change", "state", "waits_for"),
    *("promise", "slack", "reservation"),
)


def rows_of(jobs: JobList, language: str = "en") -> Iterator[dict[str, str]]:
    """Yield a job list's lines as text by column, times in the site's zone."""
    zone = ZoneInfo(jobs.zone)
    for line in jobs.lines:
        yield {
            "position": str(line.position),
            "order": line.label,
            "operation": line.operation_name[language],
            "operation_id": line.operation,
            "quantity": str(line.quantity),
            "resource": " + ".join(name[language] for name in line.resource_names),
            "start": _local(line.start_at, zone),
            "end": _local(line.end_at, zone),
            "setup": ", ".join(line.setup.values()),
            "setup_min": str(line.setup_min),
            "change": line.change,
            "state": line.readiness.value,
            "waits_for": ", ".join(name[language] for name in line.waits_for),
            "promise": _local(line.promise_at, zone),
            "slack": line.slack[language],
            "reservation": line.reservation_id,
        }


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def as_csv(jobs: JobList, language: str = "en") -> str:
    """Write a job list as CSV (RFC 4180) with a header line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows_of(jobs, language):
        writer.writerow({key: _inert(value) for key, value in row.items()})
    return text.getvalue()


def _inert(value: str) -> str:
    """Keep a spreadsheet from running what a shopper wrote: =, +, - and @ are text."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t"} else value


def as_json(jobs: JobList) -> str:
    """Write a job list as JSON; times are UTC, ISO 8601."""
    return json.dumps(asdict(jobs), default=plain, ensure_ascii=False, indent=1)


def plain(value: Any) -> str:
    """Write what JSON has no value for; times are UTC, ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"not a JSON value: {value!r}")


def as_text(jobs: JobList, language: str = "en") -> str:
    """Write a job list for a terminal."""
    name = jobs.work_centre_name[language]
    lines = [f"{name}, {jobs.site_name[language]}"]
    for row in rows_of(jobs, language):
        change = f"  change {row['change']}" if row["change"] else ""
        lines.append(
            f"{row['position']:>3}  {row['start']}  {row['order']}"
            f"  {row['operation']} x{row['quantity']}  {row['resource']}{change}"
            f"  [{row['state']}]  {row['slack']}"
        )
    if not jobs.lines:
        lines.append("nothing to do" if language == "en" else "无任务")
    return "\n".join(lines) + "\n"


WIDTHS_MM = (8, 62, 40, 12, 42, 32, 42, 22, 27)
HEADS = (
    "#",
    "Order",
    "Operation",
    "Qty",
    "Resource",
    "Start",
    "Setup",
    "State",
    "Room",
)


def as_pdf(jobs: JobList) -> bytes:
    """
    Write a job list as a landscape A4 page for the wall.

    Notes
    -----
    English with ids: the fonts built into PDF have no Chinese, and no free Chinese
    font is small enough to ship. Letters they lack are printed as ``?``. The same
    list gives the same bytes.
    """
    from fpdf import FPDF  # noqa: PLC0415 - 0.35 s that only this page needs

    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_creation_date(jobs.made_at)
    pdf.set_title(f"{jobs.site} {jobs.work_centre}")
    pdf.set_auto_page_break(auto=True, margin=12)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 16)
    title = f"{jobs.work_centre_name['en']}  {jobs.site_name['en']}"
    pdf.cell(0, 9, _latin(title), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 9)
    made = _local(jobs.made_at, ZoneInfo(jobs.zone))
    pdf.cell(0, 6, f"made {made} {jobs.zone}", new_x="LMARGIN", new_y="NEXT")
    _line(pdf, HEADS, "B")
    for line, row in zip(jobs.lines, rows_of(jobs), strict=True):
        _line(pdf, _cells(line, row), "")
    return bytes(pdf.output())


def _cells(line: JobLine, row: dict[str, str]) -> tuple[str, ...]:
    setup = row["change"] or row["setup"]
    minutes = f" +{line.setup_min} min" if line.setup_min else ""
    return (
        *(row["position"], row["order"], row["operation"], row["quantity"]),
        *(row["resource"], row["start"], setup + minutes, row["state"], row["slack"]),
    )


def _line(pdf: "FPDF", cells: tuple[str, ...], style: str) -> None:
    pdf.set_font("Helvetica", style, 8)
    for width, text in zip(WIDTHS_MM, cells, strict=True):
        pdf.cell(width, 6, _fitting(pdf, _latin(text), width - 2), border="B")
    pdf.ln()


def _fitting(pdf: "FPDF", text: str, width: float) -> str:
    while text and pdf.get_string_width(text) > width:
        text = text[:-1]
    return text


def _latin(text: str) -> str:
    return text.encode("latin-1", "replace").decode("latin-1")
