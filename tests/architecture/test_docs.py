"""
What somebody can set, call, read or meet is written down, and nothing else is.

Learnt from datasette: a setting without its sentence in the docs fails. Each law
first finds what it judges, and says so when it finds suspiciously little.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.cli import cli

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_SETTING = re.compile(
    r"\b(LOTONE_[A-Z_]+|STRIPE_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL|BROKER_URL)\b"
)


def read(page: str) -> str:
    return (DOCS / page).read_text()


def first_cells(text: str) -> set[str]:
    """Words in code marks in the first column of every table."""
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    return {
        name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])
    }


def section(text: str, title: str) -> str:
    """Text below a heading, up to the next of its rank."""
    found = re.search(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, f"there is no section {title}"
    return found.group(1)


def modules() -> list[Path]:
    found = [
        p for p in sorted((ROOT / "app").rglob("*.py")) if "migrations" not in p.parts
    ]
    assert len(found) > 100, "the search for modules went wrong"
    return found


def test_every_setting_is_documented() -> None:
    used = {
        name
        for path in [*modules(), ROOT / "lotone"]
        for name in _SETTING.findall(path.read_text())
    }
    used |= set(re.findall(r"\$\{(\w+):-", (ROOT / "Procfile").read_text()))
    assert {"LOTONE_DATA", "DATABASE_URL", "STRIPE_WEBHOOK_SECRET", "PORT"} <= used
    assert first_cells(section(read("operations.md"), "Settings")) == used


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))
    else:
        yield " ".join(path), command


COMMANDS = dict(commands(cli))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_its_options_are_documented(name: str) -> None:
    text = section(read("commands.md"), f"lotone {name}")
    options = {
        word
        for parameter in COMMANDS[name].params
        if isinstance(parameter, click.Option)
        for word in parameter.opts
    }
    assert first_cells(text) == options


def test_no_command_is_documented_that_is_not_there() -> None:
    titles = re.findall(r"^## lotone (.+)$", read("commands.md"), re.MULTILINE)
    assert len(COMMANDS) > 8, "the search for commands went wrong"
    assert sorted(titles) == sorted(COMMANDS)


def test_every_problem_code_is_documented() -> None:
    used = set(problem_codes())
    assert {"product_unknown", "csrf_refused", "predecessor_open"} <= used
    assert len(used) > 30, "the search for codes went wrong"
    assert first_cells(read("errors.md")) == used


def problem_codes() -> Iterator[str]:
    """Codes that the application's errors and refusals are made with."""
    trees = [ast.parse(path.read_text()) for path in modules()]
    makers = {**VALUES, **error_classes(trees)}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from code_of_call(node, makers)
    for tree in trees:
        yield from codes_by_status(tree)
        yield from default_codes(tree, makers)


# Refusals that are values, not exceptions: place of the code among the arguments.
VALUES = {"Refused": 0, "Refusal": 0}


def error_classes(trees: list[ast.Module]) -> dict[str, int]:
    """Place of the code in the arguments of AppError and everything derived from it."""
    found = {"AppError": 0}
    classes = [n for t in trees for n in ast.walk(t) if isinstance(n, ast.ClassDef)]
    for _ in range(4):
        for node in classes:
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & found.keys() and node.name not in found:
                found[node.name] = place_of_code(node)
    return {name: place for name, place in found.items() if place >= 0}


def place_of_code(node: ast.ClassDef) -> int:
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            names = [argument.arg for argument in method.args.args[1:]]
            return names.index("code") if "code" in names else -1
    return 0


def code_of_call(node: ast.Call, makers: dict[str, int]) -> Iterator[str]:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in makers:
            place = makers[name]
        case ast.Call(func=ast.Name(id="super")):
            place = 0
        case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super"))):
            place = 0
        case _:
            return
    given = list(node.args[place : place + 1])
    given += [word.value for word in node.keywords if word.arg == "code"]
    for one in given:
        if isinstance(one, ast.Constant) and re.fullmatch(r"[a-z_]+", str(one.value)):
            yield str(one.value)


def default_codes(tree: ast.Module, makers: dict[str, int]) -> Iterator[str]:
    """Defaults of a parameter called ``code`` of an error class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in makers:
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    arguments = method.args.args
                    defaults = method.args.defaults
                    named = arguments[len(arguments) - len(defaults) :]
                    for argument, default in zip(named, defaults, strict=True):
                        if argument.arg == "code" and isinstance(default, ast.Constant):
                            yield str(default.value)


def codes_by_status(tree: ast.Module) -> Iterator[str]:
    """Codes of HTTP's own errors: a table from status to code, not to sentence."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and node.keys:
            pairs = list(zip(node.keys, node.values, strict=True))
            if all(
                isinstance(key, ast.Constant)
                and key.value in range(400, 600)
                and isinstance(value, ast.Constant)
                and " " not in str(value.value)
                for key, value in pairs
            ):
                yield from (
                    str(v.value) for _, v in pairs if isinstance(v, ast.Constant)
                )


def test_every_metric_is_documented() -> None:
    used = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Name(id="Counter" | "Gauge" | "Histogram" as kind),
                    args=[ast.Constant(value=str(name)), *_],
                ) if name.startswith("lotone_"):
                    used.add(f"{name}_total" if kind == "Counter" else name)
    assert len(used) >= 3, "the search for metrics went wrong"
    metrics = section(read("operations.md"), "Health")
    assert {n for n in first_cells(metrics) if n.startswith("lotone_")} == used


def test_every_package_has_its_line() -> None:
    packages = {
        f"{path.parent.relative_to(ROOT)}/"
        for name in ("app", "configurator", "scheduling", "models3d")
        for path in (ROOT / name).rglob("__init__.py")
        if "migrations" not in path.parts
    }
    packages |= {
        f"{path.relative_to(ROOT)}/"
        for path in (ROOT / "frontend" / "src").iterdir()
        if path.is_dir() and any(path.iterdir())
    }
    assert len(packages) > 25, "the search for packages went wrong"
    assert first_cells(read("architecture.md")) == packages | {"tests/"}


def pages() -> list[Path]:
    found = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
    assert len(found) > 20, "the search for pages went wrong"
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target
