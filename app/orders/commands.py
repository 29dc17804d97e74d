"""``lotone orders``: bringing orders in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.identity.command import in_tenant
from app.orders.import_orders import import_orders
from app.orders.order_file import OrderFileError


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(orders)


@click.group()
def orders() -> None:
    """Orders from elsewhere."""


@orders.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partial", is_flag=True, help="Import the good orders of a bad file.")
def import_command(file: Path, *, partial: bool) -> None:
    """Bring in a CSV of orders; every problem is named by its line."""
    try:
        with in_tenant() as context:
            imported = import_orders(
                context.session,
                file.read_bytes(),
                clock=context.clock,
                is_partial=partial,
            )
    except OrderFileError as error:
        for problem in error.problems:
            click.echo(f"{file.name}: {problem}", err=True)
        click.echo("Nothing was imported.", err=True)
        sys.exit(2)
    for problem in imported.problems:
        click.echo(f"{file.name}: {problem}", err=True)
    click.echo(f"{imported.count} orders imported")
    sys.exit(1 if imported.problems else 0)
