"""A document becomes rows that say the same, with its names resolved and nothing filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.documents.models import ImportRun, StoredDocument
from frankpledge.formats.document import DocumentRefused
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.differences import meaning
from frankpledge.plandocs.model import Objective, Party, PartyKind, PlanDocument, Reading, Section
from frankpledge.plans.importing import (
    NothingToImport,
    PeriodUnknown,
    PlanExists,
    bodies_of,
    create_plan,
    directory_of,
    import_file,
    unknown_bodies,
)
from frankpledge.plans.importing.comparing import compare
from frankpledge.plans.importing.readings import reading_from_json, reading_to_json
from frankpledge.plans.models import Action, ObjectiveParty, Plan, QuarterUpdateVersion
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.queries.documents import plan_document
from tests.people import NOW, Cast
from tests.plandocs.corpus.layouts import ALL_HTML
from tests.plans.documents import named, plan_documents, small_plan

AccessFor = Callable[[User, Cast], Access]
EXAMPLES = Path(__file__).parents[2] / "examples"
EAST_HERTS = "east-herts-action-plan-2008-09"


@pytest.fixture
def manager(east: Cast, access: AccessFor) -> Access:
    return access(east["manager"], east)


def made(document: PlanDocument, by: Access, **more: object) -> Plan:
    return create_plan(document=document, partnership=by.partnership, by=by, now=NOW, **more)  # type: ignore[arg-type]


def objective(*leads: Party, groups: tuple[Party, ...] = ()) -> PlanDocument:
    row = Objective("1.1", "Do it", leads=leads, groups=groups)
    return PlanDocument("Plan", "2008-2009", sections=(Section("1", "ONE", objectives=(row,)),))


def without_places(document: PlanDocument) -> PlanDocument:
    """Where a section stood in the file is the file's, not the plan's."""
    return replace(document, sections=tuple(replace(section, place="") for section in document.sections))


def test_the_rows_say_what_the_document_says(manager: Access) -> None:
    document = small_plan()

    plan = made(document, manager)

    assert without_places(plan_document(plan)) == document


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(document=plan_documents)
def test_any_document_comes_back_from_the_rows_as_it_went_in(document: PlanDocument, manager: Access) -> None:
    with transaction.atomic():
        plan = made(document, manager)

        assert without_places(plan_document(plan)) == without_places(document)
        transaction.set_rollback(True)


@given(document=plan_documents)
@settings(max_examples=40)
def test_a_reading_kept_as_json_is_the_same_reading(document: PlanDocument) -> None:
    reading = Reading(document)

    assert reading_from_json(reading_to_json(reading)) == reading


def test_signs_no_database_keeps_are_left_out(manager: Access) -> None:
    plan = made(small_plan(title="A\x00B\ud800C"), manager)

    assert plan.title == "ABC"


def test_a_title_too_long_for_its_column_is_kept_whole_beside_the_plan(manager: Access) -> None:
    plan = made(small_plan(title="x" * 400), manager)

    assert len(plan.title) == 300
    assert "x" * 400 in {words["text"] for words in plan.unread}


@pytest.mark.parametrize("written", ["EHC", "ehc", " Ehc ", "Eastmarch  Council", "the council"])
def test_an_agency_is_found_by_any_of_its_names(written: str, east: Cast, manager: Access) -> None:
    Agency.objects.filter(pk=east.council.pk).update(aliases="The Council\nThe town hall")

    made(objective(named(written)), manager)

    assert ObjectiveParty.objects.get().agency == east.council
    assert ObjectiveParty.objects.get().name == written


def test_a_group_in_the_agency_column_is_found_as_a_group(east: Cast, manager: Access) -> None:
    made(objective(named("JAG")), manager)

    party = ObjectiveParty.objects.get()
    assert (party.agency, party.group) == (None, east.jag)
    assert party.capacity == ObjectiveParty.Capacity.LEAD


def test_where_an_agency_and_a_group_share_a_name_the_column_decides(east: Cast, manager: Access) -> None:
    group = ActionGroup.objects.create(partnership=east.partnership, name="Police", short_name="Police")

    made(objective(named("Police"), groups=(named("Police"),)), manager)

    lead, led = ObjectiveParty.objects.order_by("-capacity")
    assert (lead.agency, lead.group) == (east.police, None)
    assert (led.agency, led.group) == (None, group)


def test_a_name_nobody_has_is_kept_and_listed(east: Cast, manager: Access) -> None:
    document = objective(named("Sova"), groups=(named("NTE group"),))

    made(document, manager)

    assert set(ObjectiveParty.objects.values_list("name", "agency", "group")) == {
        ("Sova", None, None),
        ("NTE group", None, None),
    }
    unknown = unknown_bodies(document, directory_of(east.partnership))
    assert [(body.name, body.suggested.value) for body in unknown] == [("Sova", "agency"), ("NTE group", "group")]


def test_a_name_of_the_partnership_next_door_is_nobody_here(east: Cast, west: Cast, manager: Access) -> None:
    Agency.objects.create(partnership=west.partnership, name="Sova", short_name="Sova")

    made(objective(named("Sova")), manager)

    assert ObjectiveParty.objects.get().agency is None
    assert "sova" not in bodies_of(east.partnership).agencies


def test_a_closed_body_gives_its_name_to_an_open_one(east: Cast, manager: Access) -> None:
    Agency.objects.create(
        partnership=east.partnership, name="Old Probation", short_name="Probation", closed_on=date(2010, 1, 1)
    )
    now_open = Agency.objects.create(partnership=east.partnership, name="Probation Trust", short_name="Probation")

    made(objective(named("Probation")), manager)

    assert ObjectiveParty.objects.get().agency == now_open


def test_a_body_to_be_decided_by_a_group_keeps_that_group(east: Cast, manager: Access) -> None:
    made(objective(Party(PartyKind.DELEGATED, ("JAG",), "Assigned by JAG")), manager)

    assert ObjectiveParty.objects.get().group == east.jag
    assert ObjectiveParty.objects.get().kind == PartyKind.DELEGATED


def test_the_plan_begins_with_its_period(manager: Access) -> None:
    plan = made(small_plan(), manager)

    assert plan.starts_on == date(2008, 4, 1)
    assert plan.slug == "2008-2009"


def test_a_plan_that_says_no_period_needs_a_first_day(manager: Access) -> None:
    with pytest.raises(PeriodUnknown):
        made(small_plan(period=""), manager)

    assert made(small_plan(period=""), manager, starts_on=date(2026, 7, 1)).starts_on == date(2026, 7, 1)


def test_a_second_plan_of_the_same_period_is_refused_and_says_which_there_is(manager: Access) -> None:
    plan = made(small_plan(), manager)

    with pytest.raises(PlanExists) as refusal:
        made(small_plan(title="Another"), manager)

    assert refusal.value.plan == plan
    assert Plan.objects.count() == 1


def test_a_document_without_objectives_makes_no_plan(manager: Access) -> None:
    with pytest.raises(NothingToImport):
        made(small_plan(sections=()), manager)

    assert not Plan.objects.exists()


def test_each_imported_update_is_the_first_version_of_its_cell(east: Cast, manager: Access) -> None:
    made(small_plan(), manager)

    version = QuarterUpdateVersion.objects.get()
    assert (version.version, version.text, version.written_by) == (1, "One meeting held", east["manager"].audit_key)


def test_an_import_is_audited_with_what_came_in(east: Cast, manager: Access) -> None:
    made(small_plan(), manager)

    entry = Entry.objects.get(event="plan.imported")
    assert entry.actor == east["manager"].audit_key
    assert entry.after is not None
    assert (entry.after["sections"], entry.after["objectives"]) == (2, 3)


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "analyst", "scrutiny", "administrator"])
def test_only_who_may_import_makes_a_plan(role: str, east: Cast, access: AccessFor) -> None:
    with pytest.raises(NotAllowed):
        made(small_plan(), access(east[role], east))

    assert not Plan.objects.exists()


def test_nobody_imports_into_the_partnership_next_door(west: Cast, manager: Access) -> None:
    with pytest.raises(NotAllowed):
        create_plan(document=small_plan(), partnership=west.partnership, by=manager, now=NOW)


def test_a_long_plan_takes_no_more_statements_than_a_short_one(manager: Access, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    section = small_plan().sections[0]
    long = small_plan(sections=tuple(replace(section, number=str(number)) for number in range(1, 101)))

    with django_assert_max_num_queries(60):
        made(long, manager)

    assert ObjectiveRow.objects.count() == 200


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_the_east_herts_plan_comes_in_whole(suffix: str, east: Cast, manager: Access) -> None:
    file = EXAMPLES / f"{EAST_HERTS}{suffix}"

    plan = import_file(data=file.read_bytes(), name=file.name, partnership=east.partnership, by=manager, now=NOW)

    counts = [section.objectives.count() for section in plan.sections.all()]
    assert counts == [9, 8, 6, 3, 5, 5, 1]
    assert plan.starts_on == date(2008, 4, 1)
    assert Action.objects.filter(objective__section__plan=plan).count() > 70
    assert plan.findings.exists()
    assert StoredDocument.objects.get().plans.get() == plan
    assert ImportRun.objects.get().state == ImportRun.State.APPLIED


def test_bodies_are_added_only_when_asked_for(east: Cast, manager: Access) -> None:
    file = EXAMPLES / f"{EAST_HERTS}.md"

    import_file(data=file.read_bytes(), name=file.name, partnership=east.partnership, by=manager, now=NOW)

    assert Agency.objects.within(east.partnership).count() == 2
    assert ActionGroup.objects.within(east.partnership).count() == 2


def test_asked_to_the_import_adds_the_bodies_the_plan_names(east: Cast, manager: Access) -> None:
    file = EXAMPLES / f"{EAST_HERTS}.md"

    import_file(
        data=file.read_bytes(), name=file.name, partnership=east.partnership, by=manager, now=NOW, add_bodies=True
    )

    assert Agency.objects.within(east.partnership).filter(short_name="IYSS").exists()
    assert ActionGroup.objects.within(east.partnership).filter(short_name="NTE").exists()
    assert not ObjectiveParty.objects.filter(kind=PartyKind.NAMED, agency=None, group=None).exists()


def test_a_file_that_holds_no_plan_leaves_nothing_behind(east: Cast, manager: Access) -> None:
    with pytest.raises(DocumentRefused):
        import_file(data=b"Minutes\n\nNothing here.", name="a.txt", partnership=east.partnership, by=manager, now=NOW)

    assert not StoredDocument.objects.exists()


def test_a_file_that_cannot_become_a_plan_leaves_nothing_behind(east: Cast, manager: Access) -> None:
    file = EXAMPLES / f"{EAST_HERTS}.md"
    first = import_file(data=file.read_bytes(), name=file.name, partnership=east.partnership, by=manager, now=NOW)

    with pytest.raises(PlanExists):
        import_file(data=file.read_bytes() + b"\n", name=file.name, partnership=east.partnership, by=manager, now=NOW)

    assert StoredDocument.objects.get() == first.document
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize("layout", sorted(ALL_HTML))
def test_a_plan_of_any_layout_comes_in_and_then_differs_from_its_document_in_nothing(
    layout: str, manager: Access
) -> None:
    reading = check(ALL_HTML[layout].encode(), "plan.html", bodies=bodies_of(manager.partnership), safely=False)

    plan = made(reading.plan, manager, starts_on=date(2024, 4, 1))

    assert meaning(plan_document(plan)).sections == meaning(reading.plan).sections
    assert compare(plan, reading.plan).shown == ()
