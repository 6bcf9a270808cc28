"""The world of the permission tests, made once for each module: what a request does to it is undone at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.permissions.trial import Tried, browsers
from tests.permissions.world import world


@pytest.fixture(scope="module")
def tried(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tried]:
    """Two partnerships and everybody in them, gone when the module is done."""
    # What a request notes is undone with it, so a session never looks used; a slow machine must not end it.
    patient = override_settings(SESSION_IDLE_MINUTES=24 * 60)
    with patient, django_db_blocker.unblock(), transaction.atomic():
        everything = world()
        yield Tried(everything, browsers(everything))
        transaction.set_rollback(True)
