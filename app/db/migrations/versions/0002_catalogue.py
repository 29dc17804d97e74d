"""Products, drafts, published versions and materials."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _product()
    _draft()
    _version()
    _material()
    for table in ("product", "product_draft", "product_version", "material"):
        enable_tenant_rls(table)


def _product() -> None:
    op.create_table(
        "product",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("tenant_id", "slug", name="uq_product_slug"),
    )


def _draft() -> None:
    op.create_table(
        "product_draft",
        sa.Column(
            "product_id", sa.String(36), sa.ForeignKey("product.id"), primary_key=True
        ),
        tenant_column(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("edited_at", UtcDateTime, nullable=False),
        sa.Column("edited_by", sa.String(36)),
    )


def _version() -> None:
    op.create_table(
        "product_version",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column(
            "product_id",
            sa.String(36),
            sa.ForeignKey("product.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("published_at", UtcDateTime, nullable=False),
        sa.Column("published_by", sa.String(36)),
        sa.UniqueConstraint("product_id", "number", name="uq_product_version_number"),
    )


def _material() -> None:
    op.create_table(
        "material",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("texture_file", sa.String(80)),
        sa.UniqueConstraint("tenant_id", "slug", name="uq_material_slug"),
    )
