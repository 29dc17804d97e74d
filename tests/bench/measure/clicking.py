"""
Shoppers who click: ``python -m tests.bench.measure.clicking ADDRESS``, its own process.

Each user opens the product's page, picks a step, then a random value among those the
last answer offers, waits for the answer, asks for the step's deltas 90 ms later as
the page does, thinks for a second and goes on from there. Contradictions are left
by the first repair. Prints one JSON object with the milliseconds of every request.
"""

import argparse
import gzip
import http.client
import json
import random
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

_DELTAS_AFTER_S = 0.09
_CLICKS_PER_VISIT = 15


@dataclass
class Log:
    """What every user measured, in milliseconds."""

    answer_ms: list[float] = field(default_factory=list)
    deltas_ms: list[float] = field(default_factory=list)
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)
    variants: set[str] = field(default_factory=set)


class User:
    """One shopper with a connection that stays open, as a browser's does."""

    def __init__(self, address: str, slug: str, seed: int, log: Log) -> None:
        place = urlsplit(address)
        self.connection = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=60
        )
        self.path = f"/api/shop/products/{slug}"
        self.random = random.Random(seed)
        self.log = log

    def shop(self, until: float, think_s: float) -> None:
        """Click until the clock says so."""
        time.sleep(self.random.random() * think_s)
        clicks = _CLICKS_PER_VISIT
        while time.monotonic() < until:
            if clicks == _CLICKS_PER_VISIT:
                self.page = self.ask("GET", self.path)[0]
                self.answer, clicks = self.page["answer"], 0
            self.click()
            clicks += 1
            time.sleep(think_s)

    def click(self) -> None:
        """Change one option and read price, date and deltas."""
        group = self.random.choice(self.page["groups"])
        picked = self.pick(group)
        if picked is None:
            return
        choices = {**self.answer["choices"], **picked}
        answer, ms = self.ask("POST", f"{self.path}/answer", self.question(choices))
        self.log.answer_ms.append(ms)
        if answer["conflict"] is not None:
            self.log.conflicts += 1
            repairs = answer["conflict"]["repairs"]
            choices = repairs[0]["choices"] if repairs else {}
            answer, ms = self.ask("POST", f"{self.path}/answer", self.question(choices))
            self.log.answer_ms.append(ms)
        self.answer = answer
        self.log.variants.add(answer["model"]["hash"])
        self.look_at_deltas(group["id"])

    def look_at_deltas(self, group: str) -> None:
        """Ask what the step's values would change, as the page does after a click."""
        time.sleep(_DELTAS_AFTER_S)
        asked = {**self.question(self.answer["choices"]), "group": group}
        self.log.deltas_ms.append(self.ask("POST", f"{self.path}/deltas", asked)[1])

    def pick(self, group: Any) -> dict[str, Any] | None:
        """Return a change that the last answer offers, if there is one."""
        options = list(_asked(group["options"], self.answer["configuration"]))
        for option in self.random.sample(options, len(options)):
            state = self.answer["options"].get(option["id"], {})
            now = self.answer["configuration"].get(option["id"])
            offered = [
                value
                for value in _listed(option)
                if value not in state.get("blocked", ()) and value != _key(now)
            ]
            if offered:
                return {option["id"]: _scalar(option, self.random.choice(offered))}
            if "minimum" not in option:
                continue
            low = state.get("minimum", option["minimum"])
            high = state.get("maximum", option["maximum"])
            if high > low:
                step = self.random.randint(0, int((high - low) / option["step"]))
                return {option["id"]: int(low + step * option["step"])}
        return None

    def question(self, choices: Any) -> dict[str, Any]:
        """Return what goes with every question of the page."""
        return {
            "version": self.page["version"],
            "zone": self.answer["promise"]["zone"],
            "currency": self.answer["price"]["currency"],
            "choices": choices,
            "shown": self.answer["configuration"],
        }

    def ask(self, method: str, path: str, body: Any = None) -> tuple[Any, float]:
        """Return the answer and its milliseconds, first byte out to last byte in."""
        content = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        started = time.perf_counter()
        self.connection.request(method, path, content, headers)
        response = self.connection.getresponse()
        raw = response.read()
        if response.headers["Content-Encoding"] == "gzip":
            raw = gzip.decompress(raw)
        ms = (time.perf_counter() - started) * 1000
        if response.status != 200:
            self.log.errors.append(f"{response.status} {path}: {raw[:300]!r}")
            raise ConnectionError(self.log.errors[-1])
        return json.loads(raw), ms


def _asked(questions: Any, now: Any) -> Iterator[Any]:
    """Yield the flat options of a step: several answers, and parts that are there."""
    for question in questions:
        if question["kind"] == "multiple":
            for value in question["values"]:
                yield {"id": f"{question['id']}.{value['id']}", "kind": "boolean"}
        elif question["kind"] == "module":
            for part in question["parts"][: now[f"{question['id']}.count"]]:
                yield from _asked(part["options"], now)
        else:
            yield question


def _listed(option: Any) -> list[str]:
    if option["kind"] == "boolean":
        return ["true", "false"]
    return [value["id"] for value in option.get("values", ())]


def _scalar(option: Any, value: str) -> Any:
    match option["kind"]:
        case "boolean":
            return value == "true"
        case "integer" | "measurement":
            return int(value)
        case _:
            return value


def _key(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def main() -> int:
    """Run the users and print what they measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--slug", default="wardrobe")
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    log = Log()
    until = time.monotonic() + given.seconds
    threads = [
        threading.Thread(
            target=User(given.address, given.slug, given.seed * 1000 + n, log).shop,
            args=(until, given.think),
        )
        for n in range(given.users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {**vars(log), "variants": len(log.variants)}
    sys.stdout.write(json.dumps(found))
    return 1 if log.errors else 0


if __name__ == "__main__":
    sys.exit(main())
