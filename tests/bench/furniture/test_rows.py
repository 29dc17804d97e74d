"""The benchmark counts what it says, on the problems that are committed."""

import json

from tests.bench.furniture import nesting
from tests.bench.furniture.asked import Asked


def test_sheets_are_counted_and_bounds_hold_for_the_whole_set_only(root):
    data = root / "tests" / "data"
    text = (data / "nesting" / "guillotine_dev.jsonl").read_text()
    known = [json.loads(line)["best_known_sheets"] for line in text.splitlines()]
    ours, along, peer = nesting.guillotine(Asked(data, None, every=2, seconds=0.05))
    assert ours.model == "5 guillotine problems"
    for row in (ours, along):
        assert row.measured is not None
        assert sum(known[::2]) - 2 <= row.measured <= sum(known[::2]) + 2
        assert row.must is None
        assert f"best known {sum(known[::2])};" in row.how
    assert peer.measured is None
    assert "Python 3.12" in peer.how
