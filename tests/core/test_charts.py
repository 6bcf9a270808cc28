"""Charts: the same bytes for the same data, readable without colour, and nothing in them that a policy would refuse."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from frankpledge.core.charts import COLOURS, DASHES, SHAPES, Band, Line, bar_chart, line_chart, line_spec, png_of

LABELS = ["Q1 2008/09", "Q2 2008/09", "Q3 2008/09", "Q4 2008/09"]
VALUE = Line("Value", (Decimal(3), Decimal(5), None, Decimal(4)))
TARGET = Line("Target", (Decimal(4),) * 4, is_level=True)
BAND = Band("95% interval", ((1, 6), (3, 8), None, (2, 7)))
LIGHT, DARK = "#ffffff", "#14191c"


def chart(**said: object) -> str:
    lines = said.pop("lines", [VALUE, TARGET])
    usual = {"labels": LABELS, "title": "Crimes", "description": "In Q4 it was 4.", "unit": "Number", "band": BAND}
    return line_chart(lines, **{**usual, **said})  # type: ignore[arg-type]


def test_a_chart_has_a_name_and_words_for_those_who_cannot_see_it() -> None:
    root = ElementTree.fromstring(chart())  # noqa: S314  (our own drawing)

    ids = root.attrib["aria-labelledby"].split()
    words = {each.attrib.get("id"): each.text for each in root.iter() if "id" in each.attrib}
    assert root.attrib["role"] == "img"
    assert [words[each] for each in ids] == ["Crimes", "In Q4 it was 4."]


def test_nothing_in_a_chart_needs_a_policy_to_be_opened() -> None:
    svg = chart() + bar_chart([("A", 1), ("B", None)], title="T", description="D")

    assert not re.search(r"<style|style=|<script|<foreignObject|\son\w+=|href=|url\(|@import", svg)
    assert not re.search(r'"https?://(?!www\.w3\.org/)', svg)


def test_a_chart_takes_the_pages_own_ink() -> None:
    svg = chart()

    assert "currentColor" in svg
    assert "#0b0c0c" not in svg
    assert 'fill="white"' not in svg


def test_words_that_people_typed_stay_words() -> None:
    svg = chart(title="<b>&", lines=[Line('<script>"', VALUE.values), TARGET])

    assert "<b>" not in svg
    assert "<script>" not in svg
    ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)


def test_a_gap_is_left_open_and_never_drawn_as_nought() -> None:
    whole = chart(lines=[Line("Value", (3, 5, 0, 4))], band=None)
    gap = chart(lines=[Line("Value", (3, 5, None, 4))], band=None)

    assert gap != whole
    points = re.findall(r"<path transform=\"translate\([^)]*\)\" d=\"M[^\"]*\" fill=\"#2f7fc1\"", gap)
    assert len(points) == 3


def test_the_same_data_is_the_same_bytes_in_another_process() -> None:
    here = chart()
    code = "from tests.core.test_charts import chart; import sys; sys.stdout.write(chart())"

    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")

    assert there.stdout == here


def test_two_charts_on_a_page_share_no_ids() -> None:
    one, other = chart(), chart(title="Other")
    ids = re.findall(r' id="([^"]+)"', one + other)

    assert len(ids) == len(set(ids))


def test_a_document_gets_a_picture() -> None:
    picture = png_of(line_spec([VALUE, TARGET], labels=LABELS))

    assert picture.startswith(b"\x89PNG")
    assert picture == png_of(line_spec([VALUE, TARGET], labels=LABELS))


def test_a_series_of_another_length_than_the_axis_is_refused() -> None:
    with pytest.raises(ValueError, match="3 values for 4 labels"):
        chart(lines=[Line("Short", (1, 2, 3))], band=None)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("colour", COLOURS)
def test_each_colour_can_be_seen_by_day_and_by_night(colour: str, ground: str) -> None:
    lighter, darker = sorted([luminance(colour), luminance(ground)], reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_no_series_is_told_by_colour_alone() -> None:
    assert len(set(COLOURS)) == len({tuple(dash) for dash in DASHES}) == len(set(SHAPES)) == len(COLOURS)
