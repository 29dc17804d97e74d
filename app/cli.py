"""The commands behind ``./lotone``; each package adds its own."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from app.base.settings import Settings, SettingsError

if TYPE_CHECKING:
    from app.db.services import Services

ALONE = {
    "up": "app.up",
    "demo": "app.demo",
    "model": "app.model.commands",
    "nest": "app.nest.commands",
    "product": "app.product.commands",
    "schedule": "app.schedule.commands",
}
"""Modules of the commands that are imported without the packages' own."""


class Commands(click.Group):
    """
    The root, which imports the packages' commands when one of theirs is named.

    ``lotone up`` starts in half the time without them.
    """

    _is_whole = False

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name."""
        self._complete()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command of ours, or of one of the packages."""
        if cmd_name in ALONE and cmd_name not in self.commands:
            self.add_command(getattr(import_module(ALONE[cmd_name]), cmd_name))
        elif cmd_name not in self.commands:
            self._complete()
        return super().get_command(ctx, cmd_name)

    def _complete(self) -> None:
        if not self._is_whole:
            self._is_whole = True
            for name, module in ALONE.items():
                self.add_command(getattr(import_module(module), name))
            for package in import_module("app.factory").load_modules("commands"):
                package.register(self)


@click.group(
    cls=Commands,
    epilog="./lotone itself adds: test, check, prove AREA, bench AREA.",
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Lot One: personalised at the click, planned to the minute, made once."""
    # Made by the first command that asks (app.identity.command).
    context.obj = _services


@cli.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    from app.db.migrate import migrate as run  # noqa: PLC0415 - alembic loads slowly

    run(_services().database.engine)


@cli.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    click.echo(import_module("app.factory").openapi_document(), nl=False)


def _services() -> Services:
    # The factory loads web and database: not every command has a use for them.
    services: Services = import_module("app.factory").make_services(settings_or_exit())
    return services


def settings_or_exit() -> Settings:
    """Read the settings, or say each problem and exit with 2."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)


if __name__ == "__main__":
    cli(prog_name="lotone")
