"""Editing an indicator, choosing where its values come from, retiring it and bringing it back."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponseRedirect

from frankpledge.measures.changes.definitions import (
    bring_back_indicator,
    edit_indicator,
    retire_indicator,
    words_of,
)
from frankpledge.measures.changes.refreshing import refresh_indicator
from frankpledge.measures.forms.indicators import IndicatorForm, ReasonForm, SourceChoice, shown_in_form
from frankpledge.measures.sources import registry
from frankpledge.measures.sources.registry import PERSON
from frankpledge.measures.views.pages import AnsweringIndicator
from frankpledge.measures.views.people import OffersPeople
from frankpledge.partners.permissions import Permission


class EditsIndicator(AnsweringIndicator):
    """A form about the definition. Somebody it is not theirs to change finds no such page."""

    permission = Permission.INDICATOR_EDIT
    change_permission = Permission.INDICATOR_EDIT


class IndicatorEdit(OffersPeople, EditsIndicator):
    """Change what an indicator says of itself."""

    form_class = IndicatorForm
    template_name = "measures/indicator_form.html"

    @property
    def heading(self):
        return f"Edit the indicator “{self.indicator.name}”"

    def draft(self):
        return f"indicator-{self.indicator.pk}-{self.indicator.version}"

    def make_form(self, data=None):
        initial = {**self.now_reads(self.indicator), "version": self.indicator.version}
        return IndicatorForm(
            data, initial=initial, people=self.people, is_new=False, owner=self.indicator.owner
        )  # fmt: skip

    def now_reads(self, current):
        return shown_in_form(words_of(current), self.people)

    def show_both(self, form, meanwhile):
        for name in IndicatorForm.base_fields:  # a blank box and one that was not sent read alike
            form.cleaned_data.setdefault(name, "")
        return super().show_both(form, meanwhile)

    def change(self, form):
        edit_indicator(
            indicator=self.indicator,
            words=form.words(self.indicator.source, self.indicator.parameters),
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class IndicatorSource(EditsIndicator):
    """Choose where the values come from: first which source, then what it asks."""

    form_class = SourceChoice
    submit_text = "Go on"

    @property
    def heading(self):
        return f"Where the values of “{self.indicator.name}” come from"

    def find(self, **kwargs):
        super().find(**kwargs)
        unit = self.indicator.get_unit_display().lower()
        self.lede = f"Sources that answer in its unit ({unit}) are offered."

    def initial(self):
        return {"source": self.indicator.source}

    def make_form(self, data=None):
        choices = [(PERSON, "People enter them")]
        choices += [
            (source.slug, f"{source.name}. {source.description}")
            for source in registry.every()
            if source.unit == self.indicator.unit
        ]
        return SourceChoice(data, initial=self.initial(), choices=choices)

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        return HttpResponseRedirect(
            self.address("indicator-source-told", self.indicator.pk, form.cleaned_data["source"])
        )


class IndicatorSourceTold(EditsIndicator):
    """What the chosen source asks, and why it is chosen."""

    submit_text = "Use this source"
    saved = "The source is set."

    def find(self, **kwargs):
        super().find(**kwargs)
        self.chosen = kwargs["source"]
        self.source = registry.find(self.chosen)
        if self.source is None and self.chosen != PERSON:
            raise Http404
        self.lede = self.source.description if self.source else ""

    @property
    def heading(self):
        return self.source.name if self.source else "Values that people enter"

    def post(self, request, *args, **kwargs):
        """Where an answer brings further questions, the page is shown again with them and with what was typed."""
        if self.source is not None and self.source.form(request.POST, indicator=self.indicator).has_more_to_ask():
            self.lede = "Now say which of them count. Everything you answered before is kept below."
            return self.show(self.make_form(typed=request.POST.dict()))
        return super().post(request, *args, **kwargs)

    def make_form(self, data=None, typed=None):
        kept = self.indicator.parameters if self.chosen == self.indicator.source else {}
        reasons = ReasonForm(data, initial={"version": self.indicator.version})
        reasons.fields["reason"].label = "Why is the source chosen?"
        if self.source is None:
            return reasons
        form = self.source.form(data, initial=kept if typed is None else typed, indicator=self.indicator)
        form.fields |= reasons.fields
        form.initial = {"version": self.indicator.version, **form.initial}
        return form

    def change(self, form):
        told = form.told() if self.source else {}
        words = replace(words_of(self.indicator), source=self.chosen, parameters=told)
        if self.source is not None:
            words = replace(words, is_by_chance=self.source.is_by_chance, unit=self.source.unit)
        row = edit_indicator(
            indicator=self.indicator, words=words, version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"], by=self.access, now=self.now,
        )  # fmt: skip
        if self.source is not None and self.access.reach(Permission.VALUE_WRITE):
            refresh_indicator(indicator=row, by=self.access, now=self.now)
        return self.back()


class IndicatorRetire(EditsIndicator):
    """Use it no longer."""

    form_class = ReasonForm
    submit_text = "Retire the indicator"
    saved = "The indicator is retired. It can be brought back."
    lede = "Its values stay, and so does every report that has it. It is asked for no more."

    @property
    def heading(self):
        return f"Retire “{self.indicator.name}”?"

    def initial(self):
        return {"version": self.indicator.version}

    def change(self, form):
        self._do()(
            indicator=self.indicator, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"],
            by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()

    def _do(self):
        return retire_indicator


class IndicatorBringBack(IndicatorRetire):
    """Use it again."""

    submit_text = "Bring it back"
    saved = "The indicator is in use again."
    lede = ""

    @property
    def heading(self):
        return f"Use “{self.indicator.name}” again?"

    def _do(self):
        return bring_back_indicator
