"""The same list as a page, JSON, CSV, a file and paper."""

import csv
import io
import json
import re
import zlib

import pytest

PATH = "/api/floor/sites/workshop/work-centres/booth/jobs"
pytestmark = pytest.mark.usefixtures("workshop")


@pytest.fixture
def three_jobs(accepted) -> list[str]:
    return [
        accepted(name, colour)
        for name, colour in (("1", "black"), ("2", "white"), ("3", "black"))
    ]


def pdf_words(content: bytes) -> str:
    """Words of a PDF, in the order they were set."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    words = []
    for stream in streams:
        try:
            plain = zlib.decompress(stream)
        except zlib.error:
            continue
        words += re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", plain)
    return " ".join(word.decode("latin-1") for word in words)


@pytest.mark.usefixtures("three_jobs")
def test_every_format_tells_the_same_jobs_in_the_same_order(operator):
    listed = operator.get(PATH).get_json()["jobs"]
    labels = [line["label"] for line in listed]
    assert len(set(labels)) == 3
    table = list(
        csv.DictReader(
            io.StringIO(operator.get(f"{PATH}.csv").get_data().decode("utf-8-sig"))
        )
    )
    file = json.loads(operator.get(f"{PATH}.json").get_data())
    paper = pdf_words(operator.get(f"{PATH}.pdf").get_data())
    assert [row["order"] for row in table] == labels
    assert [line["label"] for line in file["lines"]] == labels
    assert list(re.findall(r"LO-\d/1 Cabinet", paper)) == labels
    for row, line, kept in zip(table, listed, file["lines"], strict=True):
        assert row["reservation"] == line["job"] == kept["reservation_id"]
        assert row["setup_min"] == str(line["setup_min"]) == str(kept["setup_min"])
        assert row["state"] == line["readiness"] == kept["readiness"]
        assert row["slack"] == line["slack"]["en"] == kept["slack"]["en"]
        assert row["slack"] in paper


@pytest.mark.usefixtures("three_jobs")
def test_the_formats_say_what_they_are_and_follow_the_reports(operator, say, jobs_at):
    kinds = {"csv": "text/csv", "json": "application/json", "pdf": "application/pdf"}
    for end, mimetype in kinds.items():
        answer = operator.get(f"{PATH}.{end}")
        assert answer.mimetype == mimetype
        assert f'filename="booth.{end}"' in answer.headers["Content-Disposition"]
    first = jobs_at("saw")[0]
    for event in ("start", "finish"):
        say(first["job"], "cut", event)
    table = operator.get(f"{PATH}.csv").get_data(as_text=True)
    assert table.count(",ready,") == 1


def test_the_csv_is_in_the_reader_s_language(accepted, operator):
    accepted("1")
    operator.get("/floor?lang=zh")
    text = operator.get(f"{PATH}.csv").get_data(as_text=True)
    assert "余 " in text


def test_an_unknown_list_is_404_with_the_known_ones_named(operator):
    answer = operator.get("/api/floor/sites/workshop/work-centres/lathe/jobs")
    assert answer.status_code == 404
    assert "saw, booth, oven" in answer.get_json()["detail"]
    assert (
        operator.get("/api/floor/sites/nowhere/work-centres/saw/jobs").status_code
        == 404
    )
