"""Passwords as Argon2 hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Argon2id hash with its own salt (OWASP's second recommended setting)."""
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """
    Whether the password is the one that was hashed.

    With no hash (an unknown user) it takes as long, so that the time tells nothing.
    """
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
