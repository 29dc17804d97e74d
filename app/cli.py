"""The commands behind ``./lotone``; each package adds its own."""

import os
import sys

import click

from app.base.settings import Settings, SettingsError
from app.demo import register as register_demo
from app.factory import load_modules, make_services, openapi_document
from app.up import up


@click.group()
@click.pass_context
def cli(context: click.Context) -> None:
    """Lot One: personalised at the click, planned to the minute, made once."""
    # Made by the first command that asks (app.identity.command).
    context.obj = lambda: make_services(settings_or_exit())


@cli.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    from app.db.migrate import migrate as run  # noqa: PLC0415 - alembic loads slowly

    services = make_services(settings_or_exit())
    run(services.database.engine)


@cli.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    click.echo(openapi_document(), nl=False)


def settings_or_exit() -> Settings:
    """Read the settings, or say each problem and exit with 2."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)


cli.add_command(up)
register_demo(cli)
for _module in load_modules("commands"):
    _module.register(cli)


if __name__ == "__main__":
    cli(prog_name="lotone")
