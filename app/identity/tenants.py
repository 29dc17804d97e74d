"""Making and finding tenants and their users."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Conflicting, Unavailable
from app.db.session import Database, database_of
from app.identity.access import Role
from app.identity.context import Tenant
from app.identity.models import TenantRow, UserRow
from app.identity.passwords import hash_password


def create_tenant(  # noqa: PLR0913 - one word each
    session: Session,
    slug: str,
    name: str,
    *,
    is_demo: bool = False,
    host: str | None = None,
    language: str = "en",
    currency: str = "EUR",
) -> Tenant:
    """Make a tenant; the session may be one without a tenant."""
    if session.scalars(select(TenantRow).where(TenantRow.slug == slug)).first():
        raise Conflicting("tenant_exists", f"There is a tenant {slug} already.")
    row = TenantRow(
        slug=slug,
        name=name,
        is_demo=is_demo,
        host=host,
        language=language,
        currency=currency,
        created_at=database_of(session).clock(),
    )
    session.add(row)
    session.flush()
    return _tenant(row)


def create_user(
    session: Session, email: str, name: str, password: str, roles: Iterable[Role]
) -> str:
    """Make a user of the session's tenant; gives the id."""
    row = UserRow(
        email=email.strip().lower(),
        name=name,
        password_hash=hash_password(password),
        roles=sorted(role.value for role in roles),
        created_at=database_of(session).clock(),
    )
    session.add(row)
    session.flush()
    return row.id


def tenant_by_slug(database: Database, slug: str) -> Tenant:
    """
    Tenant of that slug.

    Raises
    ------
    Unavailable
        When there is none: the installation has not been set up.
    """
    with database.begin(None, reads_only=True) as session:
        row = session.scalars(select(TenantRow).where(TenantRow.slug == slug)).first()
        if row is None:
            raise Unavailable(
                "no_tenant", f"There is no tenant {slug}: run lotone demo load."
            )
        return _tenant(row)


def tenant_for_host(session: Session, host: str, default_slug: str) -> Tenant:
    """
    Tenant that claims the host name, else the default one.

    Raises
    ------
    Unavailable
        When neither exists.
    """
    rows = session.scalars(
        select(TenantRow).where(
            (TenantRow.host == host) | (TenantRow.slug == default_slug)
        )
    ).all()
    chosen = next((r for r in rows if r.host == host), rows[0] if rows else None)
    if chosen is None:
        raise Unavailable(
            "no_tenant", "This shop has not been set up: run lotone demo load."
        )
    return _tenant(chosen)


def all_tenants(database: Database) -> list[Tenant]:
    """Every tenant, by slug."""
    with database.begin(None, reads_only=True) as session:
        rows = session.scalars(select(TenantRow).order_by(TenantRow.slug))
        return [_tenant(row) for row in rows]


def _tenant(row: TenantRow) -> Tenant:
    return Tenant(row.id, row.slug, row.name, row.is_demo, row.language, row.currency)
