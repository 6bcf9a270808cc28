"""One page with every component and every kind of field, for looking at and for axe."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines

from frankpledge.core.forms import GovukForm

GROUPS = [("jag", "Joint Action Group"), ("nte", "Night-time economy"), ("dv", "Domestic violence forum")]
NAVIGATION = [
    {"text": "My work", "href": "/my-work/", "active": True},
    {"text": "Plan", "href": "/plan/"},
    {"text": "Groups", "href": "/groups/"},
    {"text": "Partnership", "href": "/partnership/"},
]


class EveryField(GovukForm):
    """A field of each kind."""

    objective = forms.CharField(help_text="What the partnership means to achieve", max_length=200)
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(widget=forms.PasswordInput)
    visits = forms.IntegerField(label="Visits in the quarter", required=False)
    starts_on = forms.DateField(label="Starts on")
    ends_on = forms.DateField(label="Ends on", required=False, help_text="Leave it blank if it goes on")
    update = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    notes = forms.CharField(required=False, widget=forms.Textarea)
    lead_agency = forms.ChoiceField(
        label="Lead agency", choices=[("", "---------"), ("pol", "Police"), ("fir", "Fire")]
    )
    place = forms.ChoiceField(
        choices=[("", "---------"), ("h", "Hertford"), ("w", "Ware"), ("b", "Bishop's Stortford")],
        widget=forms.Select(attrs={"data-autocomplete": True}),
        required=False,
    )
    rating = forms.ChoiceField(choices=[("g", "On track"), ("a", "At risk")], widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(choices=GROUPS, widget=forms.CheckboxSelectMultiple)
    published = forms.BooleanField(label="Show it on the public page", required=False)
    agreed = forms.BooleanField(label="I have the chair's agreement")
    document = forms.FileField(label="The plan as a document", required=False)


def page(*, wrong: bool = False, **changed: Any) -> str:
    """The gallery as HTML, its form fresh or ``wrong``."""
    form = EveryField({"email": "nobody", "starts_on-day": "31", "starts_on-month": "2"} if wrong else None)
    context = {
        "form": form,
        "filter": EveryField(prefix="filter"),
        "partnership": SimpleNamespace(name="Eastmarch Community Safety Partnership", slug="east", colour="#1d5c63"),
        "navigation": NAVIGATION,
        "search_url": "/search/",
        "demonstration": True,
        "signed_in_name": "Cora Made-up",
        "account_url": "/account/",
        "sign_out_url": "/account/logout/",
        "csrf_token": "not-a-real-token",
        "printed_address": "https://safety.example.org/east/my-work/",
        "breadcrumbs": [("Plan", "/plan/"), ("Violent crime", "/plan/3/"), ("Objective 3.4", None)],
        "messages": [Message(constants.SUCCESS, "Saved <3.4>"), Message(constants.ERROR, "Not published")]
        if wrong
        else [],
        "page_obj": Paginator(range(400), 25).page(7),
        "rows": ROWS,
        "facts": [
            ("Lead agency", "Police", "Change", "/plan/3.4/edit/#lead"),
            ("Target", "Not given", "Change", "/plan/3.4/edit/#target"),
            ("Cross-cutting", "Yes"),
        ],
        **changed,
    }
    source = Path(__file__).with_name("gallery.html").read_text()
    return str(engines["django"].from_string(source).render(context))


ROWS = [
    ("3.4", "Reduce alcohol-related violence in town centres", "Police", "Night-time economy", "green", "On track"),
    ("3.5", "Bottle watch with licensed premises", "District council", "Joint Action Group", "amber", "At risk"),
    ("4.1", "Support for repeat victims", "", "Domestic violence forum", "red", "Off track"),
    ("5.2", "Visits to hostels", "Housing", "Joint Action Group", "none", "Not rated"),
    ("5.3", "Youth engagement on estates", "Youth service", "Joint Action Group", "blue", "Complete"),
]
