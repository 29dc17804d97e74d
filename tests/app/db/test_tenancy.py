"""One tenant never sees or touches another's rows, on both databases."""

import pytest
import sqlalchemy.exc
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import aliased

from app.db import TenantLeakError, across_tenants
from app.identity.access import Role
from app.identity.models import UserRow
from app.identity.tenants import create_tenant, create_user


@pytest.fixture
def other(services):
    """Second tenant with one user of its own."""
    with services.database.begin(None) as session:
        tenant = create_tenant(session, "other", "Other")
    with services.database.begin(tenant.id) as session:
        create_user(session, "theirs@other.test", "Theirs", "p", [Role.ADMIN])
    return tenant


def emails(session) -> set[str]:
    return set(session.scalars(select(UserRow.email)))


def test_a_query_without_a_filter_sees_one_tenant(session, other, services):
    assert "theirs@other.test" not in emails(session)
    assert len(emails(session)) == 4
    with services.database.begin(other.id, reads_only=True) as theirs:
        assert emails(theirs) == {"theirs@other.test"}


def test_aggregates_joins_and_aliases_are_filtered_too(session, other):
    alias = aliased(UserRow)
    assert session.scalar(select(func.count()).select_from(UserRow)) == 4
    pairs = select(UserRow.id).join(alias, alias.email != UserRow.email)
    assert len(session.execute(pairs).all()) == 12
    assert session.scalar(select(func.count(alias.id))) == 4


def test_a_row_of_another_tenant_is_not_found_by_its_id(session, other, services):
    with services.database.begin(other.id, reads_only=True) as theirs:
        their_id = theirs.scalars(select(UserRow.id)).one()
    assert session.get(UserRow, their_id) is None


def test_bulk_updates_and_deletes_stay_at_home(services, tenant, other):
    with services.database.begin(tenant.id) as session:
        session.execute(update(UserRow).values(name="renamed"))
        session.execute(delete(UserRow))
    with services.database.begin(other.id, reads_only=True) as theirs:
        assert theirs.scalars(select(UserRow.name)).all() == ["Theirs"]


def test_bulk_inserts_get_the_tenant(session, tenant, clock):
    values = {"email": "bulk@demo.test", "name": "B", "password_hash": "x"}
    row = {**values, "roles": [], "created_at": clock()}
    session.execute(insert(UserRow), [row])
    found = select(UserRow.tenant_id).where(UserRow.email == "bulk@demo.test")
    assert session.scalars(found).one() == tenant.id


def test_writing_a_row_of_another_tenant_is_refused(services, tenant, other):
    theirs = select(UserRow).where(UserRow.tenant_id == other.id)
    with services.database.begin(tenant.id) as session:
        with across_tenants(session, reason="a test looks at their row"):
            row = session.scalars(theirs).one()
        row.name = "ours now"
        session.add(row)
        with pytest.raises(TenantLeakError):
            session.flush()
        session.rollback()


def test_leaving_the_tenant_needs_a_reason_and_ends(session, other):
    with pytest.raises(ValueError, match="reason"):
        across_tenants(session, reason=" ").__enter__()
    with across_tenants(session, reason="a test counts everybody"):
        assert "theirs@other.test" in emails(session)
    assert "theirs@other.test" not in emails(session)


def test_a_session_without_a_tenant_sees_nothing(services, other):
    with services.database.begin(None, reads_only=True) as session:
        assert emails(session) == set()


def test_raw_sql_is_walled_in_by_the_database(services, tenant, other, backend):
    if backend == "sqlite":
        pytest.skip("SQLite has no row-level security")
    with services.database.begin(tenant.id) as session:
        seen = session.execute(text("SELECT email FROM app_user")).scalars().all()
        assert "theirs@other.test" not in seen
        assert len(seen) == 4
        touched = session.execute(text("UPDATE app_user SET name = 'x'"))
        assert touched.rowcount == 4
    with (
        pytest.raises(sqlalchemy.exc.ProgrammingError, match="row-level security"),
        services.database.begin(tenant.id) as session,
    ):
        session.execute(text("UPDATE app_user SET tenant_id = :t"), {"t": other.id})


def test_every_table_of_tenants_has_its_policy(services, backend):
    """The guard against a migration that forgets ``enable_tenant_rls``."""
    if backend == "sqlite":
        pytest.skip("SQLite has no row-level security")
    owned = text(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'"
        " WHERE c.relkind = 'r'"
    )
    with services.database.begin(None, reads_only=True) as session:
        tables = {row[0]: row[1] for row in session.execute(owned)}
    assert "app_user" in tables
    assert [name for name, walled in tables.items() if not walled] == []
