"""Explore: choose what, where and when; see it; share its address, keep it with a note, or take it away as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import slugify

from frankpledge.crimestore.refusals import StoreRefused
from frankpledge.insight.changes.holding import note_reading
from frankpledge.insight.exploring.asked import KINDS, MEASURES, SOURCES, Asked, Options, options_of, read_asked
from frankpledge.insight.exploring.files import FILES, NoSuchFile, kinds_of
from frankpledge.insight.exploring.finding import VIEWS, Finding, View, found, view_of
from frankpledge.insight.exploring.looked import looked_at
from frankpledge.insight.exploring.shown import Grid, Shown
from frankpledge.insight.models import SavedView
from frankpledge.insight.months import in_words
from frankpledge.insight.queries.extract_figures import fullest_addresses
from frankpledge.insight.views.links import link_to
from frankpledge.insight.views.pages import CrimePage
from frankpledge.partners.permissions import Permission, roles_that_may

RECENT = 5  # saved views on the first page


class Explorer(CrimePage):
    """What every page and file of Explore shares: what can be chosen, and what was."""

    here = "crime-explore"
    view_slug: ClassVar[str] = ""

    @cached_property
    def choices(self) -> Options:
        return options_of(self.partnership, now=self.now)

    @property
    def shown_view(self) -> View:
        view = view_of(self.kwargs.get("view") or self.view_slug)
        if view is None:
            raise Http404
        return view

    @cached_property
    def asked(self) -> Asked:
        view = self.shown_view
        said = self.request.GET.dict()
        return read_asked(said, self.choices, span=view.span, with_gaps=view.with_gaps, needs=view.needs)

    @cached_property
    def shown(self) -> Shown:
        finding = Finding(self.partnership, self.asked, self.choices, self.now, self.link_to_area)
        return found(self.shown_view, finding)

    def link_to_area(self, code: str) -> str:
        """The series of the same question in that area; nothing where it is none of the district's."""
        if code not in dict(self.choices.areas) and code not in self.choices.small:
            return ""
        return link_to(self.partnership, "crime-series", {**self.asked.said, "area": code})

    def crumbs(self):
        return [*super().crumbs(), ("Explore", self.address("crime-explore"))]

    def form(self, asked: Asked, fields: tuple[str, ...]) -> dict[str, Any]:
        """What the boxes of the form offer, and what is chosen in them."""
        options = self.choices
        months = [(month, in_words(month)) for month in reversed(options.every_month)]
        name = asked.definition.partition("@")[0]
        return {
            "asked": asked,
            "fields": fields,
            "definitions": [
                (asked.definition if key == name else key, words, key == name) for key, words in options.definitions
            ],
            "areas": self.areas(asked),
            "sources": self.sources(),
            "months": months,
            "measures": list(MEASURES.items()),
            "kinds": list(KINDS.items()),
        }

    def areas(self, asked: Asked) -> list[tuple[str, str]]:
        """The district and its wards, and the small area that a link led to."""
        small = asked.area if asked.area in self.choices.small else ""
        return [*self.choices.areas, *([(small, self.choices.small[small])] if small else [])]

    def sources(self) -> list[tuple[str, str]]:
        """The sources to choose from; none where there is nothing to choose."""
        needs_one = self.here_is_a_view and self.shown_view.needs_extract
        there = () if needs_one or len(self.choices.sources) < 2 else self.choices.sources
        return [(key, SOURCES[key]) for key in there]

    @property
    def here_is_a_view(self) -> bool:
        return bool(self.kwargs.get("view") or self.view_slug)


class ExploreHome(Explorer):
    """Choose the question, then how to look at it; and the views that were kept."""

    template_name = "insight/explore.html"

    def crumbs(self):
        return []

    def get_context_data(self, **kwargs):
        asked = read_asked(self.request.GET.dict(), self.choices)
        saved = SavedView.objects.within(self.partnership).order_by("-saved_at")[:RECENT]
        shown = {
            "form_of": self.form(asked, ("area",)),
            "cards": [{"view": view, "href": link_to(self.partnership, view.name, asked.said)} for view in VIEWS],
            "has_extract": bool(self.choices.months.get("extract")),
            "is_empty": not self.choices.every_month,
            "may_load": link_to(self.partnership, "crime-intake-add")
            if self.access.reach(Permission.CRIME_LOAD)
            else "",
            "who_may_load": " or ".join(role.name.lower() for role in roles_that_may(Permission.CRIME_LOAD)),
            "saved": saved,
        }
        return super().get_context_data(**{**shown, **kwargs})


