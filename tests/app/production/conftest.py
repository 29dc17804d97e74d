"""The planning tests' database and small factory."""

from tests.app.planning.conftest import services, workshop

__all__ = ["services", "workshop"]
