"""A web process starts light and warms itself behind the first visitor's back."""

import subprocess
import sys

from app.base.recent import Recent
from app.catalogue import versions
from app.catalogue.import_product import import_product
from app.catalogue.warm import warm
from tests.factories.box import box_files

FROZEN = ("numba", "ortools", "oxidd", "py_d4", "openpyxl", "shapely", "trimesh")
"""What takes long to load and is not needed to show the first page."""


def test_a_start_loads_nothing_that_takes_long(root):
    program = (
        "import sys; from app.factory import apis; assert apis();"
        f"print([name for name in {FROZEN!r} if name in sys.modules])"
    )
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == "[]"


def test_warming_loads_what_visitors_get(services, tenant, clock, monkeypatch):
    with services.database.begin(tenant.id) as session:
        import_product(session, box_files(), clock=clock, publishes=True)
    monkeypatch.setattr(versions, "_ready", Recent(8))
    assert warm(services) == 1
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert "start" in versions.current_version(session, "box").__dict__
