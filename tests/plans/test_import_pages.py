"""Bringing a document in on the pages: preview before saving, one decision, nobody else's documents."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry, Operation
from frankpledge.documents.models import ColumnMeaning, ImportRun, StoredDocument
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.models import Objective, ObjectiveParty, Plan, QuarterUpdate
from tests.people import Cast

SignedIn = Callable[[User], Client]
EXAMPLE = Path(__file__).parents[2] / "examples" / "east-herts-action-plan-2008-09.docx"
TABLE = """# Community Safety Action Plan 2024-2025

## 1. BURGLARY

| Ref | Objective | Zebra | Lead agency | Q1 |
|---|---|---|---|---|
| 1.1 | Fewer burglaries | A stripe | EHC | |
| 1.2 | Safer sheds | | Police | Begun |
"""


@pytest.fixture
def manager(east: Cast, signed_in: SignedIn) -> Client:
    return signed_in(east["manager"])


def bring(
    client: Client, content: bytes | str = TABLE, name: str = "plan.md", slug: str = "east", key: str = ""
) -> Any:
    upload = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(f"/p/{slug}/plans/import/", {"document": upload, "_submission": key or str(uuid.uuid4())})


def run_page(run: ImportRun, more: str = "") -> str:
    return f"/p/{run.partnership.slug}/plans/imports/{run.pk}/{more}"


def answers(**more: str) -> dict[str, str]:
    given = {
        "title": "Plan",
        "period": "2024-2025",
        "starts_on-day": "1",
        "starts_on-month": "4",
        "starts_on-year": "2024",
    }
    return {**given, "_submission": str(uuid.uuid4()), **more}


def body_field(client: Client, run: ImportRun, name: str) -> str:
    """The form's name for the question about an unknown body."""
    form = client.get(run_page(run)).context["form"]
    return str(next(field.html_name for field in form.body_fields() if field.label == name))


def test_the_preview_saves_no_plan(manager: Client) -> None:
    response = bring(manager, EXAMPLE.read_bytes(), EXAMPLE.name)

    page = manager.get(response.url)
    preview = page.context["preview"]
    assert [section.objectives for section in preview.sections] == [9, 8, 6, 3, 5, 5, 1]
    assert preview.objectives == 37
    assert not Plan.objects.exists()
    assert ImportRun.objects.get().state == ImportRun.State.PREVIEWED


def test_the_preview_imported_is_the_plan(east: Cast, manager: Client) -> None:
    bring(manager, EXAMPLE.read_bytes(), EXAMPLE.name)
    run = ImportRun.objects.get()

    response = manager.post(
        run_page(run), answers(title="Action Plan", period="2008-2009", **{"starts_on-year": "2008"})
    )

    plan = Plan.objects.get()
    assert response.url == plan.get_absolute_url()
    assert (plan.title, plan.partnership, plan.slug) == ("Action Plan", east.partnership, "2008-2009")
    assert Objective.objects.count() == 37
    run.refresh_from_db()
    assert (run.state, run.plan_number) == (ImportRun.State.APPLIED, plan.pk)
    assert manager.get(run_page(run)).status_code == 200


def test_importing_twice_makes_one_plan(manager: Client) -> None:
    bring(manager)
    run = ImportRun.objects.get()
    sent = answers()

    first, again, later = (manager.post(run_page(run), data) for data in (sent, sent, answers()))

    assert Plan.objects.count() == 1
    assert first.url == again.url == Plan.objects.get().get_absolute_url()
    assert later.url == run_page(run)


def test_a_double_click_on_the_upload_makes_one_reading(manager: Client) -> None:
    key = str(uuid.uuid4())

    first, second = bring(manager, key=key), bring(manager, key=key)

    assert first.url == second.url
    assert ImportRun.objects.count() == 1


def test_the_same_file_again_leads_to_its_first_reading(manager: Client) -> None:
    first = bring(manager)

    second = bring(manager)

    assert second.url == first.url
    assert "This very file was read" in manager.get(second.url).content.decode()
    assert ImportRun.objects.count() == StoredDocument.objects.count() == 1


def test_the_same_file_of_the_partnership_next_door_is_new_here(
    east: Cast, west: Cast, manager: Client, signed_in: SignedIn
) -> None:
    bring(manager)

    bring(signed_in(west["manager"]), slug="west")

    assert set(ImportRun.objects.values_list("partnership", flat=True)) == {east.partnership.pk, west.partnership.pk}


@pytest.mark.parametrize(
    "role", ["chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor", "administrator"]
)
@pytest.mark.parametrize("more", ["", "columns/", "original/"])
def test_a_reading_is_not_found_by_who_may_not_import(
    role: str, more: str, east: Cast, manager: Client, signed_in: SignedIn
) -> None:
    bring(manager)
    run = ImportRun.objects.get()

    assert signed_in(east[role]).get(run_page(run, more)).status_code == 404


