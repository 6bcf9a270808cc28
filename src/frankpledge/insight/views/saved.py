"""Views that were kept: the list, keeping one, changing its note, and taking it off the list."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from frankpledge.insight.changes.saved import edit_view, remove_view, save_view
from frankpledge.insight.exploring.asked import options_of, read_asked
from frankpledge.insight.exploring.finding import VIEWS
from frankpledge.insight.forms.saved import RemoveViewForm, SavedViewForm
from frankpledge.insight.models import SavedView
from frankpledge.insight.views.pages import CrimePage
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import Answering
from frankpledge.plans.views.tables import Cell, Empty, Link, Listed, Table, TableFile, TablePage

PAGES = {**{view.name: view.words for view in VIEWS}, "crime-home": "What changed"}
KINDS = sorted(PAGES.items(), key=lambda each: each[1])


class SavedPage(CrimePage):
    """A page about saved views."""

    here = "crime-explore"

    def crumbs(self):
        return [*super().crumbs(), ("Explore", self.address("crime-explore")),
                ("Saved views", self.address("crime-view-list"))]  # fmt: skip

    @property
    def may_write(self):
        return bool(self.access.reach(Permission.CRIME_WRITE))


class SavedList(SavedPage, TablePage):
    """Every view that was kept, by title."""

    template_name = "insight/table.html"
    heading = "Saved views"
    columns = ("Title", "Note", "View", "Address", "Saved on", "Saved by")

    def rows(self):
        rows = SavedView.objects.within(self.partnership)
        page = self.asked("page_name", PAGES)
        return list(rows.filter(page=page) if page else rows)

    @cached_property
    def who(self):
        return hands(SavedView.objects.within(self.partnership).values_list("saved_by", flat=True), self.access)

    def line(self, row):
        return (row.title, row.note, PAGES.get(row.page, row.page), row.get_absolute_url(),
                row.saved_at.date().isoformat(), self.who[row.saved_by].body)  # fmt: skip

    def file_address(self, kind):
        return self.address("crime-view-list-file", kind)

    def listed(self, rows):
        empty = None
        if not rows and not self.request.GET.get("page_name"):
            empty = Empty("Saved views will be here", "Open a view of the figures and choose “Save with a note”.",
                          "Explore", self.address("crime-explore"))  # fmt: skip
        heads = ("View", "Kind", "Saved", *(("Change",) if self.may_write else ()))
        lines = [self.cells(row) for row in rows]
        return Listed(
            tables=(Table("Saved views", heads, lines, empty="Nothing is like that."),),
            lede="Views of the figures that somebody wanted to find again. Each shows the figures as they are now.",
            choices=(
                self.choice("page_name", "Kind", [("", "Any"), *sorted(PAGES.items(), key=lambda each: each[1])]),
            ),
            empty=empty,
        )

    def cells(self, row):
        cells = [
            Cell(row.title, row.get_absolute_url(), note=row.note),
            Cell(PAGES.get(row.page, row.page)),
            Cell(f"{row.saved_at:%-d %B %Y}", note=f"by {self.who[row.saved_by].body}"),
        ]
        if self.may_write:
            links = (
                Link("Edit", self.address("crime-view-edit", row.pk), about=row.title),
                Link("Remove", self.address("crime-view-remove", row.pk), about=row.title),
            )
            cells.append(Cell(links=links))
        return tuple(cells)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"breadcrumbs": SavedPage.crumbs(self)[:-1], **kwargs})


class SavedListFile(TableFile, SavedList):
    """The same list as CSV or JSON."""


class SavedForm(Answering, SavedPage):
    """A form about one saved view."""

    change_permission = Permission.CRIME_WRITE
    form_only = True
    form_class: ClassVar[type[forms.Form]] = SavedViewForm

    def back(self):
        return self.address("crime-view-list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"breadcrumbs": [*self.crumbs(), (self.heading,)], **kwargs})


class SavedAdd(SavedForm):
    """Keep the view that the address names."""

    heading = "Save this view"
    lede = "Everybody in the partnership can open it. It shows the figures as they are when it is opened."
    submit_text = "Save the view"
    saved = "The view is saved."

    def find(self, **kwargs):
        super().find(**kwargs)
        self.page = str(self.request.GET.get("page", "crime-home"))[:60]
        self.query = str(self.request.GET.get("query", ""))[:2000]
        if self.page not in PAGES:
            raise Http404

    def initial(self):
        options = options_of(self.partnership, now=self.now)
        asked = read_asked(QueryDict(self.query).dict(), options)
        titles, areas = dict(options.definitions), dict(options.areas)
        what = titles.get(asked.definition.partition("@")[0], "")
        if self.page == "crime-home" or not what:
            return {"title": PAGES[self.page]}
        return {"title": f"{what}, {areas.get(asked.area, '')}: {PAGES[self.page].lower()}"}

    def change(self, form):
        said = form.cleaned_data
        row = save_view(
            page=self.page, query=self.query, title=said["title"], note=said["note"], by=self.access, now=self.now
        )
        return row.get_absolute_url()


class OneSaved(SavedForm):
    """A form about a view that is kept already."""

    row: SavedView

    def find(self, **kwargs):
        super().find(**kwargs)
        self.row = get_object_or_404(SavedView.objects.within(self.partnership), pk=kwargs["pk"])
        self.row.partnership = self.partnership

    def now_reads(self, current):
        return {"title": current.title, "note": current.note}

    def initial(self):
        return {**self.now_reads(self.row), "version": self.row.version}


class SavedEdit(OneSaved):
    """Its title and note."""

    heading = "Edit the saved view"
    saved = "The view is saved."

    def draft(self):
        return f"saved-view-{self.row.pk}-{self.row.version}"

    def change(self, form):
        said = form.cleaned_data
        edit_view(view=self.row, title=said["title"], note=said["note"], version=said["version"] or 0, by=self.access,
                  now=self.now)  # fmt: skip
        return self.back()


class SavedRemove(OneSaved):
    """Take it off the list."""

    form_class = RemoveViewForm
    submit_text = "Take it off the list"
    saved = "The view is off the list."
    lede = "Only the saved address and its note go. The figures stay."

    @property
    def heading(self):
        return f"Take “{self.row.title}” off the list?"

    def change(self, form):
        remove_view(view=self.row, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.back()
