"""
Clicks that come whether or not the last was answered; a process of its own.

``python -m tests.bench.configure.load ADDRESS --rate 20 --seconds 20``; how they are
learned, sent and timed stands in :mod:`tests.bench.measure.sending`. Prints one JSON
object.
"""

import argparse
import json
import random
import sys

from tests.bench.measure.clicking import Log, User
from tests.bench.measure.sending import arrivals, clicks, send, shoppers


def main() -> int:
    """Walk, wait, send and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--slug", default="bench")
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--threads", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    times = arrivals(random.Random(given.seed), given.rate, given.seconds)
    walker = User(given.address, given.slug, given.seed, Log())
    asked = [q for q, _ in zip(clicks(walker, len(times)), times, strict=False)]
    random.Random(given.seed).shuffle(asked)
    users = shoppers(given.address, given.slug, given.threads)
    found = send(users, "answer", times, asked)
    options = sum(len(group["options"]) for group in walker.page["groups"])
    sys.stdout.write(json.dumps({**vars(found), "options": options}))
    return 1 if found.errors else 0


if __name__ == "__main__":
    sys.exit(main())
