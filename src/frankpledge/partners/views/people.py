"""The people of the partnership: who they are, what they may do, since when. Every reading is written down."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404

from frankpledge.accounts.changes.factors import start_factor_reset
from frankpledge.accounts.models import User
from frankpledge.accounts.queries import main_factors
from frankpledge.partners import queries
from frankpledge.partners.changes import people as changes
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.forms import ConfirmForm, CorrespondentForm, EndForm, MembershipForm
from frankpledge.partners.models import Agency, Membership
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused
from frankpledge.partners.views.pages import Crumbs, FormPage, Page

PAGE_LENGTH = 25


class PersonList(Page):
    permission = Permission.PEOPLE_VIEW
    template_name = "partners/person_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agencies = Agency.objects.visible_to(self.access, Permission.PEOPLE_VIEW)
        chosen = self.request.GET.get("agency", "")
        agency = get_object_or_404(agencies, pk=chosen) if chosen.isdecimal() else None
        past = self.request.GET.get("left") == "1"
        people = queries.people_seen(self.access, today=self.today, agency=agency, past=past)
        page = Paginator(people, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        read_people(page.object_list, purpose="list of people", by=self.access, now=self.now)
        return super().get_context_data(
            page_obj=page,
            agencies=list(agencies),
            agency=agency,
            past=past,
            may_edit=self.access.may(Permission.PEOPLE_EDIT),
            **kwargs,
        )


class PersonAdd(FormPage):
    """A contact at a partner agency, who answers by e-mail and has no log-in."""

    permission = Permission.PEOPLE_EDIT
    change_permission = Permission.PEOPLE_EDIT
    form_class = CorrespondentForm
    heading = "Add a contact"
    lede = "They answer what they are asked by e-mail, and need no account. To let somebody in, invite them instead."
    submit_text = "Add the contact"
    done = "The contact is added, and can be named as an owner."

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("People", self.address("person-list"))]

    def initial(self) -> dict[str, Any]:
        return {"agency": self.request.GET.get("agency")}

    def form_options(self) -> dict[str, Any]:
        return {"agencies": Agency.objects.within(self.partnership).open_on(self.today)}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.add_correspondent(starts_on=self.today, by=self.access, now=self.now, **cleaned)


class OfPerson(Page):
    """A page about one person, as far as their memberships may be seen."""

    permission = Permission.PEOPLE_VIEW
    person: User
    memberships: list[Membership]

    def find(self, **kwargs: Any) -> None:
        rows = Membership.objects.visible_to(self.access).filter(user_id=kwargs["pk"])
        self.memberships = list(rows.select_related("agency", "user").order_by("-starts_on", "pk"))
        if not self.memberships:
            raise Http404
        self.person = self.memberships[0].user

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("People", self.address("person-list"))]


class PersonDetail(OfPerson):
    template_name = "partners/person_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read_people([self.person], purpose="one person's page", by=self.access, now=self.now)
        is_yours = self.person.pk == self.access.user_id
        return super().get_context_data(
            person=self.person,
            memberships=self.memberships,
            places=list(queries.places_of(self.person, self.partnership)),
            has_second_factor=bool(main_factors(self.person)),
            is_yours=is_yours,
            may_edit=self.access.may(Permission.PEOPLE_EDIT) and not is_yours,
            **kwargs,
        )


class PersonFormPage(OfPerson, FormPage):
    """A form about one person, named on the page but not in its title."""

    change_permission = Permission.PEOPLE_EDIT
    template_name = "partners/person_form.html"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.access.demand(Permission.PEOPLE_EDIT)

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.person.name, self.address("person-detail", self.person.pk))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read_people([self.person], purpose="change of a role", by=self.access, now=self.now)
        return super().get_context_data(person=self.person, **kwargs)


class PersonRoleAdd(PersonFormPage):
    form_class = MembershipForm
    heading = "Give a further role"
    submit_text = "Give this role"
    done = "The role is given."

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.today, "agency": self.memberships[0].agency_id}

    def form_options(self) -> dict[str, Any]:
        return {"agencies": Agency.objects.within(self.partnership).open_on(self.today)}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.give_role(person=self.person, by=self.access, now=self.now, **cleaned)


class OfMembership(PersonFormPage):
    """A form about one of the person's roles."""

    membership: Membership

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        found = [row for row in self.memberships if row.pk == kwargs["membership"]]
        if not found:
            raise Http404
        self.membership = found[0]


class MembershipEdit(OfMembership):
    form_class = MembershipForm
    heading = "Change a role"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return dict(self.values(self.membership))

    def version(self) -> int:
        return self.membership.version

    def form_options(self) -> dict[str, Any]:
        return {"agencies": Agency.objects.within(self.partnership)}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.change_membership(
            membership=self.membership, version=version, by=self.access, now=self.now, today=self.today, **cleaned
        )


class MembershipEnd(OfMembership):
    form_class = EndForm
    heading = "End a role"
    lede = (
        "After the last day they see nothing here by this role. What they wrote stays. "
        "To shut them out at once, give yesterday as the last day."
    )
    submit_text = "End this role"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return {"ends_on": self.membership.ends_on or self.today}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.end_membership(membership=self.membership, by=self.access, now=self.now, today=self.today, **cleaned)


class PersonFactorReset(PersonFormPage):
    """For somebody who lost their phone or key: a letter by which, with their password, they set up another."""

    form_class = ConfirmForm
    heading = "Help them set up a new second factor"
    lede = (
        "Be sure that it is they who ask: speak to them in person or call a number you know. We send them a letter; "
        "with it and their password they can set up a new one. You do not see it. They are signed out everywhere."
    )
    submit_text = "Send the letter"
    done = "The letter is sent."

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        if self.person.pk == self.access.user_id:
            raise Refused("Change your own second factors on your account’s page.")
        start_factor_reset(user=self.person, by=self.access, now=self.now, partnership=self.partnership)
