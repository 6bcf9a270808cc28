"""Records of a police extract one by one, and crime numbers that come twice: each reading is written down."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property

from frankpledge.crimestore import Repeat, StoreRefused
from frankpledge.crimestore.decisions import Verdict
from frankpledge.insight.changes.holding import decide_repeat, note_reading
from frankpledge.insight.districts import places_of
from frankpledge.insight.forms.data import RepeatForm
from frankpledge.insight.forms.records import RecordsForm
from frankpledge.insight.months import in_words
from frankpledge.insight.queries.loaded import force_name, title_of
from frankpledge.insight.queries.records import (
    A_PAGE,
    RecordPage,
    RecordsAsked,
    key_of_repeat,
    records_of,
    repeats_in,
)
from frankpledge.insight.store import open_store
from frankpledge.insight.views.intake import Loading
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import Answering
from frankpledge.plans.views.tables import Cell, Empty, Listed, Table, TableFile, TablePage


class CrimeRecords(Loading):
    """The records that one question counts, twenty-five a page. Nothing is read until a question is asked, there is no
    file of them to take away, and each page that is shown is in the audit first."""

    permission = Permission.CRIME_RECORD_VIEW
    change_permission: ClassVar[Permission | None] = None
    template_name = "insight/records.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with open_store(self.partnership) as store:
            definitions = [
                (one.id, one.title) for one in store.definitions().values() if one.measure("extract") is not None
            ]
            areas = [(place.code, place.name) for place in places_of(store, self.partnership)]
            form = RecordsForm(
                self.request.GET if self.request.GET.get("definition") else None,
                definitions=sorted(definitions, key=lambda each: each[1]), areas=areas,
            )  # fmt: skip
            shown = self._shown(store, form) if form.is_bound and form.is_valid() else {}
        return super().get_context_data(form=form, heading="Records one by one", **{**shown, **kwargs})

    def _shown(self, store: Any, form: RecordsForm) -> dict[str, Any]:
        said = form.cleaned_data
        asked = RecordsAsked(said["definition"], said["area"], said["first"], said["last"])
        number = str(self.request.GET.get("page", "1"))
        try:
            found = records_of(store, asked, page=int(number) if number.isdigit() and 0 < int(number) < 10**6 else 1)
        except StoreRefused as refusal:
            return {"refusal": refusal.message, "needs_extract": refusal.code == "needs-extract"}
        note_reading(
            asked={**asked.plain, "page": number[:7]}, shown=len(found.rows), by=self.access, now=self.now,
            event="crime.records_read",
        )  # fmt: skip
        return self._page(found, number)

    def _page(self, found: RecordPage, number: str) -> dict[str, Any]:
        page = Paginator(range(found.total), A_PAGE).get_page(number)
        return {
            "found": found, "page_obj": page, "cautions": [one.words for one in found.cautions],
            "files_behind": sorted({file.name for file in found.provenance.files}),
            "as_of": found.provenance.data_as_of, "definition": found.provenance.definition_key,
            "licences": found.provenance.licences,
        }  # fmt: skip


class Repeats(Loading):
    """A page about repeated crime numbers, those of a police extract only for those who may read its records."""

    @cached_property
    def repeats(self) -> list[Repeat]:
        may = bool(self.access.reach(Permission.CRIME_RECORD_VIEW))
        with open_store(self.partnership) as store:
            return repeats_in(store, with_extracts=may)

    def note(self, shown: list[Repeat]) -> None:
        """Copies of an extract's record are records read."""
        read = [one for one in shown if one.source == "extract"]
        if read:
            note_reading(
                asked={"repeated_numbers": len(read)}, shown=sum(len(one.copies) for one in read), by=self.access,
                now=self.now, event="crime.repeats_read",
            )  # fmt: skip


