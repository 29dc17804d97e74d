"""The pages' script and the server say the same."""

import hashlib
import json
import re
from pathlib import Path

from babel.messages.pofile import read_po

from app.base.assets import Manifest, tags
from app.factory import openapi_document

FRESHEN = "run `npm run api` in frontend/"


def test_the_client_types_are_those_of_the_api(root):
    written = (root / "frontend/openapi.json").read_bytes()
    assert json.loads(written) == json.loads(openapi_document()), FRESHEN
    digest = hashlib.sha256(written).hexdigest()
    types = (root / "frontend/src/api/schema.d.ts").read_text("utf-8")
    assert (
        types.splitlines()[0] == f"// From openapi.json, sha256 {digest}: npm run api"
    )


def test_every_sentence_of_the_script_is_translated(root):
    source = (root / "frontend/src/storefront/words.ts").read_text("utf-8")
    words = set(re.findall(r'^\s+\w+: "(.*)",$', source, re.MULTILINE))
    assert len(words) > 30
    with (root / "app/storefront/locale/zh.po").open("rb") as file:
        known = {str(m.id): str(m.string) for m in read_po(file) if m.id}
    assert words <= known.keys()
    for word in words:
        assert _holes(word) == _holes(known[word]), word


def test_every_sentence_of_the_templates_is_translated(root):
    for package in ("base", "storefront"):
        used = set()
        for template in (root / "app" / package / "templates").glob("*.html"):
            if template.name in {
                "base.html",
                "problem.html",
                "window.html",
                "product.html",
            }:
                used |= set(
                    re.findall(r"""_\(["'](.*?)["'][,)]""", template.read_text("utf-8"))
                )
        known: set[str] = set()
        for po in (root / "app").glob("*/locale/zh.po"):
            with po.open("rb") as file:
                known |= {str(m.id) for m in read_po(file) if m.string}
        assert used, package
        assert used <= known


def test_the_lock_names_no_registry(root):
    lock = (root / "frontend/package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    package = json.loads((root / "frontend/package.json").read_text("utf-8"))
    for versions in (package["dependencies"], package["devDependencies"]):
        for name, version in versions.items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


def test_an_entry_brings_its_imports_and_styles_dependencies_first():
    manifest = Manifest(
        {
            "src/a.tsx": {
                "file": "a-1.js",
                "name": "a",
                "isEntry": True,
                "imports": ["_b"],
                "css": ["a-1.css"],
            },
            "_b": {"file": "b-2.js", "css": ["b-2.css"]},
        }
    )
    html = str(tags(manifest, "a"))
    assert html.index("b-2.css") < html.index("a-1.css")
    assert '<script type="module" src="/assets/a-1.js">' in html
    assert "a-1.js" not in str(tags(manifest, "none"))


def test_a_page_without_a_build_still_comes(tmp_path: Path):
    assert "not built" in str(tags(Manifest.read(tmp_path), "storefront"))


def _holes(sentence: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", sentence))
