"""What is asked while records are brought in: the file, what its columns mean, whether wrong rows are left out."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.delivery.bringing.meanings import fields_of
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.records.kinds import Part, RecordKind

ACCEPTED = (".csv", ".ods", ".xlsx")
MEGABYTE = 1024 * 1024


def parts_of(kind: RecordKind) -> tuple[Part, ...]:
    """The tables inside its records: its own, and those of every record."""
    return (*kind.parts, *kind.model.registry.parts)


class TableFileForm(GovukForm):
    """The file, and whether it lists records or what is inside them."""

    part = forms.ChoiceField(label="What it lists", required=False, widget=forms.RadioSelect)
    file = forms.FileField(
        label="The list you keep",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)}),
        help_text="Excel (.xlsx), CSV or OpenDocument (.ods), with headings in its first row and one record a row",
        error_messages={"required": "Choose the file", "empty": "The file is empty. Check that it was saved."},
    )

    def __init__(self, *args: Any, kind: RecordKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [(part.slug, f"{part.heading}: a line of each for records that are there") for part in parts_of(kind)]
        field: Any = self.fields["part"]
        field.choices = [("", kind.label_of_plural), *inside]

    def clean_file(self) -> Any:
        chosen = self.cleaned_data["file"]
        if not str(chosen.name).lower().endswith(ACCEPTED):
            raise forms.ValidationError("Choose a file that ends in .xlsx, .csv or .ods.")
        if chosen.size > MAX_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MAX_BYTES // MEGABYTE} MB. Cut it into smaller ones."
            )
        return chosen


class MeaningsForm(GovukForm):
    """What each column says."""

    says_optional = False

    def __init__(
        self,
        *args: Any,
        kind: RecordKind,
        part: Part | None = None,
        heads: list[str],
        meanings: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Leave it out"), *fields_of(kind, part)]
        for place, (head, meaning) in enumerate(zip(heads, meanings, strict=True)):
            label = f"“{head}”" if head else f"Column {place + 1}, without a heading"
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=meaning
            )
        self.count = len(heads)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, meaning in list(said.items()):  # an error takes its field away
            if meaning and meaning in seen:
                self.add_error(name, "Another column fills this already. Choose one of the two.")
            seen.setdefault(meaning, name)
        return said

    @property
    def meanings(self) -> list[str]:
        """The field each column fills, in the columns' order."""
        return [self.cleaned_data[f"column_{place}"] for place in range(self.count)]


class BringForm(GovukForm):
    """Whether the rows that cannot be recorded are left out."""

    leaves_out = forms.BooleanField(label="Leave out the rows that cannot be recorded", required=False)
