"""``lotone up``: check, migrate, load the demo, and keep web and worker running."""

import fcntl
import os
import shutil
import signal
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from app.base.settings import Settings, SettingsError, keep_secret
from app.base.supervise import Child, Supervisor
from app.outbox.checks import check_folder, problems_before_start

_KEPT = ("lotone.sqlite", "lotone.sqlite-wal", "lotone.sqlite-shm", "broker", "files")
_READY_WITHIN_S = 60.0
# One process answers ten shoppers on one core only while nobody asks for the changes
# of every value; a second one keeps clicks quick meanwhile.
_WEB_PROCESSES = "2"
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared only


@click.command("up")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--data", type=click.Path(path_type=Path), help="Data folder.")
@click.option("--fresh", is_flag=True, help="Throw the data folder's content away.")
@click.option("--open", "opens", is_flag=True, help="Open the shop in a browser.")
def up(host: str, port: int, data: Path | None, *, fresh: bool, opens: bool) -> None:
    """Start the whole house on this machine."""
    settings = _settings(data, host, port)
    _refuse([p for p in (check_folder(settings.data_dir),) if p])
    with _only_one(settings):
        _refuse(problems_before_start(settings, host, port))
        if fresh:
            _empty(settings)
        keep_secret(settings)
        _prepare(settings)
        _supervise(settings, host, port, opens=opens)
    click.echo("Stopped.")


def _supervise(settings: Settings, host: str, port: int, *, opens: bool) -> None:
    env = _environment(settings)
    supervisor = Supervisor(_children(settings, host, port, env), env, click.echo)
    supervisor.start()
    shown = "127.0.0.1" if host in _EVERYWHERE else host
    if _wait(supervisor, f"http://{shown}:{port}"):
        _greet(settings)
        if opens:
            webbrowser.open(settings.public_url)
    supervisor.run()


def _settings(data: Path | None, host: str, port: int) -> Settings:
    env = dict(os.environ)
    if data is not None:
        env["LOTONE_DATA"] = str(data.expanduser().absolute())
    shown = "127.0.0.1" if host in _EVERYWHERE else host
    env.setdefault("LOTONE_PUBLIC_URL", f"http://{shown}:{port}")
    try:
        return Settings.from_environment(env)
    except SettingsError as error:
        _refuse(list(error.problems))
        raise


def _refuse(problems: list[str]) -> None:
    for problem in problems:
        click.echo(f"lotone: {problem}", err=True)
    if problems:
        sys.exit(2)


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Hold a lock on the data folder for as long as we live."""
    with (settings.data_dir / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sentence = (
                f"Another lotone up runs on {settings.data_dir}: stop it,"
                " or choose another folder with --data."
            )
            _refuse([sentence])
        yield


def _empty(settings: Settings) -> None:
    if settings.database_url:
        sentence = (
            "--fresh only empties the data folder, and DATABASE_URL names another"
            " database: empty that one yourself."
        )
        _refuse([sentence])
    for name in _KEPT:
        path = settings.data_dir / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _prepare(settings: Settings) -> None:
    """Migrate, and load the demo where there is no tenant yet."""
    from app.db.migrate import current_revision, migrate, newest_revision  # noqa: PLC0415 - a refusal above needs no alembic
    from app.demo import needs_demo  # noqa: PLC0415 - as above
    from app.factory import make_services  # noqa: PLC0415 - as above

    services = make_services(settings)
    try:
        if current_revision(services.database.engine) != newest_revision():
            click.echo("Preparing the database")
            migrate(services.database.engine)
        if needs_demo(services):
            _load_demo(services)
    finally:
        services.database.engine.dispose()


def _load_demo(services: object) -> None:
    from app.demo import load_demo  # noqa: PLC0415 - only the first start needs it

    click.echo("Loading the demo")
    load_demo(services, lambda step: click.echo(f"  {step}"))  # type: ignore[arg-type]  # Services, named lazily


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "LOTONE_DATA": str(settings.data_dir),
        "LOTONE_SECRET_KEY": settings.secret_key,
        "LOTONE_PUBLIC_URL": settings.public_url,
        "PYTHONUNBUFFERED": "1",
    }


def _children(
    settings: Settings, host: str, port: int, env: Mapping[str, str]
) -> list[Child]:
    python = [sys.executable, "-P", "-m"]
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [
        *python,
        "gunicorn",
        "app.factory:web()",
        *("--worker-class", "gthread", "--threads", "64"),
        *("--workers", env.get("LOTONE_WEB_PROCESSES", _WEB_PROCESSES)),
        *("--bind", bind, "--no-control-socket"),
        *("--graceful-timeout", "2", "--keep-alive", "15", "--log-level", "warning"),
    ]
    worker = [
        *python,
        "celery",
        *("-A", "app.worker", "worker", "--beat"),
        *("--concurrency", env.get("LOTONE_WORKERS", "3")),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        *("--loglevel", "WARNING"),
    ]
    logs = settings.data_dir / "logs"
    return [
        Child("web", web, logs / "web.log", signal.SIGTERM),
        # Celery hangs in its own shutdown when its pool is gone; tasks are redone
        # from their rows, so nothing is lost by not asking.
        Child("worker", worker, logs / "worker.log", signal.SIGKILL),
    ]


def _wait(supervisor: Supervisor, address: str) -> bool:
    """Wait for the first answer; False when it does not come in a minute."""
    until = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < until and not supervisor.is_stopping:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, OSError):
            supervisor.look()
            time.sleep(0.1)
    return False


def _greet(settings: Settings) -> None:
    click.echo(f"\n  Shop     {settings.public_url}/")
    click.echo(f"  Studio   {settings.public_url}/studio")
    click.echo(f"  Floor    {settings.public_url}/floor")
    click.echo(f"  Data     {settings.data_dir}")
    from app.demo import logins  # noqa: PLC0415 - see _load_demo

    click.echo("\n  Sign in to the demo as")
    for line in logins():
        click.echo(f"    {line}")
    click.echo("\n  Ctrl-C stops everything.\n")
