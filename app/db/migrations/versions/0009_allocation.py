"""When a reservation was given its places, and which sites could have had it."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    number = sa.Column("placed_number", sa.Integer, nullable=False, server_default="0")
    op.add_column("reservation", number)
    allocation = sa.Column("allocation", Json, nullable=False, server_default="{}")
    op.add_column("reservation", allocation)
