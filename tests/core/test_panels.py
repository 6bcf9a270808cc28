"""Panels: what an app puts on another app's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory

from frankpledge.core import panels
from frankpledge.core.templatetags.panels import panels as panels_tag


@pytest.fixture
def place() -> Iterator[str]:
    yield "a-test-place"
    panels._panels.pop("a-test-place", None)


def shown(place: str, subject: Any) -> str:
    return str(panels_tag({"request": RequestFactory().get("/")}, place, subject))


def test_panels_stand_in_their_order_and_one_with_nothing_to_say_is_left_out(place: str) -> None:
    panels.add(place, order=2, template="core/empty.html", context=lambda request, subject: {"title": f"B {subject}"})
    panels.add(place, order=1, template="core/confirm.html", context=lambda request, subject: None)

    assert [panel.order for panel in panels.at(place)] == [1, 2]
    assert "B here" in shown(place, "here")


def test_the_same_template_added_again_is_one_panel(place: str) -> None:
    for order in (1, 2):
        panels.add(place, order=order, template="core/empty.html", context=lambda request, subject: None)

    assert [panel.order for panel in panels.at(place)] == [2]
    assert shown(place, "here") == ""
