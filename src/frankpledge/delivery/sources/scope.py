"""What every source of records shares: its two questions, the records of a quarter, and answers where there is none."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import Any

from django import forms
from django.utils import timezone

from frankpledge.delivery.root import KINDS, RecordLink
from frankpledge.delivery.sources import narrowing
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.measures.reading import RecordLink as Opened
from frankpledge.measures.sources import SourceForm
from frankpledge.measures.sources.scopes import some
from frankpledge.partners.models import Partnership
from frankpledge.records.kinds import Part, RecordKind

ONLY = "only_"  # before a field's name, in the form
EVERYTHING = "*"  # instead of a kind
LINKED, EVERY = "linked", "every"
TOTAL, MEAN, MEDIAN = "total", "mean", "median"
PLACES = Decimal("0.01")
UNKNOWN = Reading(None, None, Verdict.NOT_MEASURABLE, note="That kind of record is not kept here.")
Choices = Callable[[], list[tuple[str, str]]]


class RecordsForm(SourceForm):
    """Which records, whether only those linked to the indicator's objective, and on a second page only where what."""

    questions: Sequence[narrowing.Question] = ()
    what = forms.ChoiceField(label="Count")
    scope = forms.ChoiceField(label="Which of them", widget=forms.RadioSelect)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        what: Any = self.fields["what"]
        what.initial = next((key for key, _ in what.choices), None)
        field: Any = self.fields["scope"]
        field.choices = [(EVERY, "All the partnership recorded")]
        if indicator.objective_id is not None:
            field.choices = [(LINKED, "Only those linked to this objective"), *field.choices]
        field.initial = field.choices[0][0]
        self.fields["narrow"] = forms.BooleanField(
            label="Only some of them",
            required=False,
            help_text="By an answer they have, such as what it is, or by who leads them. You choose on the next page.",
        )
        before: Any = self.data if self.is_bound else self.initial
        self._ask_which(str(before.get("what") or what.initial), before)

    def _ask_which(self, chosen: str, before: Any) -> None:
        """The questions of the kind chosen, where only some of its records are wanted."""
        kept = narrowing.only_of(before)
        self.fields["narrow"].initial = bool(before.get("narrow") or kept)
        if not self.fields["narrow"].initial:
            return
        self.fields["narrow"].help_text = "By the answers you tick below. A question with none ticked takes any answer."
        of = chosen.split(":")[0]
        kind = KINDS.find(of)
        typed_of_another = ("narrowed_of", *(name for name in self.initial if name.startswith(ONLY)))
        self.initial = {name: value for name, value in self.initial.items() if name not in typed_of_another}
        self.questions = list(narrowing.questions(kind, self.indicator.plan.partnership, kept))
        for each in self.questions:
            self.fields[f"{ONLY}{each.name}"] = forms.MultipleChoiceField(
                label=f"Only where “{each.words}” is",
                required=False,
                choices=each.answers,
                initial=kept.get(each.name, []),
                widget=forms.CheckboxSelectMultiple,
                help_text=f"The newest {len(each.answers)} are offered." if each.is_cut_short else "",
            )
        self.fields["narrowed_of"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=of)

    def has_more_to_ask(self) -> bool:
        """Whether the questions shown were not yet those of the kind that is now chosen."""
        of = str(self.data.get("what", "")).split(":")[0]
        return bool(self.data.get("narrow")) and self.data.get("narrowed_of") != of

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("narrow") and not self._only(said):
            self.add_error("narrow", "Tick at least one answer below, or untick “Only some of them”.")
        return said

    def told(self) -> dict[str, Any]:
        only = self._only(self.cleaned_data) if self.cleaned_data.get("narrow") else {}
        return {**super().told(), **({"only": only} if only else {})}

    def _only(self, said: dict[str, Any]) -> dict[str, list[str]]:
        return {each.name: said[f"{ONLY}{each.name}"] for each in self.questions if said.get(f"{ONLY}{each.name}")}


def choices_of(of_kind: Callable[[RecordKind], Mapping[str, str]]) -> Choices:
    """What every kind offers, under the kind's name; ``of_kind`` says its own by their keys."""
    return lambda: [
        (f"{kind.slug}:{key}", f"{kind.label_of_plural}: {words}")
        for kind in KINDS
        for key, words in of_kind(kind).items()
    ]


def form_of(label: str, choices: Choices, *, ways: tuple[tuple[str, str], ...] = ()) -> type[RecordsForm]:
    """The form of one source: what it may be asked, and of several ways to make one figure of many, which."""
    fields: dict[str, Any] = {"what": forms.ChoiceField(label=label, choices=choices)}
    if ways:
        fields["way"] = forms.ChoiceField(
            label="As one figure", choices=ways, initial=ways[0][0], widget=forms.RadioSelect
        )
    return type("RuleForm", (RecordsForm,), {**fields, "__module__": __name__})


