"""The whole story, through the browser alone: an empty installation, the partnership's document, and back in Word."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from frankpledge.plandocs.checking import check
from frankpledge.plandocs.model import Reading
from tests.journeys.browsing import ROOT, Visitor
from tests.journeys.people import PASSWORD, App, set_up_app
from tests.journeys.site import COMMAND, Site, site_in

EXAMPLE = ROOT / "examples" / "east-herts-action-plan-2008-09.docx"
TARGET = "Ten fewer licensed premises that fail a test purchase, by 31 March 2009"
FIRST = "Two bottle watches held at closing time; 14 bottles handed in."
OURS = "Three bottle watches held, by the manager's count."
THEIRS = "Pubwatch met twice, by the police's count."


@dataclass
class Story:
    """Two people, each with a browser and a phone of their own."""

    site: Site
    manager: Visitor
    partner: Visitor
    apps: dict[str, App] = field(default_factory=dict)
    plan: str = ""
    cell: str = ""

    def close(self) -> None:
        complaints = [*self.manager.close(), *self.partner.close()]
        assert complaints == []


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("main").get_by_role("button", name=name).first.click()


def heading(visitor: Visitor) -> str:
    return str(visitor.page.inner_text("h1"))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    """What ``frankpledge migrate`` and ``frankpledge serve`` leave, and nothing else."""
    with site_in(tmp_path) as site:
        site.run(COMMAND, "migrate")
        site.up()
        yield site


def test_from_an_empty_database_to_the_plan_back_in_word(browser: Any, empty: Site, tmp_path: Path) -> None:
    story = Story(empty, Visitor(browser, empty.address), Visitor(browser, empty.address))

    first_account(story)
    partnership_founded(story)
    bodies_added(story)
    partner_invited(story)
    document_read_before_it_is_saved(story)
    plan_at_a_glance(story)
    finding_mended_where_it_leads(story)
    update_typed_into_its_cell(story)
    both_texts_shown_when_two_write_at_once(story)
    words_and_references_found(story)
    back = taken_out_as_word(story, tmp_path)

    objectives = {objective.ref: objective for section in back.plan.sections for objective in section.objectives}
    assert [len(section.objectives) for section in back.plan.sections] == [9, 8, 6, 3, 5, 5, 1]
    assert len(objectives) == 37
    assert objectives["6.3"].target == TARGET
    assert OURS in objectives["6.3"].updates["Q1"]
    assert THEIRS in objectives["6.3"].updates["Q1"]
    story.close()


def first_account(story: Story) -> None:
    """The printed link makes it; a password alone gets nobody further."""
    visitor = story.manager
    visitor.go(story.site.setup_link())
    assert visitor.axe() == []
    visitor.page.get_by_label("Your name").fill("Cora Manley")
    visitor.page.get_by_label("E-mail address").fill("cora@people.example")
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(visitor, "Continue")
    visitor.go("/partnerships/add/")
    assert heading(visitor) == "Add a second way to show that it is you"
    story.apps["cora"] = set_up_app(visitor)
    assert heading(visitor) == "Found a partnership"


def partnership_founded(story: Story) -> None:
    """A form with a mistake in it says so; put right, the next page says what to do first."""
    visitor = story.manager
    page = visitor.page
    page.get_by_label("Name of the partnership").fill("East Herts Community Safety Partnership")
    page.get_by_label("Short name, for addresses").fill("east herts")
    page.get_by_label("Your agency", exact=True).fill("East Hertfordshire District Council")
    page.get_by_label("Your agency, as the plan writes it").fill("EHC")
    page.get_by_label("Which of the responsible authorities is it?").select_option(label="District council")
    press(visitor, "Found the partnership")
    assert page.title().startswith("Error:")
    page.get_by_label("Short name, for addresses").fill("east-herts")
    press(visitor, "Found the partnership")
    assert "Here is what to set up next" in visitor.main()


def bodies_added(story: Story) -> None:
    """The usual agencies and groups, from where the pages say they are missing."""
    visitor = story.manager
    for part, expected in (("Agencies", "Probation Service"), ("Groups", "Joint Action Group")):
        visitor.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Partnership").click()
        visitor.page.locator(".govuk-task-list").get_by_role("link", name=part).click()
        press(visitor, "Add those ticked")
        assert expected in visitor.main()


def partner_invited(story: Story) -> None:
    """A letter lets one person in, once, with a password and a second factor of their own."""
    page = story.manager.page
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Partnership").click()
    page.locator(".govuk-task-list").get_by_role("link", name="People").click()
    page.get_by_label("Name", exact=True).fill("Pat Cotter")
    page.get_by_label("E-mail address").fill("pat@people.example")
    page.get_by_label("Agency", exact=True).select_option(label="Police")
    page.get_by_label("Contributor: ").check()
    press(story.manager, "Send invitation")
    link = re.search(r"http://\S+/invitation/\S+", letter_to(story.site, "pat@people.example"))
    assert link
    partner = story.partner
    partner.go(link[0])
    assert heading(partner) == "Join East Herts Community Safety Partnership"
    partner.page.get_by_label("Choose a password", exact=True).fill(PASSWORD + " again")
    press(partner, "Join")
    story.apps["pat"] = set_up_app(partner)
    partner.go("/")
    assert heading(partner) == "My work"
    assert partner.go("/p/east-herts/people/", expect=404).status == 404
    partner.go(link[0], expect=410)


def letter_to(site: Site, address: str) -> str:
    """The newest letter to somebody; it is posted by a thread of the server's, so it may take a moment."""
    for _ in range(50):
        if letters := site.letters(address):
            return letters[-1]
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address} in the outbox")


