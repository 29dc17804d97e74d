"""What the webhook API exchanges."""

from datetime import datetime

from pydantic import BaseModel, Field


class WebhookWish(BaseModel):
    """An address that wants to be told of published plans."""

    url: str = Field(min_length=1, max_length=500, description="https only.")
    note: str = Field("", max_length=200, description="Whose it is, for people.")


class WebhookPause(BaseModel):
    """Whether it is told nothing for a while."""

    is_paused: bool


class Webhook(BaseModel):
    """An address that is told; its secret is shown once, when it is made."""

    id: str
    url: str
    note: str
    is_paused: bool
    created_at: datetime
    rotated_at: datetime | None


class WebhookSecret(BaseModel):
    """An address with its secret: keep it, it is not shown again."""

    webhook: Webhook
    secret: str = Field(description="Standard Webhooks: whsec_ and base64.")


class Webhooks(BaseModel):
    """Every address that is told."""

    webhooks: list[Webhook]


class WebhookEvent(BaseModel):
    """Something that happened to an address."""

    kind: str = Field(
        description="added, paused, resumed, rotated, removed, tested, delivered or"
        " failed"
    )
    at: datetime
    by: str
    status: int = Field(description="The receiver's answer; 0 where it gave none.")
    detail: str


class WebhookEvents(BaseModel):
    """What happened to an address, the newest first."""

    events: list[WebhookEvent]
