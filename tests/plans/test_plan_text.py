"""Words keep their lines and lists when they are shown, and never become mark-up."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from frankpledge.plans.queries.objectives import Reference
from frankpledge.plans.templatetags.plan_text import action_list, action_page, lines, nested_list, prose


@dataclass(frozen=True)
class Line:
    text: str
    level: int = 0
    is_tentative: bool = False
    see: tuple[Reference, ...] = ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("One line", "One line"),
        ("A & B", "A &amp; B"),
        ("Viz:\n- cars\n- metals", "<p>Viz:</p><ul><li>cars</li><li>metals</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\nThen", "<ul><li>a</li></ul><p>Then</p>"),
        ("Two\n\nparagraphs", "<p>Two</p><p>paragraphs</p>"),
    ],
)
def test_lines_and_bullets_are_laid_out_as_they_were(text: str, shown: str) -> None:
    assert lines(text) == shown


@given(text=st.text(alphabet="<>&\"'ab-\n ", max_size=60))
def test_no_words_become_markup(text: str) -> None:
    for show in (lines, prose):
        shown = LexborHTMLParser(f"<body>{show(text)}</body>")
        assert shown.body is not None
        assert {node.tag for node in shown.body.css("*")} <= {"body", "p", "ul", "li"}


@given(levels=st.lists(st.integers(0, 5), max_size=12))
def test_every_item_is_shown_once_in_order(levels: list[int]) -> None:
    shown = nested_list((level, f"item{number}") for number, level in enumerate(levels))  # type: ignore[misc]

    assert [f"item{number}" for number in range(len(levels))] == LexborHTMLParser(shown).text(separator=" ").split()
    assert shown.count("<ul>") == shown.count("</ul>")
    assert shown.count("<li>") == shown.count("</li>") == len(levels)


def test_a_cross_reference_is_a_link_where_the_plan_has_what_it_points_at() -> None:
    actions = [Line("See 2.1", see=(Reference("2.1", objective=7),)), Line("See 9", see=(Reference("9"),))]

    shown = action_page(actions, "/p/east/plans/x/")

    assert 'href="/p/east/plans/x/objectives/7/">2.1</a>' in shown
    assert "→ 9</span>" in shown


def test_a_tentative_action_says_so_in_words() -> None:
    assert "Not yet agreed" in action_list([Line("Put up <posters>", is_tentative=True)])
    assert "<posters>" not in action_list([Line("Put up <posters>", is_tentative=True)])