class RepeatList(Repeats, TablePage):
    """Every crime number that comes more than once within a month of a force."""

    template_name = "insight/table.html"
    heading = "Repeated crime numbers"
    columns = ("Source", "Force", "Month", "Crime number", "Copies", "What they say", "State", "Decision", "Decided on")

    def rows(self):
        state = self.asked("state", {"waiting", "decided"})
        return [one for one in self.repeats if not state or one.is_waiting == (state == "waiting")]

    def line(self, row: Repeat) -> tuple[object, ...]:
        decided = row.decision
        return (
            row.source, row.force, row.month, row.crime_id, len(row.copies), " | ".join(row.copies), _state(row),
            _verdict(row), decided.decided_at.date().isoformat() if decided else "",
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("crime-repeats-file", kind)

    def listed(self, rows):
        self.note(rows)
        lines = [self._cells(one) for one in rows]
        empty = Empty(
            "No crime number comes twice",
            "Where the same number comes more than once in a month, every copy is counted until somebody decides. Such "
            "numbers will stand here.",
            "See what is loaded",
            self.address("crime-data"),
        )
        choices = (("", "All"), ("waiting", "Waiting for somebody"), ("decided", "Decided"))
        return Listed(
            (Table("Repeated crime numbers", ("Crime number", "Where from", "What its copies say", "State"), lines,
                   empty="None is like that."),),
            lede="Every copy is counted until somebody says which do. Nothing is ever chosen silently.",
            choices=(self.choice("state", "Show", choices),),
            empty=None if self.repeats else empty,
        )  # fmt: skip

    def _cells(self, one: Repeat) -> tuple[Cell, ...]:
        number = one.crime_id if len(one.crime_id) <= 24 else f"{one.crime_id[:12]}…"
        colour = "amber" if one.is_waiting else "green"
        copies = " / ".join(f"{place}: {words}" for place, words in enumerate(one.copies, 1))
        return (
            Cell(number, self.address("crime-repeat-decide", key_of_repeat(one))),
            Cell(f"{force_name(one.force)}, {in_words(one.month)}", note=title_of(one.source)),
            Cell(copies),
            Cell(_state(one), colour=colour, note=_verdict(one)),
        )


class RepeatListFile(TableFile, RepeatList):
    """The same list as a file."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.note(self.rows())
        return super().get(request, *args, **kwargs)


class RepeatDecide(Repeats, Answering):
    """Say which copies of one number count."""

    template_name = "insight/repeat.html"
    heading = "Which copies are counted?"
    submit_text = "Count so from now on"
    saved = "Decided. Every figure is counted so from now on."
    form_only: ClassVar[bool] = True

    def find(self, **kwargs):
        found = [one for one in self.repeats if key_of_repeat(one) == kwargs["key"]]
        if not found:
            raise Http404
        self.repeat = found[0]

    def crumbs(self):
        return [*super().crumbs(), (RepeatList.heading, self.address("crime-repeats"))]

    def make_form(self, data=None):
        decided = self.repeat.decision
        verdict = "" if decided is None else f"keep-{decided.kept}" if decided.verdict == "keep" else decided.verdict
        return RepeatForm(data, repeat=self.repeat, initial={"verdict": verdict, "why": decided.why if decided else ""})

    def change(self, form):
        verdict, _, kept = form.cleaned_data["verdict"].partition("-")
        one = self.repeat
        chosen: Verdict = "keep" if verdict == "keep" else "drop" if verdict == "drop" else "leave"
        decide_repeat(
            source=one.source, force=one.force, month=one.month, crime_id=one.crime_id, verdict=chosen,
            kept=int(kept or 0), why=form.cleaned_data["why"], by=self.access, now=self.now,
        )  # fmt: skip
        return self.address("crime-repeats")

    def back(self):
        return self.address("crime-repeats")

    def get_context_data(self, **kwargs):
        self.note([self.repeat])
        decision = self.repeat.decision
        who = hands([decision.decided_by], self.access)[decision.decided_by].body if decision else ""
        return super().get_context_data(
            repeat=self.repeat, where=f"{force_name(self.repeat.force)}, {in_words(self.repeat.month)}",
            source_title=title_of(self.repeat.source), state=_state(self.repeat), verdict=_verdict(self.repeat),
            who=who, **kwargs,
        )  # fmt: skip


def _state(one: Repeat) -> str:
    if one.decision is not None and not one.decision.fits:
        return "Changed since it was decided"
    return "Waiting" if one.decision is None else "Looked at" if one.is_waiting else "Decided"


def _verdict(one: Repeat) -> str:
    if one.decision is None or not one.decision.fits:
        return "every copy is counted"
    return {
        "keep": f"copy {one.decision.kept} is counted",
        "drop": "no copy is counted",
        "leave": "every copy is counted",
    }[one.decision.verdict]
