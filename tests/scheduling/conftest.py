import os

import pytest


@pytest.fixture(scope="session")
def proving():
    """Whether full counts are asked for (``LOTONE_PROVE=1``)."""
    return os.environ.get("LOTONE_PROVE") == "1"
