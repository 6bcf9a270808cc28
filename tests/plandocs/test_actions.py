"""How a cell becomes separate actions."""

from __future__ import annotations

import pytest

from frankpledge.formats.document import Block, Bullets, Item, Paragraph, Run
from frankpledge.plandocs.actions import is_tentative, read_actions
from frankpledge.plandocs.cells import cell_lines
from frankpledge.plandocs.model import Action
from tests.plandocs.reading import paragraph


def bullets(*texts: str, italic: bool = False) -> Bullets:
    return Bullets(tuple(Item((Run(text, italic),)) for text in texts))


def actions(*blocks: Block) -> tuple[Action, ...]:
    return read_actions(cell_lines(blocks))[0]


def texts(found: tuple[Action, ...]) -> list[str]:
    return [action.text for action in found]


def test_paragraphs_are_separate_actions() -> None:
    assert texts(actions(paragraph("Hold a meeting."), paragraph("Write a letter."))) == [
        "Hold a meeting.",
        "Write a letter.",
    ]


def test_a_line_broken_by_hand_is_one_action() -> None:
    assert texts(actions(paragraph("Hold a meeting for\nall residents"))) == ["Hold a meeting for all residents"]


def test_typed_signs_are_bullets() -> None:
    assert texts(actions(paragraph("• Hold a meeting\n• Write a letter"))) == ["Hold a meeting", "Write a letter"]


def test_typed_numbers_begin_actions_and_are_not_part_of_them() -> None:
    found = actions(paragraph("1. Hold a meeting\n2. Write a letter"))

    assert texts(found) == ["Hold a meeting", "Write a letter"]
    assert found[0].verbatim == "1. Hold a meeting"


def test_bullets_after_a_plain_sentence_are_its_neighbours() -> None:
    found = actions(paragraph("Patrol daily."), bullets("Visit shops", "Visit schools"))

    assert texts(found) == ["Patrol daily.", "Visit shops", "Visit schools"]


def test_bullets_after_words_that_lead_in_are_children() -> None:
    (found,) = actions(paragraph("Visit:"), bullets("shops", "schools"))

    assert texts(found.children) == ["shops", "schools"]


def test_deeper_bullets_are_children_at_any_depth() -> None:
    deep = Bullets((Item((Run("a"),), (Item((Run("b"),), (Item((Run("c"),)),)),)),))

    (found,) = actions(deep)

    assert found.children[0].children[0].text == "c"


def test_an_action_wholly_in_italics_is_tentative() -> None:
    assert actions(bullets("Maybe this", italic=True))[0].tentative


def test_an_action_partly_in_italics_is_not_tentative() -> None:
    assert not actions(Paragraph((Run("Do "), Run("this", italic=True))))[0].tentative


def test_italics_mean_nothing_where_everything_is_in_italics() -> None:
    found, _ = read_actions(cell_lines((bullets("Do this", italic=True),)), trust_italics=False)

    assert not found[0].tentative


@pytest.mark.parametrize(
    "text", ["Open a hub (TBC)", "Subject to funding, open a hub", "Open a hub - to be confirmed", "tba"]
)
def test_words_of_doubt_are_tentative(text: str) -> None:
    assert is_tentative(text)


def test_empty_bullets_are_counted_and_are_no_actions() -> None:
    found, empty = read_actions(cell_lines((Bullets((Item(), Item((Run("Act"),)), Item((Run("  "),)))),)))

    assert texts(found) == ["Act"]
    assert empty == 2
