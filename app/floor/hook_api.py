"""The webhook API: who is told of published plans, and what became of it."""

from app.base.http import Api
from app.floor.hook_schemas import (
    Webhook,
    WebhookEvent,
    WebhookEvents,
    WebhookPause,
    Webhooks,
    WebhookSecret,
    WebhookWish,
)
from app.floor.planner_api import name_of
from app.floor.planner_schemas import TaskStarted
from app.identity.access import Role
from app.identity.context import Context
from app.production.hooks import (
    add_endpoint,
    endpoint_of,
    endpoints_of,
    events_of,
    pause,
    remove,
    rotate,
    tell_test,
)
from app.production.models import WebhookEndpointRow

hook_api = Api("webhooks", prefix="/api/floor/webhooks")

_ONE = "/<webhook_id>"


@hook_api.get("", role=Role.PLANNER, summary="Who is told of published plans")
def webhooks(context: Context) -> Webhooks:
    """List the addresses; secrets are not among what is told."""
    return Webhooks(webhooks=[_line(row) for row in endpoints_of(context.session)])


@hook_api.post("", role=Role.PLANNER, summary="Tell an address of published plans")
def add(context: Context, body: WebhookWish) -> WebhookSecret:
    """Add an address; its secret is in this answer and in no other."""
    row = add_endpoint(
        context.session,
        body.url,
        body.note,
        by=name_of(context),
        now=context.clock(),
        allows_private=context.settings.allows_private_webhooks,
    )
    return WebhookSecret(webhook=_line(row), secret=row.secret)


@hook_api.put(f"{_ONE}/pause", role=Role.PLANNER, summary="Stop for a while, or go on")
def pause_webhook(context: Context, webhook_id: str, body: WebhookPause) -> Webhook:
    """Stop telling it, or go on."""
    row = endpoint_of(context.session, webhook_id)
    by, now = name_of(context), context.clock()
    pause(context.session, row, is_paused=body.is_paused, by=by, now=now)
    return _line(row)


@hook_api.post(f"{_ONE}/rotate", role=Role.PLANNER, summary="Give it a new secret")
def rotate_secret(context: Context, webhook_id: str) -> WebhookSecret:
    """Make a new secret; the one before signs too for a day."""
    row = endpoint_of(context.session, webhook_id)
    rotate(context.session, row, by=name_of(context), now=context.clock())
    return WebhookSecret(webhook=_line(row), secret=row.secret)


@hook_api.post(f"{_ONE}/test", role=Role.PLANNER, summary="Send it a test message")
def test_webhook(context: Context, webhook_id: str) -> TaskStarted:
    """Send a message that says only that it is one."""
    row = endpoint_of(context.session, webhook_id)
    by, now = name_of(context), context.clock()
    return TaskStarted(task=tell_test(context.session, row, by=by, now=now))


@hook_api.delete(_ONE, role=Role.PLANNER, summary="Tell it nothing any more")
def remove_webhook(context: Context, webhook_id: str) -> Webhook:
    """Remove an address; what happened to it stays written down."""
    row = endpoint_of(context.session, webhook_id)
    remove(context.session, row, by=name_of(context), now=context.clock())
    return _line(row)


@hook_api.get(f"{_ONE}/events", role=Role.PLANNER, summary="What happened to it")
def webhook_events(context: Context, webhook_id: str) -> WebhookEvents:
    """List its changes and deliveries, the newest first."""
    row = endpoint_of(context.session, webhook_id)
    events = [
        WebhookEvent.model_validate(event, from_attributes=True)
        for event in events_of(context.session, row.id)
    ]
    return WebhookEvents(events=events)


def _line(row: WebhookEndpointRow) -> Webhook:
    return Webhook.model_validate(row, from_attributes=True)
