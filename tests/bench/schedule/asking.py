"""
Questions that come whether or not the last was answered; a process of its own.

``python -m tests.bench.schedule.asking ADDRESS quote --rate 20 --seconds 20``; how they
are learned, sent and timed stands in :mod:`tests.bench.measure.sending`. Prints one
JSON object.
"""

import argparse
import json
import random
import sys

from tests.bench.measure.clicking import Log, User
from tests.bench.measure.sending import arrivals, clicks, send, shoppers

_DELTAS_RATE = 4.0
_AT_ONCE = 16


def main() -> int:
    """Walk, send and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("what", choices=("quote", "answer", "deltas"))
    parser.add_argument("--slug", default="wardrobe")
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    rate = _DELTAS_RATE if given.what == "deltas" else given.rate
    times = arrivals(rng, rate, given.seconds)
    walker = User(given.address, given.slug, given.seed, Log())
    asked = [q for q, _ in zip(clicks(walker, len(times)), times, strict=False)]
    rng.shuffle(asked)
    if given.what == "deltas":
        groups = [group["id"] for group in walker.page["groups"]]
        asked = [{**q, "group": rng.choice(groups)} for q in asked]
    users = shoppers(given.address, given.slug, _AT_ONCE)
    found = send(users, given.what, times, asked)
    sys.stdout.write(json.dumps(vars(found)))
    return 1 if found.errors else 0


if __name__ == "__main__":
    sys.exit(main())
