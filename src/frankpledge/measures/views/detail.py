"""One indicator: its definition, its series as a chart and a table, what it rests on, and everything that changed."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse, JsonResponse

from frankpledge.accounts.models import User
from frankpledge.formats.formulas import delimited_file
from frankpledge.measures import library
from frankpledge.measures.changes.readings import read_people
from frankpledge.measures.drawing import drawn
from frankpledge.measures.figures import plain
from frankpledge.measures.periods import PeriodKind, name_of
from frankpledge.measures.queries import series
from frankpledge.measures.queries.besides import besides_shown
from frankpledge.measures.queries.pages import definition_changes, facts_of, may_do, next_to_write, quarters_shown
from frankpledge.measures.sources.registry import PERSON, find
from frankpledge.measures.views.pages import IndicatorPage
from frankpledge.plans.queries.people import hands

COLUMNS = (
    "period", "first_day", "last_day", "value", "year_so_far", "target", "target_high", "numerator", "denominator",
    "data_as_of", "published_value", "late_revision", "note",
)  # fmt: skip


class IndicatorDetail(IndicatorPage):
    """Everybody who may read the plan may read it."""

    template_name = "measures/indicator_detail.html"

    def crumbs(self):
        *above, (here, _) = super().crumbs()
        return [*above, (here,)]

    def get(self, request, *args, **kwargs):
        quarters = quarters_shown(self.indicator, self.now.date())
        definitions = definition_changes(self.indicator)
        besides = besides_shown(self.indicator, self.now.date())
        to_write = next_to_write(self.indicator, quarters, besides, self.now.date())
        line = series(self.indicator)
        written = [each for quarter in quarters for each in quarter.versions]
        written += [each for beside in besides for each in beside.versions]
        keys = {each.version.written_by for each in written}
        keys |= {judgement.judged_by for quarter in quarters for judgement in quarter.judgements}
        keys |= {each.version.written_by for each in definitions}
        owner = self.indicator.owner
        if owner:
            keys.add(owner.audit_key)
        seen = hands(keys, self.access, named=True)
        people: list[User] = [hand.user for hand in seen.values() if hand.user]
        entry = library.find(self.indicator.library_key)
        with transaction.atomic():  # who is shown is written down, or nobody is shown
            read_people(people=people, purpose="An indicator's owner and history", by=self.access, now=self.now)
        return self.render_to_response(
            self.get_context_data(
                quarters=quarters,
                besides=besides,
                has_figures=bool(written),
                to_write=_button(to_write) if to_write and self.indicator.source == PERSON else None,
                facts=facts_of(self.indicator, f"{entry.full_name} ({entry.collection})" if entry else ""),
                definitions=definitions,
                series=line,
                chart=drawn(line),
                hands=seen,
                owner=seen[owner.audit_key].name if owner else "",
                may=may_do(self.indicator, self.access),
                is_computed=self.indicator.source != PERSON,
                source=find(self.indicator.source),
            )
        )


def _button(period):
    """Where the page's button leads, and what it says."""
    words = "the year" if period.kind is PeriodKind.YEAR else name_of(period)
    return {"name": name_of(period), "words": words}


class SeriesFile(IndicatorPage):
    """The series to take away, the same rows as CSV or JSON."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        line = series(self.indicator)
        rows = [_row(point) for point in (*line.points, *line.others)]
        if kwargs["kind"] == "json":
            return JsonResponse(
                {
                    "indicator": line.name,
                    "unit": line.unit,
                    "baseline": plain(line.baseline),
                    "baseline_period": line.baseline_period,
                    "periods": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
                }
            )
        response = HttpResponse(delimited_file([COLUMNS, *rows]), content_type="text/csv; charset=utf-8")
        name = f"{self.plan.slug}-indicator-{self.indicator.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _row(point):
    return (
        point.label, point.period.first.isoformat(), point.period.last.isoformat(), plain(point.value),
        plain(point.so_far), plain(point.target), plain(point.target_high), plain(point.numerator),
        plain(point.denominator), point.as_of.isoformat() if point.as_of else "", plain(point.published),
        "yes" if point.is_late_revision else "", point.note,
    )  # fmt: skip
