"""What people said leads to a priority that names its theme, or is listed as what no priority answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.strategy.changes.community import ViewWords, add_theme, record_view
from frankpledge.strategy.changes.holding import StrategyRefused
from frankpledge.strategy.changes.priorities import Grounds, PriorityWords, edit_priority
from frankpledge.strategy.models import Priority, Strategy, View, ViewTheme
from frankpledge.strategy.queries.voices import heard_under, voices_of
from frankpledge.strategy.writing.plain_strategy import strategy_plain
from tests.people import NOW, Cast
from tests.strategy.sowing import TODAY, Room, furnish, priority

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
HALL, SCHOOL = ("Village hall", date(2025, 6, 1)), ("The school", date(2025, 9, 1))


def theme(room: Room, name: str) -> ViewTheme:
    return add_theme(name=name, about="", by=room.analyst, now=NOW)


def said(room: Room, where: tuple[str, date], people: int, *themes: ViewTheme) -> View:
    words = ViewWords(*where, "Cars go too fast", "Residents", people)
    return record_view(assessment=room.assessment, words=words, themes=themes, by=room.analyst, now=NOW)


def names(room: Room, row: Priority, *themes: ViewTheme) -> Priority:
    said = PriorityWords(row.name, row.why)
    return edit_priority(
        priority=row, words=said, grounds=Grounds(themes=themes), version=row.version, by=room.analyst, now=NOW
    )


def test_a_priority_shows_how_many_views_in_how_many_meetings_and_leads_down_to_them(
    east: Cast, signed_in: SignedIn
) -> None:
    room = furnish(east)
    speeding, litter = theme(room, "Speeding"), theme(room, "Litter")
    said(room, HALL, 7, speeding)
    said(room, HALL, 2, speeding, litter)
    said(room, SCHOOL, 1, speeding)
    row = priority(room, grounds=Grounds(themes=[speeding]))

    [found] = heard_under(row)
    assert [(each.view_count, each.people_count, each.meeting_count) for each in found.heard] == [(3, 10, 2)]
    client = signed_in(east["board"])
    page = client.get(row.get_absolute_url()).content.decode()
    assert "3 views in 2 meetings or other occasions" in page
    down = f"/p/east/assessments/{room.assessment.pk}/views/?theme={speeding.pk}"
    assert f'href="{down}"' in page
    views = client.get(down).content.decode()
    assert views.count("Cars go too fast") >= 3
    assert row.get_absolute_url() in views  # and the way back up


def test_a_theme_with_views_that_no_priority_names_is_listed_as_unanswered(east: Cast, signed_in: SignedIn) -> None:
    room = furnish(east)
    speeding, litter, silent = theme(room, "Speeding"), theme(room, "Litter"), theme(room, "Noise")
    said(room, HALL, 7, speeding)
    said(room, SCHOOL, 4, litter)
    row = priority(room, grounds=Grounds(themes=[speeding, silent]))
    here, client = room.assessment.get_absolute_url(), signed_in(east["board"])

    assert [count.theme for count in voices_of(room.assessment).unanswered] == [litter]
    page = client.get(here).content.decode()
    assert f"?theme={litter.pk}" in page
    assert "1 view in 1 meeting or other occasion" in page
    assert "Every theme that people spoke of" not in page
    names(room, row, speeding, litter)
    assert voices_of(room.assessment).unanswered == ()
    assert "Every theme that people spoke of is answered by a priority" in client.get(here).content.decode()


def test_a_priority_of_a_strategy_that_is_over_or_superseded_answers_nothing(east: Cast) -> None:
    room = furnish(east)
    speeding = theme(room, "Speeding")
    said(room, HALL, 7, speeding)
    priority(room, grounds=Grounds(themes=[speeding]))

    superseded = {"state": "superseded", "approved_on": date(2026, 4, 1), "approved_by": "user:1"}
    over = {"state": "draft", "starts_on": date(2019, 4, 1), "ends_on": date(2022, 3, 31)}
    for past in (superseded, over):
        Strategy.objects.filter(pk=room.strategy.pk).update(**past)
        assert [count.theme for count in voices_of(room.assessment).unanswered] == [speeding]


def test_another_partnerships_theme_is_refused(east: Cast, west: Cast) -> None:
    room, theirs = furnish(east), theme(furnish(west), "Speeding")

    with pytest.raises(StrategyRefused, match="no longer there"):
        priority(room, grounds=Grounds(themes=[theirs]))


def test_the_strategys_paper_does_not_say_how_few_people_said_it(east: Cast) -> None:
    room = furnish(east)
    speeding, litter = theme(room, "Speeding"), theme(room, "Litter")
    said(room, HALL, 7, speeding)
    said(room, HALL, 4, litter)
    priority(room, grounds=Grounds(themes=[speeding, litter]))

    [plain] = strategy_plain(room.fresh().strategy, today=TODAY)["priorities"]

    assert plain["themes"] == [
        {"theme": "Speeding", "heard": "1 view of 7 people"},
        {"theme": "Litter", "heard": "views of fewer than 5 people"},
    ]


def test_the_form_offers_the_themes_and_keeps_what_is_chosen(east: Cast, signed_in: SignedIn) -> None:
    room = furnish(east)
    speeding = theme(room, "Speeding")
    row, client = priority(room), signed_in(east["analyst"])
    here = f"{row.get_absolute_url()}edit/"

    assert "Which themes of what people said does it answer?" in client.get(here).content.decode()
    answer = client.post(here, {"name": row.name, "why": row.why, "themes": [speeding.pk], "version": row.version})

    assert answer.status_code == 302
    assert list(row.themes.all()) == [speeding]
    assert f'value="{speeding.pk}"' in client.get(here).content.decode()
