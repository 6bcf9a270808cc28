"""What is asked of somebody who brings files in: which files, and of a police extract what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.core.forms import GovukForm
from frankpledge.crimestore.sources.mapping import COLUMNS, USUAL_YES
from frankpledge.documents.changes import safe_name
from frankpledge.insight.intakes import AREAS, CRIMES, GIGABYTE, LARGEST, Brought, Received

FLAGS = {
    "domestic": "Domestic abuse",
    "alcohol": "Related to alcohol",
    "hate": "Hate crime",
    "external_part": "An external part was stolen (number plate, catalytic converter)",
    "metal": "Metal was stolen",
    "lead": "Lead was stolen",
}
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What happened", ("reference", "offence_code", "type", "premises", "outcome")),
    ("When", ("from", "to", "recorded")),
    ("Where", ("easting", "northing", "longitude", "latitude", "lsoa", "force")),
    ("To whom", ("victim", "address")),
)
TIMES = (
    ("%d/%m/%Y %H:%M", "31/12/2026 23:59"),
    ("%Y-%m-%d %H:%M", "2026-12-31 23:59"),
    ("%d-%b-%Y %H:%M", "31-Dec-2026 23:59"),
    ("%d-%m-%Y %H:%M", "31-12-2026 23:59"),
    ("%d/%m/%y %H:%M", "31/12/26 23:59"),
)


class SeveralFiles(forms.ClearableFileInput):
    """A box that takes many files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Many files, each of a kind that is read, none empty or too large."""

    def __init__(self, *, endings: Sequence[str], **words: Any) -> None:
        self.endings = tuple(endings)
        attrs = {"accept": ",".join(sorted({f".{ending.rsplit('.', 1)[1]}" for ending in endings}))}
        super().__init__(widget=SeveralFiles(attrs=attrs), **words)

    def clean(self, data: Any, initial: Any = None) -> list[Brought]:
        given: list[Received] = [one for one in data or [] if one]
        if not given:
            raise ValidationError("Choose the files to bring in", code="required")
        problems = [words for one in given if (words := self._problem(one))]
        if problems:
            raise ValidationError(problems)
        return [Brought(safe_name(one.name or "file"), one.path, one.sha256, one.size or 0) for one in given]

    def _problem(self, one: Received) -> str:
        name = safe_name(one.name or "file")
        if not name.lower().endswith(self.endings):
            return f"{name} is not of a kind that is read here. Bring in {_listed(self.endings)}"
        if one.is_too_large:
            return f"{name} is too large: one file may have up to {LARGEST // GIGABYTE} GB. Unfold it, or split it"
        return f"{name} is empty. Check that it was saved, or downloaded whole" if not one.size else ""


def _listed(endings: Iterable[str]) -> str:
    *most, last = endings
    return f"{', '.join(most)} or {last}"


class CrimeFilesForm(GovukForm):
    """Files of the police's publisher, and Home Office tables."""

    brought = FilesField(
        label="The files",
        endings=CRIMES,
        help_text="Files of data.police.uk (street, outcomes, stop and search), many at once, or the publisher's zip; "
        "Home Office recorded crime by partnership as a spreadsheet.",
    )
    released_on = forms.DateField(
        label="When it was published",
        required=False,
        help_text="Only for Home Office recorded crime: each release revises the ones before it. For example, "
        "22 10 2026",
    )


class ExtractForm(GovukForm):
    """A police extract."""

    brought = FilesField(
        label="The extract",
        endings=tuple(ending for ending in CRIMES if ending != ".zip"),
        help_text="A table with a row for each crime: CSV or a spreadsheet. Several files must have the same columns.",
    )


class AreaFilesForm(GovukForm):
    """Boundaries, lookups, populations, and areas of the partnership's own."""

    brought = FilesField(
        label="The files",
        endings=AREAS,
        help_text="Lookups and populations of the ONS (CSV), boundaries as GeoJSON in degrees (WGS84).",
    )
    drawn = forms.BooleanField(
        label="The partnership drew these areas itself",
        required=False,
        help_text="For example a town centre or an estate. They can be asked only of a police extract.",
    )
    on = forms.DateField(
        label="The day they are of",
        required=False,
        help_text="When a population was counted, where its table does not say; or from when drawn areas hold.",
    )


