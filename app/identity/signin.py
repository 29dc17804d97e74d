"""Signing in and out: server-side sessions whose cookie holds only a token."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.base.ids import new_token, token_hash
from app.identity.context import User
from app.identity.models import SignInRow, UserRow
from app.identity.passwords import matches

LASTS = timedelta(days=14)


def sign_in(session: Session, email: str, password: str, now: datetime) -> str | None:
    """Fresh session token, or None when email and password do not fit."""
    user = session.scalars(
        select(UserRow).where(UserRow.email == email.strip().lower())
    ).first()
    if not matches(user.password_hash if user else None, password) or user is None:
        return None
    session.execute(delete(SignInRow).where(SignInRow.expires_at <= now))
    token = new_token()
    session.add(
        SignInRow(
            token_hash=token_hash(token),
            user_id=user.id,
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    session.flush()
    return token


def sign_out(session: Session, token: str) -> None:
    """Forget the session behind the token."""
    session.execute(delete(SignInRow).where(SignInRow.token_hash == token_hash(token)))


def who(session: Session, token: str, now: datetime) -> User | None:
    """User behind a cookie's token, while the session lasts."""
    row = session.execute(
        select(UserRow)
        .join(SignInRow, SignInRow.user_id == UserRow.id)
        .where(SignInRow.token_hash == token_hash(token), SignInRow.expires_at > now)
    ).scalar()
    return User(row.id, row.email, row.name, row.roles) if row else None
