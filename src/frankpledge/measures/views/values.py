"""Entering a value, correcting one, judging a quarter, and asking a source again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect

from frankpledge.measures.changes.judging import judge_quarter
from frankpledge.measures.changes.refreshing import refresh_indicator
from frankpledge.measures.changes.values import write_value
from frankpledge.measures.figures import plain
from frankpledge.measures.forms.values import COUNTED, JudgeForm, ValueForm
from frankpledge.measures.models import IndicatorValue
from frankpledge.measures.queries import ratings_of
from frankpledge.measures.queries.besides import period_named
from frankpledge.measures.rating import Rag
from frankpledge.measures.views.pages import AnsweringIndicator, IndicatorPage
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.queries.quarters import NAMES


class ValueEdit(AnsweringIndicator):
    """One period's figure, beside the definition that says what counts."""

    permission = Permission.VALUE_WRITE
    change_permission = Permission.VALUE_WRITE
    form_class = ValueForm
    template_name = "measures/value_form.html"
    saved = "The value is saved."

    def find(self, **kwargs):
        super().find(**kwargs)
        period = period_named(self.indicator, kwargs["period"])
        if period is None:
            raise Http404
        self.period = period
        rows = IndicatorValue.objects.filter(indicator=self.indicator, kind=period.kind, starts_on=period.first)
        self.value = rows.first()
        self.submit_text = "Save the correction" if self.value else "Save the value"

    @property
    def heading(self):
        verb = "Correct" if self.value else "Enter"
        return f"{verb} the value for {self.period.label[:1].lower() + self.period.label[1:]}"

    def draft(self):
        version = self.value.version if self.value else 0
        return f"value-{self.indicator.pk}-{self.period.short.replace(' ', '-').replace('/', '-')}-{version}"

    def now_reads(self, current):
        counts = ("numerator", "denominator") if self.indicator.unit in COUNTED else ()
        figures = {name: plain(getattr(current, name)) for name in ("value", *counts)}
        return {**figures, "as_of": current.as_of, "note": current.note}

    def make_form(self, data=None):
        last = min(self.period.last, self.now.date())
        initial = self.now_reads(self.value) if self.value else {"as_of": last}
        initial["version"] = self.value.version if self.value else 0
        return ValueForm(data, initial=initial, indicator=self.indicator, is_correction=self.value is not None)

    def change(self, form):
        said = form.cleaned_data
        write_value(
            indicator=self.indicator,
            period=self.period,
            value=said.get("value"),
            numerator=said.get("numerator"),
            denominator=said.get("denominator"),
            as_of=said["as_of"],
            reason=said.get("reason", ""),
            note=said["note"],
            version=said["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(period=self.period, value=self.value, **kwargs)


class IndicatorJudge(AnsweringIndicator):
    """Judge a quarter otherwise than the rule, with what the rule says in sight."""

    permission = Permission.VALUE_JUDGE
    change_permission = Permission.VALUE_JUDGE
    form_class = JudgeForm
    template_name = "measures/judge_form.html"
    submit_text = "Save the judgement"
    saved = "Your judgement is saved, and stands beside what the rule says."

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["quarter"] not in QUARTERS or self.indicator.is_contextual:
            raise Http404
        self.quarter = kwargs["quarter"]
        self.rating = ratings_of(self.plan, [self.indicator], self.quarter)[self.indicator.pk]

    @property
    def heading(self):
        return f"Judge {NAMES[self.quarter].lower()} of “{self.indicator.name}”"

    def make_form(self, data=None):
        initial = {"judged": str(self.rating.judged)} if self.rating.judged else {}
        return JudgeForm(data, initial=initial, may_take_back=self.rating.judged is not None)

    def change(self, form):
        judged = form.cleaned_data["judged"]
        judge_quarter(
            indicator=self.indicator, quarter=self.quarter, judged=Rag(judged) if judged in set(Rag) else None,
            why=form.cleaned_data["why"], by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(rating=self.rating, **kwargs)


class IndicatorRefresh(IndicatorPage):
    """The button that asks the source at once, for somebody who just put a record right."""

    permission = Permission.VALUE_WRITE
    change_permission = Permission.VALUE_WRITE
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        try:
            count = refresh_indicator(indicator=self.indicator, by=self.access, now=self.now)
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        else:
            words = "The source says what it said before."
            messages.success(request, f"The source was asked. Figures that are new: {count}." if count else words)
        return HttpResponseRedirect(self.address("indicator-detail", self.indicator.pk))