def document_read_before_it_is_saved(story: Story) -> None:
    """The preview counts and asks; the list of plans is empty until the manager says so."""
    visitor = story.manager
    page = visitor.page
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Plan").click()
    press(visitor, "Bring your Word document")
    page.get_by_label("The plan's document").set_input_files(EXAMPLE)
    press(visitor, "Read the document")
    assert heading(visitor) == "Check what was read"
    assert figures(visitor)[:3] == ["7 sections", "37 objectives", "72 actions"]
    preview = page.url
    visitor.go("/p/east-herts/plans/")
    assert "Your action plan will be here" in visitor.main()
    visitor.go(preview)
    page.get_by_label("IYSS").select_option(label="Add it as an agency (suggested)")
    page.get_by_label("EH and Brox DV Forum").select_option(label="Another name for Domestic Violence Forum")
    press(visitor, "Import this plan")
    story.plan = page.url


def figures(visitor: Visitor) -> list[str]:
    return [" ".join(text.split()) for text in visitor.page.locator(".fp-figure").all_inner_texts()]


def plan_at_a_glance(story: Story) -> None:
    """Sections, objectives, leads and the quarters' grid; a person of the police sees the same plan."""
    for visitor in (story.manager, story.partner):
        visitor.go(story.plan)
        assert figures(visitor)[:3] == ["7 sections", "37 objectives with 72 actions", "0 of 37 have a target"]
        assert visitor.page.locator("table.fp-plan").count() == 7
        assert visitor.page.locator("table.fp-plan tbody tr").count() == 37
    assert story.partner.page.get_by_role("link", name="Add a section").count() == 0


def finding_mended_where_it_leads(story: Story) -> None:
    """The link of a finding leads to the very field that mends it, and once mended the finding is gone."""
    visitor = story.manager
    page = visitor.page
    visitor.go(story.plan)
    page.get_by_role("link", name=re.compile(r"\d+\s+findings")).click()
    assert heading(visitor) == "Findings"
    filters = page.get_by_role("complementary", name="Filter the findings")
    filters.get_by_role("link", name="6. REDUCE SERIOUS VIOLENT CRIME").click()
    page.wait_for_url("**/findings/?section=*")
    filters.get_by_role("link", name="No target").click()
    page.wait_for_url("**code=*")
    page.get_by_role("link", name=re.compile(r"Write a target\s*: 6\.3")).click()
    assert page.url.endswith("#id_target")
    page.locator("#id_target:focus").wait_for()
    page.keyboard.type(TARGET)
    press(visitor, "Save")
    assert TARGET in visitor.main()
    assert "It has no target" not in visitor.main()
    visitor.go(story.plan)
    assert figures(visitor)[2] == "1 of 37 have a target"


def update_typed_into_its_cell(story: Story) -> None:
    """From the grid to the cell, and back with the words in it."""
    visitor = story.manager
    row = visitor.page.locator("table.fp-plan tbody tr").filter(has=visitor.page.get_by_role("link", name="6.3"))
    row.get_by_role("link", name=re.compile("Q1|Quarter 1")).first.click()
    story.cell = visitor.page.url
    visitor.page.get_by_label("Update").fill(FIRST)
    press(visitor, "Save")
    assert FIRST in visitor.main()
    visitor.go(story.cell)
    assert "Cora Manley" in visitor.main().split("History")[1]


def both_texts_shown_when_two_write_at_once(story: Story) -> None:
    """Whoever saves second sees both wordings, and nothing of either is lost."""
    ours, theirs = story.manager, story.partner
    ours.go(story.cell)
    theirs.go(story.cell)
    theirs.page.get_by_label("Update").fill(THEIRS)
    press(theirs, "Save")
    ours.page.get_by_label("Update").fill(OURS)
    press(ours, "Save")
    assert THEIRS in ours.main()
    assert ours.page.get_by_label("Update").input_value() == OURS
    both = ours.page.get_by_label("Both wordings")
    assert THEIRS in both.input_value()
    assert OURS in both.input_value()
    press(ours, "Save both")
    ours.go(story.cell)
    history = ours.main().split("History")[1]
    assert all(text in history for text in (FIRST, THEIRS, OURS))


def words_and_references_found(story: Story) -> None:
    """Search is on every page, and finds a word of an action and a reference."""
    page = story.partner.page
    for asked, found in (("bottle watch", "6.3 Robust attitude"), ("3.4", "3.4 To reduce levels of burglary")):
        page.get_by_role("banner").get_by_role("searchbox").fill(asked)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=found).wait_for()


def taken_out_as_word(story: Story, folder: Path) -> Reading:
    """The file the manager downloads, read again as any partnership's document is."""
    visitor = story.manager
    visitor.go(story.plan)
    press(visitor, "Take the plan away")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=re.compile("Word")).click()
    file = folder / str(download.value.suggested_filename)
    download.value.save_as(file)
    assert file.suffix == ".docx"
    return check(file.read_bytes(), file.name)
