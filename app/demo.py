"""
The demo tenant: two factories, five products and sixty orders, from data files.

Everything comes through the doors that a merchant's own data come through.
"""

import sys
from collections.abc import Callable, Iterator

import click
from sqlalchemy import select

from app.base.settings import ROOT
from app.catalogue.commands import read_files, reasons
from app.catalogue.import_materials import import_materials
from app.catalogue.import_product import import_product
from app.catalogue.publish import NotPublishable
from app.db.services import Services
from app.identity.access import Role
from app.identity.command import services_of_command
from app.identity.context import Tenant
from app.identity.models import UserRow
from app.identity.tenants import all_tenants, create_tenant, create_user
from app.orders.import_orders import import_orders
from app.planning.request import request_plan
from app.planning.sites import import_site, site_codes

SLUG = "demo"
PASSWORD = "lot-one-demo"  # noqa: S105 - printed on the screen of whoever starts the demo
LOGINS = {
    "merchandiser@demo.example": Role.MERCHANDISER,
    "planner@demo.example": Role.PLANNER,
    "operator@demo.example": Role.OPERATOR,
    "admin@demo.example": Role.ADMIN,
}
PRODUCTS = ("wardrobe", "shirt", "table", "hoodie", "shelving")
SITES = ("linden", "ailin")
FIRST_PLAN_S = 12.0
"""Nobody waits for the first plan: it goes through every stage of the solver."""

_CATALOGUE = ROOT / "app" / "catalogue" / "samples"
_PLANNING = ROOT / "app" / "planning" / "samples"
_ORDERS = ROOT / "app" / "orders" / "samples" / "demo_orders.csv"

Report = Callable[[str], None]


def load_demo(services: Services, report: Report) -> Tenant:
    """
    Make the demo tenant with everything in it and want its first plans.

    Parameters
    ----------
    report
        Is told in a few words what is done next.

    Notes
    -----
    One transaction for the tenant, one for the rest; ``needs_demo`` takes a tenant
    without users for one whose second transaction never came.
    """
    tenant = _tenant(services)
    with services.database.begin(tenant.id) as session:
        report("users")
        for email, role in LOGINS.items():
            create_user(session, email, role.value.title(), PASSWORD, [role])
        report("factories")
        for site in SITES:
            file = f"{site}.yaml"
            import_site(session, (_PLANNING / file).read_bytes(), file)
        report("materials")
        textures = read_files(_CATALOGUE / "textures")
        for name in ("materials.yaml", "fabrics.yaml"):
            content = (_CATALOGUE / name).read_bytes()
            import_materials(session, name, content, textures, services.files)
        for slug in PRODUCTS:
            report(slug)
            files = read_files(_CATALOGUE / slug)
            imported = import_product(
                session, files, clock=services.clock, publishes=True
            )
            if isinstance(imported.version, NotPublishable):
                raise click.ClickException("; ".join(reasons(imported.version)))
        report("orders")
        import_orders(session, _ORDERS.read_bytes(), clock=services.clock)
        for site in site_codes(session):
            request_plan(session, site, seconds=FIRST_PLAN_S)
    return tenant


def needs_demo(services: Services) -> bool:
    """Whether this installation is empty, or its demo was cut off while it loaded."""
    tenants = all_tenants(services.database)
    if [tenant.slug for tenant in tenants] != [SLUG]:
        return not tenants
    with services.database.begin(tenants[0].id, reads_only=True) as session:
        return session.scalars(select(UserRow.id)).first() is None


def _tenant(services: Services) -> Tenant:
    for known in all_tenants(services.database):
        if known.slug == SLUG:
            return known
    with services.database.begin(None) as session:
        return create_tenant(session, SLUG, "Lot One", is_demo=True)


def logins() -> Iterator[str]:
    """Return a line for each demo login."""
    for email, role in LOGINS.items():
        yield f"{role.value:13} {email:28} {PASSWORD}"


@click.group()
def demo() -> None:
    """Load the demo tenant."""


@demo.command("load")
def load_command() -> None:
    """Make the demo tenant, once."""
    services = services_of_command()
    if not needs_demo(services):
        click.echo("There is a tenant already; nothing was changed.", err=True)
        sys.exit(1)
    load_demo(services, lambda step: click.echo(f"demo: {step}"))
    for line in logins():
        click.echo(line)
