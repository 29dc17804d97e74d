"""What an installation can choose, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: where ``frontend/`` and ``docs/`` lie."""

_KEY_FILE = "secret.key"

_SECRET_LENGTH = 32


class SettingsError(Exception):
    """
    The environment cannot be used; every problem at once.

    Parameters
    ----------
    problems
        One sentence each, naming the variable and what to do.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    Everything chosen outside the code. ``docs/operations.md`` lists the names.

    Parameters
    ----------
    data_dir
        Folder of the embedded database, the embedded broker and the file store.
    database_url
        SQLAlchemy URL; empty means SQLite inside ``data_dir``.
    broker_url
        Celery broker; empty means the filesystem broker inside ``data_dir``.
    secret_key
        Signs CSRF tokens; kept in ``data_dir`` when not given.
    public_url
        Address shoppers use, for links in mails and payment returns.
    default_tenant
        Slug of the tenant that answers when no tenant claims the host name.
    stripe_secret_key, stripe_webhook_secret
        Both or neither; neither means the stand-in bank.
    allows_standin_bank
        Lets the stand-in bank serve tenants other than the demo.
    trusted_proxies
        How many reverse proxies may set ``X-Forwarded-*``.
    is_https
        Marks cookies ``Secure`` even when the proxy does not say so.
    limits_rates
        Whether sign-in and writes are rate limited.
    allows_private_webhooks
        Lets webhooks go to this machine and its network, and without TLS.
    log_format
        ``json`` or ``text``.
    """

    data_dir: Path
    database_url: str = ""
    broker_url: str = ""
    secret_key: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    public_url: str = "http://127.0.0.1:8000"
    default_tenant: str = "demo"
    stripe_secret_key: str = field(default="", repr=False)
    stripe_webhook_secret: str = field(default="", repr=False)
    allows_standin_bank: bool = False
    trusted_proxies: int = 0
    is_https: bool = False
    limits_rates: bool = True
    allows_private_webhooks: bool = False
    log_format: str = "json"

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """
        Read the settings that an environment describes.

        Raises
        ------
        SettingsError
            With every problem at once.
        """
        problems: list[str] = []
        data_dir = Path(env.get("LOTONE_DATA") or ROOT / "data").absolute()
        stripe = env.get("STRIPE_SECRET_KEY", "").strip()
        webhook = env.get("STRIPE_WEBHOOK_SECRET", "").strip()
        if bool(stripe) != bool(webhook):
            given, missing = (
                ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")
                if stripe
                else ("STRIPE_WEBHOOK_SECRET", "STRIPE_SECRET_KEY")
            )
            problems.append(
                f"{given} is set without {missing}: set both to take cards through"
                " Stripe, or neither to use the stand-in bank."
            )
        proxies = env.get("LOTONE_TRUSTED_PROXIES", "0").strip() or "0"
        if not proxies.isdecimal():
            problems.append(f"LOTONE_TRUSTED_PROXIES must be a number, not {proxies}.")
            proxies = "0"
        log_format = env.get("LOTONE_LOG", "json")
        if log_format not in {"json", "text"}:
            problems.append(f"LOTONE_LOG must be json or text, not {log_format}.")
        flags = {
            name: _flag(env, name, problems, default=default)
            for name, default in (
                ("LOTONE_STANDIN_BANK", False),
                ("LOTONE_HTTPS", False),
                ("LOTONE_RATE_LIMITS", True),
                ("LOTONE_PRIVATE_WEBHOOKS", False),
            )
        }
        secret = env.get("LOTONE_SECRET_KEY", "").strip()
        if secret and len(secret) < _SECRET_LENGTH:
            problems.append(
                f"LOTONE_SECRET_KEY is guessable: give it {_SECRET_LENGTH} characters"
                " or more, such as `openssl rand -hex 32` prints."
            )
        if problems:
            raise SettingsError(tuple(problems))
        secret = secret or _kept_secret(data_dir)
        kept = {"secret_key": secret} if secret else {}
        return cls(
            data_dir=data_dir,
            database_url=env.get("DATABASE_URL", "").strip(),
            broker_url=env.get("BROKER_URL", "").strip(),
            public_url=env.get("LOTONE_PUBLIC_URL", "http://127.0.0.1:8000").rstrip(
                "/"
            ),
            default_tenant=env.get("LOTONE_TENANT", "demo"),
            stripe_secret_key=stripe,
            stripe_webhook_secret=webhook,
            allows_standin_bank=flags["LOTONE_STANDIN_BANK"],
            trusted_proxies=int(proxies),
            is_https=flags["LOTONE_HTTPS"],
            limits_rates=flags["LOTONE_RATE_LIMITS"],
            allows_private_webhooks=flags["LOTONE_PRIVATE_WEBHOOKS"],
            log_format=log_format,
            **kept,
        )


def keep_secret(settings: Settings) -> None:
    """Keep the secret in the data folder, so that a restart signs nobody out."""
    path = settings.data_dir / _KEY_FILE
    if not _kept_secret(settings.data_dir):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(settings.secret_key)


def _kept_secret(data_dir: Path) -> str:
    try:
        return (data_dir / _KEY_FILE).read_text().strip()
    except OSError:
        return ""


def _flag(
    env: Mapping[str, str], name: str, problems: list[str], *, default: bool
) -> bool:
    match env.get(name, "").strip():
        case "":
            return default
        case "1":
            return True
        case "0":
            return False
        case other:
            problems.append(f"{name} must be 1 or 0, not {other}.")
            return default
