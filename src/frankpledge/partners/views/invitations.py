"""Asking people to join, and the letters that are out."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404

from frankpledge.partners import queries
from frankpledge.partners.changes import invitations as changes
from frankpledge.partners.changes.readings import read_invitations
from frankpledge.partners.forms import InvitationForm
from frankpledge.partners.models import Agency, Invitation
from frankpledge.partners.permissions import ROLES, Permission
from frankpledge.partners.views.pages import Button, Crumbs, FormPage, Page
from frankpledge.partners.views.people import PAGE_LENGTH


class InvitationList(Page):
    permission = Permission.PEOPLE_EDIT
    template_name = "partners/invitation_list.html"

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("People", self.address("person-list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(queries.invitations_seen(self.access), PAGE_LENGTH).get_page(self.request.GET.get("page"))
        read_invitations(page.object_list, by=self.access, now=self.now)
        for invitation in page.object_list:
            invitation.state = _state(invitation, self.now)  # type: ignore[attr-defined]
            invitation.role_name = ROLES[invitation.role_key].name  # type: ignore[attr-defined]
        return super().get_context_data(page_obj=page, **kwargs)


def _state(invitation: Invitation, now: Any) -> tuple[str, str]:
    """A colour and the word it repeats."""
    if invitation.accepted_at:
        return "green", "Accepted"
    if invitation.withdrawn_at:
        return "none", "Withdrawn"
    if invitation.expires_at <= now:
        return "red", "Out of date"
    if invitation.sent_at is None:
        return "amber", "Letter not sent"
    return "blue", "Waiting"


class InvitationAdd(FormPage):
    permission = Permission.PEOPLE_VIEW
    change_permission = Permission.PEOPLE_EDIT
    template_name = "partners/invitation_form.html"
    form_class = InvitationForm
    heading = "Invite somebody"
    lede = "We send them a letter with a link that works once, for seven days."
    submit_text = "Send invitation"
    done = "The invitation is on its way."

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("People", self.address("person-list"))]

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.today, "agency": self.request.GET.get("agency", "")}

    def form_options(self) -> dict[str, Any]:
        return {"agencies": Agency.objects.within(self.partnership).open_on(self.today)}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.invite(**cleaned, by=self.access, now=self.now)

    def on(self) -> str:
        return self.address("invitation-list")


class OfInvitation(Button):
    """A button beside one invitation."""

    permission = Permission.PEOPLE_EDIT
    change_permission = Permission.PEOPLE_EDIT
    invitation: Invitation

    def find(self, **kwargs: Any) -> None:
        self.invitation = get_object_or_404(Invitation.objects.visible_to(self.access), pk=kwargs["pk"])

    def on(self) -> str:
        return self.address("invitation-list")


class InvitationResend(OfInvitation):
    done = "The invitation is on its way again. The earlier link no longer works."

    def change(self) -> None:
        changes.send_again(invitation=self.invitation, by=self.access, now=self.now)


class InvitationWithdraw(OfInvitation):
    done = "The invitation is withdrawn. Its link no longer works."

    def change(self) -> None:
        changes.withdraw(invitation=self.invitation, by=self.access, now=self.now)
