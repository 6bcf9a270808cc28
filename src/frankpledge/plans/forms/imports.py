"""What may be asked while a document is brought in: the file, what its columns mean, whom its names mean, its dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frankpledge.core.forms import GovukForm
from frankpledge.formats.safety import MAX_BYTES, READABLE
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.wording import plain
from frankpledge.plans.importing.adding import BodyChoice
from frankpledge.plans.importing.bodies import BodyKind, Directory, UnknownBody
from frankpledge.plans.importing.periods import start_of

MEGABYTE = 1024 * 1024
MOST_NAMES = 100  # asked about one by one; the rest are kept as written, or added together

# What a column may mean, in the words of the page. The keys are plandocs.headings.Says.
MEANINGS: tuple[tuple[str, Any], ...] = (
    ("ref", _("Reference (JAG ref)")),
    ("objective", _("Objective")),
    ("actions", _("Actions")),
    ("target", _("Target")),
    ("indicator", _("Performance indicator")),
    ("leads", _("Lead agency")),
    ("groups", _("Lead action group")),
    ("people", _("Named officers")),
    ("timescale", _("Timescale")),
    ("status", _("Status or RAG")),
    ("updates", _("Update or progress")),
    ("Q1", _("Quarter 1 update")),
    ("Q2", _("Quarter 2 update")),
    ("Q3", _("Quarter 3 update")),
    ("Q4", _("Quarter 4 update")),
    ("section", _("Section or theme")),
    ("other", _("Keep it as it is, beside the objective")),
    ("ignore", _("Leave it out")),
)
WORDS = dict(MEANINGS)


class UploadForm(GovukForm):
    """The document."""

    document = forms.FileField(
        label=_("The plan's document"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(sorted(READABLE))}),
        error_messages={
            "required": _("Choose the plan's document"),
            "empty": _("The file is empty. Check that it is the file you meant and that it was saved."),
        },
        help_text=_("Word (.docx), OpenDocument (.odt), Excel (.xlsx), CSV, a web page (.html) or text (.md, .txt)."),
    )

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file must be smaller than %(most)d MB. Take out pictures, or split it into several files.")
                % {"most": MAX_BYTES // MEGABYTE}
            )
        return document


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A heading that needs a meaning, with what stands under it."""

    heading: str
    samples: tuple[str, ...] = ()
    place: str = ""
    suggestion: str = ""

    @property
    def key(self) -> str:
        return _key("column", self.heading)


class MappingForm(GovukForm):
    """What each unknown column means. Nothing is chosen beforehand; what the heading resembles is said beside it."""

    def __init__(self, columns: Sequence[AskedColumn], known: Mapping[str, str], data: Any = None) -> None:
        self.columns = columns
        super().__init__(data)
        for column in columns:
            self.fields[column.key] = forms.ChoiceField(
                label=_("“%(heading)s” is") % {"heading": column.heading},
                choices=[("", _("Choose what this column says")), *MEANINGS],
                initial=known.get(plain(column.heading), ""),
                help_text=self._hint(column),
                error_messages={"required": _("Choose what “%(heading)s” says") % {"heading": column.heading}},
            )

    def _hint(self, column: AskedColumn) -> str:
        parts = []
        if column.samples:
            parts.append(_("It says, for example: %(samples)s.") % {"samples": _quoted(column.samples)})
        if column.suggestion in WORDS:
            parts.append(_("It may be: %(meaning)s.") % {"meaning": WORDS[column.suggestion]})
        return " ".join(str(part) for part in parts)

    def meanings(self) -> dict[str, str]:
        """Plain heading to meaning, as the reader and the partnership's memory want them."""
        return {plain(column.heading): self.cleaned_data[column.key] for column in self.columns}


