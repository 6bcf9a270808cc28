"""GOV.UK components in templates: ``{% load govuk %}``, then a tag a component, or ``{% govuk "name" … %}`` for any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frankpledge.core import fields
from frankpledge.core.govuk import component

register = template.Library()

Item = Mapping[str, Any] | Sequence[Any]


@register.simple_tag
def govuk(component_name: str, **params: Any) -> SafeString:
    """Any component, with the Design System's own parameters: ``{% govuk "panel" titleText="Done" %}``."""
    return component(component_name, **params)


@register.simple_block_tag(end_name="endgovukblock")
def govukblock(content: str, component_name: str, **params: Any) -> SafeString:
    """Any component around a piece of the template, given to it as ``html``."""
    return component(component_name, html=content, **params)


@register.simple_tag
def govuk_button(text: str, href: str = "", kind: str = "", **params: Any) -> SafeString:
    """A button, or with ``href`` a link that looks like one. ``kind``: secondary, warning, inverse or start."""
    params["classes"] = " ".join(part for part in (_modifier("govuk-button", kind), params.get("classes")) if part)
    if kind == "start":
        params.update(classes=params["classes"].replace("govuk-button--start", "").strip(), isStartButton=True)
    if not href and params.get("type", "submit") == "submit":
        params.setdefault("preventDoubleClick", True)
    return component("button", text=text, href=href or None, **params)


@register.simple_tag
def govuk_tag(text: str, colour: str = "", **params: Any) -> SafeString:
    """A tag. The colour only repeats what the word says."""
    return component("tag", text=text, classes=_modifier("govuk-tag", colour), **params)


@register.simple_block_tag(end_name="endgovuk_details")
def govuk_details(content: str, summary: str, **params: Any) -> SafeString:
    """Something that most people can do without, folded away."""
    return component("details", summaryText=summary, html=content, **params)


@register.simple_block_tag(end_name="endgovuk_inset")
def govuk_inset(content: str, **params: Any) -> SafeString:
    """A quotation or an aside."""
    return component("inset-text", html=content, **params)


@register.simple_tag
def govuk_warning(text: str, **params: Any) -> SafeString:
    """What must not be overlooked."""
    return component("warning-text", text=text, iconFallbackText=_("Warning"), **params)


@register.simple_block_tag(end_name="endgovuk_banner")
def govuk_banner(content: str, success: bool = False, **params: Any) -> SafeString:
    """A notification banner around a piece of the template."""
    return component("notification-banner", html=content, type="success" if success else None, **params)


@register.simple_tag
def govuk_back_link(href: str, text: str = "", **params: Any) -> SafeString:
    """The way back, in a landmark of its own because it stands outside the page's main part."""
    link = component("back-link", href=href, text=text or _("Back"), **params)
    return format_html('<nav aria-label="{}">{}</nav>', _("Back"), link)


@register.simple_tag
def govuk_breadcrumbs(items: Iterable[Item], **params: Any) -> SafeString:
    """Where one stands. ``items``: (text, href) pairs or mappings; the last may have no href."""
    params.setdefault("collapseOnMobile", True)
    return component("breadcrumbs", items=[_link(item) for item in items], **params)


@register.simple_tag
def govuk_summary_list(rows: Iterable[Item], **params: Any) -> SafeString:
    """Facts by name. ``rows``: (name, value) or (name, value, link text, href), or the component's own mappings."""
    return component("summary-list", rows=[_row(row) for row in rows], **params)


@register.simple_tag(takes_context=True)
def govuk_pagination(context: Context, page: Page[Any], name: str = "page", **params: Any) -> SafeString | str:
    """The pages of a list, keeping the filters in the address. Nothing where there is one page."""
    if page.paginator.num_pages < 2:
        return ""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    def item(number: Any) -> dict[str, Any]:
        if not isinstance(number, int):
            return {"ellipsis": True}
        return {"number": number, "href": address(number), "current": number == page.number}

    span = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    if page.has_previous():
        params["previous"] = {"href": address(page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": address(page.next_page_number())}
    return component("pagination", items=[item(number) for number in span], **params)


@register.simple_tag
def govuk_error_summary(*forms: Any, **params: Any) -> SafeString | str:
    """Every error of the forms given, each a link to its field. Nothing where there is none."""
    errors = [error for form in forms if form for error in fields.errors_of(form)]
    if not errors:
        return ""
    return component("error-summary", titleText=_("There is a problem"), errorList=errors, **params)


@register.filter
def has_errors(form: Any) -> bool:
    """Whether a form or formset has errors, for "Error: " at the start of the page's title."""
    return bool(form) and bool(fields.errors_of(form))


@register.simple_tag
def govuk_field(bound: BoundField, **options: Any) -> SafeString:
    """One field with its label, hint and error; see ``fields.field`` for the options."""
    return fields.field(bound, **options)


@register.simple_tag
def status(colour: str, word: str) -> SafeString:
    """A status as a word with a shape and a colour: green, amber, red, blue or none."""
    return format_html('<span class="fp-status fp-status--{}">{}</span>', colour, word)


def _modifier(block: str, kind: str) -> str | None:
    return f"{block}--{kind}" if kind else None


def _link(item: Item) -> dict[str, Any]:
    if isinstance(item, Mapping):
        return dict(item)
    text, href = (*item, None)[:2]
    return {"text": text, "href": href or None}


def _row(row: Item) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return dict(row)
    name, value, *link = row
    shown: dict[str, Any] = {"key": {"text": name}, "value": {"text": value}}
    if len(link) == 2 and link[1]:
        shown["actions"] = {"items": [{"text": link[0], "href": link[1], "visuallyHiddenText": str(name).lower()}]}
    return shown
