"""The world of the permission tests, made once for each module: what a request does to it is undone at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.permissions.trial import Tried, browsers
from tests.permissions.world import world


@pytest.fixture(scope="module")
def tried(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tried]:
    """Two partnerships and everybody in them, gone when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        everything = world()
        yield Tried(everything, browsers(everything))
        transaction.set_rollback(True)