class ImportForm(GovukForm):
    """What the plan is called and when it begins, and whom its unknown names mean."""

    title = forms.CharField(label=_("Title"), max_length=300)
    period = forms.CharField(
        label=_("Period"), max_length=60, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    starts_on = forms.DateField(
        label=_("First day of quarter 1"),
        help_text=_("Councils' years usually begin on 1 April."),
        error_messages={"required": _("Enter the first day of quarter 1")},
    )
    add_rest = forms.BooleanField(
        label=_("Add every name I have not chosen anything for, as suggested"), required=False
    )

    def __init__(
        self,
        document: PlanDocument,
        unknown: Sequence[UnknownBody],
        directory: Directory,
        data: Any = None,
        *,
        asks_names: bool = True,
    ) -> None:
        initial = {"title": document.title, "period": document.period, "starts_on": start_of(document.period)}
        super().__init__(data, initial=initial)
        self.directory = directory
        self.unknown = list(unknown) if asks_names else []
        self.asked = self.unknown[:MOST_NAMES]
        if not self.unknown:
            del self.fields["add_rest"]
        known = list(_known_bodies(directory))
        for body in self.asked:
            self.fields[_key("body", body.key)] = forms.ChoiceField(
                label=body.name, choices=[*_adding(body), *known], required=False, help_text=_where(body)
            )

    @property
    def says_optional(self) -> bool:  # type: ignore[override]
        return False

    def plan_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "period", "starts_on")]

    def body_fields(self) -> list[forms.BoundField]:
        return [self[_key("body", body.key)] for body in self.asked]

    def words(self) -> dict[str, Any]:
        """What the plan is called and when it begins."""
        return {name: self.cleaned_data[name] for name in ("title", "period", "starts_on")}

    def choices(self) -> list[BodyChoice]:
        """What the person decided about each name; names left alone are not here."""
        chosen = [(body, self.cleaned_data.get(_key("body", body.key), "")) for body in self.unknown]
        rest = self.cleaned_data.get("add_rest", False)
        answers = [(body, answer or (body.suggested.value if rest else "")) for body, answer in chosen]
        return [BodyChoice.of(body.name, answer) for body, answer in answers if answer and answer != "leave"]


def _adding(body: UnknownBody) -> list[tuple[str, Any]]:
    """The suggested kind is said to be one, and stands first among the kinds; nothing is chosen."""
    words = {BodyKind.AGENCY: _("Add it as an agency"), BodyKind.GROUP: _("Add it as a group")}
    suggested = body.suggested
    other = BodyKind.GROUP if suggested is BodyKind.AGENCY else BodyKind.AGENCY
    return [
        ("", _("Choose")),
        ("leave", _("Keep the name as written, add nothing")),
        (suggested.value, _("%(words)s (suggested)") % {"words": words[suggested]}),
        (other.value, words[other]),
    ]


def _known_bodies(directory: Directory) -> Iterator[tuple[str, Any]]:
    agencies: Iterable[Agency] = {body.pk: body for body in directory.agencies.values()}.values()
    groups: Iterable[ActionGroup] = {body.pk: body for body in directory.groups.values()}.values()
    for agency in sorted(agencies, key=lambda body: body.name):
        yield f"agency:{agency.pk}", _("Another name for %(name)s") % {"name": agency.name}
    for group in sorted(groups, key=lambda body: body.name):
        yield f"group:{group.pk}", _("Another name for %(name)s") % {"name": group.name}


def _where(body: UnknownBody) -> str:
    """Where the plan writes the name."""
    parts = []
    if body.as_agency:
        parts.append(_("Lead agency of %(refs)s") % {"refs": _some(body.as_agency)})
    if body.as_group:
        parts.append(_("Lead group of %(refs)s") % {"refs": _some(body.as_group)})
    return ". ".join(str(part) for part in parts)


def _some(refs: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(refs[:most])
    return shown if len(refs) <= most else f"{shown} and {len(refs) - most} more"


def _quoted(samples: Sequence[str], most: int = 3) -> str:
    return ", ".join(f"“{sample[:80]}{'…' if len(sample) > 80 else ''}”" for sample in samples[:most])


def _key(kind: str, text: str) -> str:
    """A field's name: any heading or body may hold signs that no field's name should."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
