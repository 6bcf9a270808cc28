"""The partnership's forms: what is asked, in which words. What is allowed is for ``changes`` to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from frankpledge.accounts.forms import NewPasswordForm, password_field
from frankpledge.accounts.models import User
from frankpledge.accounts.passwords import HELP
from frankpledge.core.forms import GovukForm
from frankpledge.partners.models import Agency, AgencyRole, GroupMembership, Invitation
from frankpledge.partners.permissions import ROLES
from frankpledge.partners.usual import RESPONSIBLE_AUTHORITIES, Usual, not_yet


class Colour(forms.TextInput):
    """The browser's own colour picker; where there is none, a box for the figures."""

    input_type = "color"


class Lines(forms.CharField):
    """Several names, one on each line, without blank lines or spaces around them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **kwargs)

    def clean(self, value: Any) -> str:
        names = (line.strip() for line in super().clean(value).splitlines())
        return "\n".join(dict.fromkeys(name for name in names if name))


def role_field() -> forms.ChoiceField:
    """Each role with the words that explain it, so that nobody gives one they do not understand."""
    choices = [(role.key, f"{role.name}: {role.description}") for role in ROLES.values()]
    return forms.ChoiceField(label="Role", choices=choices, widget=forms.RadioSelect)


class FoundForm(GovukForm):
    name = forms.CharField(label="Name of the partnership", max_length=200, help_text="As the public knows it")
    slug = forms.SlugField(
        label="Short name, for addresses",
        max_length=60,
        help_text="Letters, numbers and hyphens, for example east-herts. It cannot be changed later",
    )
    area_code = forms.RegexField(
        label="District’s ONS code",
        regex=r"^[EWSN]\d{8}$",
        required=False,
        help_text="For example E07000242",
        error_messages={"invalid": "The ONS code is a letter and eight figures, for example E07000242"},
    )
    agency_name = forms.CharField(label="Your agency", max_length=200, help_text="Whom you work for")
    agency_short_name = forms.CharField(
        label="Your agency, as the plan writes it", max_length=60, help_text="For example EHC"
    )
    authority = forms.ChoiceField(
        label="Which of the responsible authorities is it?",
        choices=[("", "None of them"), *((each.key, each.name) for each in RESPONSIBLE_AUTHORITIES)],
        required=False,
        help_text="The Crime and Disorder Act 1998 makes these work together in every district",
    )
    role_keys = forms.MultipleChoiceField(
        label="What you will be here",
        choices=[(key, f"{ROLES[key].name}: {ROLES[key].description}") for key in ("administrator", "manager")],
        initial=["administrator", "manager"],
        widget=forms.CheckboxSelectMultiple,
        help_text="A partnership begins with an administrator. Be its manager too if the plan is yours to edit",
    )


class PartnershipForm(GovukForm):
    name = forms.CharField(label="Name", max_length=200)
    area_code = forms.RegexField(
        label="District’s ONS code",
        regex=r"^[EWSN]\d{8}$",
        required=False,
        help_text="For example E07000242",
        error_messages={"invalid": "The ONS code is a letter and eight figures, for example E07000242"},
    )
    colour = forms.RegexField(
        label="Colour",
        regex=r"^#[0-9a-fA-F]{6}$",
        widget=Colour(attrs={"class": "govuk-input--width-5"}),
        help_text="The bar at the top of every page. Words on it are black or white, whichever can be read",
        error_messages={"invalid": "The colour is a # and six figures from 0 to 9 and a to f, for example #1d5c63"},
    )

    def clean_colour(self) -> str:
        return str(self.cleaned_data["colour"]).lower()


class AgencyForm(GovukForm):
    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(
        label="As the plan writes it", max_length=60, help_text="The short form in the plan, for example EHC or Police"
    )
    aliases = Lines(
        label="Other names the plan uses", help_text="One on each line. A plan that is read in is matched by these"
    )


class AgencyRoleForm(GovukForm):
    kind = forms.ChoiceField(label="Role", choices=AgencyRole.Kind.choices, widget=forms.RadioSelect)
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(label="Last day", required=False)


class EndForm(GovukForm):
    """A last day. Once there is one, it can be taken back (``can_be_blank``)."""

    ends_on = forms.DateField(label="Last day")

    def __init__(self, *args: Any, can_be_blank: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_be_blank:
            self.fields["ends_on"].required = False
            self.fields["ends_on"].help_text = "Leave it blank if it goes on until further notice after all"


class CloseGroupForm(GovukForm):
    """The day of closing. Once there is one, it can be taken back (``can_be_blank``)."""

    closed_on = forms.DateField(label="Closed on")

    def __init__(self, *args: Any, can_be_blank: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_be_blank:
            self.fields["closed_on"].required = False
            self.fields["closed_on"].help_text = "Leave it blank if it is open after all"


class CloseAgencyForm(CloseGroupForm):
    successor = forms.ModelChoiceField(
        label="Which agency took its work on?",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="None",
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = agencies  # type: ignore[attr-defined]


class UsualForm(GovukForm):
    keys = forms.MultipleChoiceField(label="Which to add", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, usual: Sequence[Usual], present: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = not_yet(usual, present)
        field = cast("forms.MultipleChoiceField", self.fields["keys"])
        field.choices = [(each.key, f"{each.name} ({each.short_name}): {each.about}") for each in offered]
        field.initial = [each.key for each in offered]


class UsualAgenciesForm(UsualForm):
    starts_on = forms.DateField(
        label="Responsible authorities since", help_text="For example the day the partnership began"
    )


class GroupForm(GovukForm):
    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(
        label="As the plan writes it", max_length=60, help_text="The short form in the plan, for example JAG or Comms"
    )
    aliases = Lines(
        label="Other names the plan uses", help_text="One on each line. A plan that is read in is matched by these"
    )
    terms_of_reference = forms.CharField(
        label="Terms of reference",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What the group is for, who sits on it, how often it meets, to whom it reports",
    )


class PlaceForm(GovukForm):
    person = forms.ModelChoiceField(label="Who", queryset=User.objects.none(), empty_label="Choose a person")
    position = forms.ChoiceField(
        label="As", choices=GroupMembership.Position.choices, initial="member", widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(label="Last day", required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class _ForAgency(GovukForm):
    """A form that asks for one of the partnership's agencies; where there is one only, it is chosen."""

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class MembershipForm(_ForAgency):
    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects.none(), empty_label="Choose an agency")
    role_key = role_field()
    job_title = forms.CharField(label="Job title", max_length=150, required=False)
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(label="Last day", required=False)


