"""Column types of this house: aware time, JSON, and the table base classes."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

ID_LENGTH = 36


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database; naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Refuse naive time, turn the rest into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: times in the database are UTC")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Give SQLite's naive values their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class Json(TypeDecorator[Any]):
    """A JSON value; decimals come back as strings, so write them as strings."""

    impl = JSON
    cache_ok = True

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Compare as JSON does."""
        return self.impl_instance.coerce_compared_value(op, value)


def dump_json(value: Any) -> str:
    """Compact JSON, readable Chinese, exact decimals as strings."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), default=_as_string
    )


def _as_string(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"not a JSON value: {value!r}")


class Base(DeclarativeBase):
    """Base of all tables, with fixed constraint names so that migrations know them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


def _tenant_of_the_session(context: Any) -> str:
    """Insert default: the tenant that the session is bound to."""
    tenant_id = context.connection.get_execution_options().get("lotone_tenant")
    if tenant_id is None:
        raise RuntimeError("a row of a tenant is inserted without a tenant in scope")
    return str(tenant_id)


class TenantOwned:
    """
    Mixin of tables whose rows belong to a tenant.

    Reads are filtered by the session's tenant and inserts get it by default; a row
    of another tenant is not writable. Its migration calls ``enable_tenant_rls``.
    """

    tenant_id: Mapped[str] = mapped_column(
        String(ID_LENGTH),
        ForeignKey("tenant.id"),
        default=_tenant_of_the_session,
        index=True,
    )
