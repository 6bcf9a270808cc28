"""What changed: the first page that a group opens before it meets, and the same table as a file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import cached_property

from frankpledge.core.sparklines import sparkline
from frankpledge.insight.exploring.files import FILES, changed_docx
from frankpledge.insight.months import in_words
from frankpledge.insight.periods import KINDS, Period, period_of
from frankpledge.insight.queries.changed import Changed, ChangedRow, changed
from frankpledge.insight.views.links import link_to
from frankpledge.insight.views.pages import CrimePage
from frankpledge.partners.permissions import Permission, roles_that_may
from frankpledge.plans.views.tables import KINDS as LIST_KINDS
from frankpledge.plans.views.tables import Listed, TableFile, TablePage

COLOURS = {"rise": "red", "fall": "green", "no-change": "none", "too-little": "none"}
SHOWN_PERIODS = 24  # of each kind, in the list to choose from
SHOWS = {"signals": "Rises and falls", "rise": "Rises", "fall": "Falls", "no-change": "No real change"}
SOURCE_WORDS = {"street": "data.police.uk", "extract": "police extract"}


class ChangedPage(CrimePage, TablePage):
    """Every crime definition in every ward: the line, the change, and whether it is more than noise."""

    template_name = "insight/changed.html"
    heading = "What changed"
    kinds = (*LIST_KINDS, "docx")
    columns = (
        "Definition", "Version", "What", "Area", "Where", "Period", "Now", "Compared with", "Before", "Difference",
        "Verdict", "In words", "Chance", "Comparisons made", "Variation known", "Source", "Data as of",
    )  # fmt: skip

    @cached_property
    def found(self) -> Changed:
        asked = str(self.request.GET.get("period", ""))[:40]
        period = asked if period_of(asked) or asked in KINDS else None
        return changed(self.partnership, now=self.now, period=period)

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What the address keeps to, each only if there is such."""
        return {
            "definition": self.asked("definition", {row.definition for row in self.found.rows}),
            "area": self.asked("area", {row.area for row in self.found.rows}),
            "show": self.asked("show", SHOWS),
        }

    def rows(self) -> list[ChangedRow]:
        chosen = self.chosen
        wanted = {"signals": {"rise", "fall"}}.get(chosen["show"], {chosen["show"]})
        return [
            row
            for row in self.found.rows
            if chosen["definition"] in ("", row.definition)
            and chosen["area"] in ("", row.area)
            and (not chosen["show"] or row.verdict in wanted)
        ]

    def line(self, row: ChangedRow) -> tuple[object, ...]:
        found = self.found
        return (
            row.definition, row.definition_key, row.definition_title, row.area, row.area_name, found.period_words,
            row.now, found.before_words, row.before, row.difference, row.said, row.words,
            None if row.p_value is None else f"{row.p_value:.3g}", found.checked_count,
            "yes" if found.dispersion_is_known else "no", SOURCE_WORDS.get(row.source, row.source),
            found.as_of.isoformat() if found.as_of else "",
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("crime-home-file", kind)

    def listed(self, rows):
        return Listed(tables=())

    def get_context_data(self, **kwargs):
        found, chosen = self.found, self.chosen
        shown = super().get_context_data(**kwargs)
        signals = len(found.signals)
        shown |= {
            "breadcrumbs": [],
            "found": found,
            "lines": [self.shown(row) for row in shown["page_obj"]],
            "chosen": chosen,
            "is_narrowed": any(chosen.values()),
            "periods": self.periods(),
            "definitions": sorted({(row.definition, row.definition_title) for row in found.rows}, key=lambda o: o[1]),
            "areas": self.areas(),
            "shows": self.shows(signals),
            "unknown_dispersion": "" if found.dispersion_is_known or found.missing else self.unknown_dispersion(),
            "empty": self.empty() if found.missing else None,
            "save": self.save(),
        }
        return shown

    def shown(self, row: ChangedRow) -> dict[str, Any]:
        """One row with its line, its links, and its numbers for those who hear the page."""
        return {
            "row": row,
            "colour": COLOURS[row.verdict],
            "spark": sparkline(row.sparkline, label=_numbers(row), marked=self.period.month_count),
            "links": self.links(row),
            "only_definition": self.query(definition=row.definition, page=""),
            "only_area": self.query(area=row.area, page=""),
            "source": SOURCE_WORDS.get(row.source, row.source),
        }

    @property
    def period(self) -> Period:
        period = self.found.period
        if period is None:
            raise AssertionError("a table with rows has a period")
        return period

    def links(self, row: ChangedRow) -> list[tuple[str, str]]:
        """Where the row opens to. Offences are shown one by one only to those who may read an extract."""
        asked = {"definition": row.definition, "area": row.area, "source": row.source}
        months = {"from": self.period.months[0], "to": self.period.until}
        whole = {"from": min(row.months[0], self.period.before[0]), "to": self.period.until}
        links = [
            ("Series", self.link("crime-series", {**asked, **whole})),
            ("Map", self.link("crime-map", {**asked, **months})),
        ]
        if row.source == "extract" and self.access.reach(Permission.CRIME_RECORD_VIEW):
            held = {"definition": row.definition, "area": row.area, "first": months["from"], "last": months["to"]}
            links.append(("Offences", self.link("crime-records", held)))
        if self.access.reach(Permission.NOMINATION_RAISE):
            raised = {"definition": row.definition, "area": row.area, "period": self.period.key}
            raised["from"] = self.request.get_full_path()
            links.append(("Raise with a group", self.link("nomination-raise", raised)))
        return [(words, href) for words, href in links if href]

    def link(self, name: str, asked: dict[str, str]) -> str:
        return link_to(self.partnership, name, asked)

    def query(self, **changes: str) -> str:
        """This page with some of what it keeps to changed."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    def periods(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What can be compared with a year earlier, by kind."""
        every = self.found.periods
        if self.found.period and self.found.period.until not in every.get(self.found.period.kind, ()):
            kind, until = self.found.period.kind, self.found.period.until
            every = {**every, kind: (until, *every.get(kind, ()))}
        return [
            (KINDS[kind], [(Period(kind, until).key, Period(kind, until).words) for until in ends[:SHOWN_PERIODS]])
            for kind, ends in every.items()
            if ends
        ]

    def areas(self) -> list[tuple[str, str]]:
        """The district first, then its wards by name."""
        found = {(not row.is_district, row.area_name, row.area) for row in self.found.rows}
        return [(code, name) for _, name, code in sorted(found)]

    def shows(self, signals: int) -> list[dict[str, Any]]:
        verdicts = sorted(row.verdict for row in self.found.rows)
        counts = {verdict: len(list(group)) for verdict, group in groupby(verdicts)} | {"signals": signals}
        every = [("", f"All {len(verdicts):,}")]
        every += [(key, f"{words} ({counts.get(key, 0):,})") for key, words in SHOWS.items()]
        return [
            {"words": words, "href": self.query(show=key, page=""), "is_here": self.chosen["show"] == key}
            for key, words in every
        ]

    def save(self) -> str:
        """Where the table as it is narrowed now can be kept with a note."""
        if not self.access.reach(Permission.CRIME_WRITE):
            return ""
        return self.link("crime-view-add", {"page": "crime-home", "query": self.request.GET.urlencode()})

    def unknown_dispersion(self) -> str:
        return (
            "How much these counts vary by themselves is not known: two years in a row, with no month missing, are "
            "needed to tell. Each is tested as if it varied by chance alone, so that some of what is called a rise or "
            "a fall may be usual."
        )

    def empty(self) -> dict[str, str]:
        """What to do while there is no table: load, or whom to ask."""
        may_load = bool(self.access.reach(Permission.CRIME_LOAD))
        href = link_to(self.partnership, "crime-intake-add") if may_load else ""
        who = " or ".join(role.name.lower() for role in roles_that_may(Permission.CRIME_LOAD))
        return {
            "title": "What changed, and whether it is real, will be here",
            "why": self.found.missing + ("" if may_load else f" Ask a {who} to load crime files."),
            "text": "Load crime files" if href else "",
            "href": href,
        }


class ChangedFile(TableFile, ChangedPage):
    """The same table as CSV or JSON, all of its rows; as Word with what must be known of it."""

    def get(self, request, *args, **kwargs):
        if kwargs["kind"] != "docx":
            return super().get(request, *args, **kwargs)
        if self.found.missing:
            raise Http404
        content = changed_docx(self.found, self.rows(), self.partnership)
        return HttpResponse(
            content,
            content_type=FILES["docx"][1],
            headers={"Content-Disposition": f'attachment; filename="{self.partnership.slug}-what-changed.docx"'},
        )


def _numbers(row: ChangedRow) -> str:
    """The line's numbers in words, runs of months with no file said once."""
    said = []
    for is_known, group in groupby(zip(row.months, row.sparkline, strict=True), key=lambda pair: pair[1] is not None):
        pairs = list(group)
        first, last = in_words(pairs[0][0]), in_words(pairs[-1][0])
        span = first if first == last else f"{first} to {last}"
        figures = ", ".join(str(count) for _, count in pairs) if is_known else "not loaded"
        said.append(f"{span}: {figures}")
    return "; ".join(said)
