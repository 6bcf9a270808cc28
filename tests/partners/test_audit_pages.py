"""What an auditor finds in the audit, and that their looking is found there too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.chain import verify_all
from frankpledge.audit.log import log, log_many
from frankpledge.audit.models import Entry, Operation
from frankpledge.partners.access import Access
from frankpledge.partners.changes.agencies import add_agency
from frankpledge.partners.changes.people import end_membership
from frankpledge.partners.models import Agency, Membership
from frankpledge.partners.views.audit import _file
from tests.people import NOW, Cast, canary

Enter = Callable[[User, Cast], Access]
SignedIn = Callable[[User], Client]


def look(signed_in: SignedIn, there: Cast, **search: object) -> str:
    address = reverse("audit-list", args=[there.partnership.slug])
    return signed_in(there["auditor"]).get(address, search).content.decode()


def rows_of(page: str) -> int:
    return page.count('data-label="When"')


@pytest.fixture
def busy(east: Cast, access: Enter) -> Cast:
    """Thirty agencies added, one a day, by two people in turn."""
    for number in range(30):
        by = access(east["manager" if number % 2 else "administrator"], east)
        add_agency(name=f"Body {number:02}", short_name="B", by=by, now=NOW - timedelta(days=number))
    return east


def test_the_audit_shows_twenty_five_rows_and_the_way_to_the_rest(busy: Cast, signed_in: SignedIn) -> None:
    first = look(signed_in, busy, event="agency.")
    older = first.split("?event=agency.&amp;before=")[1].split('"')[0]
    rest = look(signed_in, busy, event="agency.", before=older)
    newer = rest.split("?event=agency.&amp;after=")[1].split('"')[0]
    back = look(signed_in, busy, event="agency.", after=newer)

    assert (rows_of(first), rows_of(rest), rows_of(back)) == (25, 5, 25)
    assert "Body 29" in first
    assert "Body 29" in back
    assert "Body 00" in rest


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({"event": "agency.added"}, 25),
        ({"event": "group."}, 0),
        ({"operation": "create", "since": "2026-11-20"}, 3),
        ({"since": "2026-11-20", "until": "2026-11-21", "event": "agency"}, 2),
        ({"subject": "partners.agency", "until": "2026-10-26"}, 3),
        ({"request": "0123456789ab"}, 0),
    ],
)
def test_the_audit_is_searched_by_event_kind_day_subject_and_request(
    busy: Cast, signed_in: SignedIn, search: dict[str, str], expected: int
) -> None:
    assert rows_of(look(signed_in, busy, **search)) == expected


def test_the_audit_is_searched_by_person_as_doer_and_as_subject(busy: Cast, signed_in: SignedIn, access: Enter) -> None:
    log_many([busy["manager"]], "person.read", by=access(busy["chair"], busy), now=NOW, partnership=busy.partnership)

    page = look(signed_in, busy, person=f"user:{busy['manager'].pk}", operation="read")

    assert rows_of(page) == 1
    assert canary(f"Manager of {busy.partnership.name}") in page


def test_one_things_history_is_found_by_its_number(busy: Cast, signed_in: SignedIn) -> None:
    agency = Agency.objects.within(busy.partnership).get(name="Body 07")

    page = look(signed_in, busy, subject="partners.agency", number=agency.pk)

    assert rows_of(page) == 1
    assert "Body 07" in page


def test_dates_the_wrong_way_round_are_said_to_be_so(busy: Cast, signed_in: SignedIn) -> None:
    page = look(signed_in, busy, since="2026-11-20", until="2026-01-01")

    assert "There is a problem" in page
    assert "The last day must be the same as or after the first day" in page


def test_looking_at_the_audit_is_itself_audited_with_what_was_searched(busy: Cast, signed_in: SignedIn) -> None:
    look(signed_in, busy, event="agency.")

    entry = Entry.objects.filter(event="audit.read").latest("sequence")
    assert entry.actor == busy["auditor"].audit_key
    assert entry.after["search"] == {"event": "agency."}
    assert entry.after["rows"][1] - entry.after["rows"][0] == 24
    assert busy["manager"].pk in entry.after["people"]


def test_a_row_shows_before_and_after_and_its_reading_is_audited(busy: Cast, signed_in: SignedIn) -> None:
    sequence = Entry.objects.get(event="agency.added", after__name="Body 07").sequence

    answer = signed_in(busy["auditor"]).get(reverse("audit-entry", args=["east", sequence]))

    assert "Body 07" in answer.content.decode()
    assert Entry.objects.filter(event="audit.read", after__rows=[sequence, sequence]).exists()


def test_an_auditor_sees_how_the_partnerships_people_logged_in_but_nobody_elses(
    east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    log("person.logged_in", east["chair"], by=east["chair"], now=NOW, operation=Operation.LOGIN)
    log("person.logged_in", west["chair"], by=west["chair"], now=NOW, operation=Operation.LOGIN)
    log("partnership.founded", west.partnership, by=east["chair"], now=NOW)

    page = look(signed_in, east, until="2026-11-22", since="2026-11-22", person=f"user:{east['chair'].pk}")
    everything = look(signed_in, east)

    assert rows_of(page) == 1
    assert canary("Chair of Eastmarch") in page
    assert canary("Chair of Westmarch") not in everything
    assert "Partnership founded" not in everything


def test_what_people_did_with_their_accounts_before_they_came_and_after_they_went_is_not_shown(
    east: Cast, access: Enter, signed_in: SignedIn
) -> None:
    chair = east["chair"]
    membership = Membership.objects.get(user=chair)
    end_membership(membership=membership, ends_on=NOW.date() - timedelta(days=10), by=access(east["manager"], east),
                   now=NOW, today=NOW.date())  # fmt: skip
    for when in (datetime(2007, 1, 1, tzinfo=UTC), NOW - timedelta(days=20), NOW):
        log("person.logged_in", chair, by=chair, now=when, operation=Operation.LOGIN)

    page = look(signed_in, east, person=f"user:{chair.pk}", operation="login")

    assert rows_of(page) == 1
    assert "2 Nov 2026" in page


def test_a_failed_log_in_as_one_of_the_people_is_shown(east: Cast, signed_in: SignedIn) -> None:
    from frankpledge.audit.log import Nobody

    log("log_in.failed", east["chair"], by=Nobody(), now=NOW, operation=Operation.LOGIN)

    assert "Nobody logged in" in look(signed_in, east, operation="login", until="2026-11-22")


def test_the_audit_can_be_taken_away_and_that_is_a_disclosure(busy: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(busy["auditor"]).get(reverse("audit-download", args=["east"]), {"event": "agency."})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    entry = Entry.objects.get(event="audit.downloaded")
    numbers = [int(row["Number"]) for row in rows]
    assert len(rows) == 30
    assert numbers == sorted(numbers, reverse=True)
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-east-')
    assert (entry.operation, entry.after["rows"]) == ("disclose", 30)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_cell_of_the_file_is_a_formula(text: str) -> None:
    entry = Entry(sequence=1, at=NOW, actor=text, operation=text, event=text, subject_type=text, subject=text,
                  purpose=text, before={text: text}, after={"a": text}, request=text)  # fmt: skip

    written = _file([entry], {}).decode("utf-8-sig")

    for row in csv.reader(io.StringIO(written, newline="")):
        assert not any(cell.startswith(tuple("=+-@\t\r\n\0")) for cell in row)


def break_the_audit() -> None:
    """Make the database refuse every new row of the audit, as a full disk would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        else:
            cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (sequence < 0) NOT VALID")


