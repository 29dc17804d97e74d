"""One question of a shopper, read against the version it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from app.base.errors import FieldProblem, Malformed, NotFound
from app.catalogue.loaded import LoadedVersion
from app.catalogue.scalars import from_json
from app.catalogue.specify import Specification, specify
from app.catalogue.versions import current_version, get_draft, get_version
from app.identity.access import Role
from app.identity.context import Context
from app.orders.zones import Zone
from app.storefront.dates import zone_of
from app.storefront.schemas import Choices, Question
from configurator.model import ChoiceError, Scalar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """
    A question with everything that an answer needs.

    Parameters
    ----------
    choices
        What the shopper picked; never changed silently.
    shown
        What the page showed, kept wherever it is still valid.
    """

    context: Context
    version: LoadedVersion
    choices: Mapping[str, Scalar]
    shown: Mapping[str, Scalar] | None
    currency: str
    zone: Zone

    def specify(
        self, choices: Mapping[str, Scalar], *, quantity: int = 1
    ) -> Specification | None:
        """Return the variant of other choices nearest to this one, if there is one."""
        found = specify(
            self.version,
            choices,
            currency=self.currency,
            shown=self.shown,
            quantity=quantity,
        )
        return found if isinstance(found, Specification) else None


def version_for(context: Context, slug: str, version_id: str | None) -> LoadedVersion:
    """
    Return the version a page was made with, the current one without an id.

    Raises
    ------
    NotFound
        For an unknown version, another product's, or a draft shown to a visitor.
    """
    if version_id is None:
        return current_version(context.session, slug)
    if version_id.startswith("draft:"):
        return draft_for(context, slug)
    version = get_version(context.session, version_id)
    if version.slug != slug:
        raise NotFound("version_unknown", "That version of the product is not known.")
    return version


def draft_for(context: Context, slug: str) -> LoadedVersion:
    """Return the draft as a version, for those who may edit it."""
    if not context.may(Role.MERCHANDISER):
        raise NotFound("version_unknown", "That version of the product is not known.")
    return get_draft(context.session, slug)


def read_question(context: Context, slug: str, body: Question) -> Asked:
    """
    Read a question of the page's script.

    Raises
    ------
    NotFound
        For an unknown product or version.
    """
    version = version_for(context, slug, body.version)
    return asked(
        context,
        version,
        choices=_scalars(version, body.choices),
        shown=None if body.shown is None else _scalars(version, body.shown),
        currency=body.currency,
        zone=body.zone,
    )


def asked(  # noqa: PLR0913 - each is one thing the shopper said
    context: Context,
    version: LoadedVersion,
    *,
    choices: Mapping[str, Scalar],
    shown: Mapping[str, Scalar] | None,
    currency: str | None,
    zone: str | None,
) -> Asked:
    """Return a question in the currency of the page, or one the product is sold in."""
    sold = version.document["currencies"]
    wanted = currency or context.currency
    code = wanted if wanted in sold else sold[0]
    return Asked(
        replace(context, currency=code),
        version,
        choices,
        shown,
        code,
        zone_of(context, zone),
    )


def naming_choices(answer: Callable[[], Result]) -> Result:
    """
    Return the answer; a choice the product cannot have names its field.

    Raises
    ------
    Malformed
        With a problem for every such choice.
    """
    try:
        return answer()
    except ChoiceError as error:
        raise Malformed(
            [
                FieldProblem(f"body.choices.{p.path}", p.code, p.sentence)
                for p in error.problems
            ],
            "choice_unknown",
        ) from error


def _scalars(version: LoadedVersion, raw: Choices) -> Mapping[str, Scalar]:
    return from_json(version.model, raw)
