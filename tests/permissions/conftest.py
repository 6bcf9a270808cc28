"""The world of the permission tests, made once for each module: what a request does to it is undone at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.permissions.trial import Tried, browsers
from tests.permissions.world import world


@pytest.fixture(autouse=True)
def crimes_of_its_own(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The world's crime records lie where the world was made with them; any other test has a folder of its own."""
    if "tried" not in request.fixturenames:
        settings.CRIME_FOLDER = tmp_path_factory.mktemp("crimes")


@pytest.fixture(scope="module")
def tried(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tried]:
    """Two partnerships and everybody in them, gone when the module is done."""
    # What a request notes is undone with it, so a session never looks used; a slow machine must not end it.
    patient = override_settings(SESSION_IDLE_MINUTES=24 * 60, CRIME_FOLDER=tmp_path_factory.mktemp("crimes"))
    with patient, django_db_blocker.unblock(), transaction.atomic():
        everything = world()
        yield Tried(everything, browsers(everything))
        transaction.set_rollback(True)
