"""A record is linked to what it delivers in one tap, and stands behind its objective and its quarter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.changes import link_record, unlink_record
from frankpledge.delivery.models import KINDS, RecordLink
from frankpledge.delivery.suggesting import suggestions
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.plandocs.model import Action, Objective, Party, PartyKind, PlanDocument, Section
from frankpledge.plans.importing import create_plan
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.quarters.evidence import evidence_of
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def objective(ref: str, text: str, actions: tuple[str, ...], group: str) -> Objective:
    leads, groups = ((Party(PartyKind.NAMED, (name,), name),) for name in ("EHC", group))
    return Objective(
        ref=ref, objective=text, actions=tuple(Action(text=each) for each in actions), leads=leads, groups=groups
    )


def plan(cast: Cast) -> Any:
    document = PlanDocument(
        title="Plan", period="2026-2027",
        sections=(Section("1", "Reassurance", objectives=(
            objective("1.1", "Reassure residents", ("Run a campaign in the press", "Meet residents"), "Comms"),
            objective("1.3", "Tackle graffiti quickly", ("Remove graffiti within five days",), "JAG"),
            objective("4.1", "Manage prolific offenders", ("Weekly contact",), "JAG"),
        )),),
    )  # fmt: skip
    by = access_by_command("test", cast.partnership)
    return create_plan(document=document, partnership=cast.partnership, slug=f"{cast.partnership.slug}-plan", by=by,
                       now=NOW)  # fmt: skip


def made(slug: str, cast: Cast, **more: Any) -> Any:
    values = {**EXAMPLES[slug].values, **lead(cast), **more}
    return add_record(kind=KINDS[slug], values=values, by=as_role(cast, "contributor"), now=NOW)


def of(cast: Cast, ref: str) -> ObjectiveRow:
    return ObjectiveRow.objects.get(section__plan__partnership=cast.partnership, ref=ref)


def test_what_is_suggested_fits_its_kind_its_group_and_its_words_and_says_why(east: Cast) -> None:
    plan(east)

    story, tag = suggestions(made("communications", east)), suggestions(made("environment", east))

    assert story[0].objective.ref == "1.1"
    assert story[0].action is not None
    assert story[0].action.text == "Run a campaign in the press"
    assert "campaign" in story[0].why
    assert "the same group leads it" in story[0].why
    assert tag[0].objective.ref == "1.3"
    assert "4.1" not in {each.objective.ref for each in (*story, *tag)}


def planted(cast: Cast) -> None:
    """Objectives of one town, of another, of a group named for its area, and of nowhere in particular."""
    document = PlanDocument(
        title="Plan", period="2026-2027",
        sections=(
            Section("1", "Everywhere", objectives=(
                objective("1.1", "Tackle graffiti quickly", ("Remove graffiti within five days",), "Comms"),
                objective("1.2", "Clean streets", ("Litter picks", "Walk through Marchwood at night"), "JAG"),
            )),
            Section("2", "Sele and Thornton", objectives=(objective("2.1", "A safer estate", ("Walk it",), "JAG"),)),
            Section("3", "Riverton", objectives=(objective("3.1", "A safer town", ("Walk it",), "JAG"),)),
        ),
    )  # fmt: skip
    by = access_by_command("test", cast.partnership)
    create_plan(document=document, partnership=cast.partnership, slug="planted", by=by, now=NOW)


@pytest.mark.parametrize(
    ("where", "first", "why"),
    [
        ({"place": "Thornton Road shops"}, "2.1", "it names Thornton"),  # by its section
        ({"place": "", "place_area": "E05999003 Riverton North"}, "3.1", "it names Riverton"),  # by the area
        ({"place": "Marchwood Park"}, "1.2", "it names Marchwood"),  # by an action
        ({"place": "High Street"}, "1.1", "it speaks of graffiti"),  # a word of many places tells none
    ],
)
def test_an_objective_that_names_the_records_place_comes_first(
    east: Cast, where: dict[str, str], first: str, why: str
) -> None:
    planted(east)

    found = suggestions(made("environment", east, **where))

    assert found[0].objective.ref == first
    assert why in found[0].why
    assert "1.1" in {each.objective.ref for each in found}, "what speaks of graffiti is still suggested"


def test_the_group_that_leads_there_and_the_action_that_names_the_place_are_chosen(east: Cast) -> None:
    planted(east)
    east.jag.name = "Joint Action Group of Millbrook"
    east.jag.save()

    found = suggestions(made("environment", east, place="Millbrook green"))

    assert {each.objective.ref for each in found[:3]} == {"1.2", "2.1", "3.1"}
    best = suggestions(made("environment", east, place="Marchwood"))[0]
    assert best.action is not None
    assert best.action.text == "Walk through Marchwood at night"


def test_a_suggestion_is_linked_in_one_tap_and_not_suggested_again(east: Cast, signed_in: SignedIn) -> None:
    plan(east)
    row, client = made("communications", east), signed_in(east["contributor"])
    first = client.get(row.get_absolute_url()).context["beside"][0][1]["suggested"][0]

    client.post(row.address("link"), {"objective": first.objective.pk, "action": first.action.pk})

    link = RecordLink.objects.get()
    assert (link.record_id, link.objective, link.action) == (row.pk, first.objective, first.action)
    page = client.get(row.get_absolute_url())
    assert first.objective.ref not in {each.objective.ref for each in page.context["beside"][0][1]["suggested"]}
    assert first.action.text in page.content.decode()
    assert client.post(reverse("record-link-remove", args=["east", row.kind, row.pk, link.pk])).status_code == 302
    assert not RecordLink.objects.exists()
    events = Entry.objects.filter(event__in=["record.linked", "record.unlinked"]).values_list("event", flat=True)
    assert sorted(events) == ["record.linked", "record.unlinked"]


def test_it_stands_behind_its_objective_and_its_quarter_until_it_is_withdrawn(east: Cast, signed_in: SignedIn) -> None:
    plan(east)
    row, by, client = made("environment", east), as_role(east, "contributor"), signed_in(east["scrutiny"])
    link_record(record=row, objective=of(east, "1.3"), action=None, by=by, now=NOW)
    quarter, before = (date(2026, 10, 1), date(2026, 12, 31)), (date(2026, 7, 1), date(2026, 9, 30))
    shown = f"{reverse('activity-list', args=['east'])}?objective={of(east, '1.3').pk}"

    def behind(days: tuple[date, date]) -> list[str]:
        rows = [
            each for found in evidence_of(of(east, "1.3"), *days) if found.slug == "activity" for each in found.records
        ]
        return [each.url for each in rows]

    assert behind(quarter) == [row.get_absolute_url()]
    assert behind(before) == []
    assert client.get(shown).context["page_obj"].paginator.count == 1
    move_record(record=row, move="withdraw", version=1, reason="Twice.", by=by, now=NOW)
    assert behind(quarter) == []


def test_the_objectives_page_and_ones_own_work_lead_to_it(east: Cast, signed_in: SignedIn) -> None:
    there = plan(east)
    row, by, client = made("environment", east), as_role(east, "contributor"), signed_in(east["contributor"])
    link_record(record=row, objective=of(east, "1.3"), action=None, by=by, now=NOW)

    page = client.get(reverse("objective-detail", args=["east", there.slug, of(east, "1.3").pk])).content.decode()
    mine = client.get(reverse("my-work", args=["east"])).content.decode()

    assert "What was recorded in Quarter" in page
    assert row.get_absolute_url() in mine
    assert reverse("record-add", args=["east", "environment"]) in mine
    assert "Record something" not in signed_in(east["scrutiny"]).get(reverse("my-work", args=["east"])).content.decode()


def test_what_waits_to_be_cleared_is_shown_to_the_chair_and_not_to_its_author(east: Cast, signed_in: SignedIn) -> None:
    row, there = made("communications", east), reverse("my-work", args=["east"])

    assert "Waits for you to clear it" in signed_in(east["chair"]).get(there).content.decode()
    assert row.get_absolute_url() in signed_in(east["manager"]).get(there).content.decode()
    assert "Waits for you to clear it" not in signed_in(east["contributor"]).get(there).content.decode()


def test_nobody_links_across_agencies_or_partnerships_or_to_another_objectives_action(east: Cast, west: Cast) -> None:
    plan(east), plan(west)
    row, by = made("environment", east), as_role(east, "contributor")
    other = of(east, "1.1").actions.first()

    with pytest.raises(RecordRefused, match="not in one of your partnership's plans"):
        link_record(record=row, objective=of(west, "1.3"), action=None, by=by, now=NOW)
    with pytest.raises(RecordRefused, match="belongs to another objective"):
        link_record(record=row, objective=of(east, "1.3"), action=other, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        link_record(record=row, objective=of(east, "1.3"), action=None, by=as_role(east, "other_contributor"), now=NOW)
    link = link_record(record=row, objective=of(east, "1.3"), action=None, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        unlink_record(link=link, by=as_role(west, "manager"), now=NOW)
    assert link_record(record=row, objective=of(east, "1.3"), action=None, by=by, now=NOW) == link
