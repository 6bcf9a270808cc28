"""Places on a page that apps above it may fill, so that a page shows what later rooms know without importing them.

A page says where a panel may stand with ``{% panels "objective" objective %}``. An app says what stands there, in its
``AppConfig.ready``::

    panels.add("objective", order=20, template="measures/_indicators.html", context=indicators_of)

``context(request, subject)`` returns the template's words, or ``None`` for no panel; it does its own queries and asks
``request.access`` what the reader may do. Places now: ``objective`` (an Objective), ``plan`` (a Plan), ``plans`` (an
Access), ``group`` (an ActionGroup), ``nomination`` (an ``insight.models.Nomination``), ``series`` (an
``insight.exploring.looked.Looked``), ``my-work`` and, low down, ``my-work-foot`` (an
Access), ``cell`` (an Objective and a quarter, as ``quarters.queries.CellKey``),
``update`` (a ``plans.queries.first_words.Cell``), ``quarter`` (a ``QuarterPicture``),
``search`` (the words searched for), ``budget-line`` (a BudgetLine),
``theme`` (a ``plans.queries.themes.ThemeOfPlan``) and ``themes`` (a
``ThemesOfPlan``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Context = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True, order=True)
class Panel:
    """One app's part of a page."""

    order: int
    template: str
    context: Context

    def render(self, request: HttpRequest, subject: Any) -> SafeString:
        words = self.context(request, subject)
        if words is None:
            return SafeString("")
        return render_to_string(self.template, {**words, "access": getattr(request, "access", None)}, request=request)


_panels: dict[str, list[Panel]] = defaultdict(list)


def add(place: str, *, order: int, template: str, context: Context) -> None:
    """Put a panel in a place; the lowest order stands first. The same template twice in one place is one panel."""
    kept = [panel for panel in _panels[place] if panel.template != template]
    _panels[place] = sorted([*kept, Panel(order, template, context)], key=lambda panel: (panel.order, panel.template))


def at(place: str) -> tuple[Panel, ...]:
    """The panels of a place, in order."""
    return tuple(_panels[place])
