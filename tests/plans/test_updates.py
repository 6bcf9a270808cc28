"""What holds of a quarter's cell: its history is whole, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed, access_by_command
from frankpledge.plans.changes.findings import refresh_findings
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.updates import restore_update, write_update
from frankpledge.plans.models import Objective, PlanFinding, QuarterUpdate, QuarterUpdateVersion
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

Knows = Callable[[User, Cast], Access]


def write(row: Objective, text: str, version: int, by: Access, quarter: str = "Q1") -> QuarterUpdate:
    return write_update(objective=row, quarter=quarter, text=text, version=version, by=by, now=NOW)


def test_an_update_is_kept_with_who_wrote_it_and_when(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")

    update = write(row, "Two meetings held", 0, access(east["contributor"], east))

    version = update.versions.get()
    assert (version.text, version.written_by, version.written_at) == (
        "Two meetings held", east["contributor"].audit_key, NOW,
    )  # fmt: skip
    assert Entry.objects.get(event="update.written").after == {
        "text": "Two meetings held", "quarter": "Q1", "ref": "1.1",
    }  # fmt: skip


def test_every_earlier_wording_stays(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    by = access(east["manager"], east)

    write(row, "One", 0, by)
    write(row, "Two", 1, by)
    restore_update(objective=row, quarter="Q1", wording=1, version=2, by=by, now=NOW)

    history = QuarterUpdateVersion.objects.filter(update__objective=row).values_list("version", "text")
    assert list(history) == [(3, "One"), (2, "Two"), (1, "One")]
    assert QuarterUpdate.objects.get(objective=row).text == "One"


def test_words_written_meanwhile_are_not_overwritten(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    write(row, "Theirs", 0, access(east["contributor"], east))

    with pytest.raises(EditedMeanwhile) as met:
        write(row, "Mine", 0, access(east["manager"], east))

    assert met.value.current.text == "Theirs"
    assert QuarterUpdate.objects.get(objective=row).text == "Theirs"


def test_the_same_words_again_change_nothing(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")
    by = access(east["manager"], east)
    write(row, "Done", 0, by)
    before = Entry.objects.count()

    write(row, "Done", 0, by)

    assert QuarterUpdateVersion.objects.count() == 1
    assert Entry.objects.count() == before


def test_a_cell_nobody_wrote_in_stays_untouched_when_nothing_is_written(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")

    write(row, "", 0, access(east["manager"], east))

    assert not QuarterUpdate.objects.filter(objective=row).exists()


@pytest.mark.parametrize(
    ("role", "ref", "may"),
    [
        ("manager", "2.2", True),
        ("contributor", "1.1", True),
        ("contributor", "2.1", False),
        ("other_contributor", "1.1", False),
        ("other_contributor", "2.1", True),
        ("lead_officer", "1.1", True),
        ("lead_officer", "2.1", False),
        ("chair", "1.1", True),
        ("chair", "2.1", False),
        ("administrator", "1.1", False),
        ("analyst", "1.1", False),
        ("scrutiny", "1.1", False),
        ("auditor", "1.1", False),
    ],
)
def test_an_update_is_written_by_those_who_lead_the_objective(
    east: Cast, access: Knows, role: str, ref: str, may: bool
) -> None:
    row = objective(sow(east), ref)
    by = access(east[role], east)

    if may:
        write(row, "Done", 0, by)
    else:
        with pytest.raises(NotAllowed):
            write(row, "Done", 0, by)

    assert QuarterUpdate.objects.filter(objective=row).exists() is may


def test_there_is_no_fifth_quarter(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")

    with pytest.raises(PlanRefused, match="Q1, Q2, Q3 and Q4"):
        write(row, "Done", 0, access(east["manager"], east), quarter="Q5")


def test_a_wording_that_never_was_cannot_be_put_back(east: Cast, access: Knows) -> None:
    row = objective(sow(east), "1.1")

    with pytest.raises(PlanRefused, match="no such earlier wording"):
        restore_update(objective=row, quarter="Q1", wording=7, version=0, by=access(east["manager"], east), now=NOW)


@given(words=st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_history_is_every_change_of_words_in_order(east: Cast, words: list[str]) -> None:
    plan = east.partnership.plans.first() or sow(east)
    row, by = objective(plan, "2.2"), access_by_command("test", east.partnership)
    QuarterUpdate.objects.filter(objective=row).delete()
    version, expected, now_reads = 0, [], ""

    for text in words:
        version = write(row, text, version, by).version
        if text != now_reads:
            expected.append(text)
            now_reads = text

    history = QuarterUpdateVersion.objects.filter(update__objective=row).order_by("version")
    assert [each.text for each in history] == expected


def test_no_finding_depends_on_an_update_so_none_is_looked_for_again(east: Cast, access: Knows) -> None:
    plan = sow(east)
    before = list(PlanFinding.objects.filter(plan=plan).values_list("code", "ref", "message"))

    write(objective(plan, "1.1"), "Regular meetings as necessary (TBC), see 9.9", 0, access(east["manager"], east))

    refresh_findings(plan=plan, now=NOW)
    assert list(PlanFinding.objects.filter(plan=plan).values_list("code", "ref", "message")) == before
    plan.refresh_from_db()
    assert plan.changed_by == east["manager"].audit_key
