"""The agencies at the table: which, why, since when, and who came after them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404

from frankpledge.partners import queries
from frankpledge.partners.changes import agencies as changes
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.forms import AgencyForm, AgencyRoleForm, CloseAgencyForm, EndForm, UsualAgenciesForm
from frankpledge.partners.models import Agency, AgencyRole, names_in_use
from frankpledge.partners.permissions import Permission
from frankpledge.partners.usual import RESPONSIBLE_AUTHORITIES
from frankpledge.partners.views.pages import Crumbs, FormPage, Page


class AgencyList(Page):
    template_name = "partners/agency_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agencies = list(queries.agencies_with_roles(self.partnership))
        for agency in agencies:
            agency.roles_now = [  # type: ignore[attr-defined]
                role for role in agency.roles.all() if role.ends_on is None or role.ends_on >= self.today
            ]
        may_edit = self.access.may(Permission.PARTNERSHIP_EDIT)
        return super().get_context_data(agencies=agencies, may_edit=may_edit, **kwargs)


class OfAgency(Page):
    """A page about one agency."""

    agency: Agency

    def find(self, **kwargs: Any) -> None:
        self.agency = get_object_or_404(
            Agency.objects.within(self.partnership).select_related("successor"), pk=kwargs["pk"]
        )

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Agencies", self.address("agency-list"))]


class AgencyDetail(OfAgency):
    template_name = "partners/agency_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees_people = self.access.may(Permission.PEOPLE_VIEW, agencies=[self.agency.pk])
        people = list(queries.people_seen(self.access, today=self.today, agency=self.agency)) if sees_people else []
        read_people(people, purpose="people of an agency", by=self.access, now=self.now)
        return super().get_context_data(
            agency=self.agency,
            roles=list(self.agency.roles.all()),
            predecessors=list(Agency.objects.within(self.partnership).filter(successor=self.agency)),
            aliases=self.agency.aliases.splitlines(),
            sees_people=sees_people,
            led_url=self.plan_led_by("agency", self.agency.pk),
            people=people,
            may_edit=self.access.may(Permission.PARTNERSHIP_EDIT),
            may_invite=self.access.may(Permission.PEOPLE_EDIT, agencies=[self.agency.pk]),
            **kwargs,
        )


class AgencyFormPage(OfAgency, FormPage):
    """A form about one agency."""

    change_permission = Permission.PARTNERSHIP_EDIT

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.agency.name, self.address("agency-detail", self.agency.pk))]


class AgencyAdd(FormPage):
    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = AgencyForm
    heading = "Add an agency"
    submit_text = "Add agency"
    done = "The agency is added. Say next why it is at the table."
    added: Agency

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Agencies", self.address("agency-list"))]

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        self.added = changes.add_agency(**cleaned, by=self.access, now=self.now)

    def on(self) -> str:
        return self.address("agency-detail", self.added.pk)


class AgencyUsual(FormPage):
    template_name = "partners/usual_form.html"
    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = UsualAgenciesForm
    heading = "Add the responsible authorities"
    lede = (
        "The Crime and Disorder Act 1998 makes these bodies work together in every district. "
        "Untick those you do not want; change their names to your own afterwards."
    )
    submit_text = "Add those ticked"

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Agencies", self.address("agency-list"))]

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.partnership.founded_on}

    def form_options(self) -> dict[str, Any]:
        return {"usual": RESPONSIBLE_AUTHORITIES, "present": names_in_use(Agency.objects.within(self.partnership))}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        added = changes.add_responsible_authorities(**cleaned, by=self.access, now=self.now)
        messages.success(self.request, f"{len(added)} added. Change their names to your own where they differ.")


class AgencyEdit(AgencyFormPage):
    form_class = AgencyForm
    heading = "Change an agency’s names"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return dict(self.values(self.agency))

    def version(self) -> int:
        return self.agency.version

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.edit_agency(agency=self.agency, version=version, by=self.access, now=self.now, **cleaned)


class AgencyRoleAdd(AgencyFormPage):
    form_class = AgencyRoleForm
    heading = "Why is this agency at the table?"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.today}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.add_agency_role(agency=self.agency, by=self.access, now=self.now, **cleaned)


class AgencyRoleEnd(AgencyFormPage):
    form_class = EndForm
    heading = "End this role"
    done = "Saved."
    role: AgencyRole

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = AgencyRole.objects.within(self.partnership).filter(agency=self.agency)
        self.role = get_object_or_404(rows, pk=kwargs["role"])

    def initial(self) -> dict[str, Any]:
        return {"ends_on": self.role.ends_on or self.today}

    def form_options(self) -> dict[str, Any]:
        return {"can_be_blank": self.role.ends_on is not None}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.end_agency_role(role=self.role, by=self.access, now=self.now, **cleaned)


class AgencyClose(AgencyFormPage):
    form_class = CloseAgencyForm
    heading = "Close this agency"
    lede = "For an agency that was abolished or merged. What it led stays in the plan under its name."
    submit_text = "Save"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return {"closed_on": self.agency.closed_on or self.today, "successor": self.agency.successor_id}

    def form_options(self) -> dict[str, Any]:
        others = Agency.objects.within(self.partnership).exclude(pk=self.agency.pk)
        return {"agencies": others, "can_be_blank": self.agency.closed_on is not None}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.close_agency(agency=self.agency, by=self.access, now=self.now, **cleaned)
