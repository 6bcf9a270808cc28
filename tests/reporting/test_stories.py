"""Successes: found once and by the rule alone, offered as drafts, decided by the group they were offered to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.models import Communication
from frankpledge.measures.changes import judge_quarter
from frankpledge.measures.models import Indicator
from frankpledge.measures.rating import Rag
from frankpledge.partners.access import NotAllowed, access_for
from frankpledge.plans.models import Milestone, Plan
from frankpledge.reporting.changes.reports import ReportRefused
from frankpledge.reporting.changes.stories import decide_story, edit_story, offer_stories
from frankpledge.reporting.models import Story
from tests.measures.sowing import indicator, value
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow
from tests.reporting.quarter import by_command, told

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def offered(plan: Plan, cast: Cast, quarter: str = "Q2") -> list[Story]:
    return offer_stories(plan=plan, quarter=quarter, group=cast.comms, by=by_command(cast), now=NOW)


def test_a_milestone_done_on_time_is_found_and_one_done_late_or_not_at_all_is_not(east: Cast) -> None:
    plan = told(east)  # "Print them" was done in time, "Ask schools" is late
    Milestone.objects.create(
        objective=objective(plan, "2.2"), text="Too late", due_on=date(2026, 7, 10), done_on=date(2026, 8, 1)
    )

    found = [story.headline for story in offered(plan, east) if story.found.startswith("milestone")]

    assert found == ["Done on time: Print them"]


def test_an_indicator_is_a_success_in_the_quarter_in_which_it_first_meets_its_target_and_not_again(east: Cast) -> None:
    plan = sow(east)
    row = indicator(plan, east, "1.1", name="Calls")
    for quarter, figure in (("Q1", 260), ("Q2", 20), ("Q3", 20)):
        value(row, quarter, figure, by=by_command(east))

    found = {quarter: [each.headline for each in offered(plan, east, quarter)] for quarter in ("Q1", "Q2", "Q3")}

    assert found == {"Q1": [], "Q2": ["Calls: target met"], "Q3": []}


def test_a_persons_kinder_judgement_is_no_success(east: Cast) -> None:
    plan = told(east)
    row = Indicator.objects.get(name="Thefts")
    judge_quarter(indicator=row, quarter="Q2", judged=Rag.ON_TRACK, why="It felt so.", by=by_command(east), now=NOW)

    assert "Thefts: target met" not in [story.headline for story in offered(plan, east)]


def test_each_story_names_the_records_it_rests_on(east: Cast) -> None:
    stories = offered(told(east), east)

    assert stories
    assert all(story.rests_on and all(address for _, address in story.rests_on) for story in stories)


def test_looking_again_finds_nothing_twice_and_leaves_what_people_made_of_it(east: Cast) -> None:
    plan, by = told(east), by_command(east)
    story = offered(plan, east)[0]
    edit_story(story=story, headline="In our words", text="Thanks to all.", version=1, by=by, now=NOW)

    assert offered(plan, east) == []
    story.refresh_from_db()
    assert story.headline == "In our words"


def test_a_declined_story_has_its_reason_and_a_cleared_one_is_written_no_more(east: Cast) -> None:
    by, story = by_command(east), offered(told(east), east)[0]

    with pytest.raises(ReportRefused, match="Say why"):
        decide_story(story=story, state="declined", why=" ", version=1, by=by, now=NOW)
    cleared = decide_story(story=story, state="cleared", why="", version=1, by=by, now=NOW)
    with pytest.raises(ReportRefused, match="cleared"):
        edit_story(story=cleared, headline="Other", text="Words", version=2, by=by, now=NOW)


def test_two_people_at_once_do_not_write_over_each_other(east: Cast) -> None:
    by, story = by_command(east), offered(told(east), east)[0]
    edit_story(story=story, headline="First", text="Words", version=1, by=by, now=NOW)

    with pytest.raises(EditedMeanwhile):
        edit_story(story=story, headline="Second", text="Words", version=1, by=by, now=NOW)


def test_the_groups_chair_decides_and_another_groups_chair_does_not(east: Cast) -> None:
    story = offered(told(east), east)[0]
    chair, officer = (access_for(east[who], "east", today=NOW.date()) for who in ("chair", "lead_officer"))

    with pytest.raises(NotAllowed):
        decide_story(story=story, state="cleared", why="", version=1, by=officer, now=NOW)
    assert decide_story(story=story, state="cleared", why="", version=1, by=chair, now=NOW).state == "cleared"


def test_the_button_offers_to_the_communications_group_and_the_page_clears_it(east: Cast, signed_in: SignedIn) -> None:
    told(east)
    signed_in(east["manager"]).post("/p/east/stories/offer/", {"quarter": "Q2"})
    story, chair = Story.objects.filter(found__startswith="milestone").get(), signed_in(east["chair"])

    page = chair.get(f"/p/east/stories/{story.pk}/").content.decode()
    chair.post(f"/p/east/stories/{story.pk}/decide/", {"state": "cleared", "why": "", "version": 1})

    assert story.group == east.comms
    assert "Clear or decline it" in page
    story.refresh_from_db()
    assert story.state == "cleared"


def test_csv_and_json_tell_of_the_same_stories_as_the_page(east: Cast, signed_in: SignedIn) -> None:
    stories, client = offered(told(east), east), signed_in(east["scrutiny"])

    found = client.get("/p/east/stories.json?state=draft").json()["stories"]
    lines = client.get("/p/east/stories.csv?state=draft").content.decode("utf-8-sig")
    page = client.get("/p/east/stories/?state=draft").content.decode()

    assert {row["headline"] for row in found} == {story.headline for story in stories}
    assert all(story.headline in lines and story.headline in page for story in stories)
    assert client.get("/p/east/stories.json?state=cleared").json()["stories"] == []


def test_a_story_is_written_as_a_draft_without_names_once_and_linked_to_its_objective(
    east: Cast, signed_in: SignedIn
) -> None:
    plan = told(east)
    name = east["contributor"].name
    story = offered(plan, east)[0]
    Story.objects.filter(pk=story.pk).update(text=f"{name} and PC Bloggs did it. Ring 01279 655261.")
    there = reverse("story-write", args=["east", story.pk])

    answer = signed_in(east["chair"]).post(there)
    signed_in(east["manager"]).post(there)

    made = Communication.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.state == "draft"
    assert made.is_success_story
    for each in (name, "Bloggs", "01279"):
        assert each not in made.wording
    assert "[name taken out]" in made.wording
    assert [link.objective for link in made.links.all()] == [story.objective]
    page = signed_in(east["scrutiny"]).get(reverse("story-detail", args=["east", story.pk])).content.decode()
    assert made.number in page


def test_a_declined_story_is_not_written_nor_by_those_whose_it_is_not(east: Cast, signed_in: SignedIn) -> None:
    story = offered(told(east), east)[0]
    there = reverse("story-write", args=["east", story.pk])

    assert signed_in(east["contributor"]).post(there).status_code == 403
    decide_story(story=story, state="declined", why="No.", version=story.version, by=by_command(east), now=NOW)
    assert signed_in(east["chair"]).post(there).status_code == 302
    assert not Communication.objects.exists()
