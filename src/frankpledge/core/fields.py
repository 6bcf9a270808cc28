"""Shows each field of a form as its GOV.UK component: label, hint, error and control, tied together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.forms.widgets import Input
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from frankpledge.core.dates import DateBoxes
from frankpledge.core.govuk import component

# Said by the component itself, or against the Design System's advice: a placeholder vanishes as one types, and
# maxlength cuts what is pasted without a word (the server says it instead).
DROPPED = frozenset({
    "id", "class", "type", "required", "placeholder", "maxlength", "minlength", "min", "max", "step", "cols", "rows",
    "checked", "selected", "aria-describedby", "aria-invalid",
})  # fmt: skip
ASK = {
    forms.Select: "Select {}",
    forms.RadioSelect: "Select {}",
    forms.CheckboxSelectMultiple: "Select {}",
    forms.FileInput: "Choose a file for {}",
}


def field(bound: BoundField, **options: Any) -> SafeString:
    """The whole form group of one field. ``options``: label_class, heading, hint, classes, prefix, suffix, rows."""
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_widget()
    for kind, show in SHOWN:
        if isinstance(widget, kind):
            return show(bound, options)
    return _anything(bound, options)


def errors_of(form: Any) -> list[dict[str, str]]:
    """Every error of a form or formset, each leading to its field, in the order of the page."""
    if isinstance(form, BaseFormSet):
        own = [{"text": str(text)} for text in form.non_form_errors()]
        return own + [error for each in form.forms for error in errors_of(each)]
    if not isinstance(form, forms.BaseForm) or not form.errors:
        return []
    visible = form.visible_fields()
    first = {"href": f"#{target_of(visible[0])}"} if visible else {}
    found = [{"text": str(text), **first} for text in form.non_field_errors()]
    found += [{"text": text} for bound in form.hidden_fields() for text in messages_of(bound)]
    found += [{"text": text, "href": f"#{target_of(bound)}"} for bound in visible for text in messages_of(bound)]
    return found


def target_of(bound: BoundField) -> str:
    """The id of the first control of a field, where a link to it should put the cursor."""
    return bound.field.widget.id_for_label(_id(bound)) if _is_date(bound) else _id(bound)


def messages_of(bound: BoundField) -> list[str]:
    """What is wrong with a field, saying what to do: "Enter the name", not "This field is required"."""
    return list(_messages(bound))


def _messages(bound: BoundField) -> Iterator[str]:
    required = str(forms.Field.default_error_messages["required"])
    for error in bound.errors.as_data():
        for text in error.messages:
            yield _ask_for(bound) if error.code == "required" and text == required else _without_full_stop(text)


def _without_full_stop(text: str) -> str:
    return text.removesuffix(".") if text.count(".") == 1 else text  # one sentence; several keep their stops


def _ask_for(bound: BoundField) -> str:
    label = str(bound.label).rstrip(":")
    if label.endswith("?"):
        return _("Answer the question “{}”").format(label)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return _("Tick “{}” to go on").format(label)
    if _is_date(bound):
        return _("Enter a date for “{}”").format(label)
    phrase = next((words for kind, words in ASK.items() if isinstance(bound.field.widget, kind)), _("Enter {}"))
    # "JAG ref" keeps its capitals; "Your name" takes no "the".
    thing = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    article = "" if thing.split(" ")[0] in ("your", "the", "a", "an", "how", "what", "who", "when", "which") else "the "
    return phrase.format(article + thing)


def _is_date(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, DateBoxes)


def _id(bound: BoundField) -> str:
    return str(bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name)


def _label(bound: BoundField) -> str:
    label = str(bound.label)
    quiet = bound.field.required or not getattr(bound.form, "says_optional", True)
    return label if quiet or _("optional") in label.lower() else _("{} (optional)").format(label)


def _context(bound: BoundField) -> dict[str, Any]:
    """What Django would give the widget's own template: the value as it is written, the choices, the attributes."""
    attrs = bound.build_widget_attrs({"id": _id(bound)})
    context: dict[str, Any] = bound.field.widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    return context


def _attributes(attrs: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if name not in DROPPED}


