"""Durable tasks: what the packages above import from here."""

from app.outbox.tasks import DurableTask, LeaseLostError, Work, durable_task, enqueue

__all__ = ["DurableTask", "LeaseLostError", "Work", "durable_task", "enqueue"]