class ColumnsForm(GovukForm):
    """What each column of an extract means. ``headings`` are the extract's own."""

    says_optional = False  # hardly any extract has everything

    force = forms.CharField(
        label="The police force",
        required=False,
        max_length=60,
        help_text="Its short name as in the publisher's files: hertfordshire. Not needed where a column says it.",
    )
    time_format = forms.ChoiceField(label="How times are written", choices=TIMES)
    month_by = forms.ChoiceField(
        label="A crime counts in the month in which it was",
        choices=(("", "Recorded, where the extract says; as police figures count"), ("recorded", "Recorded"),
                 ("from", "Committed")),
        required=False,
    )  # fmt: skip
    licence = forms.CharField(
        label="Under which terms the extract may be used",
        max_length=200,
        help_text="For example: Information sharing agreement of 1 April 2026. Shown wherever a figure is from it.",
    )
    encoding = forms.ChoiceField(
        label="How letters are written",
        choices=(("utf-8", "UTF-8, as nearly everything is"), ("latin-1", "Latin-1, as some older systems write")),
    )

    def __init__(self, data: Any = None, *, headings: Sequence[str], **words: Any) -> None:
        super().__init__(data, **words)
        choices = [("", "Not in this extract"), *((heading, heading) for heading in dict.fromkeys(headings))]
        for key, says in COLUMNS.items():
            label = key.replace("_", " ").capitalize() if key not in NAMED else NAMED[key]
            self.fields[f"column-{key}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, help_text=says[:1].upper() + says[1:]
            )
        for key, label in FLAGS.items():
            self.fields[f"flag-{key}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["yes"] = forms.CharField(
            label="What a mark says when it is set",
            max_length=200,
            help_text="Every word that means yes, with commas between: Y, Yes, True, 1",
        )

    @property
    def parts(self) -> list[tuple[str, list[Any]]]:
        """The columns to choose, in groups, for the page."""
        return [(title, [self[f"column-{key}"] for key in keys]) for title, keys in PARTS]

    @property
    def flags(self) -> list[Any]:
        return [self[f"flag-{key}"] for key in FLAGS]

    @property
    def mapping(self) -> dict[str, Any]:
        """What was chosen, as ``crimestore.sources.mapping.mapping_from`` reads it."""
        chosen = self.cleaned_data
        yes = [word.strip() for word in chosen["yes"].split(",") if word.strip()]
        said = {name: chosen[name] for name in ("force", "time_format", "month_by", "licence", "encoding")}
        return {
            "name": "this extract",
            **{name: value for name, value in said.items() if value},
            "columns": {key: value for key in COLUMNS if (value := chosen[f"column-{key}"])},
            "flags": {key: {"column": value, "yes": yes} for key in FLAGS if (value := chosen[f"flag-{key}"])},
        }


NAMED = {
    "reference": "Crime number", "from": "Happened from", "to": "Happened to", "lsoa": "LSOA", "victim": "Victim",
    "address": "Address", "recorded": "Recorded", "force": "Force",
}  # fmt: skip


def initial_of(guessed: Mapping[str, str], remembered: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows first."""
    flags = [flag for flag in remembered.get("flags", {}).values() if isinstance(flag, Mapping)]
    yes = flags[0].get("yes", USUAL_YES) if flags else USUAL_YES
    said = {name: remembered.get(name, "") for name in ("force", "month_by", "licence")}
    return {
        **{f"column-{key}": guessed.get(key, "") for key in COLUMNS},
        **{f"flag-{key}": guessed.get(key, "") for key in FLAGS},
        **said,
        "time_format": remembered.get("time_format", TIMES[0][0]),
        "encoding": remembered.get("encoding", "utf-8"),
        "yes": ", ".join(word.capitalize() for word in yes),
    }
