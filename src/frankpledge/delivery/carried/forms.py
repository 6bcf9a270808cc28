"""A file for a record, and a comment on one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.delivery.carried.models import Attachment
from frankpledge.delivery.root import KINDS
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import ROLES, Permission

MEGABYTE = 1024 * 1024
LONGEST = 4_000
PICTURES = "image/jpeg,image/png,image/webp"


class AttachForm(GovukForm):
    """A photograph straight from the telephone's camera, or a file that is there already: one of the two."""

    photo = forms.FileField(
        label="Take a photograph", required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES, "capture": "environment", "data-most": MAX_BYTES}),
        help_text="On a telephone this opens the camera. Keep faces and number plates out where you can.",
    )  # fmt: skip
    file = forms.FileField(
        label="Or choose a file", required=False,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx", "data-most": MAX_BYTES}),
        help_text=f"A photograph, PDF, Word (.docx) or Excel (.xlsx), up to {MAX_BYTES // MEGABYTE} MB",
    )  # fmt: skip
    sort = forms.ChoiceField(
        label="What it shows", choices=Attachment.Sort.choices, widget=forms.RadioSelect, initial=Attachment.Sort.OTHER
    )
    caption = forms.CharField(
        label="What is to be seen", max_length=200,
        help_text="Read out to those who cannot see it, so say what it shows. Name no people.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        photo, file = said.get("photo"), said.get("file")
        if photo and file:
            self.add_error("file", "Send the photograph or the file, one at a time.")
        elif not photo and not file and not {"photo", "file"} & set(self.errors):
            self.add_error("file", "Take a photograph or choose a file.")
        chosen = photo or file
        if chosen and chosen.size > MAX_BYTES:
            self.add_error("photo" if photo else "file", f"It must be smaller than {MAX_BYTES // MEGABYTE} MB.")
        return {**said, "chosen": chosen}


class CommentForm(GovukForm):
    """A comment, and whom to tell of it."""

    text = forms.CharField(
        label="Comment", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody in the partnership who may see this record can read it. Name no member of the public.",
    )  # fmt: skip
    tell = forms.ModelChoiceField(
        Membership.objects.none(), label="Tell somebody", required=False, empty_label="Nobody",
        help_text="They get a letter, and it stays in their work until they have read it",
    )  # fmt: skip

    def __init__(self, *args: Any, access: Access, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = [key for key, role in ROLES.items() if KINDS.view in role.grants]
        rows = Membership.objects.within(access.partnership).current(today).filter(role_key__in=readers)
        rows = rows.filter(user__is_active=True).exclude(user=access.user_id)
        field: Any = self.fields["tell"]
        field.queryset = rows.select_related("agency", "user").order_by("agency__short_name", "role_key", "pk")
        field.label_from_instance = lambda row: named(row, access)


class RemoveForm(GovukForm):
    """Why something is taken away."""

    why = forms.CharField(
        label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why"},
        help_text="Everybody who may see the record reads it where this stood. Name no people.",
    )  # fmt: skip


class CommentEditForm(GovukForm):
    """One's own words put right."""

    text = forms.CharField(label="Comment", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


def named(row: Membership, access: Access) -> str:
    """Somebody by name where the reader may see people's names, and by their place where not."""
    return f"{row.user.name}, {row}" if may_be_named(row, access) else str(row)


def may_be_named(row: Membership, access: Access) -> bool:
    """Whether this person may read that name."""
    return access.may(Permission.PEOPLE_VIEW, agencies=[row.agency_id])
