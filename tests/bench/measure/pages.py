"""Bytes that a browser fetches before and for the picture, asked over HTTP."""

import gzip
import json
import re
import urllib.request
from dataclasses import dataclass
from typing import Any

_SCRIPT = re.compile(r'<script type="module" src="([^"]+)"')
_PRELOAD = re.compile(r'<link rel="modulepreload" href="([^"]+)"')
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
# What a bundled module imports at once; import("...") comes later and does not match.
_IMPORT = re.compile(r'(?:from|import)\s*"(\./[^"]+\.js)"')


@dataclass(frozen=True, slots=True)
class Bytes:
    """
    Size of something fetched.

    Parameters
    ----------
    sent
        Bytes of the body as this server sent it to a browser that takes gzip.
    zipped
        Bytes after gzip, level 9, whether or not the server did it.
    """

    sent: int
    zipped: int

    def __add__(self, other: "Bytes") -> "Bytes":
        return Bytes(self.sent + other.sent, self.zipped + other.zipped)


def scripts_before_3d(address: str, slug: str) -> dict[str, Bytes]:
    """Return every script the product page fetches before anybody touches the stage."""
    page = fetch(f"{address}/p/{slug}")[0].decode()
    waiting = _SCRIPT.findall(page) + _PRELOAD.findall(page)
    found: dict[str, Bytes] = {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        content, found[path] = fetch(address + path)
        folder = path.rsplit("/", 1)[0]
        waiting += [
            f"{folder}/{name.removeprefix('./')}"
            for name in _IMPORT.findall(content.decode())
        ]
    if not found:
        raise ValueError("the product page loads no script: is the frontend built?")
    return found


def styles(address: str, slug: str) -> Bytes:
    """Return what the product page's style sheets weigh together."""
    page = fetch(f"{address}/p/{slug}")[0].decode()
    return sum((fetch(address + path)[1] for path in _STYLE.findall(page)), Bytes(0, 0))


def first_models(address: str) -> dict[str, Bytes]:
    """Return the first picture of each product in the shop window."""
    window = get_json(f"{address}/api/shop/products")
    return {
        card["slug"]: fetch(address + card["model"]["glb"])[1]
        for card in window["products"]
    }


def get_json(address: str) -> Any:
    """Return what an address answers, as JSON."""
    return json.loads(fetch(address)[0])


def fetch(address: str) -> tuple[bytes, Bytes]:
    """Return the content of an address, and what it weighs."""
    wanted = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own address
    with urllib.request.urlopen(wanted, timeout=60) as response:  # noqa: S310 - as above
        raw = response.read()
        is_zipped = response.headers["Content-Encoding"] == "gzip"
    content = gzip.decompress(raw) if is_zipped else raw
    return content, Bytes(len(raw), len(gzip.compress(content, 9, mtime=0)))
