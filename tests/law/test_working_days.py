"""Working days pass over weekends and the bank holidays of England and Wales, moved ones and those kept once."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.law.working_days import bank_holidays, is_working_day, working_days_after, working_days_between


def test_the_bank_holidays_of_2008() -> None:
    assert sorted(bank_holidays(2008)) == [
        date(2008, 1, 1), date(2008, 3, 21), date(2008, 3, 24), date(2008, 5, 5), date(2008, 5, 26),
        date(2008, 8, 25), date(2008, 12, 25), date(2008, 12, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2010, 12, 27), False),  # Christmas Day was a Saturday
        (date(2010, 12, 28), False),  # and Boxing Day a Sunday
        (date(2011, 4, 29), False),
        (date(2012, 5, 28), True),  # moved to June
        (date(2012, 6, 4), False),
        (date(2012, 6, 5), False),
        (date(2020, 5, 4), True),  # moved to the 8th
        (date(2020, 5, 8), False),
        (date(2022, 1, 3), False),
        (date(2022, 9, 19), False),
        (date(2023, 5, 8), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
    ],
)
def test_a_holiday_moved_kept_once_or_on_a_weekend_is_no_working_day(day: date, is_working: bool) -> None:
    assert is_working_day(day) == is_working


def test_ten_working_days_over_christmas_and_new_year_take_more_than_a_fortnight() -> None:
    due = working_days_after(date(2008, 12, 19), 10)

    assert due == date(2009, 1, 7)
    assert working_days_between(date(2008, 12, 19), due) == 10
    assert working_days_between(due, date(2008, 12, 19)) == 0
