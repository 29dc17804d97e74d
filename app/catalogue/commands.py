"""``lotone product`` and ``lotone materials``: bringing products in and out."""

import sys
from pathlib import Path

import click

from app.catalogue.import_materials import import_materials
from app.catalogue.import_product import import_product
from app.catalogue.publish import NotPublishable
from app.catalogue.versions import find_draft
from app.identity.command import in_tenant
from configurator.formats.folder import write_folder
from configurator.model import ProductModelError


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(product)
    cli.add_command(materials)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below ``folder`` by its path inside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@click.group()
def product() -> None:
    """Products as folders of files."""


@product.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--publish", "publishes", is_flag=True, help="Publish it too.")
def import_command(folder: Path, *, publishes: bool) -> None:
    """Bring a product folder in as a draft; every problem is named by file and line."""
    with in_tenant() as context:
        try:
            imported = import_product(
                context.session,
                read_files(folder),
                clock=context.clock,
                publishes=publishes,
            )
        except ProductModelError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            sys.exit(2)
        if isinstance(imported.version, NotPublishable):
            for sentence in reasons(imported.version):
                click.echo(sentence, err=True)
            sys.exit(1)
    done = "published" if imported.version else "imported"
    click.echo(f"{imported.slug}: {done}")


def reasons(refusal: NotPublishable) -> list[str]:
    """Return why a draft was not published, a sentence each."""
    said = [str(problem) for problem in refusal.problems]
    if refusal.conflict is not None:
        said += refusal.conflict.sentences["en"]
    for result in refusal.tests:
        said.append(f"{result.test.name['en']}: {' '.join(result.sentences['en'])}")
    for failure in refusal.failures:
        said.append(f"{dict(failure.configuration)}: {' '.join(failure.sentences)}")
    if refusal.failures and refusal.failures[0].proposal is not None:
        said.append(f"This rule would forbid it: {refusal.failures[0].proposal}")
    return said


@product.command("export")
@click.argument("slug")
@click.argument("folder", type=click.Path(path_type=Path))
def export_command(slug: str, folder: Path) -> None:
    """Write a product's draft as a folder that imports to the same draft."""
    if folder.exists() and any(folder.iterdir()):
        click.echo(f"{folder} is not empty: name a new folder.", err=True)
        sys.exit(2)
    with in_tenant(reads_only=True) as context:
        files = write_folder(find_draft(context.session, slug).document)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    click.echo(f"{slug}: {len(files)} files in {folder}")


@click.group()
def materials() -> None:
    """Materials: what parts are made of."""


@materials.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--textures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the pictures that the file names.",
)
def import_materials_command(file: Path, textures: Path | None) -> None:
    """Bring a list of materials in, replacing those it names."""
    pictures = read_files(textures) if textures else {}
    with in_tenant() as context:
        try:
            count = import_materials(
                context.session, file.name, file.read_bytes(), pictures, context.files
            )
        except ProductModelError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            sys.exit(2)
    click.echo(f"{count} materials")
