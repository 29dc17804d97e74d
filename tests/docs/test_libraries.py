"""The examples of ``docs/libraries.md`` say what really happens."""

import doctest

import yaml

from app.base.settings import ROOT
from tests.docs.examples import DOCS, files_of


def test_the_examples_run() -> None:
    page = DOCS / "libraries.md"
    materials = ROOT / "app/catalogue/samples/materials.yaml"
    names = {
        "shelf_files": files_of("formats/product-folder.md"),
        "sample_materials": yaml.safe_load(materials.read_text()),
    }
    # A closing fence would be taken for expected output: it becomes an empty line.
    text = page.read_text().replace("```", "")
    example = doctest.DocTestParser().get_doctest(text, names, page.name, page.name, 0)
    assert len(example.examples) > 20, "the page has lost its examples"
    report: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(example, out=report.append)
    assert runner.failures == 0, "".join(report)
