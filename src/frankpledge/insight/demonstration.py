"""The demonstration's crime figures: the district's real open files where this machine has them, else a made-up one."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from frankpledge.accounts.models import User
from frankpledge.insight.changes.holding import start_refresh
from frankpledge.insight.changes.intake import bring_files
from frankpledge.insight.demonstration_used import make_used
from frankpledge.insight.intakes import Brought, incoming
from frankpledge.insight.made_up import load_made_up
from frankpledge.insight.models import Intake, IntakeFile
from frankpledge.jobs.running import execute
from frankpledge.partners.access import Access
from frankpledge.plans.models import Plan

# Below the folder of real data: which wards, residents and outlines, then every month of the two forces.
AREAS = (
    "lookups/lsoa11_lsoa21_ltla22.csv.gz",
    "lookups/lsoa21_ward24_ltla24.csv.gz",
    "lookups/ltla24_csp24_pfa24.csv.gz",
    "population/census_2021_lsoa21_population_households.csv.gz",
    "boundaries/east_herts_lsoa21.geojson",
    "boundaries/herts_and_neighbours_ltla24.geojson",
)
CRIMES = ("police_uk/hertfordshire/*-street.csv*", "police_uk/essex/*-street.csv*")


class NotLoaded(Exception):
    """A file of the demonstration could not be loaded."""


def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """Load crime figures for the partnership, and make of them what a year makes: indicators, nominations, a pack."""
    areas, crimes = real_files()
    if areas and crimes:
        _bring(by, Intake.What.AREAS, areas, now)
        _bring(by, Intake.What.CRIMES, crimes, now)
    else:
        load_made_up(by.partnership, now=now)
        start_refresh(by)
    make_used(plan=plan, people=people, by=by, now=now)


def real_files() -> tuple[list[Path], list[Path]]:
    """The real files of places and of crimes; none of either unless every place is there."""
    if not settings.REAL_DATA_FOLDER:
        return [], []
    root = Path(settings.REAL_DATA_FOLDER)
    areas = [root / name for name in AREAS]
    crimes = sorted(path for pattern in CRIMES for path in root.glob(pattern))
    return (areas, crimes) if all(path.is_file() for path in areas) else ([], [])


def _bring(by: Access, what: Intake.What, paths: Iterable[Path], now: datetime) -> None:
    """As from the page, read at once: whoever opens the demonstration is not to wait for a worker."""
    brought = []
    for path in paths:
        here = incoming(by.partnership) / path.name
        shutil.copyfile(path, here)
        content = here.read_bytes()
        brought.append(Brought(path.name, here, hashlib.sha256(content).hexdigest(), len(content)))
    intake = bring_files(
        partnership=by.partnership, what=what, files=brought, mapping={}, released_on=None, by=by, now=now
    )
    execute(intake.job or 0)
    left = intake.files.exclude(state__in=(IntakeFile.State.LOADED, IntakeFile.State.UNCHANGED)).first()
    if left is not None:
        raise NotLoaded(f"{left.name}: {left.problem or left.get_state_display()}")