def _common(bound: BoundField, options: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """Name, hint, error, classes: the same for every component."""
    hint = options.get("hint", bound.help_text)
    key = "html" if hasattr(hint, "__html__") else "text"
    wrong = messages_of(bound)
    return {
        "id": _id(bound),
        "name": bound.html_name,
        "classes": options.get("classes") or context["attrs"].get("class"),
        "hint": {key: hint} if hint else None,
        "errorMessage": {"html": format_html_join(mark_safe("<br>"), "{}", ((text,) for text in wrong))}
        if wrong
        else None,
        "attributes": _attributes(context["attrs"]),
    }


def _labelled(bound: BoundField, options: dict[str, Any], kind: str = "label") -> dict[str, Any]:
    small = "govuk-label--s" if kind == "label" else "govuk-fieldset__legend--s"
    return {
        "text": _label(bound),
        "classes": options.get("label_class", small),
        "isPageHeading": bool(options.get("heading")),
    }


def _text(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    params = _common(bound, options, context)
    kind = context["type"]
    if kind == "number":  # a number box that scrolls away what was typed is worse than a text box that asks for digits
        kind = "text"
        decimal = isinstance(bound.field, forms.DecimalField | forms.FloatField)
        params["inputmode"] = "decimal" if decimal else "numeric"
        params["classes"] = params["classes"] or "govuk-input--width-5"
    if kind in ("email", "url"):
        params["spellcheck"] = False
    for affix in ("prefix", "suffix"):
        if options.get(affix):
            params[affix] = {"text": options[affix]}
    return component("input", label=_labelled(bound, options), type=kind, value=context["value"], **params)


def _password(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    params = _common(bound, options, context)
    autocomplete = params["attributes"].pop("autocomplete", None)
    label = _labelled(bound, options)
    return component("password-input", label=label, value=context["value"], autocomplete=autocomplete, **params)


def _textarea(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    attrs = context["attrs"]
    rows = options.get("rows") or (attrs.get("rows") if str(attrs.get("rows")) != "10" else None)  # 10: nobody chose it
    # HTML drops one line break straight after <textarea>; this one is dropped instead of the person's.
    value = "\n" + (context["value"] or "")
    params = {**_common(bound, options, context), "label": _labelled(bound, options), "rows": rows, "value": value}
    if limit := attrs.get("maxlength"):
        return component("character-count", maxlength=limit, **params)
    return component("textarea", **params)


def _select(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    params = _common(bound, options, context)
    if context["attrs"].get("multiple"):
        params["attributes"]["multiple"] = True
    return component("select", label=_labelled(bound, options), items=_items(context, "selected"), **params)


def _items(context: dict[str, Any], chosen: str) -> list[dict[str, Any]]:
    """The choices. A named group is said in each of its choices, because the component has no groups."""
    return [
        {
            "value": str(option["value"]),
            "text": _choice(option) if group is None else f"{group}: {_choice(option)}",
            chosen: bool(option["selected"]),
            "attributes": _attributes(option["attrs"]),
        }
        for group, choices, _index in context["optgroups"]
        for option in choices
    ]


def _choice(option: dict[str, Any]) -> str:
    blank = option["value"] == "" and set(str(option["label"])) == {"-"}  # Django's "---------"
    return _("Choose one") if blank else str(option["label"])


def _choices(name: str) -> Callable[[BoundField, dict[str, Any]], SafeString]:
    def show(bound: BoundField, options: dict[str, Any]) -> SafeString:
        context = _context(bound)
        params = _common(bound, options, context)
        params["idPrefix"] = params.pop("id")
        params["attributes"] = None
        if name == "checkboxes" and params["hint"] is None:
            params["hint"] = {"text": _("Select all that apply")}
        fieldset = {"legend": _labelled(bound, options, "legend")}
        return component(name, fieldset=fieldset, items=_items(context, "checked"), **params)

    return show


def _tick(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    params = _common(bound, options, context)
    hint, attributes = params.pop("hint"), params.pop("attributes")
    item = {
        "id": params.pop("id"),
        "text": bound.label,
        "value": context["value"] or "on",
        "checked": bool(context["attrs"].get("checked")),
        "hint": hint,
        "attributes": attributes,
    }
    return component("checkboxes", idPrefix=item["id"], items=[item], **params)


def _file(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    params = _common(bound, options, context)
    multiple = bool(context["attrs"].get("multiple"))
    params["attributes"].pop("multiple", None)
    # The plain control: the enhanced one shows words that its accessible name does not have (WCAG 2.5.3).
    return component("file-upload", label=_labelled(bound, options), multiple=multiple, **params)


def _date(bound: BoundField, options: dict[str, Any]) -> SafeString:
    context = _context(bound)
    params = _common(bound, options, context)
    params["attributes"] = None
    wrong = " govuk-input--error" if params["errorMessage"] else ""
    disabled = {"attributes": {"disabled": context["attrs"].get("disabled")}}
    boxes = [{**box, **disabled, "classes": box["classes"] + wrong} for box in context["boxes"]]
    fieldset = {"legend": _labelled(bound, options, "legend")}
    if params["hint"] is None:
        params["hint"] = {"text": _("For example, 27 3 2026")}
    return component("date-input", fieldset=fieldset, items=boxes, **{**params, "classes": None})


def _anything(bound: BoundField, options: dict[str, Any]) -> SafeString:
    """A widget the Design System has no component for: its own markup, with our label, hint and error."""
    identity = _id(bound)
    params = _common(bound, options, {"attrs": bound.field.widget.attrs})
    described = [f"{identity}-{part}" for part, key in (("hint", "hint"), ("error", "errorMessage")) if params[key]]
    parts = [component("label", **{**_labelled(bound, options), "for": identity})]
    if params["hint"]:
        parts.append(component("hint", id=f"{identity}-hint", **params["hint"]))
    if params["errorMessage"]:
        parts.append(component("error-message", id=f"{identity}-error", **params["errorMessage"]))
    parts.append(bound.as_widget(attrs={"aria-describedby": " ".join(described)} if described else None))
    wrong = " govuk-form-group--error" if params["errorMessage"] else ""
    inside = format_html_join("\n", "{}", ((part,) for part in parts))
    return mark_safe(f'<div class="govuk-form-group{wrong}">{inside}</div>')  # noqa: S308  (parts are escaped above)


# The first kind that fits is used, so the special come before the general: Django's CheckboxSelectMultiple is a
# RadioSelect, and its CheckboxInput, PasswordInput and FileInput are Inputs.
SHOWN: tuple[tuple[type[forms.Widget], Callable[[BoundField, dict[str, Any]], SafeString]], ...] = (
    (DateBoxes, _date),
    (forms.CheckboxSelectMultiple, _choices("checkboxes")),
    (forms.RadioSelect, _choices("radios")),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _file),
    (Input, _text),
)
