"""What is to be done aside from any page, how far it is, and which workers are alive."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Job(models.Model):
    """One piece of work. Whatever the queue forgets or says twice, this row decides what runs."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    name = models.CharField(max_length=80)  # as in the registry: "quarter.remind"
    title = models.CharField(max_length=200)  # for the person who waits for it; names nobody
    key = models.CharField(max_length=160, unique=True, null=True, blank=True)
    # Text, not a foreign key: partnerships are an app above this one, and the audit names them so too.
    partnership_key = models.CharField("partnership", max_length=80, blank=True)
    by_key = models.CharField("who started it", max_length=80)  # as in the audit: "user:12"
    arguments = models.JSONField(default=dict, blank=True)  # numbers and short words; never personal data
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    most_tries = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)  # 0: nobody knows how much there is
    words = models.CharField("what it is doing", max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # what went wrong last, without personal data
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()  # not before
    queued_at = models.DateTimeField(null=True, blank=True)  # when the queue was last told
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)  # silent for longer than the lease: dropped
    finished_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    run = models.CharField(max_length=32, blank=True)  # this try's own number; who has lost it may write no more

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["partnership_key", "-made_at"]),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "30 days after it is done or cancelled, 90 days after it failed"

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def percent(self) -> int | None:
        """How much of it is done, where that is known."""
        if self.state == self.State.DONE:
            return 100
        return min(100, self.done * 100 // self.of) if self.of else None


class Worker(models.Model):
    """A process that does the work, while it is alive."""

    key = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "one day after it was last seen"