@pytest.mark.parametrize("role", ["chair", "contributor", "analyst"])
def test_a_document_is_not_taken_from_who_may_not_import(role: str, east: Cast, signed_in: SignedIn) -> None:
    response = bring(signed_in(east[role]))

    assert response.status_code == 404
    assert not StoredDocument.objects.exists()


@pytest.mark.parametrize("more", ["", "columns/", "original/", "abandon/", "again/", "differences/2024-2025/"])
def test_a_reading_is_not_found_by_the_partnership_next_door(
    more: str, west: Cast, manager: Client, signed_in: SignedIn
) -> None:
    bring(manager)
    run = ImportRun.objects.get()
    theirs = signed_in(west["manager"])
    address = f"/p/west/plans/imports/{run.pk}/{more}"

    answered = {theirs.get(address).status_code, theirs.post(address, answers()).status_code}

    assert answered == {404}
    run.refresh_from_db()
    assert run.state == ImportRun.State.PREVIEWED


def test_the_list_shows_only_this_partnerships_documents(west: Cast, manager: Client, signed_in: SignedIn) -> None:
    bring(manager, name="ours.md")

    theirs = signed_in(west["manager"]).get("/p/west/plans/imports/").content.decode()

    assert "ours.md" in manager.get("/p/east/plans/imports/").content.decode()
    assert "ours.md" not in theirs
    assert "No document has been brought in yet" in theirs


