"""What was made under a rule keeps that rule: a later change of the register moves no day and takes back no power."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from frankpledge.delivery.models import KINDS, AccreditedPower
from frankpledge.law.models import Rule
from frankpledge.records.changes.parts import add_part, edit_part, stamp_of
from frankpledge.records.changes.records import RecordRefused, add_record, edit_record
from frankpledge.records.kinds import shown
from tests.delivery.test_night_time import made
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

pytestmark = pytest.mark.django_db
MARK = import_module("frankpledge.delivery.migrations.0027_the_law_each_was_made_under").mark
GIVEN = date(2008, 5, 1)


def edited(row: Any, cast: Cast, **values: Any) -> Any:
    return edit_record(record=row, values=values, version=row.version, by=as_role(cast, "manager"), now=NOW)


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def becomes(key: str, value: str) -> None:
    """The register says otherwise from now on, also of days gone by."""
    assert Rule.objects.filter(key=key).update(value=value)


def power(cast: Cast, name: str = "litter", basis: str = "accredited") -> Any:
    by = as_role(cast, "manager")
    values = {"title": "A warden", "starts_on": GIVEN, "basis": basis, "employer": cast.council, "collar": "W01"}
    row = add_record(kind=KINDS["accreditations"], values={**values, **lead(cast)}, by=by, now=NOW)
    given = {"power": name, "held_from": GIVEN}
    return add_part(record=row, part=KINDS["accreditations"].part("powers"), values=given, by=by, now=NOW)


def test_the_last_day_for_representations_stays_when_the_register_says_otherwise_later(east: Cast) -> None:
    row = made("licence-applications", east, sort="new", starts_on=date(2026, 11, 2))
    becomes("licensing.representation_days", "10")

    row = edited(row, east, hearing_on=date(2026, 12, 14))

    assert row.representations_until == date(2026, 11, 30)
    assert "28 days (not checked at its source)" in row.law_shown
    assert edited(row, east, starts_on=date(2026, 11, 3)).representations_until == date(2026, 11, 13)  # another day
    assert edited(row, east, sort="minor").law_shown == ""  # the law sets no day for it


def test_the_review_of_an_impact_area_stays_when_the_register_says_otherwise_later(east: Cast) -> None:
    row = made("impact-areas", east, published_on=date(2026, 11, 9))
    becomes("cumulative_impact.review_years", "1")

    row = edited(row, east, boundary="The high street")

    assert row.review_by == date(2029, 11, 9)
    assert "Cumulative impact: Cumulative impact assessment" in row.law_shown
    old = made("impact-areas", east, published_on=date(2009, 1, 5))
    assert "Special policy in the statement of licensing policy" in old.law_shown
    assert "none in force on 5 January 2009" in old.law_shown


def test_a_court_ban_is_held_to_the_lengths_it_was_made_under(east: Cast) -> None:
    first = date(2008, 6, 1)
    row = made("premises-bans", east, sort="court", court="Hertford", starts_on=first, until=date(2009, 6, 1))
    becomes("exclusion.longest_months", "6")

    assert edited(row, east, until=date(2010, 6, 1)).until == date(2010, 6, 1)
    assert "24 months" in again(row).law_said
    with pytest.raises(RecordRefused, match="no more than 24 months"):
        edited(again(row), east, until=date(2010, 6, 2))
    with pytest.raises(RecordRefused, match="no more than 6 months"):  # another first day: looked up anew
        edited(again(row), east, starts_on=date(2008, 7, 1))
    assert made("premises-bans", east).law_said == ""  # of members: no law sets its length


def test_a_power_given_stays_with_its_accreditation_when_the_register_no_longer_has_it(east: Cast) -> None:
    line = power(east)
    becomes("csas.power.litter", "no")
    part, by = KINDS["accreditations"].part("powers"), as_role(east, "manager")
    assert part is not None

    ended = {"held_to": date(2009, 4, 30)}
    line = edit_part(record=line.record, part=part, line=line, values=ended, seen=stamp_of(line), by=by, now=NOW)

    assert line.kept_rule("csas.power.litter").content is True
    assert "penalty notices for litter: Yes" in line.record.powers_law
    with pytest.raises(RecordRefused, match="no such power"):
        edit_part(
            record=line.record, part=part, line=line, values={"held_from": date(2008, 5, 2)}, seen=stamp_of(line),
            by=by, now=NOW,
        )  # fmt: skip
    assert power(east, "litter", basis="pcso").record.powers_law == ""


def test_of_rows_older_than_the_keeping_it_is_said_that_the_rule_is_not_known_and_their_days_stand(east: Cast) -> None:
    row = made("licence-applications", east, sort="new", starts_on=date(2026, 11, 2))
    area = made("impact-areas", east, published_on=date(2026, 11, 9))
    said = made("impact-areas", east, published_on=date(2009, 1, 5), other_review_by=date(2011, 1, 6))
    ban = made("premises-bans", east, sort="court", court="Hertford", until=date(2027, 5, 2))
    line = power(east)
    for each in (row, area, said, ban, line):
        type(each).objects.filter(pk=each.pk).update(law_kept={})

    MARK(apps, None)
    for key in ("licensing.representation_days", "cumulative_impact.review_years"):
        becomes(key, "1")
    becomes("csas.power.litter", "no")

    row = edited(again(row), east, hearing_on=date(2026, 12, 14))
    assert row.representations_until == date(2026, 11, 30)
    assert "which rule was applied is not known" in shown(row, "law_shown")
    assert row.kept_rules == []
    assert edited(again(area), east, boundary="The high street").review_by == date(2029, 11, 9)
    assert edited(again(said), east, other_review_by=date(2012, 1, 6)).review_by == date(2012, 1, 6)  # no law's day
    assert again(ban).law_said == "not known: no rule was kept with it"
    part = KINDS["accreditations"].part("powers")
    assert part is not None
    line = AccreditedPower.objects.get(pk=line.pk)
    ended = {"held_to": date(2009, 4, 30)}
    by = as_role(east, "manager")
    edit_part(record=line.record, part=part, line=line, values=ended, seen=stamp_of(line), by=by, now=NOW)
    assert "is not known" in again(line).record.powers_law