@pytest.mark.parametrize(
    "name",
    ["person-list", "person-detail", "group-detail", "agency-detail", "place-add", "membership-edit", "audit-list",
     "audit-download"],
)  # fmt: skip
def test_no_page_with_names_is_shown_if_its_reading_cannot_be_written_down(
    east: Cast, signed_in: SignedIn, name: str
) -> None:
    someone = east["contributor"]
    rest = {
        "person-detail": [someone.pk], "group-detail": [east.comms.pk], "agency-detail": [east.council.pk],
        "place-add": [east.comms.pk],
        "membership-edit": [someone.pk, Membership.objects.get(user=someone).pk],
    }.get(name, [])  # fmt: skip
    client = signed_in(east["auditor" if name.startswith("audit") else "manager"])
    client.raise_request_exception = False
    break_the_audit()

    answer = client.get(reverse(name, args=["east", *rest]))

    assert answer.status_code == 500
    assert b"canary" not in answer.content


def test_nothing_is_changed_if_the_change_cannot_be_written_down(east: Cast, access: Enter) -> None:
    by = access(east["manager"], east)
    break_the_audit()

    with pytest.raises(DatabaseError):
        add_agency(name="Probation", short_name="Probation", by=by, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_cannot_be_written_down_leaves_no_trace(
    transactional_db: None, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    east = request.getfixturevalue("east")
    client = signed_in(east["manager"])
    client.raise_request_exception = False
    break_the_audit()
    request.addfinalizer(mend_the_audit)

    answer = client.post(reverse("agency-add", args=["east"]), {"name": "Probation", "short_name": "P"})

    assert answer.status_code == 500
    assert not Agency.objects.filter(name="Probation").exists()


def mend_the_audit() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER broken")
        else:
            cursor.execute("ALTER TABLE audit_entry DROP CONSTRAINT broken")


def test_reading_people_writes_one_row_for_each_of_them_but_oneself(east: Cast, signed_in: SignedIn) -> None:
    signed_in(east["manager"]).get(reverse("person-list", args=["east"]))

    read = Entry.objects.filter(event="person.read", actor=east["manager"].audit_key)
    everybody = {str(user.pk) for user in east.people.values()}
    assert set(read.values_list("subject", flat=True)) == everybody - {str(east["manager"].pk)}
    assert set(read.values_list("purpose", "operation", "partnership")) == {
        ("list of people", "read", str(east.partnership.pk))
    }


def test_the_chain_holds_after_all_that(busy: Cast, signed_in: SignedIn) -> None:
    look(signed_in, busy)
    signed_in(busy["manager"]).get(reverse("person-list", args=["east"]))

    assert verify_all().whole


def test_no_personal_data_is_in_the_audit(busy: Cast, signed_in: SignedIn) -> None:
    signed_in(busy["manager"]).get(reverse("person-list", args=["east"]))
    look(signed_in, busy)

    written = " ".join(str(list(row.values())) for row in Entry.objects.values())

    assert "canary" not in written
