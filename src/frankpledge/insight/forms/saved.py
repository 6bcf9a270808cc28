"""The form of a saved view: what it is called, and what should be seen in it."""

from __future__ import annotations

from django import forms

from frankpledge.core.forms import GovukForm


class SavedViewForm(GovukForm):
    """A title and a note. ``version`` is the one that was read, where the view is there already."""

    title = forms.CharField(label="Title", max_length=200)
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea,
        help_text="What should be seen in it, for whoever opens it. Do not name people.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RemoveViewForm(GovukForm):
    """Only that it should go, in the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
