"""Who asks, where, in which language: what every handler is given first."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.files import FileStore
from app.base.settings import Settings
from app.identity.access import Role, may


@dataclass(frozen=True, slots=True)
class Tenant:
    """The maker whose data are in scope."""

    id: str
    slug: str
    name: str
    is_demo: bool
    language: str
    currency: str


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signed in."""

    id: str
    email: str
    name: str
    roles: Collection[str]


@dataclass(frozen=True, slots=True)
class Context:
    """
    A request's surroundings, or a command's.

    Parameters
    ----------
    session
        Bound to the tenant; committed at the edge and nowhere else.
    user
        None for shoppers.
    language
        ``en`` or ``zh``.
    visitor
        Opaque id of the browser; owns a cart. Empty where there is no browser.
    csrf_token
        What a form of this browser must send back.
    """

    session: Session
    tenant: Tenant
    user: User | None
    clock: Clock
    language: str
    currency: str
    settings: Settings
    files: FileStore
    visitor: str = ""
    csrf_token: str = ""

    def may(self, role: Role) -> bool:
        """Whether the signed-in user, if any, may do what asks for ``role``."""
        return may(self.user.roles if self.user else (), role)
