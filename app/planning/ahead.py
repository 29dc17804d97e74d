"""
Plans read before somebody waits for them: when a process starts, and when they age.

Reading ten thousand orders takes seconds. Who asks for a promise meanwhile is answered
from the last reading, brought up to date by every reservation since; only what the
floor or a new plan moved comes with the next one. Who takes capacity never is.
"""

from datetime import datetime
from threading import Lock, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.db.services import Services
from app.db.session import Database, database_of, tenant_of
from app.identity.tenants import all_tenants
from app.planning import follow as following
from app.planning.current import current_plan, plan_at, remember, remembered
from app.planning.follow import follow
from app.planning.free import free_of
from app.planning.reading import CurrentPlan, read_plan
from app.planning.sites import SiteHead, only_reads, site_codes, site_head

log = structlog.get_logger("lotone.planning")

_under_way: set[str] = set()
_turns: dict[str, Lock] = {}
_lock = Lock()


def plan_for_quote(session: Session, code: str, now: datetime) -> CurrentPlan:
    """
    How a site stands, for who takes nothing.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    head = site_head(session, code)
    known = remembered(head.id)
    if known is None or len(known.entries) < following.MANY or not only_reads(session):
        return plan_at(session, head, now)
    if _is_known(known, head, now):
        return known
    with _turn(head.id):
        known = remembered(head.id)
        if known is not None and _is_known(known, head, now):
            return known  # somebody else brought it up to date meanwhile
        plan = _brought_up(session, known, head, code, now)
        free_of(plan, now)
        return plan


def _brought_up(
    session: Session,
    known: CurrentPlan | None,
    head: SiteHead,
    code: str,
    now: datetime,
) -> CurrentPlan:
    if known is None or _is_current(known, head, now):
        return plan_at(session, head, now)
    followed = follow(session, known, head, now, may_lag=True)
    if followed is None:
        return plan_at(session, head, now)
    _read_soon(database_of(session), tenant_of(session), code, now)
    remember(followed)
    return followed


def _turn(site_id: str) -> Lock:
    """Lock of those who follow a site: one of them does it for all."""
    with _lock:
        return _turns.setdefault(site_id, Lock())


def _is_known(plan: CurrentPlan, head: SiteHead, now: datetime) -> bool:
    """Whether a reading has all that a question's transaction sees, or more."""
    is_late = plan.head.change_number >= head.change_number
    return is_late and _is_current(plan, head, now) and now < plan.valid_until


def _is_current(plan: CurrentPlan, head: SiteHead, now: datetime) -> bool:
    same = (plan.head.number, plan.head.revision_id) == (head.number, head.revision_id)
    return same and now < plan.read_until


def _read_soon(database: Database, tenant_id: str, code: str, now: datetime) -> None:
    """Read a site in a thread of its own; one at a time."""
    key = f"{tenant_id}/{code}"
    with _lock:
        if key in _under_way:
            return
        _under_way.add(key)

    def read() -> None:
        try:
            with database.begin(tenant_id, reads_only=True) as session:
                plan = read_plan(session, site_head(session, code), now)
                free_of(plan, now)
            remember(plan)
        except SQLAlchemyError as error:
            # The next question asks for it again.
            log.info("plan not read ahead", why=type(error).__name__)
        finally:
            with _lock:
                _under_way.discard(key)

    Thread(target=read, daemon=True).start()


def warm_plans(services: Services) -> int:
    """Read every site of every tenant, and load the compiled loops over it."""
    count = 0
    for tenant in all_tenants(services.database):
        with services.database.begin(tenant.id, reads_only=True) as session:
            for code in site_codes(session):
                now = services.clock()
                free_of(current_plan(session, code, now), now)
                count += 1
    return count
