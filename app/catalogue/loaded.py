"""A product version ready to answer: model, compiled model, part tree and materials."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.base.recent import Recent
from app.catalogue.document import read_document
from app.catalogue.scalars import content_hash
from configurator.compile import CompiledModel, compile_model
from configurator.environment import environment
from configurator.model import Configuration, ProductModel, Scalar
from models3d.assembly import Assembly
from models3d.evaluate import Unmakeable, evaluate
from models3d.tree import ProductTree

# A wardrobe's assembly is some 60 KB; a shopper comes back to a handful of them, and
# the value deltas of one page look at about a hundred.
_ASSEMBLIES_PER_VERSION = 512


@dataclass(frozen=True)
class LoadedVersion:
    """
    What answers a shopper; built once per process and version.

    Parameters
    ----------
    id
        Of the published version; ``draft:<product>:<number>`` while it is a draft.
    number
        Of the version within its product; 0 for a draft.
    content_hash
        Of the document: the same words, the same answers.
    """

    id: str
    slug: str
    number: int
    content_hash: str
    model: ProductModel
    compiled: CompiledModel
    tree: ProductTree
    document: Mapping[str, Any]
    _assemblies: Recent[str, Assembly | Unmakeable] = field(
        default_factory=lambda: Recent(_ASSEMBLIES_PER_VERSION), repr=False
    )

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.number == 0

    def configuration_hash(self, configuration: Mapping[str, Scalar]) -> str:
        """Return the variant's identity: of the version's content and every value."""
        return content_hash(
            [self.content_hash, {k: str(v) for k, v in configuration.items()}]
        )[:32]

    def assemble(self, configuration: Configuration) -> Assembly | Unmakeable:
        """Evaluate the part tree, or take it from what was asked for recently."""
        return self._assemblies.get_or_make(
            self.configuration_hash(configuration),
            lambda: evaluate(self.tree, environment(self.model, configuration)),
        )


def load(
    *, version_id: str, slug: str, number: int, document: Mapping[str, Any]
) -> LoadedVersion:
    """
    Build what answers from a product document.

    Raises
    ------
    ProductModelError
        When the document is malformed, with every problem of it.
    """
    model, tree = read_document(document)
    return LoadedVersion(
        id=version_id,
        slug=slug,
        number=number,
        content_hash=content_hash(document),
        model=model,
        compiled=compile_model(model),
        tree=tree,
        document=document,
    )