class InvitationForm(_ForAgency):
    name = forms.CharField(label="Name", max_length=150)
    email = forms.EmailField(label="E-mail address", help_text="Their own work address: the letter lets one person in")
    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects.none(), empty_label="Choose an agency")
    role_key = role_field()
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(
        label="Last day", required=False, help_text="For somebody who is here for a time. They see nothing after it"
    )


class CorrespondentForm(_ForAgency):
    """Somebody who answers by e-mail."""

    name = forms.CharField(label="Name", max_length=150)
    email = forms.EmailField(label="E-mail address", help_text="Their own work address: what they are asked goes there")
    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects.none(), empty_label="Choose an agency")
    job_title = forms.CharField(label="Job title", max_length=150, required=False)


class JoinForm(NewPasswordForm):
    """Somebody invited who has no account yet: the name they go by, and a password of their own."""

    name = forms.CharField(label="Your name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = password_field("Choose a password", "new-password", help_text=HELP)
    field_order = ("name", "password")

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        context = (invitation.partnership.name, invitation.agency.name)
        super().__init__(*args, context=context, initial={"name": invitation.name}, **kwargs)

    def clean_password(self) -> str:
        # The name, cleaned before this, and the address are words the password may not be made of.
        self.user = User(name=self.cleaned_data.get("name", ""), email=self.invitation.email)
        return super().clean_password()


class ConfirmForm(GovukForm):
    """A page that asks yes or no."""


class ShortDate(forms.DateInput):
    """One box for a date, where several filters share a line."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AuditSearchForm(GovukForm):
    """The audit's filters. All of them go into the address, so none of them is a name."""

    says_optional = False

    person = forms.ChoiceField(label="Person", required=False)
    operation = forms.ChoiceField(label="Kind", required=False)
    event = forms.CharField(label="Event", required=False, max_length=80, help_text="Its beginning: plan.")
    subject = forms.ChoiceField(label="About", required=False)
    number = forms.CharField(label="Its number", required=False, max_length=80)
    since = forms.DateField(label="From", required=False, widget=ShortDate)
    until = forms.DateField(label="Until", required=False, widget=ShortDate)
    request = forms.CharField(label="Request number", required=False, max_length=40)

    def __init__(
        self,
        *args: Any,
        people: Sequence[User],
        operations: Sequence[tuple[str, str]],
        subjects: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("person", [("", "Anybody"), *((f"user:{each.pk}", each.name) for each in people)])
        self._choose("operation", [("", "Any"), *operations])
        self._choose("subject", [("", "Anything"), *subjects])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", "The last day must be the same as or after the first day.")
        return cleaned
