"""Forms that come out as GOV.UK ones, ours and other packages' alike (``FORM_RENDERER`` names the renderer here)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _

from frankpledge.core.dates import DateBoxes

__all__ = ["DateBoxes", "GovukForm", "GovukModelForm", "GovukRenderer"]


class GovukRenderer(DjangoTemplates):
    """Renders ``{{ form }}`` and ``{{ form.field.as_field_group }}`` with GOV.UK components."""

    form_template_name = "core/forms/form.html"
    formset_template_name = "core/forms/formset.html"
    field_template_name = "core/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        # form.as_p and its like, which other packages' pages use, have but one look here.
        if template_name in ("django/forms/p.html", "django/forms/div.html", "django/forms/ul.html"):
            template_name = self.form_template_name
        return super().get_template(template_name)


class GovukForms:
    """Dates in three boxes, and words that say what to do. ``says_optional = False`` where everything is (a filter)."""

    says_optional = True
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is forms.DateField:
                _ask_in_boxes(name, field)


def _ask_in_boxes(name: str, field: forms.DateField) -> None:
    if type(field.widget) is forms.DateInput:
        attrs, required = field.widget.attrs, field.widget.is_required
        field.widget = DateBoxes(attrs)
        field.widget.is_required = required
    label = str(field.label or name.replace("_", " ").capitalize())
    if field.error_messages["invalid"] == forms.DateField.default_error_messages["invalid"]:
        field.error_messages["invalid"] = _("{} must be a real date, for example 27 3 2026").format(label)


class GovukForm(GovukForms, forms.Form):
    """A form with GOV.UK behaviour."""


class GovukModelForm(GovukForms, forms.ModelForm):  # type: ignore[type-arg]
    """A form over a model's row with GOV.UK behaviour."""
