"""Every example of the page on expressions is run as it stands."""

import re
from typing import Any

import pytest
import yaml

from configurator.environment import environment
from configurator.expressions import (
    Outcome,
    evaluate,
    format_expression,
    parse,
    render,
)
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder
from configurator.model import ProductModelError
from configurator.modules import idle_value
from configurator.sentences import vocabulary
from tests.docs.examples import DOCS, files_of

PAGE = "formats/expressions.md"
FILES = files_of(PAGE)
TEXT = {"en": "x", "zh": "某"}


def rows(*headings: str) -> list[tuple[str, ...]]:
    """Return the rows of every table of the page that has these headings."""
    found = []
    for table in re.findall(r"(?:^\|.*\|\n)+", (DOCS / PAGE).read_text(), re.MULTILINE):
        head, _rule, *body = table.splitlines()
        if _cells(head) == headings:
            found += [tuple(map(_code, _cells(row))) for row in body]
    assert found, headings
    return found


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.strip("|").split(" | "))


def _code(cell: str) -> str:
    if cell.startswith("`` "):
        return cell[3:-3]
    return cell[1:-1] if cell.startswith("`") else cell


def product(rule: str) -> dict[str, Any]:
    """Return the document of the page with one rule, its choices as a test."""
    document, _ = read_folder({"product.yaml": FILES["product.yaml"]})
    choices = yaml.safe_load(FILES["configuration.yaml"])
    return {
        **document,
        "rules": [{"id": "rule", "name": TEXT, "rule": rule}],
        "tests": [{"id": "test", "name": TEXT, "choices": choices}],
    }


def evaluated(text: str) -> Any:
    document = product("true")
    document["derived"].append({"id": "asked", "value": text})
    model = read_product(document)
    values = {option.id: idle_value(option) for option in model.options}
    values |= model.tests[0].choices
    return environment(model, values)["asked"]


@pytest.mark.parametrize(("text", "expected"), rows("expression", "is"))
def test_an_expression_is_what_the_page_says(text: str, expected: str) -> None:
    wanted: Outcome | None = {"true": True, "false": False}.get(expected)
    if wanted is None:
        wanted = evaluate(parse(expected), {})
    found = evaluated(text)
    assert found == wanted
    assert isinstance(found, bool) == isinstance(wanted, bool)


@pytest.mark.parametrize(("text", "told"), rows("wrong", "is told"))
def test_a_mistake_is_told_as_the_page_says(text: str, told: str) -> None:
    with pytest.raises(ProductModelError) as caught:
        read_product(product(text))
    problem = caught.value.problems[0]
    assert f"{problem.column}: {problem.sentence}" == told


@pytest.mark.parametrize(("text", "canonical"), rows("written", "canonical"))
def test_the_canonical_form_is_the_one_of_the_page(text: str, canonical: str) -> None:
    assert format_expression(parse(text)) == canonical
    assert format_expression(parse(canonical)) == canonical
    assert parse(canonical) == parse(text)


@pytest.mark.parametrize(
    ("text", "english", "chinese"), rows("rule", "English", "中文")
)
def test_a_rule_is_said_as_on_the_page(text: str, english: str, chinese: str) -> None:
    model = read_product(product(text))
    words = vocabulary(model)
    assert render(model.rules[0].rule, words, "en") == english
    assert render(model.rules[0].rule, words, "zh") == chinese
