"""Sources of indicators' values: crime as counted by one definition, in one area, from what this partnership loaded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from frankpledge.crimestore import Store
from frankpledge.crimestore.sources import SOURCES
from frankpledge.insight.addresses import series_address
from frankpledge.insight.asking import kept
from frankpledge.insight.districts import places_of
from frankpledge.insight.months import last_day, month_of, runs_in_words, span_in_words
from frankpledge.insight.queries.figures import NONE, QUARTER, YEAR, Figure, Unanswered, Wanted, figure_of
from frankpledge.insight.queries.rates import Rate, rate_of
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, RecordLink, Verdict
from frankpledge.measures.sources import Source, SourceForm
from frankpledge.partners.models import Partnership

COUNT, RATE, CHANGE = "crime.count", "crime.rate", "crime.change"
SLUGS = (COUNT, RATE, CHANGE)
EXTRACT_WORDS = "needs a police extract"
_COUNTED_FROM = ("street", "extract", "recorded")
_FILES_SHOWN = 12
_AGAINST = (
    (YEAR, "The same months a year before"),
    (QUARTER, "The three months before"),
    (NONE, "Nothing: the figure alone"),
)


class CrimeForm(SourceForm):
    """Which definition, where, from which files, and held against what."""

    definition = forms.ChoiceField(
        label="What is counted?", help_text="The version is kept with the indicator, so its rule stays the same."
    )
    area = forms.ChoiceField(label="Where?", required=False)
    source = forms.ChoiceField(
        label="From which files?",
        required=False,
        choices=[("", "Whichever can measure it and has most of the months"),
                 *((name, SOURCES[name].title) for name in _COUNTED_FROM)],
    )  # fmt: skip
    against = forms.ChoiceField(
        label="What is it held against?", choices=_AGAINST, initial=YEAR, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        said = choices_for(indicator.plan.partnership, now=timezone.now())
        definitions = [(key, title) for key, title, _ in said["definitions"]]
        areas = [(code, name) for code, name in said["areas"]]
        self.rules = {key: says for key, _, says in said["definitions"]}  # what each counts, in words
        kept_before = str(indicator.parameters.get("definition") or "")
        if kept_before and kept_before not in dict(definitions):
            definitions.append((kept_before, f"{kept_before}, as it was chosen"))
        district = areas[0][0] if areas else ""
        self.definitions = definitions  # (key, title)
        self.fields["definition"].choices = definitions  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["definition"].initial = definitions[0][0] if definitions else None
        # Once the district is known, a figure is of a place: its series then opens to the same question.
        self.fields["area"].choices = areas or [("", "Everything in the files")]  # type: ignore[attr-defined]
        self.fields["area"].required = bool(areas)
        self.fields["area"].initial = district


def choices_for(partnership: Partnership, *, now: datetime) -> dict[str, Any]:
    """The definitions by key, each with its title and rule, and the areas, the district first: kept as answers are."""

    def work(store: Store, asked: Mapping[str, Any]) -> dict[str, Any]:
        found = sorted(store.definitions().values(), key=lambda each: each.title)
        places = places_of(store, partnership)
        return {
            "definitions": [[each.key, each.title, each.says] for each in found],
            "areas": [[place.code, place.name] for place in (*places[-1:], *places[:-1])],
        }

    return kept(partnership, "indicator-choices", {"district": partnership.area_code}, work, now=now)


class ChangeForm(CrimeForm):
    """A change is always one against something."""

    against = forms.ChoiceField(
        label="What is it held against?", choices=_AGAINST[:2], initial=YEAR, widget=forms.RadioSelect
    )


class _Crime(ABC):
    """What the three sources share: asking, and saying why there is no answer."""

    slug: str
    name: str
    description: str
    unit: str
    form: type[SourceForm] = CrimeForm
    looks_back = True
    is_by_chance = True

    def value(self, indicator: Indicator, period: Period) -> Reading:
        wanted = wanted_of(indicator)
        if not wanted.definition:
            return Reading(None, None, Verdict.NOT_MEASURABLE, note="No definition is chosen: choose its source again.")
        partnership = indicator.plan.partnership
        first, last = month_of(period.first), month_of(period.last)
        found = figure_of(partnership, wanted, first=first, last=last, now=timezone.now())
        if isinstance(found, Unanswered):
            return _unanswered(found)
        if found.missing:
            return _incomplete(found, partnership)
        return self.reading(found, partnership)

    @abstractmethod
    def reading(self, found: Figure, partnership: Partnership) -> Reading:
        """The reading of a period whose every month is loaded."""


class CrimeCount(_Crime):
    """How many."""

    slug = COUNT
    name = "Crime: how many"
    description = (
        "Records counted by a definition in an area over the quarter, from the crime files loaded here, held against "
        "the same months a year before. A month that is not loaded leaves the quarter without a figure."
    )
    unit = "number"

    def reading(self, found: Figure, partnership: Partnership) -> Reading:
        return Reading(
            Decimal(found.count), last_day(found.last), records=_records(found, partnership), note=_note(found)
        )


class CrimeRate(_Crime):
    """How many for each thousand residents."""

    slug = RATE
    name = "Crime: per 1,000 residents"
    description = (
        "The same count for each 1,000 residents, as the latest census or estimate loaded here counted them. It is the "
        "quarter's own rate: a year's is about four times it."
    )
    unit = "rate"

    def reading(self, found: Figure, partnership: Partnership) -> Reading:
        rate = rate_of(partnership, found, now=timezone.now())
        if not isinstance(rate, Rate):
            return Reading(None, last_day(found.last), Verdict.NOT_MEASURABLE, note=rate)
        return Reading(
            Decimal(found.count) * 1000 / rate.residents, last_day(found.last), numerator=Decimal(found.count),
            denominator=rate.residents, records=_records(found, partnership),
            note=f"{_note(found)} {rate.words}".strip(),
        )  # fmt: skip


class CrimeChange(_Crime):
    """How much more or less than before."""

    slug = CHANGE
    name = "Crime: change in per cent"
    description = (
        "The change of the count in per cent, with its interval. No percentage is given where either count is under "
        "fifty: it would say more about the base than about the change."
    )
    unit = "percent"
    form = ChangeForm

    def reading(self, found: Figure, partnership: Partnership) -> Reading:
        change = found.change
        if change is None or change.percent is None:
            words = _note(found)
            few = " Too few for a percentage: either count is under fifty." if change is not None else ""
            return Reading(None, last_day(found.last), Verdict.TOO_LITTLE, note=f"{words}{few}".strip())
        return Reading(
            Decimal(repr(change.percent)),
            last_day(found.last),
            low=Decimal(repr(100 * (change.low - 1))),
            high=Decimal(repr(100 * (change.high - 1))),
            records=_records(found, partnership),
            note=_note(found),
        )


EVERY: tuple[Source, ...] = (CrimeCount(), CrimeRate(), CrimeChange())


def wanted_of(indicator: Indicator) -> Wanted:
    """What an indicator asks, from its parameters."""
    said = {name: str(indicator.parameters.get(name) or "") for name in ("definition", "area", "source", "against")}
    return Wanted(said["definition"], said["area"], said["source"], said["against"] or YEAR)


def _unanswered(found: Unanswered) -> Reading:
    note = f"{EXTRACT_WORDS[0].upper()}{EXTRACT_WORDS[1:]}: {found.why}" if found.needs_extract else found.why
    verdict = Verdict.NOT_MEASURABLE if found.needs_extract else Verdict.TOO_LITTLE
    return Reading(None, None, verdict, note=_ended(note))


def _incomplete(found: Figure, partnership: Partnership) -> Reading:
    """Part of the quarter is loaded: what there is can be opened, and no figure is made of it."""
    note = f"Not loaded yet: {runs_in_words(found.missing)}."
    reaches = last_day(found.reaches) if found.reaches else None
    records = _records(found, partnership) if found.reaches else ()
    return Reading(None, reaches, Verdict.TOO_LITTLE, records=records, note=note)


def _note(found: Figure) -> str:
    parts = [found.comparison, f"Counted by {found.definition}."]
    parts += [str(each["words"]) for each in found.said.get("cautions", ()) if each.get("code") in _GRAVE]
    return " ".join(_ended(part) for part in parts if part)


# What changes the figure itself; the rest stands in the footer of the series that the figure opens.
_GRAVE = frozenset({"break", "forces-differ", "thin-month", "provisional", "definition-dates", "partly-measured"})


def _records(found: Figure, partnership: Partnership) -> tuple[RecordLink, ...]:
    """What opens: the exact question, the one it is held against, and the files."""
    links = [_link(found, partnership, found.months)]
    if found.change is not None:
        links.append(_link(found, partnership, found.months_before))
    names = found.files
    links += [RecordLink(f"File {name}"[:200]) for name in names[:_FILES_SHOWN]]
    if len(names) > _FILES_SHOWN:
        links.append(RecordLink(f"and {len(names) - _FILES_SHOWN} more files"))
    return tuple(links)


def _link(found: Figure, partnership: Partnership, months: Sequence[str]) -> RecordLink:
    count = sum(found.by_month.get(month, 0) for month in months)
    words = f"{count:,} records, {span_in_words(months[0], months[-1])}, by {found.definition}"
    exact = replace(found.wanted, definition=found.definition, source=str(found.said["source"]))
    return RecordLink(words[:200], series_address(partnership, exact, first=months[0], last=months[-1]))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
