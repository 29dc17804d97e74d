"""The commands behind ``./lotone``; each package adds its own."""

import os
import sys
from importlib import import_module

import click

from app.base.settings import Settings, SettingsError
from app.factory import load_modules, make_services, openapi_document
from app.up import up


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
        if cmd_name not in self.commands:
            self._complete()
        return super().get_command(ctx, cmd_name)

    def _complete(self) -> None:
        if not self._is_whole:
            self._is_whole = True
            import_module("app.demo").register(self)
            for module in load_modules("commands"):
                module.register(self)


@click.group(
    cls=Commands,
    epilog="./lotone itself adds: test, check, prove AREA, bench AREA.",
)
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


if __name__ == "__main__":
    cli(prog_name="lotone")
