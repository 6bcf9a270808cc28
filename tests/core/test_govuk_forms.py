"""What a person meets in every form, ours and other packages'."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from frankpledge.core.fields import errors_of
from frankpledge.core.forms import GovukForm
from frankpledge.core.govuk import component
from tests.core.gallery import EveryField, page

ATTACK = "</textarea>\"'><script>attack()</script>"


class Starts(GovukForm):
    starts_on = forms.DateField(label="Starts on")


class Words(GovukForm):
    words = forms.CharField(strip=False, required=False, widget=forms.Textarea)


def template(source: str, **context: Any) -> str:
    return Template("{% load govuk %}" + source).render(Context(context))


def parsed(html: object) -> LexborHTMLParser:
    return LexborHTMLParser(str(html))


def dated(day: str, month: str, year: str) -> Starts:
    return Starts({"starts_on-day": day, "starts_on-month": month, "starts_on-year": year})


def test_every_control_has_a_label_or_a_legend_and_one_id() -> None:
    shown = parsed(EveryField())

    controls = shown.css("input:not([type=hidden]), select, textarea")
    labelled = {label.attributes["for"] for label in shown.css("label")}
    ids = [node.attributes["id"] for node in shown.css("[id]")]
    assert len(controls) > 20
    assert [each.attributes["id"] for each in controls if each.attributes["id"] not in labelled] == []
    assert len(ids) == len(set(ids))


def test_an_error_is_beside_its_field_and_leads_to_it_from_the_summary() -> None:
    form = EveryField({"email": "nobody"})

    shown, summary = parsed(form), parsed(template("{% govuk_error_summary form %}", form=form))

    targets = [str(link.attributes["href"]) for link in summary.css(".govuk-error-summary__list a")]
    assert len(targets) == len(form.errors)
    for target in targets:
        control = shown.css_first(target)
        assert control is not None
        described = control.attributes.get("aria-describedby") or ""
        group = control.parent
        while group is not None and "govuk-form-group--error" not in (group.attributes.get("class") or ""):
            group = group.parent
        assert group is not None
        assert group.css_first(".govuk-error-message") is not None
        assert control.attributes.get("type") in ("radio", "checkbox") or "-error" in described or "-day" in target


def test_a_required_field_says_what_to_do_and_not_that_it_is_required() -> None:
    form = EveryField({})

    said = [error["text"] for error in errors_of(form)]

    assert "Enter the objective" in said
    assert "Select the lead agency" in said
    assert "Tick “I have the chair's agreement” to go on" in said
    assert not any("required" in text for text in said)


def test_what_may_be_left_blank_says_optional_unless_the_form_is_a_filter() -> None:
    class Filter(GovukForm):
        says_optional = False
        words = forms.CharField(required=False)

    assert "Visits in the quarter (optional)" in str(EveryField())
    assert "optional" not in str(Filter())


def test_many_choices_are_checkboxes_although_django_counts_them_as_radios() -> None:
    shown = parsed(EveryField())

    assert {each.attributes["type"] for each in shown.css("[name=groups]")} == {"checkbox"}
    assert {each.attributes["type"] for each in shown.css("[name=rating]")} == {"radio"}


def test_what_was_typed_is_shown_again_as_text_and_never_as_html() -> None:
    names = [name for name in EveryField.base_fields if name not in ("password", "document", "published", "agreed")]
    form = EveryField({**dict.fromkeys(names, ATTACK), "starts_on-day": ATTACK, "ends_on-year": ATTACK})

    shown = parsed(template("{{ form }}{% govuk_error_summary form %}", form=form))

    assert shown.css("script") == []
    update = shown.css_first("textarea[name=update]")
    assert update is not None
    assert update.text().strip() == ATTACK


def test_labels_choices_and_hints_are_text_too() -> None:
    class Hostile(GovukForm):
        one = forms.ChoiceField(label=ATTACK, help_text=ATTACK, choices=[(ATTACK, ATTACK)], widget=forms.RadioSelect)
        two = forms.ChoiceField(choices=[(ATTACK, [(ATTACK, ATTACK)])])
        three = forms.BooleanField(label=ATTACK, help_text=ATTACK)

    assert parsed(Hostile({})).css("script") == []


def test_a_password_is_never_sent_back() -> None:
    assert "hunter2" not in str(EveryField({"password": "hunter2"}))


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])))
def test_a_text_is_shown_again_with_every_line_break_it_had(text: str) -> None:
    shown = parsed(Words({"words": text})).css_first("textarea")

    assert shown is not None
    assert shown.text() == text


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_comes_back_as_it_was_typed_and_is_the_date_that_was_meant(day: date) -> None:
    form = dated(str(day.day), str(day.month), str(day.year))

    assert form.is_valid()
    assert form.cleaned_data["starts_on"] == day
    assert [box.attributes["value"] for box in parsed(form).css("input")] == [
        str(day.day),
        str(day.month),
        str(day.year),
    ]


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH"])
def test_a_month_may_be_written_as_a_word(month: str) -> None:
    assert dated("27", month, "2026").is_valid()


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("31", "2", "2026"), ("1", "", "2026"), ("27", "3", "26"), ("one", "3", "2026"), ("²", "3", "2026")],
)
def test_what_is_no_date_is_kept_in_its_boxes_and_said_to_be_none(day: str, month: str, year: str) -> None:
    form = dated(day, month, year)

    assert form.errors["starts_on"] == ["Starts on must be a real date, for example 27 3 2026"]
    assert [box.attributes.get("value", "") for box in parsed(form).css("input")] == [day, month, year]


def test_a_date_left_blank_is_asked_for() -> None:
    assert [error["text"] for error in errors_of(dated("", "", ""))] == ["Enter a date for “Starts on”"]


def test_a_saved_date_fills_the_boxes_and_is_not_taken_for_a_change() -> None:
    typed = {"starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2008"}

    shown = parsed(Starts(initial={"starts_on": date(2008, 4, 1)}))

    assert [box.attributes["value"] for box in shown.css("input")] == ["1", "4", "2008"]
    assert not Starts(typed, initial={"starts_on": date(2008, 4, 1)}).has_changed()


def test_long_text_with_a_limit_counts_down_and_is_not_cut_while_typing() -> None:
    shown = parsed(EveryField()).css_first("textarea[name=update]")

    assert shown is not None
    assert "govuk-js-character-count" in str(shown.attributes["class"])
    assert "maxlength" not in shown.attributes


def test_a_form_of_another_package_looks_like_ours() -> None:
    class Plain(forms.Form):
        password = forms.CharField(
            help_text="At least 12 characters",
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "placeholder": "Password"}),
        )

    shown = parsed(Plain().as_p())
    control = shown.css_first("input")

    assert control is not None
    assert control.attributes["autocomplete"] == "new-password"
    assert control.attributes["aria-describedby"] == "id_password-hint"
    assert "placeholder" not in control.attributes
    assert str(Plain()["password"].as_field_group()).strip() == str(Plain().as_p()).strip()


def test_a_widget_the_design_system_does_not_know_still_has_label_hint_and_error() -> None:
    class Unknown(GovukForm):
        at = forms.SplitDateTimeField(label="Seen at", help_text="Roughly")

    shown = parsed(Unknown({}))

    assert [node.text().strip() for node in shown.css(".govuk-label, .govuk-hint")] == ["Seen at", "Roughly"]
    assert shown.css_first(".govuk-error-message") is not None


def test_errors_of_a_formset_are_all_in_the_summary() -> None:
    several = forms.formset_factory(Starts, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-starts_on-day": "9", "form-1-starts_on-day": "8"}
    )

    assert [error["href"] for error in errors_of(several)] == ["#id_form-0-starts_on-day", "#id_form-1-starts_on-day"]


def test_the_title_of_a_page_with_errors_begins_by_saying_so() -> None:
    title = parsed(page(wrong=True)).css_first("title")
    assert title is not None
    assert title.text().startswith("Error: Gallery")


def test_what_was_done_is_said_in_a_banner_of_its_kind() -> None:
    banners = parsed(page(wrong=True)).css("main .govuk-notification-banner")

    kinds = ["success" if "--success" in str(each.attributes["class"]) else "important" for each in banners]
    assert kinds[:2] == ["success", "important"]
    assert "Saved <3.4>" in banners[0].text()


def test_pages_of_a_list_keep_its_filters_in_the_address() -> None:
    request = RequestFactory().get("/plan/", {"section": "3", "page": "2"})

    links = parsed(
        template("{% govuk_pagination pages %}", pages=Paginator(range(100), 25).page(2), request=request)
    ).css("a")

    assert links
    assert all("section=3" in str(link.attributes["href"]) for link in links)


def test_a_list_of_one_page_has_no_pagination() -> None:
    assert template("{% govuk_pagination pages %}", pages=Paginator(range(3), 25).page(1)) == ""


def test_a_button_is_pressed_once() -> None:
    assert 'data-prevent-double-click="true"' in template("{% govuk_button 'Save' %}")
    assert "data-prevent-double-click" not in template("{% govuk_button 'Back' href='/' %}")


def test_attributes_are_never_taken_as_text() -> None:
    with pytest.raises(TypeError, match="mapping"):
        component("button", text="Save", attributes=' onclick="attack()"')
