"""A report, a story for each group, and a recommendation, for the addresses of reporting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from frankpledge.partners.access import access_by_command
from frankpledge.reporting.changes.recommendations import RecommendationWords, add_recommendation
from frankpledge.reporting.changes.reports import Prepared, keep
from frankpledge.reporting.content import to_json
from frankpledge.reporting.models import Story
from frankpledge.reporting.writing import write
from tests.people import NOW
from tests.reporting.made_up import content


def furnish(there: Any) -> None:
    by = access_by_command("test", there.cast.partnership)
    mark = f"{there.cast.partnership.slug}mark"
    made = content(partnership=there.cast.partnership.name, title=f"Report {mark}")
    prepared = Prepared(made, to_json(made), (("pdf", write(made, "csv")),))  # any bytes serve here
    report = keep(plan=there.plan, prepared=prepared, reason="", by=by, now=NOW)
    there.more["report"] = {"own": report, "other": report}
    there.more["story"] = {
        whose: Story.objects.create(
            plan=there.plan, quarter="Q1", objective=there.objective(whose), group=there.group(whose),
            found=f"milestone:{whose}", headline=f"Done {mark}", text="Done on time.", found_at=NOW,
        )
        for whose in ("own", "other")
    }  # fmt: skip
    words = RecommendationWords("Scrutiny", NOW.date(), f"Do more {mark}", NOW.date() + timedelta(days=28))
    asked = add_recommendation(words=words, objective=None, report=None, by=by, now=NOW)
    there.more["recommendation"] = {"own": asked, "other": asked}
