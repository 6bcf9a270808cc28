"""Small lines in a table: gaps stay gaps, the last values are marked, and the numbers are told in words."""

from __future__ import annotations

from lxml import etree

from frankpledge.core.sparklines import sparkline

SVG = "{http://www.w3.org/2000/svg}"


def test_a_month_that_is_not_known_breaks_the_line() -> None:
    tree = etree.fromstring(sparkline([1, 2, None, 3, 4], label="x"))

    path = tree.find(f"{SVG}path")
    assert path is not None
    assert str(path.get("d")).count("M") == 2


def test_a_value_alone_between_gaps_is_a_dot() -> None:
    tree = etree.fromstring(sparkline([None, 2, None], label="x"))

    assert tree.find(f"{SVG}path") is None
    assert len(tree.findall(f"{SVG}circle")) == 1


def test_the_last_values_are_marked_and_those_not_known_are_not() -> None:
    tree = etree.fromstring(sparkline([1, 2, 3, None], label="x", marked=2))

    assert len(tree.findall(f"{SVG}circle")) == 1


def test_the_label_is_what_is_heard_and_is_escaped() -> None:
    tree = etree.fromstring(sparkline([0, 0], label='a "quoted" <word>'))

    assert tree.get("role") == "img"
    assert tree.get("aria-label") == 'a "quoted" <word>'


def test_the_line_begins_at_nought_so_that_its_height_means_something() -> None:
    tree = etree.fromstring(sparkline([10, 10], label="x"))

    path = tree.find(f"{SVG}path")
    assert path is not None
    heights = {point.split()[1] for point in str(path.get("d"))[1:].split("L")}
    assert heights == {"3"}


def test_nothing_at_all_is_still_a_picture() -> None:
    assert etree.fromstring(sparkline([None, None], label="nothing")).get("aria-label") == "nothing"
