"""Freezing a quarter: what is told, that it is never changed, and that it may be made again only with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from frankpledge.audit.models import Entry
from frankpledge.partners.access import NotAllowed, access_for
from frankpledge.plans.models import Objective, Plan
from frankpledge.reporting.building import content_of
from frankpledge.reporting.changes.reports import (
    ReportRefused,
    disclose_file,
    keep,
    make_public,
    make_report,
    prepare,
    publish_report,
    withdraw_report,
)
from frankpledge.reporting.content import from_json, hash_of, to_json
from frankpledge.reporting.models import Report, ReportFile
from frankpledge.reporting.queries.reports import is_as_made
from frankpledge.reporting.writing import WRITERS
from tests.people import NOW, Cast
from tests.reporting.quarter import by_command, said, told

pytestmark = pytest.mark.django_db


def make(plan: Plan, cast: Cast, **words: object) -> Report:
    usual = {"quarter": "Q2", "kind": "quarterly", "marking": "OFFICIAL", "by": by_command(cast), "now": NOW}
    return make_report(plan=plan, **{**usual, **words})  # type: ignore[arg-type]


def test_a_report_tells_what_was_approved_and_not_what_is_still_being_written(east: Cast) -> None:
    content = from_json(make(told(east), east).snapshot)

    updates = {row.ref: row.update for _, row in content.objectives}
    assert updates["1.1"].startswith("Posters went up.")
    assert updates["2.1"] == ""
    assert "Not yet agreed" not in str(to_json(content))


def test_exceptions_come_first_and_each_says_what_to_do(east: Cast) -> None:
    content = from_json(make(told(east), east).snapshot)

    found = {(line.ref, line.sign.word) for line in content.exceptions}
    assert {("2.1", "Off track"), ("1.1", "Late"), ("3.1", "No owner")} <= found
    assert all(line.do for line in content.exceptions)
    tones = [line.sign.tone for line in content.exceptions]
    assert tones == sorted(tones, key=lambda tone: tone != "red")


def test_the_summary_can_be_counted_again(east: Cast) -> None:
    content = from_json(make(told(east), east).snapshot)

    assert content.summary[0] == "1 of the plan's 4 objectives has an approved update."
    assert "£250.50 is paid of £1,000.00 allocated." in content.summary
    money = content.money
    assert money is not None
    assert {line.paid for line in (money.total, *money.by_funder, *money.by_section)} == {"250.50"}


def test_each_chart_says_what_it_shows_and_has_its_table(east: Cast) -> None:
    charts = from_json(make(told(east), east).snapshot).charts

    assert [chart.title for chart in charts] == ["How the indicators stand", "2.1 Thefts", "1.1 Calls"]
    assert all(chart.alt and chart.rows and chart.svg.startswith("<svg") for chart in charts)


def test_a_plan_with_nothing_in_it_is_reported_as_that_and_not_as_good_news(east: Cast) -> None:
    plan = told(east)
    Objective.objects.filter(section__plan=plan).delete()

    content = from_json(make(plan, east).snapshot)

    assert content.exceptions == ()
    assert "No objective has an indicator, so nothing here is rated." in content.summary


@pytest.mark.parametrize("model", [Report, ReportFile])
def test_the_database_itself_refuses_to_change_or_delete_a_report(east: Cast, model: type[Report]) -> None:
    make(told(east), east)

    everything: Any = model.objects.all()
    for attempt in (lambda: everything.update(sha256="0" * 64), lambda: everything._raw_delete("default")):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            attempt()


def test_the_same_records_are_the_same_bytes_in_every_kind_of_file(east: Cast) -> None:
    plan = told(east)
    first = make(plan, east)
    second = make(plan, east, reason="To compare", now=NOW + timedelta(hours=1))

    files = {number: dict(row.files.values_list("kind", "sha256")) for number, row in ((1, first), (2, second))}
    assert first.sha256 == second.sha256
    assert files[1] == files[2]
    assert set(files[1]) == set(WRITERS)


def test_what_changes_after_a_report_does_not_change_it(east: Cast) -> None:
    plan = told(east)
    report = make(plan, east)
    before = report.snapshot
    said(plan, "2.2", "Late news.", east)

    report.refresh_from_db()

    assert report.snapshot == before
    assert is_as_made(report)


def test_a_changed_file_would_be_seen(east: Cast) -> None:
    report = make(told(east), east)
    report.snapshot["title"] = "Another title"

    assert not is_as_made(report)
    assert hash_of(report.snapshot) != report.sha256


def test_a_second_report_of_a_quarter_needs_its_reason_and_leaves_the_first(east: Cast) -> None:
    plan = told(east)
    make(plan, east)

    with pytest.raises(ReportRefused, match="say why another is made"):
        make(plan, east)
    assert make(plan, east, reason="A figure was late").number == 2
    assert Report.objects.count() == 2


def test_one_request_makes_one_report_though_its_job_runs_twice(east: Cast) -> None:
    plan = told(east)
    prepared = prepare(content_of(plan, "Q2", kind="quarterly", marking="", on=NOW.date()))

    for _ in range(2):
        keep(plan=plan, prepared=prepared, reason="", by=by_command(east), now=NOW, asked="one request")

    assert Report.objects.count() == 1


@pytest.mark.parametrize("role", ["administrator", "chair", "lead_officer", "contributor", "analyst", "scrutiny"])
def test_only_whoever_owns_the_plan_makes_reports(east: Cast, role: str) -> None:
    plan = told(east)

    with pytest.raises(NotAllowed):
        make(plan, east, by=access_for(east[role], "east", today=date(2026, 11, 22)))
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [({"quarter": "Q5"}, "Q1, Q2, Q3 and Q4"), ({"kind": "public"}, "from a quarterly report"),
     ({"marking": "SECRET"}, "marking from the lists"), ({"kind": "yearly"}, "from the lists")],
)  # fmt: skip
def test_what_is_not_on_the_lists_is_refused(east: Cast, words: dict[str, str], problem: str) -> None:
    with pytest.raises(ReportRefused, match=problem):
        make(told(east), east, **words)


def test_the_public_version_says_the_same_without_names_once_somebody_has_read_it(east: Cast) -> None:
    plan = told(east)
    said(plan, "2.2", f"{east['contributor'].name} found three victims.", east)
    report = make(plan, east)

    with pytest.raises(ReportRefused, match="Read what was taken out"):
        make_public(report=report, is_checked=False, by=by_command(east), now=NOW)
    public = make_public(report=report, is_checked=True, by=by_command(east), now=NOW)

    assert "canary" not in str(public.snapshot)
    assert public.marking == ""
    assert from_json(public.snapshot).money == from_json(report.snapshot).money


def test_a_report_is_given_out_once_and_taken_back_with_a_reason_beside_it(east: Cast) -> None:
    report, by = make(told(east), east), by_command(east)

    with pytest.raises(ReportRefused, match="not given out"):
        withdraw_report(report=report, why="A mistake", by=by, now=NOW)
    publish_report(report=report, by=by, now=NOW)
    with pytest.raises(ReportRefused, match="already"):
        publish_report(report=report, by=by, now=NOW)
    with pytest.raises(ReportRefused, match="Say why"):
        withdraw_report(report=report, why=" ", by=by, now=NOW)

    assert withdraw_report(report=report, why="A mistake", by=by, now=NOW).withdrawn_why == "A mistake"


def test_taking_a_file_away_is_written_down(east: Cast) -> None:
    report = make(told(east), east)

    disclose_file(report=report, kind="pdf", by=by_command(east), now=NOW)

    row = Entry.objects.get(event="report.taken")
    assert row.operation == "disclose"
    assert (row.after or {})["kind"] == "pdf"


def test_a_report_is_built_in_as_many_queries_whatever_the_plans_size(
    east: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = told(east)

    with django_assert_max_num_queries(30):
        content_of(plan, "Q2", kind="scrutiny", marking="", on=NOW.date())
