"""A command's surroundings: the same Context that a request has."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from app.db.services import Services
from app.identity.context import Context
from app.identity.tenants import tenant_by_slug


def services_of_command() -> Services:
    """
    Return the process's long-lived things, made at the first call.

    The root command leaves a function that makes them, so that commands which need no
    database (``lotone test``) do not open one.
    """
    root = click.get_current_context().find_root()
    if not isinstance(root.obj, Services):
        make: Callable[[], Services] = root.obj
        root.obj = make()
    services: Services = root.obj
    return services


@contextmanager
def in_tenant(*, reads_only: bool = False, tenant: str = "") -> Iterator[Context]:
    """
    Open one transaction of a command, committed when the block ends well.

    Parameters
    ----------
    tenant
        Slug; the installation's default tenant when empty.
    """
    services = services_of_command()
    slug = tenant or services.settings.default_tenant
    found = tenant_by_slug(services.database, slug)
    with services.database.begin(found.id, reads_only=reads_only) as session:
        yield Context(
            session=session,
            tenant=found,
            user=None,
            clock=services.clock,
            language=found.language,
            currency=found.currency,
            settings=services.settings,
            files=services.files,
        )
