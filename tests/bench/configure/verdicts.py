"""
The live check while a rule is typed: 200 options, 500 rules.

Measured as the studio asks it: the draft's document with the edited rule in it is
loaded, compiled and judged against what is published.
"""

import random
import time
from collections.abc import Iterator

from app.catalogue.edit import put_entry
from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.verdict import load_trial, verdict
from configurator.model import ProductModelError
from tests.bench.configure.asked import Asked
from tests.bench.configure.products import Document, product
from tests.bench.measure.promise import Row, middle, rank

_EDITS = 25


def verdicts(asked: Asked) -> Iterator[Row]:
    """Yield the p95 of a verdict while a merchandiser types."""
    name = "live check, 200 options, 500 rules"
    whole = product(1, options=200, rules=500 + _EDITS)
    typed = [entry["rule"] for entry in whole["rules"][500:]]
    document = {**whole, "rules": whole["rules"][:500]}
    published = _loaded(document, "published")
    rng = random.Random(1)
    seconds, malformed, contradictions = [], 0, 0
    for number, rule in enumerate(typed):
        edited = rng.choice(document["rules"])
        # Every fifth says the opposite, as slips do: some leave nothing possible.
        words = f"not ({rule})" if number % 5 == 4 else rule
        started = time.perf_counter()
        try:
            trial = put_entry(document, "rules", {**edited, "rule": words})
            draft = load_trial("bench", trial)
            judged = verdict(draft, published)
            contradictions += judged.conflict is not None
        except ProductModelError:
            malformed += 1
        seconds.append(time.perf_counter() - started)
    how = (
        f"{_EDITS} edits, {malformed} malformed, {contradictions} contradictory;"
        f" loading included; median {middle(seconds):.2f} s, worst {max(seconds):.2f} s"
    )
    yield Row(name, "verdict, p95", "s", rank(seconds, 95), 1, 0.3, how)


def _loaded(document: Document, version_id: str) -> LoadedVersion:
    return load(version_id=version_id, slug="bench", number=0, document=document)
