"""Fixtures that every part of the tests may use; no application in here."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """Checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Public benchmark data; the tests that need them are skipped without."""
    folder = os.environ.get("LOTONE_REFERENCE_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("LOTONE_REFERENCE_DATA names no folder")
    return Path(folder)