class OfRecords(ABC):
    """What every source of records shares, whatever it makes of them: what it is narrowed to, and how it is told."""

    form: type[RecordsForm]

    @abstractmethod
    def read(self, indicator: Indicator, period: Period) -> Reading:
        """The reading of those records that ``within`` leaves."""

    def value(self, indicator: Indicator, period: Period) -> Reading:
        """The reading, saying what it was narrowed to; none at all where that cannot be told apart any more."""
        kind, _ = asked(indicator)
        only = narrowing.only_of(indicator.parameters)
        if not only or (kind is None and not is_of_everything(indicator)):
            return self.read(indicator, period)
        partnership = indicator.plan.partnership
        if missing := narrowing.gone(kind, partnership, only):
            note = f"Its rule counts only some records, and {missing}. Choose its source again."
            return Reading(None, None, Verdict.NOT_MEASURABLE, note=note)
        where, reading = narrowing.in_words(kind, partnership, only), self.read(indicator, period)
        if reading.value is None:
            return replace(reading, note=f"{reading.note.rstrip('.')}, {where}.")
        return replace(reading, note=f"Only {where}. {reading.note}".strip())

    def in_words(self, parameters: Mapping[str, Any], partnership: Partnership) -> str:
        """What it was told, as its form puts it."""
        what = str(parameters.get("what", ""))
        said = [dict(self.form.base_fields["what"].choices).get(what, what)]  # type: ignore[attr-defined]  # a ChoiceField
        if "way" in self.form.base_fields and "way" in parameters:
            way = str(parameters["way"])
            said.append(dict(self.form.base_fields["way"].choices).get(way, way).lower())  # type: ignore[attr-defined]
        said.append("all the partnership recorded" if parameters.get("scope") == EVERY else "only those linked to it")
        where = narrowing.in_words(KINDS.find(what.split(":")[0]), partnership, narrowing.only_of(parameters))
        return "; ".join([*said, *([f"only {where}"] if where else [])])


def asked(indicator: Indicator) -> tuple[RecordKind | None, list[str]]:
    """The kind the indicator's rule names, and the rest of what it names."""
    slug, *rest = str(indicator.parameters.get("what", "")).split(":")
    return KINDS.find(slug), rest


def is_of_everything(indicator: Indicator) -> bool:
    """Whether its rule is of records of every kind."""
    return str(indicator.parameters.get("what", "")).startswith(f"{EVERYTHING}:")


def within(indicator: Indicator, kind: RecordKind) -> Any:
    """The records of the kind that count, of the indicator's objective and of those answers where only those are."""
    rows: Any = kind.model.objects.within(indicator.plan.partnership).counted().select_related("partnership")
    if indicator.objective_id is not None and indicator.parameters.get("scope") != EVERY:
        rows = rows.filter(pk__in=RecordLink.objects.filter(objective=indicator.objective_id).values("record"))
    return narrowing.narrowed(rows, kind, narrowing.only_of(indicator.parameters)).order_by("starts_on", "pk")


def begun_in(indicator: Indicator, kind: RecordKind, period: Period) -> list[Any]:
    """By first day, so that nothing is counted in two quarters."""
    return list(within(indicator, kind).filter(starts_on__range=(period.first, period.last)))


def as_of(rows: Iterable[Any]) -> Any:
    """The last day on which any of them was changed."""
    return max(timezone.localdate(row.changed_at) for row in rows)


def opened(row: Any, more: str = "") -> Opened:
    """The record behind a figure, with what it gave to it."""
    return Opened((f"{row.told}: {more}" if more else row.told)[:200], row.get_absolute_url())


def behind(found: Iterable[tuple[Any, str]]) -> Any:
    """The records behind a figure."""
    return some([opened(row, more) for row, more in found])


def nobody(kind: RecordKind, what: str = "") -> Reading:
    """There is no figure: nothing was recorded, or nobody filled in what is asked."""
    note = f"Nobody recorded {what} of {kind.plural}" if what else f"Nobody recorded any {kind.plural}"
    return Reading(None, None, Verdict.TOO_LITTLE, note=f"{note} for this period.")


def one_of(values: list[Decimal], way: str) -> Decimal:
    """One figure of many.

    >>> [one_of([Decimal(1), Decimal(2), Decimal(6)], way) for way in (TOTAL, MEAN, MEDIAN)]
    [Decimal('9'), Decimal('3.00'), Decimal('2.00')]
    """
    if way == MEDIAN:
        return Decimal(median(values)).quantize(PLACES)
    total = sum(values, Decimal())
    return (total / len(values)).quantize(PLACES) if way == MEAN else total


def lines_in(part: Part, rows: Iterable[Any]) -> Any:
    """The lines of a table inside these records."""
    model: Any = part.model
    return model.objects.filter(record__in=[row.pk for row in rows])
