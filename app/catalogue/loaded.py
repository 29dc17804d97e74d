"""A product version ready to answer: model, compiled model, part tree and materials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from app.base.recent import Recent
from app.catalogue.document import read_document
from app.catalogue.scalars import content_hash
from configurator.answer import answer
from configurator.compile import CompiledModel, compile_model
from configurator.effective import effective_on, periods
from configurator.environment import environment
from configurator.model import Configuration, ProductModel, Scalar
from configurator.results import Answer
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

    @cached_property
    def start(self) -> Answer:
        """What may be chosen before anything is."""
        return answer(self.compiled, {})

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


@dataclass(frozen=True)
class WrittenVersion:
    """
    A product version as its document says it, with everything that is dated.

    Parameters
    ----------
    model
        Of all days; what a shopper gets is cut to one of them.
    periods
        Days on which anything begins or ceases to hold, in order.
    """

    id: str
    slug: str
    number: int
    content_hash: str
    model: ProductModel
    tree: ProductTree
    document: Mapping[str, Any]
    periods: tuple[date, ...]

    def period(self, day: date) -> date | None:
        """Return the first day on which all is as on ``day``; None from the start."""
        begun = [first for first in self.periods if first <= day]
        return begun[-1] if begun else None

    def model_on(self, day: date | None) -> ProductModel:
        """Return what holds on a day; with None everything, whatever its days."""
        if day is None or not self.periods:
            return self.model
        return effective_on(self.model, day)

    def load(
        self,
        day: date | None,
        compiled: Callable[[ProductModel], CompiledModel] = compile_model,
    ) -> LoadedVersion:
        """
        Return what answers on a day.

        Parameters
        ----------
        compiled
            Compiles a model, or finds it compiled.
        """
        model = self.model_on(day)
        return LoadedVersion(
            id=self.id,
            slug=self.slug,
            number=self.number,
            content_hash=self.content_hash,
            model=model,
            compiled=compiled(model),
            tree=self.tree,
            document=self.document,
        )


def read(
    *, version_id: str, slug: str, number: int, document: Mapping[str, Any]
) -> WrittenVersion:
    """
    Read a product document; nothing is compiled yet.

    Raises
    ------
    ProductModelError
        When the document is malformed, with every problem of it.
    """
    model, tree = read_document(document)
    return WrittenVersion(
        id=version_id,
        slug=slug,
        number=number,
        content_hash=content_hash(document),
        model=model,
        tree=tree,
        document=document,
        periods=periods(model),
    )


def load(  # noqa: PLR0913 - what a version is, on which day, compiled how
    *,
    version_id: str,
    slug: str,
    number: int,
    document: Mapping[str, Any],
    day: date | None = None,
    compiled: Callable[[ProductModel], CompiledModel] = compile_model,
) -> LoadedVersion:
    """
    Build what answers from a product document.

    Raises
    ------
    ProductModelError
        When the document is malformed, with every problem of it.
    """
    return read(
        version_id=version_id, slug=slug, number=number, document=document
    ).load(day, compiled)
