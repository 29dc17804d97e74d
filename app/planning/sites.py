"""Sites in the database: the one door in, and what stands there, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.planning.models import SiteRow
from app.planning.site import Site
from app.planning.site_format import read_site, read_site_file

_HEADS = "planning_heads"


@dataclass(frozen=True, slots=True)
class SiteHead:
    """The numbers of a site: all that a promise reads from the database."""

    id: str
    number: int
    change_number: int
    revision_id: str | None


def head_of(row: SiteRow) -> SiteHead:
    """Numbers of a site whose row is at hand."""
    return SiteHead(row.id, row.number, row.change_number, row.revision_id)


def import_site(session: Session, content: bytes, file: str) -> Site:
    """
    Bring a factory in from its YAML file; the same code replaces it.

    Raises
    ------
    SiteError
        With every problem of the file; nothing is stored then.
    """
    document, site = read_site_file(content, file)
    row = session.scalars(select(SiteRow).where(SiteRow.code == site.id)).first()
    if row is None:
        session.add(SiteRow(code=site.id, document=document))
    elif row.document != document:
        row.document = document
        row.number += 1
        row.change_number += 1
    session.flush()
    return site


def site_head(session: Session, code: str) -> SiteHead:
    """
    Numbers of a site; a transaction that only reads asks the database once.

    A page asks for a promise per value: they are all judged by the same plan.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    found = site_heads(session).get(code)
    if found is None:
        raise NotFound("unknown_site", f"There is no site “{code}”.")
    return found


def site_heads(session: Session) -> Mapping[str, SiteHead]:
    """Numbers of every site of the tenant by its code, in alphabetical order."""
    known: Mapping[str, SiteHead] | None = session.info.get(_HEADS)
    if known is None or not only_reads(session):
        known = session.info[_HEADS] = _read_heads(session)
    return known


def only_reads(session: Session) -> bool:
    """Whether a transaction sees one state of things and changes nothing."""
    return session.get_bind().get_execution_options().get("lotone_writes") is False


def _read_heads(session: Session) -> Mapping[str, SiteHead]:
    columns = (
        SiteRow.code,
        SiteRow.id,
        SiteRow.number,
        SiteRow.change_number,
        SiteRow.revision_id,
    )
    rows = session.execute(select(*columns).order_by(SiteRow.code))
    return {row.code: SiteHead(*row[1:]) for row in rows}


def lock_site(session: Session, code: str) -> SiteRow:
    """
    Row of a site, ours alone until this transaction ends.

    Whoever changes reservations or publishes takes it first: on PostgreSQL the row is
    locked, on SQLite BEGIN IMMEDIATE has the whole database already.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    statement = select(SiteRow).where(SiteRow.code == code).with_for_update()
    row = session.scalars(statement, execution_options={"populate_existing": True})
    found = row.first()
    if found is None:
        raise NotFound("unknown_site", f"There is no site “{code}”.")
    return found


def lock_sites(session: Session, codes: Iterable[str]) -> None:
    """
    Take the rows of several sites, always in one order, so that nobody waits in a ring.

    Whoever needs more than one in a transaction takes all of them here, first.
    """
    for code in sorted(set(codes)):
        lock_site(session, code)


def load_site(session: Session, head: SiteHead) -> Site:
    """Site of that number, from memory where this process has read it before."""
    known = _known_site(head.id, head.number)
    if not known:
        document: Any = session.scalars(
            select(SiteRow.document).where(SiteRow.id == head.id)
        ).one()
        known.append(read_site(document))
    return known[0]


@lru_cache(maxsize=64)
def _known_site(site_id: str, number: int) -> list[Site]:  # noqa: ARG001 - the key
    return []


def site_codes(session: Session) -> list[str]:
    """Codes of the tenant's sites, in alphabetical order."""
    return list(session.scalars(select(SiteRow.code).order_by(SiteRow.code)))
