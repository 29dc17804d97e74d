"""``lotone jobs``: the job list of a work centre, for people and programs."""

import sys

import click

from app.base.errors import NotFound
from app.identity.command import in_tenant
from app.planning.sites import site_codes
from app.production.dispatch import JobList, job_list
from app.production.exports import as_csv, as_json, as_text

WRITERS = {"text": as_text, "csv": as_csv, "json": as_json}


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(jobs)


@click.command()
@click.option("--work-centre", required=True, help="Id, such as panel_saw.")
@click.option("--site", default="", help="Every site that has it when not given.")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), default="text")
@click.option("--tenant", default="", help="The default tenant when not given.")
def jobs(work_centre: str, site: str, form: str, tenant: str) -> None:
    """List what a work centre does next."""
    with in_tenant(reads_only=True, tenant=tenant) as context:
        codes = [site] if site else site_codes(context.session)
        found: list[JobList] = []
        refusals: list[str] = []
        for code in codes:
            try:
                found.append(
                    job_list(context.session, context.clock, code, work_centre)
                )
            except NotFound as error:
                refusals.append(error.detail)
    if not found:
        click.echo("\n".join(refusals) or "There is no site.", err=True)
        sys.exit(2)
    for one in found:
        click.echo(WRITERS[form](one), nl=False)
