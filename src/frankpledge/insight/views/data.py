"""What is loaded: months by source with the gaps flagged, the file behind each, and having it checked or forgotten."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from frankpledge.crimestore.catalogue import Part
from frankpledge.insight.changes.holding import forget_months, start_verifying
from frankpledge.insight.checking import last_check
from frankpledge.insight.forms.data import ForgetForm, SureForm
from frankpledge.insight.months import in_words
from frankpledge.insight.queries.intake import intakes_of, standings
from frankpledge.insight.queries.loaded import MONTHS, force_name, forgettable, loaded, title_of
from frankpledge.insight.store import open_store
from frankpledge.insight.views.intake import Loading
from frankpledge.insight.views.pages import CrimePage
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import Answering
from frankpledge.plans.views.tables import Cell, Empty, Link, Listed, Table, TableFile, TablePage

LATEST = 3  # intakes shown on the page of data


class CrimeData(CrimePage, TablePage):
    """Months by source, and the file behind each."""

    template_name = "insight/data.html"
    here = "crime-data"
    heading = "Data loaded"
    columns = (
        "Source", "Force", "Month", "Records", "Without a location", "Lines not read", "File", "SHA-256", "Licence",
        "Published", "Loaded at", "Loaded by",
    )  # fmt: skip

    @cached_property
    def held(self):
        with open_store(self.partnership) as store:
            return loaded(store)

    @cached_property
    def who(self):
        return hands({part.loaded_by for part in self.held.parts}, self.access)

    def rows(self):
        source, force = self.request.GET.get("source", ""), self.request.GET.get("force", "")
        found = [
            part for part in self.held.parts if source in ("", part.source) and force in ("", part.force)
        ]  # fmt: skip
        return sorted(found, key=lambda part: (part.month, part.source, part.force), reverse=True)

    def line(self, row: Part) -> tuple[object, ...]:
        return (
            row.source, row.force, row.month, row.row_count, row.unlocated_count, row.reject_count, row.file_name,
            row.file_sha256, row.licence, row.released_on, row.loaded_at.isoformat(), self.who[row.loaded_by].body,
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("crime-data-file", kind)

    def listed(self, rows):
        may_load = bool(self.access.reach(Permission.CRIME_LOAD))
        add = self.address("crime-intake-add")
        heads = ("Month", "Source", "Records", "Lines not read", "File", "Loaded")
        lines = [self._cells(part) for part in rows]
        empty = Empty(
            "No crime data is loaded",
            "Here will be each month of each source, with its gaps, the file it came from and its licence. "
            + ("Begin with the areas, then the police files." if may_load else "An analyst brings it in."),
            "Bring files in" if may_load else "",
            add if may_load else "",
        )
        links = [
            ("Files brought in", "crime-intake-list", Permission.CRIME_LOAD),
            ("Repeated crime numbers", "crime-repeats", Permission.CRIME_LOAD),
            ("Records one by one", "crime-records", Permission.CRIME_RECORD_VIEW),
            ("Forget months", "crime-forget", Permission.CRIME_LOAD),
        ]
        return Listed(
            (Table("The file behind each month", heads, lines,
                   numbers=frozenset({"Records", "Lines not read"}), empty="No month is like that."),),
            lede="What figures can be made from, and where each month came from.",
            add=Link("Bring files in", add) if may_load and self.held.parts else None,
            choices=self._choices(),
            warnings=self.held.warnings[:5],
            links=tuple(Link(words, self.address(name)) for words, name, need in links if self.access.reach(need)),
            empty=None if self.held.parts else empty,
        )  # fmt: skip

    def _choices(self):
        sources = sorted({part.source for part in self.held.parts})
        forces = sorted({part.force for part in self.held.parts})
        found = []
        if len(sources) > 1:
            found.append(self.choice("source", "Source", [("", "All"), *((one, title_of(one)) for one in sources)]))
        if len(forces) > 1:
            found.append(self.choice("force", "Force", [("", "All"), *((one, force_name(one)) for one in forces)]))
        return tuple(found)

    def _cells(self, part: Part) -> tuple[Cell, ...]:
        unlocated = f"({part.unlocated_count:,} without a location)" if part.unlocated_count else ""
        left_out = f"({part.left_out_count:,} left out by decision)" if part.left_out_count else ""
        return (
            Cell(f"{in_words(part.month)}", note=f"published {part.released_on}" if part.released_on else ""),
            Cell(title_of(part.source), note=force_name(part.force)),
            Cell(f"{part.row_count:,}", note=" ".join(filter(None, (unlocated, left_out))), number=True),
            Cell(f"{part.reject_count:,}", number=True),
            Cell(part.file_name, note=f"{part.licence}; SHA-256 begins {part.file_sha256[:12]}"),
            Cell(f"{part.loaded_at:%-d %B %Y}", note=f"by {self.who[part.loaded_by].body}"),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_load = bool(self.access.reach(Permission.CRIME_LOAD))
        recent = standings(list(intakes_of(self.partnership)[:LATEST])) if may_load else []
        return super().get_context_data(
            grid=self.held.grid, month_names=MONTHS, may_load=may_load, recent=recent,
            check=last_check(self.partnership) if may_load else None, **kwargs,
        )  # fmt: skip


class CrimeDataFile(TableFile, CrimeData):
    """The same list as a file."""


class CrimeVerify(Loading):
    """A button: have every stored file read again."""

    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        start_verifying(by=self.access, now=self.now)
        messages.success(request, "Every stored file is being read again. What was found will stand here.")
        return redirect(self.address("crime-data"))


class CrimeForget(Loading, Answering):
    """Choose months, see what would go, and delete it. The choice is in the address, so that it can be looked at."""

    template_name = "insight/forget.html"
    heading = "Forget months"
    form_only: ClassVar[bool] = True

    @cached_property
    def chosen(self) -> ForgetForm:
        with open_store(self.partnership) as store:
            parts = store.catalogue.parts()
        sources = [(one, title_of(one)) for one in sorted({part.source for part in parts})]
        forces = [(one, force_name(one)) for one in sorted({part.force for part in parts})]
        given = self.request.GET if self.request.GET.get("source") else None
        return ForgetForm(given, sources=sources, forces=forces)

    @cached_property
    def wanted(self):
        """What would go; None until it is chosen."""
        if not self.chosen.is_bound or not self.chosen.is_valid():
            return None
        with open_store(self.partnership) as store:
            return forgettable(store, **self._asked)

    @property
    def _asked(self) -> dict[str, str]:
        said = self.chosen.cleaned_data
        return {"source": said["source"], "force": said["force"], "first": said["first"], "last": said["last"]}

    def make_form(self, data=None):
        return SureForm(data)

    def change(self, form):
        if self.wanted is None:
            return self.address("crime-forget")
        count = forget_months(**self._asked, by=self.access, now=self.now)
        self.saved = f"{count:,} records are deleted for good."
        return self.address("crime-data")

    def back(self):
        return self.address("crime-data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = kwargs.pop("form", None) or SureForm()
        wanted = self.wanted
        chooses = wanted is None or not wanted.parts
        return super().get_context_data(
            form=self.chosen if chooses else shown, wanted=wanted, chooses=chooses,
            choose_url=self.address("crime-forget"), **kwargs,
        )  # fmt: skip
