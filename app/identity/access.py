"""Roles, and who may do what."""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """What a route asks for; an admin may all, a planner what an operator may."""

    PUBLIC = "public"
    OPERATOR = "operator"
    PLANNER = "planner"
    MERCHANDISER = "merchandiser"
    ADMIN = "admin"


_ALSO = {Role.OPERATOR: Role.PLANNER}
"""Who may do a role's work besides its holder: a planner stands in at a terminal."""


def may(held: Collection[str], wanted: Role) -> bool:
    """Whether somebody holding ``held`` may do what asks for ``wanted``."""
    if wanted is Role.PUBLIC:
        return True
    enough = {wanted, _ALSO.get(wanted, wanted), Role.ADMIN}
    return any(role.value in held for role in enough)
