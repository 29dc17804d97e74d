"""Names of the compiled models of a published version."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("product_version", sa.Column("artefacts", Json, nullable=True))
