"""What the demonstration makes of its crime figures: indicators, nominations, a pack and saved views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.insight.changes.attaching import attach_figure
from frankpledge.insight.changes.nominations import decide_nomination, raise_nomination
from frankpledge.insight.changes.packs import make_pack
from frankpledge.insight.changes.saved import save_view
from frankpledge.insight.districts import district_of
from frankpledge.insight.models import Nomination
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.queries.files import is_made_up
from frankpledge.insight.queries.nominations import frozen_figures
from frankpledge.insight.sources import COUNT
from frankpledge.insight.store import open_store
from frankpledge.partners.access import Access, access_for
from frankpledge.partners.models import ActionGroup, Partnership
from frankpledge.plans.models import Objective, Plan

ANALYST, MANAGER = "ana@demo.example", "cora@demo.example"
MADE_UP = "Made up for the demonstration."
# What the plan's own words ask for: (ref, definition, the indicator's name).
FIGURES = (
    ("3.1", "vehicle-crime", "Vehicle crime, from the crime files"),
    ("3.1", "dwelling-burglary", "Dwelling burglary, from the crime files"),
    ("3.3", "lead-theft", "Lead theft, from the crime files"),
    ("2.3", "anti-social-behaviour", "Anti-social behaviour, from the crime files"),
)
WHY = (
    "The evening patrol saw three broken windows in one street. " + MADE_UP,
    "The parish council asked about it twice. " + MADE_UP,
    "It was the subject of two letters to the paper. " + MADE_UP,
)
DECISIONS = (
    (Nomination.State.TAKEN, "The neighbourhood team visits each household and reports in a month. " + MADE_UP),
    (Nomination.State.WATCHED, "Looked at again when the next month is in. " + MADE_UP),
)


def make_used(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """Indicators, nominations, a pack and saved views, as far as the loaded files go."""
    partnership = by.partnership
    _indicators(plan, by, now)
    group = ActionGroup.objects.within(partnership).filter(short_name="JAG").first()
    if group is None:
        return
    until = _nominations(partnership, group, people, by, now)
    if until:
        make_pack(group=group, month=until, by=_as(people, MANAGER, by, now), now=now)
    _views(by, now)


def _indicators(plan: Plan, by: Access, now: datetime) -> None:
    partnership = by.partnership
    with open_store(partnership) as store:
        district = district_of(store, partnership)
        keys = {name: (each.key, each.says) for name, each in store.definitions().items()}
    made_up = f" {MADE_UP}" if is_made_up(partnership) else ""
    for ref, definition, name in FIGURES:
        objective = Objective.objects.filter(section__plan=plan, ref=ref).select_related("section").first()
        if objective is None or definition not in keys:
            continue
        objective.section.plan = plan
        key, says = keys[definition]
        attach_figure(
            objective=objective, name=name, says=f"{says}{made_up}", source=COUNT,
            parameters={"definition": key, "area": district.code if district else "", "source": "", "against": "year"},
            by=by, now=now,
        )  # fmt: skip


def _nominations(
    partnership: Partnership, group: ActionGroup, people: Mapping[str, User], by: Access, now: datetime
) -> str:
    """The foremost rows put before the group, some of them decided; the last month they tell of."""
    found = changed(partnership, now=now)
    raiser, decider = _as(people, ANALYST, by, now), _as(people, MANAGER, by, now)
    rows = [row for row in found.rows if not row.is_district][: len(WHY)]
    for row, why in zip(rows, WHY, strict=False):
        raise_nomination(
            group=group, title=f"{row.definition_title} in {row.area_name}", why=why,
            frozen=frozen_figures(found, row), definition=row.definition, area=row.area, address="", by=raiser, now=now,
        )  # fmt: skip
    raised = Nomination.objects.within(partnership).filter(group=group).order_by("number")
    for nomination, (state, words) in zip(raised[1:], DECISIONS, strict=False):
        decide_nomination(
            nomination=nomination, state=state, decision=words, version=nomination.version, by=decider, now=now
        )
    return found.period.until if found.period else ""


def _views(by: Access, now: datetime) -> None:
    save_view(
        page="crime-series", query="definition=vehicle-crime", title="Vehicle crime, the whole district",
        note=f"Opened before each meeting. {MADE_UP}", by=by, now=now,
    )  # fmt: skip
    save_view(
        page="crime-map", query="definition=anti-social-behaviour&measure=rate", title="Anti-social behaviour by ward",
        note=f"For each 1,000 residents. {MADE_UP}", by=by, now=now,
    )  # fmt: skip


def _as(people: Mapping[str, User], email: str, by: Access, now: datetime) -> Access:
    """That person's own access, where they are in the cast; else whoever makes the demonstration."""
    person = people.get(email)
    return access_for(person, by.partnership.slug, today=timezone.localdate(now)) if person else by
