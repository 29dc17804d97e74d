"""How many examples: a hundred or so by default, thousands for a proof."""

import os

from hypothesis import HealthCheck, settings

IS_PROOF = os.environ.get("LOTONE_PROVE") == "1"


def examples(default: int, proof: int) -> settings:
    """Return the settings of a property test."""
    return settings(
        max_examples=proof if IS_PROOF else default,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


many = examples(100, 3000)
