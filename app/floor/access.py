"""Who may look at the floor: operators, and the planners who send them their work."""

from app.base.errors import Forbidden, Unauthenticated
from app.identity.access import Role
from app.identity.context import Context


def is_of_the_floor(context: Context) -> bool:
    """Whether the signed-in user works on the floor or plans it."""
    return context.may(Role.OPERATOR) or context.may(Role.PLANNER)


def needs_floor(context: Context) -> None:
    """
    Let operators and planners pass.

    A route names one role, and these two read the same lists: such routes are public
    in the table and call this first.

    Raises
    ------
    Unauthenticated
        When nobody is signed in.
    Forbidden
        When somebody else is.
    """
    if context.user is None:
        raise Unauthenticated
    if not is_of_the_floor(context):
        sentence = "This needs the role operator or planner."
        raise Forbidden("role_missing", sentence)
