"""
The built frontend as templates and browsers see it.

``frontend/dist/manifest.json`` is written by Vite; a page says
``{{ assets("storefront") }}`` and gets the tags of that entry with hashed addresses,
which may be cached for ever. Without a build the page still comes, plain.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from flask import Flask, Response, request, send_from_directory
from markupsafe import Markup, escape

from app.base.settings import ROOT

DIST = ROOT / "frontend" / "dist"
PREFIX = "/assets/"
_FOR_EVER = "public, max-age=31536000, immutable"
_ZIPPED = (".js", ".css")


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    Which hashed files an entry consists of.

    Parameters
    ----------
    chunks
        Vite's manifest: chunk by source path.
    """

    chunks: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, dist: Path) -> Self:
        """Return the manifest of ``dist``; empty where nothing has been built."""
        try:
            return cls(json.loads((dist / "manifest.json").read_bytes()))
        except FileNotFoundError:
            return cls({})

    def entry(self, name: str) -> str | None:
        """Return the source path of the entry called ``name``."""
        for source, chunk in self.chunks.items():
            if chunk.get("isEntry") and chunk.get("name") == name:
                return source
        return None

    def styles(self, source: str) -> list[str]:
        """Return the style sheets, those of what is imported before one's own."""
        found = (css for c in self._static(source) for css in c.get("css", ()))
        return list(dict.fromkeys(found))

    def scripts(self, source: str) -> list[str]:
        """Return the entry's script and what it imports at once, entry first."""
        return [chunk["file"] for chunk in self._static(source)][::-1]

    def _static(self, source: str) -> list[Mapping[str, Any]]:
        """Return a chunk after everything it imports, each once."""
        done: dict[str, Mapping[str, Any]] = {}

        def visit(name: str) -> None:
            if name in done:
                return
            for imported in self.chunks[name].get("imports", ()):
                visit(imported)
            done[name] = self.chunks[name]

        visit(source)
        return list(done.values())


class _Newest:
    """
    The manifest of the newest build: a build while the shop runs changes every name.

    Notes
    -----
    One ``stat`` a page; two threads may read the same manifest twice.
    """

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._known: tuple[int, Manifest] = (-1, Manifest({}))

    def manifest(self) -> Manifest:
        try:
            built = (self._dist / "manifest.json").stat().st_mtime_ns
        except FileNotFoundError:
            return Manifest({})
        if self._known[0] != built:
            self._known = built, Manifest.read(self._dist)
        return self._known[1]


def install_assets(flask: Flask, dist: Path = DIST) -> None:
    """Serve ``dist`` below ``/assets/`` and teach templates ``assets(entry)``."""
    newest = _Newest(dist)

    def asset(path: str) -> Response:
        response = send_from_directory(dist, path, conditional=True)
        response.headers["Cache-Control"] = _FOR_EVER
        if response.status_code == 200 and path.endswith(_ZIPPED):
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"] > 0:
                response.close()
                response.direct_passthrough = False
                response.set_data(zipped(dist / path))
                response.headers["Content-Encoding"] = "gzip"
        return response

    flask.add_url_rule(f"{PREFIX}<path:path>", "assets", asset)
    flask.jinja_env.globals["assets"] = lambda entry: tags(newest.manifest(), entry)


@lru_cache(maxsize=64)
def zipped(path: Path) -> bytes:
    """Return a built file as browsers fetch it; its name changes with its content."""
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


def tags(manifest: Manifest, entry: str) -> Markup:
    """Return the ``link`` and ``script`` tags of ``entry``, for the head of a page."""
    source = manifest.entry(entry)
    if source is None:
        return Markup("<!-- the frontend is not built: npm run build -->")
    first, *rest = manifest.scripts(source)
    lines = [
        *(f'<link rel="stylesheet" href="{_url(f)}">' for f in manifest.styles(source)),
        f'<script type="module" src="{_url(first)}"></script>',
        *(f'<link rel="modulepreload" href="{_url(f)}">' for f in rest),
    ]
    return Markup("\n  ".join(lines))  # noqa: S704 - each address is escaped below


def _url(file: str) -> str:
    return str(escape(PREFIX + file))
