"""Roles, and who may do what."""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """What a route asks for; an admin may all, everybody may what is public."""

    PUBLIC = "public"
    OPERATOR = "operator"
    PLANNER = "planner"
    MERCHANDISER = "merchandiser"
    ADMIN = "admin"


def may(held: Collection[str], wanted: Role) -> bool:
    """Whether somebody holding ``held`` may do what asks for ``wanted``."""
    return wanted is Role.PUBLIC or wanted.value in held or Role.ADMIN.value in held