class ExplorePage(Explorer):
    """One view, with its words, its picture, its table, and where it came from."""

    template_name = "insight/view.html"

    def crumbs(self):
        return [*super().crumbs(), (self.shown_view.words,)]

    def get_context_data(self, **kwargs):
        shown, asked, view = self.shown, self.asked, self.shown_view
        may_save = bool(self.access.reach(Permission.CRIME_WRITE))
        context = {
            "shown": shown,
            "view": view,
            "form_of": {**self.form(asked, view.fields), "before": self.before()},
            "others": [
                {"words": each.words, "href": link_to(self.partnership, each.name, asked.said), "is_here": each == view}
                for each in VIEWS
            ],
            "files": [
                (
                    FILES[kind][0],
                    f"{self.address('crime-export', view.slug, kind)}{'?' * bool(asked.query)}{asked.query}",
                )
                for kind in kinds_of(shown)
            ],
            "raise": self.raise_link({}),
            "grids": self.grids(),
            "looked": looked_at(self.partnership, asked, self.choices, now=self.now)
            if view.has_done_about and not shown.missing
            else None,
            "save": link_to(self.partnership, "crime-view-add", {"page": view.name, "query": asked.query})
            if may_save
            else "",
            "may_load": link_to(self.partnership, "crime-intake-add")
            if shown.missing and self.access.reach(Permission.CRIME_LOAD)
            else "",
        }
        return super().get_context_data(**{**context, "addresses": self.addresses(), **kwargs})

    def raise_link(self, about: Mapping[str, str]) -> str:
        """Putting it before a group with area, definition and months filled in; nothing for those who may not."""
        if self.shown.missing or not self.access.reach(Permission.NOMINATION_RAISE):
            return ""
        asked = {
            "definition": self.asked.definition, "area": self.asked.area, "first": self.asked.first,
            "last": self.asked.last, "source": self.asked.source, "from": self.request.get_full_path(),
        }  # fmt: skip
        return link_to(self.partnership, "nomination-raise", {**asked, **about})

    def grids(self) -> list[tuple[Grid, list[dict[str, Any]], bool]]:
        """Each table with its lines, and whether any leads to a group: that is on the page and in no file."""
        found = []
        for grid in self.shown.grids:
            lines = [{**line, "raise": self.raise_link(line["about"]) if line["about"] else ""} for line in grid.lines]
            found.append((grid, lines, any(line["raise"] for line in lines)))
        return found

    def addresses(self) -> dict[str, Any]:
        """The fullest addresses by their key, for those who may read an extract; read anew and written down each time.

        They are on the page alone: there is no file of them to take away, and no answer of them is kept.
        """
        if self.shown_view.slug != "places" or not self.access.reach(Permission.CRIME_RECORD_VIEW):
            return {}
        asked = {
            "definition": self.asked.definition, "area": self.asked.area, "from_month": self.asked.first,
            "to_month": self.asked.last,
        }  # fmt: skip
        try:
            rows = fullest_addresses(self.partnership, asked=asked)
        except StoreRefused:
            return {}
        if rows:
            said: dict[str, object] = {"definition": self.asked.definition, "area": self.asked.area}
            note_reading(asked=said, shown=len(rows), by=self.access, now=self.now, event="crime.addresses_read")
        return {"rows": rows}

    def before(self) -> tuple[str, str]:
        """The months compared with, where the view compares."""
        return self.asked.before_first, self.asked.before_last


class ExploreFile(Explorer):
    """The same view as a file, from the same answer."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        kind = kwargs["kind"]
        if kind not in FILES:
            raise Http404
        _, content_type, write = FILES[kind]
        try:
            content = write(self.shown, self.partnership)
        except NoSuchFile:
            raise Http404 from None
        response = HttpResponse(content, content_type=content_type)
        name = f"{self.partnership.slug}-{slugify(self.shown.title)[:80]}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def page_of(view: View) -> type[ExplorePage]:
    """The page of one view."""
    return type(f"{view.slug.title().replace('-', '')}Page", (ExplorePage,), {"view_slug": view.slug})
