"""The reports' pages: making one, reading it, taking its files away, giving it out, and what the public would have."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.jobs.models import Job
from frankpledge.jobs.testing import run_due
from frankpledge.plans.models import Plan
from frankpledge.reporting.changes.reports import make_report, publish_report
from frankpledge.reporting.content import from_json
from frankpledge.reporting.models import Report, ReportFile
from frankpledge.reporting.writing import WRITERS
from tests.people import NOW, Cast
from tests.reporting.quarter import by_command, said, told

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
REPORTS = "/p/east/reports/"


def made(plan: Plan, cast: Cast, **words: str) -> Report:
    usual = {"quarter": "Q2", "kind": "quarterly", "marking": "OFFICIAL", **words}
    return make_report(plan=plan, by=by_command(cast), now=NOW, **usual)


def text_of(page: str) -> str:
    """The words of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def asked_for(plan: Plan, **words: object) -> dict[str, object]:
    return {"plan": plan.pk, "quarter": "Q2", "kind": "quarterly", "marking": "OFFICIAL", "reason": "", **words}


def test_a_report_asked_for_on_the_page_is_made_behind_it_and_then_stands_in_the_list(
    east: Cast, signed_in: SignedIn
) -> None:
    plan, client = told(east), signed_in(east["manager"])

    answer = client.post(REPORTS + "make/", asked_for(plan))
    waiting = text_of(client.get(REPORTS).content.decode())
    run_due()
    there = text_of(client.get(REPORTS).content.decode())

    assert answer.status_code == 302
    assert "Being made" in waiting
    assert "Being made" not in there
    report = Report.objects.get()
    assert (report.quarter, report.marking, report.made_by) == ("Q2", "OFFICIAL", east["manager"].audit_key)
    assert f"Quarterly report Q2 {plan.period}" in there


def test_a_second_report_without_a_reason_is_refused_beside_its_box(east: Cast, signed_in: SignedIn) -> None:
    plan = told(east)
    made(plan, east)

    answer = signed_in(east["manager"]).post(REPORTS + "make/", asked_for(plan))

    assert "say why another is made" in answer.content.decode()
    assert not Job.objects.filter(name="report.make").exists()


def test_a_report_that_cannot_be_made_says_so_in_the_list(east: Cast, signed_in: SignedIn) -> None:
    plan, client = told(east), signed_in(east["manager"])
    client.post(REPORTS + "make/", asked_for(plan))
    made(plan, east)  # somebody was quicker

    run_due()

    page = text_of(client.get(REPORTS).content.decode())
    assert "Not made" in page
    assert "There is one of this quarter already" in page
    assert Report.objects.count() == 1


def test_the_page_says_what_the_snapshot_says_though_the_records_have_moved_on(east: Cast, signed_in: SignedIn) -> None:
    plan = told(east)
    report = made(plan, east)
    said(plan, "2.2", "Late news.", east)

    page = text_of(signed_in(east["scrutiny"]).get(f"{REPORTS}{report.pk}/").content.decode())

    content = from_json(report.snapshot)
    told_there = [
        *content.summary,
        *(line.what for line in content.exceptions),
        *(chart.alt for chart in content.charts),
    ]
    told_there += [rating.why for _, row in content.objectives for rating in row.ratings]
    assert [words for words in told_there if " ".join(words.split()) not in page.replace("&#x27;", "'")] == []
    assert "Late news" not in page
    assert report.sha256 in page
    assert "As it was made" in page


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_taken_away_is_the_kept_one_and_leaves_a_row_in_the_audit(
    east: Cast, signed_in: SignedIn, kind: str
) -> None:
    report = made(told(east), east)
    kept = bytes(ReportFile.objects.get(report=report, kind=kind).content)

    answer = signed_in(east["contributor"]).get(f"{REPORTS}{report.pk}/file/{kind}/")

    assert answer.content == kept
    assert answer["Content-Type"] == WRITERS[kind].media_type
    assert "attachment" in answer["Content-Disposition"]
    assert answer["ETag"].strip('"') == hashlib.sha256(kept).hexdigest()
    entry = Entry.objects.get(event="report.taken")
    assert (entry.actor, (entry.after or {})["kind"]) == (east["contributor"].audit_key, kind)


