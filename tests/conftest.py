"""Fixtures every test may use: the cast, the clock, and a way to be somebody."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from django.apps import AppConfig, apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_for
from tests.people import NOW, Cast, cast

# The same examples each time, so that a run tells of the change and not of the dice; HYPOTHESIS_PROFILE=search tries
# new ones. How long an example takes is the machine's affair.
hypothesis.settings.register_profile("search", deadline=None, print_blob=True)
hypothesis.settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

PURE = ("analysis", "architecture", "crimestore", "formats", "papers", "plandocs")
DRIVEN = ("journeys", "pressure")
MADE_BY_DJANGO = ("contenttypes.ContentType", "auth.Permission")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what never meets a database, so that it runs once and not on each; and what has a second try.

    Journeys and pressure tests drive real browsers, servers and workers, and wait for them by the clock. On a machine
    that does something else for half a minute one may be told late; what fails twice is a fault.
    """
    tests = Path(__file__).parent
    for item in items:
        inside = item.path.relative_to(tests).parts if item.path.is_relative_to(tests) else item.path.parts
        if inside[0] in PURE or item.path.is_relative_to(tests.parent / "src"):
            item.add_marker("pure")
        if inside[0] in DRIVEN or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=2))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What migrations sowed outlives every test; and before the database is dropped, what is connected to it ends.

    A test that commits is followed by emptying every table, the register of law among them. Which tests come after it
    in the same process is chance, so the rows are put back each time.
    """
    with django_db_blocker.unblock():
        ours = [model for model in apps.get_models() if model._meta.label not in MADE_BY_DJANGO]
        sown = {model: rows for model in ours if (rows := list(model._base_manager.all()))}

    def sow_again(app_config: AppConfig, **about: object) -> None:
        lost = [model for model in sown if model._meta.app_config == app_config and not model._base_manager.exists()]
        for model in lost:
            model._base_manager.bulk_create(sown[model])
        with connection.cursor() as cursor:
            for counting in connection.ops.sequence_reset_sql(no_style(), lost):
                cursor.execute(counting)

    post_migrate.connect(sow_again, weak=False)
    yield
    post_migrate.disconnect(sow_again)
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def quick_hashing(settings: Settings) -> None:
    """Passwords of the cast are hashed cheaply: what real hashing costs is tested where logging in is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def jobs_at_commit(settings: Settings) -> None:
    """Background work is done in the same process once its transaction is done; a real worker is tested by itself."""
    settings.JOBS_AT_COMMIT = True


@pytest.fixture(autouse=True)
def crimes_of_its_own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Numbers of partnerships come again from test to test; their crime records must not."""
    settings.CRIME_FOLDER = tmp_path_factory.getbasetemp() / f"crimes-{uuid4().hex}"


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real data, where this machine has it."""
    folder = os.environ.get("FRANKPLEDGE_DATA_DIR")
    if not folder:
        pytest.skip("FRANKPLEDGE_DATA_DIR is not set: tests on real data are skipped")
    return Path(folder)


@pytest.fixture
def east(db: None) -> Cast:
    """Our partnership."""
    return cast("east", "Eastmarch")


@pytest.fixture
def west(db: None) -> Cast:
    """The partnership next door, which must learn nothing."""
    return cast("west", "Westmarch")


@pytest.fixture
def access() -> Callable[[User, Cast], Access]:
    """``access(person, cast)``: what the person may do there today."""
    return lambda user, there: access_for(user, there.partnership.slug, today=date.today())  # noqa: DTZ011


@pytest.fixture
def signed_in(db: None) -> Callable[[User], Client]:
    """``signed_in(person)``: a browser in which that person has logged in with both factors."""
    from frankpledge.accounts.testing import sign_in

    def enter(user: User) -> Client:
        client = Client()
        sign_in(client, user, now=NOW)
        return client

    return enter
