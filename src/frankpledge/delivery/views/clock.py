"""What runs out: every record with a day that must not be missed, on a page, as files, and the box on its own page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from frankpledge.delivery.clocks.queries import BANDS, Running, kinds_with_clocks, records_of, running
from frankpledge.delivery.queries import linked_to
from frankpledge.delivery.views.pages import Activity
from frankpledge.delivery.views.ways import ways
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.views.tables import Cell, Empty, Figure, Link, Listed, Table, TableFile, TablePage

LEDE = "Orders, authorisations, accreditations, bans and whatever else has a day that must not be missed."
HEADS = ("What", "Runs out", "Days left", "Led by", "State")


class ClockPage(Activity, TablePage):
    """What is overdue, what runs out next, and what only later; by kind, agency and group."""

    heading = "What runs out"
    columns = (
        "Number", "Kind", "Title", "What happens", "On", "Days left", "State", "Lead agency", "Lead action group",
    )  # fmt: skip

    @property
    def today(self):
        return timezone.localdate(self.now)

    @cached_property
    def bodies(self) -> dict[str, list[Any]]:
        """The agencies and the groups there are to choose from."""
        agencies = Agency.objects.within(self.partnership).open_on(self.today).order_by("short_name")
        groups = ActionGroup.objects.within(self.partnership).open_on(self.today).order_by("short_name")
        return {"agency": list(agencies), "group": list(groups)}

    def _body(self, name):
        """The agency or the group the address asks for, if it is one of those."""
        said = str(self.request.GET.get(name, ""))
        return next((each for each in self.bodies[name] if str(each.pk) == said), None)

    @cached_property
    def found(self) -> list[Running]:
        """All that was asked for, of every band."""
        bodies = {name: self._body(name) for name in ("agency", "group")}
        only = linked_to(self.objective) if self.objective else None
        return running(self.access, self.today, kind=self.kind, **bodies, only=only)

    @cached_property
    def kind(self):
        """The kind the address asks for, if something of it can run out."""
        asked = self.asked("kind", (kind.slug for kind in kinds_with_clocks()))
        return self.registry.find(asked) if asked else None

    def rows(self):
        band = self.asked("when", BANDS)
        return [row for row in self.found if not band or row.band == band]

    def listed(self, rows):
        records = records_of(rows)
        tables = []
        for band, (words, _) in BANDS.items():
            lines = [self._cells(row, records[row.record]) for row in rows if row.band == band]
            if lines:
                tables.append(Table(words, HEADS, lines))
        return Listed(
            tables=tuple(tables) or (Table("Nothing", HEADS, (), empty="Nothing that runs out is like that."),),
            lede=LEDE + (f" Only what is linked to objective {self.objective.ref}." if self.objective else ""),
            figures=tuple(self._figure(band) for band in BANDS),
            choices=self.choices(),
            links=(Link("Your calendar of what is due", reverse("calendar-list", args=[self.partnership.slug])),),
            empty=None if self.found or self.request.GET else self._empty(),
        )

    def _cells(self, row, record):
        leads = [body.short_name or body.name for body in (record.lead_agency, record.lead_group) if body]
        return (
            Cell(record.title, href=record.get_absolute_url(), note=f"{row.kind.name.capitalize()} {record.number}"),
            Cell(f"{row.on:%-d %B %Y}", note=row.clock.words),
            Cell(row.left, colour=row.colour),
            Cell(", ".join(leads)),
            Cell(record.state_label, colour=record.state_colour),
        )

    def _figure(self, band):
        query = self.request.GET.copy()
        query.pop("page", None)
        query["when"] = band
        count = sum(row.band == band for row in self.found)
        return Figure(str(count), BANDS[band][0].lower(), f"?{query.urlencode()}")

    def choices(self):
        bodies = {
            name: [("", "All"), *((str(each.pk), each.short_name or each.name) for each in rows)]
            for name, rows in self.bodies.items()
        }
        kinds = [("", "All"), *((kind.slug, kind.label_of_plural) for kind in kinds_with_clocks())]
        when = [("", "All"), *((band, words) for band, (words, _) in BANDS.items())]
        return (
            self.choice("when", "When", when),
            self.choice("kind", "Kind", kinds),
            self.choice("agency", "Agency", bodies["agency"]),
            self.choice("group", "Action group", bodies["group"]),
        )

    def _empty(self):
        may_add = bool(self.access.reach(self.registry.write))
        return Empty(
            "What runs out will be here",
            "Nothing recorded has a day on which it runs out. Orders, authorisations and accreditations have one.",
            "Record something" if may_add else "",
            reverse("record-choose", args=[self.partnership.slug]) if may_add else "",
        )

    def line(self, row):
        record = self.records[row.record]
        return (
            record.number, row.kind.name, record.title, row.clock.words, row.on.isoformat(), row.days,
            record.state_label, str(record.lead_agency or ""), str(record.lead_group or ""),
        )  # fmt: skip

    @cached_property
    def records(self):
        """All the records of a file, in one query."""
        return records_of(self.rows())

    def file_address(self, kind):
        return reverse("activity-clock-file", args=[self.partnership.slug, kind])

    def get_context_data(self, **kwargs):
        above = [("Activity", reverse("activity-list", args=[self.partnership.slug]))]
        return super().get_context_data(**{"breadcrumbs": above, "ways": ways(self), **kwargs})


class ClockFile(TableFile, ClockPage):
    """The same list as a file."""
