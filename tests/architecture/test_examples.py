"""The examples in the libraries' docstrings run, and public entries have one."""

import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

LIBRARIES = ("configurator", "scheduling", "models3d")


def modules() -> Iterator[ModuleType]:
    for library in LIBRARIES:
        package = importlib.import_module(library)
        for found in pkgutil.walk_packages(package.__path__, f"{library}."):
            yield importlib.import_module(found.name)


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [test for module in modules() for test in finder.find(module)]
    return [test for test in found if test.examples]


EXAMPLES = examples()


def test_the_search_finds_examples() -> None:
    assert {test.name.split(".")[0] for test in EXAMPLES} == set(LIBRARIES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda test: test.name)
def test_the_example_says_what_happens(example: doctest.DocTest) -> None:
    report: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(example, out=report.append)
    assert runner.failures == 0, "".join(report)
