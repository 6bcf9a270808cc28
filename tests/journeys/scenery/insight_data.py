"""Crime data for the site that the journeys walk: the made-up district, files refused and files that wait."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.insight.changes.intake import stop_intake
    from frankpledge.insight.intakes import Brought, incoming
    from frankpledge.insight.made_up import district, load_made_up
    from frankpledge.insight.models import Intake
    from frankpledge.insight.queries.records import key_of_repeat, repeats_in
    from frankpledge.insight.store import open_store
    from frankpledge.jobs.running import execute
    from frankpledge.partners.access import access_for

    made = load_made_up(partnership, now=now, small=True)
    by = access_for(people["analyst"], partnership.slug, today=now.date())

    def bring(files: Mapping[str, str], what: str) -> Intake:
        from frankpledge.insight.changes.intake import bring_files

        brought = []
        for name, text in files.items():
            path = incoming(partnership) / name
            path.write_text(text, encoding="utf-8")
            brought.append(Brought(name, path, hashlib.sha256(text.encode()).hexdigest(), len(text)))
        return bring_files(
            partnership=partnership, what=what, files=brought, mapping={}, released_on=None, by=by, now=now
        )

    first = dict(list(made.street.items())[:2])
    read = bring({**first, "notes.csv": "a,b\n1,2\n"}, "crimes")
    execute(read.job or 0)
    extract = bring(district(1, wards_count=1, only=("2008-12",)).extract, "extract")
    stopped = bring(first, "crimes")
    stop_intake(intake=stopped, by=by, now=now)
    with open_store(partnership) as store:
        repeat = repeats_in(store, with_extracts=False)[0]
    return {
        "intake": read.pk, "extract_intake": extract.pk, "stopped_intake": stopped.pk,
        "repeat": key_of_repeat(repeat), "risen_ward": made.planted.risen_ward,
    }  # fmt: skip
