"""A small product for tests of the catalogue."""

import pytest

from tests.factories.box import box_files


@pytest.fixture
def box() -> dict[str, bytes]:
    return box_files()
