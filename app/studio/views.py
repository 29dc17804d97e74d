"""The studio: products, their drafts, what an edit would do, and publishing."""

from collections.abc import Mapping
from typing import Any

from flask import redirect
from werkzeug.wrappers import Response

from app.base.http import Api
from app.base.islands import embedded, island_words
from app.base.pages import render
from app.catalogue.edit import (
    find_entry,
    keep_unedited,
    put_entry,
    put_rows,
    remove_entry,
    save,
)
from app.catalogue.loaded import LoadedVersion
from app.catalogue.models import DraftRow
from app.catalogue.publish import NotPublishable, publish
from app.catalogue.queries import product_states, versions_of
from app.catalogue.verdict import count_exactly, load_trial, verdict
from app.catalogue.versions import (
    current_version,
    find_draft,
    get_draft,
    published_slugs,
)
from app.identity.access import Role
from app.identity.context import Context
from app.studio import present
from app.studio.findings import test_lines
from app.studio.schemas import (
    Basis,
    CountBody,
    CountTrial,
    Draft,
    PriceEdit,
    PriceEntry,
    ProductLine,
    PublishAnswer,
    PublishWish,
    RowsEdit,
    RowsTrial,
    RuleEdit,
    RuleEntry,
    RuleTrial,
    StudioProducts,
    VerdictBody,
    VersionLine,
)
from configurator.model import ProductModelError

pages = Api("studio_pages", prefix="/studio")
api = Api("studio", prefix="/api/studio")


@pages.page("", role=Role.MERCHANDISER)
def studio(context: Context) -> str:
    """Show the list of products."""
    return _page(context, None)


@pages.page("/<slug>", role=Role.MERCHANDISER)
def product(context: Context, slug: str) -> str:
    """Show one product's draft."""
    find_draft(context.session, slug)
    return _page(context, slug)


def _page(context: Context, slug: str | None) -> str:
    words = island_words(context.language, "frontend/src/studio/words.ts")
    data = {"language": context.language, "words": words, "slug": slug}
    return render("studio.html", island="studio", data=embedded(data))


@pages.page("/<slug>/try", role=Role.MERCHANDISER)
def try_as_a_shopper(context: Context, slug: str) -> Response:
    """Open the product page on the draft."""
    find_draft(context.session, slug)
    return redirect(f"/p/{slug}?draft=1", 303)


@api.get("/products", role=Role.MERCHANDISER, summary="Products with their state")
def products(context: Context) -> StudioProducts:
    """List what can be edited."""
    return StudioProducts(
        products=[
            ProductLine(
                slug=state.slug,
                name=state.name,
                published_number=state.version.number if state.version else None,
                published_at=state.version.published_at if state.version else None,
                draft_number=state.draft.number,
                is_changed=state.is_changed,
            )
            for state in product_states(context.session)
        ]
    )


@api.get("/products/<slug>/draft", role=Role.MERCHANDISER, summary="A whole draft")
def read_draft(context: Context, slug: str) -> Draft:
    """Answer the draft with its outline, verdict and history."""
    draft = find_draft(context.session, slug)
    try:
        loaded: LoadedVersion | None = get_draft(context.session, slug)
    except ProductModelError:
        loaded = None
    readable = loaded or _published(context, slug)
    return Draft(
        slug=slug,
        name=draft.document["name"],
        number=draft.number,
        currencies=list(draft.document["currencies"]),
        options=present.option_lines(readable.model) if readable else [],
        rules=present.rule_lines(draft, loaded),
        tables=present.table_lines(draft),
        prices=present.price_lines(draft),
        versions=[
            VersionLine.model_validate(line, from_attributes=True)
            for line in versions_of(context.session, slug)
        ],
        verdict=_verdict(context, slug, draft.number, draft.document),
    )


@api.put("/products/<slug>/draft/rules", role=Role.MERCHANDISER, summary="Keep a rule")
def put_rule(context: Context, slug: str, body: RuleEdit) -> VerdictBody:
    """Keep a rule, new or known by its id."""
    draft = find_draft(context.session, slug)
    document = put_entry(draft.document, "rules", _rule_entry(draft, body.rule))
    return _keep(context, slug, draft, document, body.number)


@api.post(
    "/products/<slug>/draft/rules/<rule_id>/remove",
    role=Role.MERCHANDISER,
    summary="Remove a rule",
)
def remove_rule(context: Context, slug: str, rule_id: str, body: Basis) -> VerdictBody:
    """Remove a rule."""
    draft = find_draft(context.session, slug)
    document = remove_entry(draft.document, "rules", rule_id)
    return _keep(context, slug, draft, document, body.number)


@api.post(
    "/products/<slug>/draft/try",
    role=Role.MERCHANDISER,
    reads_only=True,
    summary="What a rule would do, while it is typed",
)
def try_rule(context: Context, slug: str, body: RuleTrial) -> VerdictBody:
    """Judge the draft with this rule in it; nothing is kept."""
    draft = find_draft(context.session, slug)
    document = put_entry(draft.document, "rules", _rule_entry(draft, body.rule))
    return _verdict(context, slug, draft.number, document)


