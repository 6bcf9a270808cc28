"""The demonstration's crime figures: the district's real files where the machine has them, else a made-up district."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone
from pytest_django import Settings

from frankpledge.insight import demonstration
from frankpledge.insight.districts import outline_of, places_of
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.files import is_made_up
from frankpledge.insight.store import open_store
from frankpledge.partners.access import access_by_command
from tests.people import Cast


def test_without_real_data_there_are_no_real_files(settings: Settings, tmp_path: Path) -> None:
    settings.REAL_DATA_FOLDER = ""
    assert demonstration.real_files() == ([], [])
    settings.REAL_DATA_FOLDER = str(tmp_path)
    assert demonstration.real_files() == ([], [])


def test_the_real_files_come_in_as_from_the_page_and_count_as_their_own_readers_do(
    east: Cast, settings: Settings, data_folder: Path
) -> None:
    settings.REAL_DATA_FOLDER = str(data_folder)
    here, now = east.partnership, timezone.now()
    here.area_code = "E07000242"
    here.save()
    by = access_by_command("demo", here)
    areas, crimes = demonstration.real_files()
    assert len(crimes) == 23
    first = [path for path in crimes if path.name[:7] in ("2021-01", "2021-02", "2021-03")]
    demonstration._bring(by, demonstration.Intake.What.AREAS, areas, now)
    demonstration._bring(by, demonstration.Intake.What.CRIMES, first, now)

    said = counts(
        here, definition="", area="E07000242", by=("type",), from_month="2021-01", to_month="2021-03", now=now
    )
    found = {row["type"]: row["count"] for row in said["rows"]}
    # As counted by the printed district names (the README of the data).
    assert (found["Anti-social behaviour"], found["Burglary"], found["Vehicle crime"]) == (545, 101, 147)
    assert said["total"] == 2096
    assert not is_made_up(here)
    with open_store(here) as store:
        places = places_of(store, here)
        assert len(places) == 27  # twenty-six wards since May 2023, and the district
        assert all(outline_of(store, place.code) is not None for place in places)
