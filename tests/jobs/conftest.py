"""Work to be done in tests, and a way to queue it as a worker would find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from frankpledge.jobs import registry, running
from frankpledge.jobs.models import Job
from frankpledge.jobs.progress import Progress

Run = Callable[..., None]


@pytest.fixture
def declared() -> Iterator[Callable[..., str]]:
    """``declared(function, tries=…)``: declares work for this test alone, and gives its name."""
    names: list[str] = []

    def declare(run: Run, **options: Any) -> str:
        name = f"test.{run.__name__}"
        registry.job(name, **options)(run)
        names.append(name)
        return name

    yield declare
    for name in names:
        registry._known.pop(name, None)


@pytest.fixture
def queued(db: None, settings: Settings) -> Callable[..., Job]:
    """``queued(name)``: work in the queue, which nobody has begun."""
    settings.JOBS_AT_COMMIT = False

    def queue(name: str, **options: Any) -> Job:
        return running.start(name, **{"by": "user:7", "title": "Something long", **options})

    return queue


def done(job: Progress, **arguments: Any) -> None:
    """Work that goes well."""


def broken(job: Progress, **arguments: Any) -> None:
    """Work that does not."""
    raise RuntimeError("somebody@people.example")
