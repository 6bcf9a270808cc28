"""Crime data of each partnership: files that were read, an extract that waits for columns, a number that repeats."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone

from frankpledge.insight import made_up
from frankpledge.insight.changes.intake import bring_files
from frankpledge.insight.intakes import Brought, incoming
from frankpledge.insight.models import Intake
from frankpledge.insight.queries.records import key_of_repeat, repeats_in
from frankpledge.insight.reading_in import read_intake
from frankpledge.insight.store import open_store
from frankpledge.jobs.changes import claim
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import access_by_command
from tests.people import NOW


def furnish(there: Any) -> None:
    place = there.cast.partnership
    made = made_up.district(len(place.slug) + ord(place.slug[0]), wards_count=1, only=("2008-08",))
    crimes, extract = _bring(place, dict(made.street), "crimes"), _bring(place, dict(made.extract), "extract")
    job = claim(pk=crimes.job or 0, now=timezone.now())
    if job is None:
        raise AssertionError("the job waits for whoever claims it")
    read_intake(crimes, Progress(job, now=NOW))
    with open_store(place) as store:
        repeat = repeats_in(store, with_extracts=False)[0]
    there.more["intake"] = {"own": crimes, "other": extract}
    there.more["repeat"] = dict.fromkeys(("own", "other"), _Named(key_of_repeat(repeat)))


class _Named:
    """Something that an address names by a key of its own."""

    def __init__(self, key: str) -> None:
        self.key = key


def _bring(place: Any, files: dict[str, str], what: str) -> Intake:
    brought = []
    for name, text in files.items():
        path = incoming(place) / name
        path.write_text(text, encoding="utf-8")
        brought.append(Brought(name, path, hashlib.sha256(text.encode()).hexdigest(), len(text)))
    return bring_files(
        partnership=place, what=what, files=brought, mapping={}, released_on=None,
        by=access_by_command("test", place), now=NOW,
    )  # fmt: skip
