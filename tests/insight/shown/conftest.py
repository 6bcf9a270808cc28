"""A partnership whose store holds the made-up district: built once, copied for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.test import override_settings

from frankpledge.insight.made_up import Made, load_made_up
from frankpledge.insight.store import folder_of
from frankpledge.partners.models import Partnership
from tests.people import NOW, Cast


@dataclass(frozen=True)
class Loaded:
    """The partnership, the made-up district in its store, and the clock."""

    cast: Cast
    made: Made
    now: datetime = NOW

    @property
    def partnership(self) -> Partnership:
        return self.cast.partnership

    @property
    def last_planted(self) -> str:
        """The period over which vehicle crime really rose, as an address says it."""
        return f"quarter:{self.made.planted.risen_months[-1]}"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Three wards and three years, with street files and a police extract."""
    folder = tmp_path_factory.mktemp("made-up")
    nobody = Partnership(pk=1, slug="nobody", name="Nobody")
    with override_settings(CRIME_FOLDER=folder):
        made = load_made_up(nobody, now=NOW, small=True)
    return folder / "1", made


@pytest.fixture
def loaded(east: Cast, built: tuple[Path, Made]) -> Loaded:
    """Our partnership with all of it loaded."""
    source, made = built
    Partnership.objects.filter(pk=east.partnership.pk).update(area_code=made.code)
    east.partnership.refresh_from_db()
    shutil.copytree(source, folder_of(east.partnership))
    return Loaded(east, made)