@api.post(
    "/products/<slug>/draft/tables/<table_id>/try",
    role=Role.MERCHANDISER,
    reads_only=True,
    summary="What rows would do, while they are typed",
)
def try_rows(
    context: Context, slug: str, table_id: str, body: RowsTrial
) -> VerdictBody:
    """Judge the draft with these rows in a table; nothing is kept."""
    draft = find_draft(context.session, slug)
    document = put_rows(draft.document, table_id, body.rows)
    return _verdict(context, slug, draft.number, document, table=table_id)


@api.post(
    "/products/<slug>/draft/count",
    role=Role.MERCHANDISER,
    reads_only=True,
    summary="How many variants there are, to the last one",
)
def count_draft(context: Context, slug: str, body: CountTrial) -> CountBody:
    """Count what a verdict had no time to: the draft, with what is typed in it."""
    draft = find_draft(context.session, slug)
    document = draft.document
    if body.rule is not None:
        document = put_entry(document, "rules", _rule_entry(draft, body.rule))
    if body.table:
        document = put_rows(document, body.table, body.rows)
    published = _published(context, slug)
    try:
        loaded = load_trial(slug, document, context.clock().date())
    except ProductModelError:
        return CountBody(variants=None, is_more=False, variants_before=None)
    before = None if published is None else count_exactly(published)
    return present.count_body(count_exactly(loaded), before)


@api.put(
    "/products/<slug>/draft/tables/<table_id>",
    role=Role.MERCHANDISER,
    summary="Keep a table's rows",
)
def put_table(
    context: Context, slug: str, table_id: str, body: RowsEdit
) -> VerdictBody:
    """Keep other rows in a table."""
    draft = find_draft(context.session, slug)
    document = put_rows(draft.document, table_id, body.rows)
    return _keep(context, slug, draft, document, body.number, table=table_id)


@api.put(
    "/products/<slug>/draft/prices", role=Role.MERCHANDISER, summary="Keep a price"
)
def put_price(context: Context, slug: str, body: PriceEdit) -> VerdictBody:
    """Keep a price line, new or known by its id."""
    draft = find_draft(context.session, slug)
    known = body.price.model_dump(exclude_none=True)
    entry = {key: value for key, value in known.items() if value != {}}
    entry = keep_unedited(draft.document, "prices", entry, PriceEntry.model_fields)
    document = put_entry(draft.document, "prices", entry)
    return _keep(context, slug, draft, document, body.number)


@api.post(
    "/products/<slug>/draft/prices/<price_id>/remove",
    role=Role.MERCHANDISER,
    summary="Remove a price",
)
def remove_price(
    context: Context, slug: str, price_id: str, body: Basis
) -> VerdictBody:
    """Remove a price line."""
    draft = find_draft(context.session, slug)
    find_entry(draft.document, "prices", price_id)
    document = remove_entry(draft.document, "prices", price_id)
    return _keep(context, slug, draft, document, body.number)


@api.post("/products/<slug>/draft/publish", role=Role.MERCHANDISER, summary="Publish")
def publish_draft(context: Context, slug: str, body: PublishWish) -> PublishAnswer:
    """Publish the draft, or say everything that stands against it."""
    draft = find_draft(context.session, slug)
    # An edit that came meanwhile must not be published unseen.
    save(
        draft,
        draft.document,
        based_on=body.number,
        edited_at=context.clock(),
        user_id=_user_id(context),
    )
    outcome = publish(
        context.session,
        draft,
        clock=context.clock,
        user_id=_user_id(context),
        note=body.note,
    )
    if isinstance(outcome, NotPublishable):
        return PublishAnswer(
            version=None,
            problems=present.problem_lines(outcome.problems),
            conflict=present.conflict_line(outcome.conflict),
            failures=present.failure_lines(outcome.failures),
            tests=test_lines(outcome.tests),
        )
    line = VersionLine.model_validate(outcome, from_attributes=True)
    return PublishAnswer(
        version=line, problems=[], conflict=None, failures=[], tests=[]
    )


def _rule_entry(draft: DraftRow, rule: RuleEntry) -> dict[str, Any]:
    entry = rule.model_dump()
    return keep_unedited(draft.document, "rules", entry, RuleEntry.model_fields)


def _keep(  # noqa: PLR0913 - an edit, of what, based on what
    context: Context,
    slug: str,
    draft: DraftRow,
    document: Mapping[str, Any],
    number: int,
    *,
    table: str = "",
) -> VerdictBody:
    save(
        draft,
        document,
        based_on=number,
        edited_at=context.clock(),
        user_id=_user_id(context),
    )
    return _verdict(context, slug, draft.number, document, table=table)


def _verdict(
    context: Context,
    slug: str,
    number: int,
    document: Mapping[str, Any],
    *,
    table: str = "",
) -> VerdictBody:
    day = context.clock().date()
    try:
        loaded = load_trial(slug, document, day)
    except ProductModelError as error:
        return present.malformed_body(number, error.problems)
    judged = verdict(loaded, _published(context, slug), table=table)
    return present.verdict_body(number, judged, loaded.model)


def _published(context: Context, slug: str) -> LoadedVersion | None:
    if slug not in published_slugs(context.session):
        return None
    return current_version(context.session, slug)


def _user_id(context: Context) -> str | None:
    return context.user.id if context.user else None
