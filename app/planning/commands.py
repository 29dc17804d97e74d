"""``lotone plan now``: plan a site here, and say what came of it."""

import json
import sys
from pathlib import Path

import click

from app.base.errors import NotFound
from app.identity.command import in_tenant, services_of_command
from app.outbox.models import TaskRow
from app.outbox.run import run_task
from app.planning.request import SECONDS, request_plan
from app.planning.site_format import SiteError
from app.planning.sites import import_site


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(plan)
    cli.add_command(site)


@click.group()
def plan() -> None:
    """Plans of the factories."""


@plan.command("now")
@click.option("--site", required=True)
@click.option("--seconds", default=SECONDS, help="What the solver may take.")
@click.option("--tenant", default="", help="The default tenant when not given.")
def now(site: str, seconds: float, tenant: str) -> None:
    """Plan a site and print the result as JSON; exit 1 when nothing was published."""
    try:
        with in_tenant(tenant=tenant) as context:
            task_id = request_plan(context.session, site, seconds=seconds)
            tenant_id = context.tenant.id
    except NotFound as error:
        click.echo(error.detail, err=True)
        sys.exit(2)
    run_task(services_of_command(), tenant_id, task_id)
    with in_tenant(reads_only=True, tenant=tenant) as context:
        row = context.session.get_one(TaskRow, task_id)
        result = row.result or {"published": False, "state": row.state}
    click.echo(json.dumps(result, ensure_ascii=False))
    sys.exit(0 if result.get("published") else 1)


@click.group()
def site() -> None:
    """Factories as files."""


@site.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tenant", default="", help="The default tenant when not given.")
def import_command(file: Path, tenant: str) -> None:
    """Bring a factory in; every problem is named by file and line."""
    try:
        with in_tenant(tenant=tenant) as context:
            imported = import_site(context.session, file.read_bytes(), file.name)
    except SiteError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        sys.exit(2)
    click.echo(f"{imported.id}: {len(imported.machines)} resources")
