"""Scripts leave as small as a browser takes them."""

import gzip
from pathlib import Path

from flask import Flask

from app.base.assets import install_assets


def test_scripts_are_zipped_for_those_who_take_it(tmp_path: Path) -> None:
    """The product page sent its scripts at two and a half times their size."""
    script = b"export const words = 'again and again';\n" * 200
    (tmp_path / "shop-1a2b.js").write_bytes(script)
    flask = Flask(__name__, static_folder=None)
    install_assets(flask, tmp_path)
    client = flask.test_client()
    wanted = {"Accept-Encoding": "gzip, br"}
    small = client.get("/assets/shop-1a2b.js", headers=wanted, buffered=True)
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == script
    assert len(small.data) == int(small.headers["Content-Length"]) < len(script) / 10
    with client.get("/assets/shop-1a2b.js") as plain:
        assert plain.data == script
        assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"
    kept = {**wanted, "If-None-Match": small.headers["ETag"]}
    with client.get("/assets/shop-1a2b.js", headers=kept) as again:
        assert (again.status_code, again.data) == (304, b"")