def test_the_lists_queries_do_not_grow_with_it(manager: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        bring(manager, TABLE.replace("sheds", f"sheds {number}"))

    with django_assert_max_num_queries(14):
        manager.get("/p/east/plans/imports/")


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types><Override ContentType="{WORD}.main+xml"/></Types>',
        )
        package.writestr("word/document.xml", b"0" * 400_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.docx", b"PK\x03\x04 this is not a package", "damaged"),
        ("plan.pdf", b"%PDF-1.7 ...", "PDF"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "2007"),
        ("plan.txt", b"Minutes of a meeting", "plan"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_kept(
    name: str, content: bytes, says: str, manager: Client
) -> None:
    response = bring(manager, content, name)

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert says in page
    assert not StoredDocument.objects.exists()
    entry = Entry.objects.get(event="document.refused")
    assert set(entry.after or {}) == {"code", "kind", "size"}


def test_a_bomb_is_refused(manager: Client) -> None:
    response = bring(manager, bomb(), "plan.docx")

    assert response.status_code == 422
    assert Entry.objects.get(event="document.refused").after is not None
    assert not StoredDocument.objects.exists()


def test_no_file_is_said_beside_the_field(manager: Client) -> None:
    response = manager.post("/p/east/plans/import/", {})

    assert response.status_code == 422
    assert "Choose the plan" in response.content.decode()


def test_the_original_comes_back_as_it_came_and_only_as_a_file(east: Cast, manager: Client) -> None:
    bring(manager, "<script>alert(1)</script>\n" + TABLE, 'pl"an.html.md')

    response = manager.get(run_page(ImportRun.objects.get(), "original/"))

    assert response.content.decode() == "<script>alert(1)</script>\n" + TABLE
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    entry = Entry.objects.get(event="document.handed_out")
    assert (entry.operation, entry.actor) == (Operation.READ, east["manager"].audit_key)


def test_unknown_names_are_added_only_as_chosen(east: Cast, manager: Client) -> None:
    bring(manager, TABLE.replace("EHC", "Sova, Fire").replace("Police", "The bobbies, Nobody"))
    run = ImportRun.objects.get()
    chosen = {
        body_field(manager, run, "Sova"): "agency",
        body_field(manager, run, "Fire"): "group",
        body_field(manager, run, "The bobbies"): f"agency:{east.police.pk}",
    }

    manager.post(run_page(run), answers(**chosen))

    assert Agency.objects.within(east.partnership).filter(name="Sova").exists()
    assert ActionGroup.objects.within(east.partnership).filter(name="Fire").exists()
    east.police.refresh_from_db()
    assert east.police.aliases == "The bobbies"
    leads = {party.name: party.agency or party.group for party in ObjectiveParty.objects.exclude(name="")}
    assert leads["The bobbies"] == east.police
    assert leads["Nobody"] is None


def test_every_name_is_added_as_suggested_when_asked_for(east: Cast, manager: Client) -> None:
    bring(manager, TABLE.replace("EHC", "Sova"))
    run = ImportRun.objects.get()

    manager.post(run_page(run), answers(add_rest="on"))

    assert Agency.objects.within(east.partnership).filter(name="Sova").exists()


def test_a_body_of_the_partnership_next_door_cannot_be_chosen(west: Cast, manager: Client) -> None:
    bring(manager, TABLE.replace("EHC", "Sova"))
    run = ImportRun.objects.get()

    response = manager.post(run_page(run), answers(**{body_field(manager, run, "Sova"): f"agency:{west.police.pk}"}))

    assert response.status_code == 422
    assert not Plan.objects.exists()


def test_a_document_without_a_year_asks_for_one(manager: Client) -> None:
    bring(manager, TABLE.replace(" 2024-2025", ""))
    run = ImportRun.objects.get()

    response = manager.post(
        run_page(run), answers(**{"starts_on-day": "", "starts_on-month": "", "starts_on-year": ""})
    )

    assert response.status_code == 422
    assert "Enter the first day of quarter 1" in response.content.decode()
    assert not Plan.objects.exists()


def test_what_a_column_means_is_asked_and_remembered_for_this_partnership(
    east: Cast, west: Cast, manager: Client, signed_in: SignedIn
) -> None:
    bring(manager)
    run = ImportRun.objects.get()
    columns = manager.get(run_page(run, "columns/")).context["form"]
    (column,) = columns.columns
    assert column.heading == "Zebra"

    response = manager.post(run_page(run, "columns/"), {column.key: "target", "_submission": str(uuid.uuid4())})
    manager.post(run_page(run), answers())

    assert response.url == run_page(run)
    assert Objective.objects.get(ref="1.1").target == "A stripe"
    assert ColumnMeaning.objects.get().partnership == east.partnership
    bring(manager, TABLE.replace("sheds", "huts"))
    assert not manager.get(run_page(ImportRun.objects.first())).context["questions"]  # type: ignore[arg-type]
    theirs = signed_in(west["manager"])
    bring(theirs, slug="west")
    assert theirs.get(run_page(ImportRun.objects.get(partnership=west.partnership))).context["questions"]


def test_an_answer_about_a_column_can_be_changed(manager: Client) -> None:
    bring(manager)
    run = ImportRun.objects.get()
    key = manager.get(run_page(run, "columns/")).context["form"].columns[0].key
    manager.post(run_page(run, "columns/"), {key: "target"})

    again = manager.get(run_page(run, "columns/")).context["form"]
    manager.post(run_page(run, "columns/"), {again.columns[0].key: "indicator"})
    manager.post(run_page(run), answers())

    assert Objective.objects.get(ref="1.1").indicator == "A stripe"
    assert ColumnMeaning.objects.get().field == "indicator"


def test_a_column_left_unanswered_is_asked_again(manager: Client) -> None:
    bring(manager)
    run = ImportRun.objects.get()

    response = manager.post(run_page(run, "columns/"), {})

    assert response.status_code == 422
    assert "Zebra" in response.content.decode()
    assert not ColumnMeaning.objects.exists()


def test_an_abandoned_reading_makes_no_plan_and_can_be_read_again(manager: Client) -> None:
    bring(manager)
    run = ImportRun.objects.get()

    manager.post(run_page(run, "abandon/"))
    late = manager.post(run_page(run), answers())
    manager.post(run_page(run, "again/"))

    assert late.url == run_page(run)
    assert not Plan.objects.exists()
    assert [each.state for each in ImportRun.objects.all()] == [ImportRun.State.PREVIEWED, ImportRun.State.ABANDONED]


def imported(manager: Client, content: str = TABLE) -> Plan:
    bring(manager, content)
    manager.post(run_page(ImportRun.objects.first()), answers(title="Community Safety Action Plan 2024-2025"))  # type: ignore[arg-type]
    return Plan.objects.get()


def newer(manager: Client, content: str) -> tuple[ImportRun, Any]:
    """The newer document's reading and its page of differences."""
    bring(manager, content)
    run = ImportRun.objects.get(state=ImportRun.State.PREVIEWED)
    page = manager.get(run_page(run, "differences/2024-2025/"))
    assert page.status_code == 200
    return run, page.context["comparison"]


def tick(comparison: Any, *fields: str) -> list[str]:
    return [one.key for one in comparison.shown if one.difference.field in fields]


def test_a_plan_of_the_same_period_is_offered_for_comparison(manager: Client) -> None:
    imported(manager)

    bring(manager, TABLE.replace("sheds", "garages"))

    page = manager.get(run_page(ImportRun.objects.get(state=ImportRun.State.PREVIEWED))).content.decode()
    assert "You already have a plan for this period" in page
    assert "differences/2024-2025/" in page


def test_only_the_differences_ticked_are_applied(manager: Client) -> None:
    imported(manager)
    number = Objective.objects.get(ref="1.2").pk
    run, comparison = newer(manager, TABLE.replace("Safer sheds", "Safer garden sheds").replace("Begun", "Half done"))

    response = manager.post(
        run_page(run, "differences/2024-2025/"),
        {"accept": tick(comparison, "Q1"), "which": "ticked", "state": comparison.state},
    )

    objective = Objective.objects.get(ref="1.2")
    assert response.url == Plan.objects.get().get_absolute_url()
    assert (objective.pk, objective.text) == (number, "Safer sheds")
    cell = QuarterUpdate.objects.get()
    assert (cell.text, cell.version) == ("Half done", 2)
    assert [version.text for version in cell.versions.all()] == ["Half done", "Begun"]


def test_every_change_that_takes_nothing_away_leaves_updates_alone(manager: Client) -> None:
    imported(manager)
    run, comparison = newer(manager, TABLE.replace("Safer sheds", "Safer garden sheds").replace("Begun", ""))

    manager.post(run_page(run, "differences/2024-2025/"), {"which": "all", "state": comparison.state})

    assert Objective.objects.get(ref="1.2").text == "Safer garden sheds"
    assert QuarterUpdate.objects.get().text == "Begun"


def test_an_objective_goes_only_when_its_going_is_ticked(manager: Client) -> None:
    imported(manager)
    run, comparison = newer(manager, "\n".join(TABLE.splitlines()[:-1]))

    manager.post(
        run_page(run, "differences/2024-2025/"),
        {"accept": tick(comparison, ""), "which": "ticked", "state": comparison.state},
    )

    assert [objective.ref for objective in Objective.objects.all()] == ["1.1"]
    assert Entry.objects.filter(event="objective.removed").exists()


def test_nothing_ticked_is_said_and_changes_nothing(manager: Client) -> None:
    imported(manager)
    run, comparison = newer(manager, TABLE.replace("sheds", "garages"))

    response = manager.post(run_page(run, "differences/2024-2025/"), {"which": "ticked", "state": comparison.state})

    assert response.status_code == 422
    assert "Tick at least one change" in response.content.decode()
    run.refresh_from_db()
    assert run.state == ImportRun.State.PREVIEWED


def test_a_plan_changed_meanwhile_is_not_overwritten(manager: Client) -> None:
    imported(manager)
    run, comparison = newer(manager, TABLE.replace("Safer sheds", "Safer garden sheds").replace("Begun", "Half done"))
    Objective.objects.filter(ref="1.1").update(target="Typed meanwhile")

    response = manager.post(
        run_page(run, "differences/2024-2025/"),
        {"accept": tick(comparison, "Q1"), "which": "ticked", "state": comparison.state},
    )

    assert response.status_code == 409
    assert response.context["ticked"] == set(tick(comparison, "Q1"))
    assert "Somebody changed this plan" in response.content.decode()
    assert QuarterUpdate.objects.get().text == "Begun"
    fresh = response.context["comparison"]
    again = manager.post(
        run_page(run, "differences/2024-2025/"),
        {"accept": tick(comparison, "Q1"), "which": "ticked", "state": fresh.state},
    )
    assert again.status_code == 302
    assert QuarterUpdate.objects.get().text == "Half done"
    assert Objective.objects.get(ref="1.1").target == "Typed meanwhile"


def test_differences_are_applied_once(manager: Client) -> None:
    imported(manager)
    run, comparison = newer(manager, TABLE.replace("Begun", "Half done"))
    sent = {"which": "all", "state": comparison.state}

    manager.post(run_page(run, "differences/2024-2025/"), sent)
    again = manager.post(run_page(run, "differences/2024-2025/"), sent)

    assert again.url == run_page(run)
    assert QuarterUpdate.objects.get().version == 2


def test_the_same_words_in_another_file_differ_in_nothing(manager: Client) -> None:
    imported(manager)

    _run, comparison = newer(manager, TABLE + "\n\n")

    assert [one.difference for one in comparison.shown] == []


def test_reading_a_document_that_names_officers_is_audited(manager: Client) -> None:
    bring(manager, EXAMPLE.read_bytes(), EXAMPLE.name)
    run = ImportRun.objects.get()

    manager.get(run_page(run))

    assert Entry.objects.filter(event="document.looked_at", subject=str(run.pk), operation=Operation.READ).exists()


def test_a_file_too_large_is_said_to_be_and_is_not_kept(manager: Client) -> None:
    response = bring(manager, b"x" * (MAX_BYTES + 3_000_000), "plan.txt")

    assert response.status_code == 422
    assert "must be smaller than 20 MB" in response.content.decode()
    assert response.context["form"].files["document"].size < MAX_BYTES + 200_000
