"""Laws that no general linter knows, each with the incident that made it one."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "configurator", "scheduling", "models3d")

Law = Callable[[Path, ast.Module], Iterator[str]]

# The edges: where a request, a task or a command begins and ends.
COMMITTERS = {
    "app/db/session.py",
    "app/db/transaction.py",
    "app/outbox/work.py",
    "app/factory.py",
}
CATCHERS = {"app/base/http.py", "app/base/problem.py", "app/outbox/run.py"}


def commits_at_the_edge(path: Path, tree: ast.Module) -> Iterator[str]:
    """
    Only the edges commit.

    A use case that committed in the middle left an order without its payment when
    the next line raised.
    """
    if str(path) in COMMITTERS:
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "commit"
            and not node.args
        ):
            yield f"{path}:{node.lineno} commits outside the edges"


def catches_what_it_names(path: Path, tree: ast.Module) -> Iterator[str]:
    """
    Nothing catches every exception but the edges, unless it raises it again.

    `except Exception: return "invalid configuration"` hid a division by zero.
    """
    if str(path) in CATCHERS:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in BROAD)
        ):
            last = node.body[-1]
            if isinstance(last, ast.Raise) and last.exc is None:
                continue
            yield f"{path}:{node.lineno} catches everything"


BROAD = {"Exception", "BaseException"}


def leaves_the_tenant_with_a_reason(path: Path, tree: ast.Module) -> Iterator[str]:
    """Leaving a tenant's scope says why, in words a reviewer can weigh."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "across_tenants"
            and not any(word.arg == "reason" for word in node.keywords)
        ):
            yield f"{path}:{node.lineno} leaves the tenant without a reason"


def keeps_money_whole(path: Path, tree: ast.Module) -> Iterator[str]:
    """
    No float touches money.

    0.1 + 0.2 euro were 30 cents on the page and 31 at the bank.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg):
            target = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
            annotation = ast.unparse(node.annotation) if node.annotation else ""
            if target.endswith("_minor") and "float" in annotation:
                yield f"{path}:{node.lineno} keeps {target} as a float"


LAWS: tuple[Law, ...] = (
    commits_at_the_edge,
    catches_what_it_names,
    leaves_the_tenant_with_a_reason,
    keeps_money_whole,
)

VIOLATIONS: dict[Law, str] = {
    commits_at_the_edge: "def place(session):\n    session.commit()\n",
    catches_what_it_names: "try:\n    f()\nexcept Exception:\n    pass\n",
    leaves_the_tenant_with_a_reason: "across_tenants(session)\n",
    keeps_money_whole: "total_minor: float = 0.1\n",
}


def modules() -> list[Path]:
    found = [
        path.relative_to(ROOT)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    assert len(found) > 50, "the search for modules went wrong"
    return found


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_is_kept(law: Law) -> None:
    breaks = [
        line
        for path in modules()
        for line in law(path, ast.parse((ROOT / path).read_text()))
    ]
    assert breaks == []


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_can_be_broken(law: Law) -> None:
    broken = ast.parse(VIOLATIONS[law])
    assert list(law(Path("app/orders/place.py"), broken))
