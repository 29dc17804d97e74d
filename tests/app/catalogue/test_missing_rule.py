"""A valid variant that cannot be made proposes the rule that would forbid it."""

import pytest

from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.makeable import failures
from configurator.formats.folder import read_folder


def opened(box: dict[str, bytes]) -> LoadedVersion:
    document, _ = read_folder(box)
    return load(version_id="x", slug="box", number=1, document=document)


@pytest.mark.parametrize(
    ("size", "rule"),
    [
        ("if width > 400 mm then 0 mm else 100 mm", "not (width >= 500 mm)"),
        ("if lid then 0 mm else 100 mm", "not (lid)"),
        ("if wood = ash then 0 mm else 100 mm", "not (wood = ash)"),
        (
            "if wood = oak and width > 500 mm then 0 mm else 100 mm",
            "not (width >= 600 mm)",
        ),
        ("if lid and width < 300 mm then 0 mm else 100 mm",
         "not (width <= 200 mm and lid)"),
    ],
)  # fmt: skip
def test_the_missing_rule_is_proposed_and_mends_the_product(box, size, rule):
    spoilt = b"y: {start: 0}\n    x: {start: 0, size: %s}" % size.encode()
    box["tree.yaml"] = box["tree.yaml"].replace(b"y: {start: 0}", spoilt)
    found = failures(opened(box), samples=30, seed=1)
    assert {failure.proposal for failure in found} == {rule}
    line = b"rules:\n  - {id: new, name: {en: New., zh: x}, rule: %s}" % rule.encode()
    box["rules.yaml"] = box["rules.yaml"].replace(b"rules:", line)
    assert failures(opened(box), samples=30, seed=1) == []


def test_nothing_is_proposed_where_everything_can_be_made(box):
    assert failures(opened(box), samples=10, seed=1) == []