def test_there_is_no_file_of_another_kind(east: Cast, signed_in: SignedIn) -> None:
    report = made(told(east), east)

    assert signed_in(east["manager"]).get(f"{REPORTS}{report.pk}/file/exe/").status_code == 404


def test_a_report_is_given_out_and_taken_back_from_its_page(east: Cast, signed_in: SignedIn) -> None:
    report, client = made(told(east), east), signed_in(east["manager"])
    there = f"{REPORTS}{report.pk}/"

    client.post(there + "publish/")
    given = text_of(client.get(there).content.decode())
    client.post(there + "withdraw/", {"why": "The figure of 2.1 was wrong."})
    taken = text_of(client.get(there).content.decode())

    assert "Given out" in given
    assert "Taken back" in taken
    assert "The figure of 2.1 was wrong." in taken
    assert "Taken back" in text_of(client.get(REPORTS).content.decode())


def test_the_public_preview_lists_what_goes_and_refuses_until_somebody_says_they_read_it(
    east: Cast, signed_in: SignedIn
) -> None:
    plan = told(east)
    said(plan, "2.2", f"{east['contributor'].name} visited three victims.", east)
    report, client = made(plan, east), signed_in(east["manager"])
    there = f"{REPORTS}{report.pk}/public/"

    page = text_of(client.get(there).content.decode())
    refused = client.post(there, {"reason": ""}).content.decode()
    none_made = not Job.objects.filter(name="report.make-public").exists()
    client.post(there, {"is_checked": "on", "reason": ""})
    run_due()

    assert east["contributor"].name in page
    assert "a small number stands near" in page.lower()
    assert "Say that you have read" in refused
    assert none_made
    public = Report.objects.get(kind="public")
    assert "canary" not in str(public.snapshot)
    assert not hasattr(public, "publication")


def test_a_scrutiny_pack_has_no_public_version(east: Cast, signed_in: SignedIn) -> None:
    report = made(told(east), east, kind="scrutiny")

    assert signed_in(east["manager"]).get(f"{REPORTS}{report.pk}/public/").status_code == 404


def test_csv_and_json_tell_of_the_same_reports_as_the_page_filtered_alike(east: Cast, signed_in: SignedIn) -> None:
    plan, client = told(east), signed_in(east["analyst"])
    first, _ = made(plan, east, quarter="Q1"), made(plan, east)
    publish_report(report=first, by=by_command(east), now=timezone.now())

    page = client.get(REPORTS + "?quarter=Q1").content.decode()
    rows = list(csv.DictReader(io.StringIO(client.get("/p/east/reports.csv?quarter=Q1").content.decode("utf-8-sig"))))
    found = client.get("/p/east/reports.json?quarter=Q1").json()["reports"]

    assert [row["sha256"] for row in rows] == [row["sha256"] for row in found] == [first.sha256]
    assert set(re.findall(r"/reports/(\d+)/", page)) == {str(first.pk)}
    assert found[0]["published"]
    assert client.get("/p/east/reports.json?quarter=Q4").json()["reports"] == []


def test_the_list_is_empty_in_words_that_say_what_will_be_there(east: Cast, signed_in: SignedIn) -> None:
    manager, reader = (signed_in(east[who]).get(REPORTS).content.decode() for who in ("manager", "scrutiny"))

    assert "Reports will be here" in manager
    assert "/reports/make/" in manager
    assert "/reports/make/" not in reader


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "scrutiny", "board", "administrator"])
def test_nobody_else_makes_or_gives_out_a_report(east: Cast, signed_in: SignedIn, role: str) -> None:
    report, client = made(told(east), east), signed_in(east[role])

    answers = [client.post(f"{REPORTS}{rest}").status_code for rest in ("make/", f"{report.pk}/publish/")]

    assert answers == [404, 404]  # what one may not do at all is not there
    assert not Job.objects.filter(name="report.make").exists()
    assert not hasattr(Report.objects.get(), "publication")
    assert "Make the public version" not in client.get(f"{REPORTS}{report.pk}/").content.decode()


def test_another_partnerships_report_is_nowhere(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    report = made(told(east), east)

    client = signed_in(west["manager"])

    assert client.get(f"/p/west/reports/{report.pk}/").status_code == 404
    assert client.get(f"/p/west/reports/{report.pk}/file/pdf/").status_code == 404
