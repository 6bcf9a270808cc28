"""Two quarters of the demonstration's plan: the first closed, the second open with an update in each state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

OWNERS = {"1.1": "chair", "1.2": "chair", "2.1": "contributor", "2.2": "contributor", "3.2": "lead_officer"}


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from django.utils import timezone

    from frankpledge.partners.access import access_by_command
    from frankpledge.plans.models import Milestone, Objective, Plan
    from frankpledge.quarters.changes.links import make_link
    from frankpledge.quarters.changes.rounds import RoundWords, close_round, open_round
    from frankpledge.quarters.models import QuarterRound
    from frankpledge.quarters.timetable import USUAL

    plan = Plan.objects.get(partnership=partnership, slug="2008-2009")
    QuarterRound.objects.filter(plan=plan).delete()  # whatever quarters the demonstration has of its own
    by, today = access_by_command("test", partnership), timezone.localdate(now)
    rows = {row.ref: row for row in Objective.objects.filter(section__plan=plan).select_related("section__plan")}
    for ref, role in OWNERS.items():
        Objective.objects.filter(pk=rows[ref].pk).update(owner=people[role])
    Milestone.objects.create(objective=rows["2.1"], text="Name them", due_on=plan.starts_on + timedelta(days=120))
    rounds = {}
    for quarter, days in (("Q1", 40), ("Q2", 20)):
        opens = today - timedelta(days=days)
        words = RoundWords(opens, opens + timedelta(days=14), opens + timedelta(days=28), USUAL, "Burglary first.")
        rounds[quarter] = open_round(plan=plan, quarter=quarter, words=words, by=by, now=now - timedelta(days=days))
    close_round(round_=rounds["Q1"], by=by, now=now)
    _answers(rows, by, now)
    _, address = make_link(round_=rounds["Q2"], person=people["contributor"], now=now)
    return {"answer_token": address.split("/answer/")[1].strip("/"), "submitted_objective": rows["3.2"].pk}


def _answers(rows: dict[str, Any], by: Any, now: Any) -> None:
    """One drafted, one sent back, one approved, one submitted."""
    from frankpledge.plans.changes.updates import approve_update, submit_update, write_update
    from frankpledge.plans.models import QuarterUpdate
    from frankpledge.quarters.changes.deciding import send_back

    said = {"quarter": "Q2", "by": by, "now": now}
    for ref in ("1.1", "1.2", "2.2", "3.2"):
        QuarterUpdate.objects.filter(objective=rows[ref], quarter="Q2").update(
            state="requested", published_version=None
        )
        update = rows[ref].updates.get(quarter="Q2")
        text = f"Fourteen visits for {ref}"
        version = write_update(objective=rows[ref], text=text, version=update.version, **said).version
        if ref != "1.1":
            submit_update(objective=rows[ref], version=version, **said)
        if ref == "1.2":
            send_back(objective=rows[ref], why="Which towns?", version=version, **said)
        if ref == "2.2":
            approve_update(objective=rows[ref], version=version, **said)
