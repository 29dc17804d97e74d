"""
Sessions: one transaction, bound to one tenant, that filters by itself.

``database.begin(tenant_id)`` is the only door to the data. It commits when the block
ends well and rolls back otherwise; nothing else in the house commits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import (
    ORMExecuteState,
    Session,
    sessionmaker,
    with_loader_criteria,
)

from app.base.clock import Clock, system_clock
from app.base.files import FileStore
from app.db.columns import TenantOwned

log = structlog.get_logger("lotone.db")

_TENANT = "lotone_tenant_id"
_ACROSS = "lotone_across"
_AFTER = "lotone_after_commit"
_DATABASE = "lotone_database"


class TenantLeakError(RuntimeError):
    """A row of one tenant was about to be written in a session of another."""


class Database:
    """
    The engine with its two ways in.

    Parameters
    ----------
    engine
        Made by :func:`app.db.engine.make_engine`.
    clock
        What outbox rows are dated by.
    wake
        Tells a worker that a task of a tenant waits: ``wake(tenant_id, task_id)``.
        Called after the commit, may fail silently; the sweeper finds the row.
    files
        Where what rows only name lies; None where there is nothing to look for.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock = system_clock,
        wake: Callable[[str, str], None] | None = None,
        files: FileStore | None = None,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.wake = wake
        self.files = files
        self._make = sessionmaker(expire_on_commit=False)

    @contextmanager
    def begin(
        self, tenant_id: str | None, *, reads_only: bool = False
    ) -> Iterator[Session]:
        """
        One transaction in one tenant.

        Parameters
        ----------
        tenant_id
            None only where the tenant is still to be found: tables of tenants are
            then empty to read and closed to write.
        reads_only
            Takes no write lock; a write inside fails.
        """
        bound = self.engine.execution_options(
            lotone_tenant=tenant_id, lotone_writes=not reads_only
        )
        session = self._make(
            bind=bound, info={_TENANT: tenant_id, _AFTER: [], _DATABASE: self}
        )
        try:
            with session.begin():
                yield session
        finally:
            session.close()
        for effect in session.info[_AFTER]:
            effect()


def after_commit(session: Session, effect: Callable[[], None]) -> None:
    """
    Run ``effect`` once the transaction is safely committed.

    For hints only, such as waking a worker: what must happen is an outbox row.
    """
    session.info[_AFTER].append(effect)


def tenant_of(session: Session) -> str:
    """Tenant this session is bound to."""
    tenant_id = session.info[_TENANT]
    if tenant_id is None:
        raise RuntimeError("this session has no tenant")
    return str(tenant_id)


def database_of(session: Session) -> Database:
    """Database this session came from."""
    found = session.info[_DATABASE]
    assert isinstance(found, Database)  # noqa: S101 - begin() put it there
    return found


@contextmanager
def across_tenants(session: Session, *, reason: str) -> Iterator[None]:
    """
    Leave the tenant for the length of the block; the law's only exit.

    Parameters
    ----------
    reason
        A sentence for the log and the reader.
    """
    if not reason.strip():
        raise ValueError("leaving the tenant needs a reason")
    log.debug("across tenants", reason=reason)
    session.flush()
    session.info[_ACROSS] = True
    _tell_database(session, "*")
    try:
        yield
        session.flush()
    finally:
        session.info[_ACROSS] = False
        if session.is_active:
            _tell_database(session, session.info[_TENANT])
            _forget_others(session)


def _tell_database(session: Session, tenant_id: str | None) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT set_config('lotone.tenant', :tenant, true)"),
            {"tenant": tenant_id or ""},
        )


def _forget_others(session: Session) -> None:
    """Rows of other tenants must not be found later through the identity map."""
    for row in list(session.identity_map.values()):
        if isinstance(row, TenantOwned) and row.tenant_id != session.info[_TENANT]:
            session.expunge(row)


@event.listens_for(Session, "do_orm_execute")
def _filter_by_tenant(state: ORMExecuteState) -> None:
    info = state.session.info
    if (
        _TENANT not in info
        or info.get(_ACROSS)
        or state.is_column_load
        or state.is_relationship_load
        or state.is_insert
    ):
        return
    tenant_id = info[_TENANT]
    state.statement = state.statement.options(
        with_loader_criteria(
            TenantOwned,
            lambda row: row.tenant_id == tenant_id,
            include_aliases=True,
        )
    )


@event.listens_for(Session, "before_flush")
def _guard_writes(session: Session, *_: Any) -> None:
    info = session.info
    if _TENANT not in info or info.get(_ACROSS):
        return
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, TenantOwned):
            continue
        owner: str | None = row.tenant_id
        if owner is None and row in session.new:
            owner = row.tenant_id = info[_TENANT]
        if owner is None or owner != info[_TENANT]:
            raise TenantLeakError(
                f"{type(row).__name__} of tenant {row.tenant_id} written in a session"
                f" of {info[_TENANT]}"
            )
