"""How the ways to report hate crime are narrowed. Nothing here asks who somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.delivery.kinds.hate_crime import STRANDS


class HelpForm(GovukForm):
    """What it was about, and a language."""

    says_optional = False

    strand = forms.ChoiceField(label="What it was about", required=False)
    language = forms.ChoiceField(label="A language besides English", required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        said = [(name, words[:1].upper() + words[1:]) for name, words in STRANDS.items()]
        fields["strand"].choices = [("", "Anything"), *said]
        fields["language"].choices = [("", "Any"), *((each, each) for each in languages)]
