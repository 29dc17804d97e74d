"""Rows and transactions: what the packages above import from here."""

from app.db.columns import Base, Json, TenantOwned, UtcDateTime
from app.db.rls import enable_tenant_rls
from app.db.session import (
    Database,
    TenantLeakError,
    across_tenants,
    after_commit,
    tenant_of,
)

__all__ = [
    "Base",
    "Database",
    "Json",
    "TenantLeakError",
    "TenantOwned",
    "UtcDateTime",
    "across_tenants",
    "after_commit",
    "enable_tenant_rls",
    "tenant_of",
]
