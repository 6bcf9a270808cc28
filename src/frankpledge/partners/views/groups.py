"""The groups that meet: what each is for and who sits on it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.shortcuts import get_object_or_404

from frankpledge.partners import queries
from frankpledge.partners.changes import groups as changes
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.forms import CloseGroupForm, EndForm, GroupForm, PlaceForm, UsualForm
from frankpledge.partners.models import ActionGroup, GroupMembership, names_in_use
from frankpledge.partners.permissions import Permission
from frankpledge.partners.usual import GROUPS
from frankpledge.partners.views.pages import Crumbs, FormPage, Page


class GroupList(Page):
    area = "group-list"
    template_name = "partners/group_list.html"

    def crumbs(self) -> Crumbs:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            groups=list(queries.groups_with_chairs(self.partnership, today=self.today)),
            may_edit=self.access.may(Permission.PARTNERSHIP_EDIT),
            **kwargs,
        )


class OfGroup(Page):
    """A page about one group."""

    area = "group-list"
    group: ActionGroup

    def find(self, **kwargs: Any) -> None:
        self.group = get_object_or_404(ActionGroup.objects.within(self.partnership), pk=kwargs["pk"])

    def crumbs(self) -> Crumbs:
        return [("Groups", self.address("group-list"))]


class GroupDetail(OfGroup):
    template_name = "partners/group_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = queries.seats_of(self.group, self.access, today=self.today)
        shown = [seat.person for seat in seats if seat.person is not None]
        read_people(shown, purpose="members of a group", by=self.access, now=self.now)
        return super().get_context_data(
            group=self.group,
            aliases=self.group.aliases.splitlines(),
            seats=[seat for seat in seats if seat.is_current],
            left=[seat for seat in seats if not seat.is_current],
            led_url=self.plan_led_by("group", self.group.pk),
            has_chair=any(seat.is_current and seat.place.position == "chair" for seat in seats),
            may_edit=self.access.may(Permission.GROUP_EDIT, groups=[self.group.pk]),
            may_close=self.access.may(Permission.PARTNERSHIP_EDIT),
            **kwargs,
        )


class GroupFormPage(OfGroup, FormPage):
    """A form about one group, for those who may change that group."""

    change_permission = Permission.GROUP_EDIT

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.access.demand(Permission.GROUP_EDIT, groups=[self.group.pk])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.group.name, self.address("group-detail", self.group.pk))]


class GroupAdd(FormPage):
    area = "group-list"
    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = GroupForm
    heading = "Add a group"
    submit_text = "Add group"
    done = "The group is added. Say next who sits on it."
    added: ActionGroup

    def crumbs(self) -> Crumbs:
        return [("Groups", self.address("group-list"))]

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        self.added = changes.add_group(**cleaned, by=self.access, now=self.now)

    def on(self) -> str:
        return self.address("group-detail", self.added.pk)


class GroupUsual(FormPage):
    area = "group-list"
    template_name = "partners/usual_form.html"
    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = UsualForm
    heading = "Add the usual groups"
    lede = "Groups many partnerships have, with the names plans use for them. Untick those you do not have."
    submit_text = "Add those ticked"

    def crumbs(self) -> Crumbs:
        return [("Groups", self.address("group-list"))]

    def form_options(self) -> dict[str, Any]:
        return {"usual": GROUPS, "present": names_in_use(ActionGroup.objects.within(self.partnership))}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        added = changes.add_usual_groups(**cleaned, by=self.access, now=self.now)
        messages.success(self.request, f"{len(added)} added. Say next who sits on each.")


class GroupEdit(GroupFormPage):
    form_class = GroupForm
    heading = "Change a group"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return dict(self.values(self.group))

    def version(self) -> int:
        return self.group.version

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.edit_group(group=self.group, version=version, by=self.access, now=self.now, **cleaned)


class GroupClose(GroupFormPage):
    change_permission: ClassVar[Permission] = Permission.PARTNERSHIP_EDIT
    form_class = CloseGroupForm
    heading = "Close this group"
    lede = "For a group that meets no more. What it led stays in the plan under its name."
    submit_text = "Save"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return {"closed_on": self.group.closed_on or self.today}

    def form_options(self) -> dict[str, Any]:
        return {"can_be_blank": self.group.closed_on is not None}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.close_group(group=self.group, by=self.access, now=self.now, **cleaned)


class PlaceAdd(GroupFormPage):
    template_name = "partners/place_form.html"
    form_class = PlaceForm
    heading = "Put somebody on a group"
    submit_text = "Add"
    done = "Added."

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.today, "position": "member"}

    def form_options(self) -> dict[str, Any]:
        return {"people": queries.people_to_choose(self.access, today=self.today)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = list(queries.people_to_choose(self.access, today=self.today))
        read_people(people, purpose="choice of a group's member", by=self.access, now=self.now)
        return super().get_context_data(
            group=self.group, nobody_to_choose=not people, may_invite=self.access.may(Permission.PEOPLE_EDIT), **kwargs
        )

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.give_place(group=self.group, by=self.access, now=self.now, **cleaned)


class PlaceEnd(GroupFormPage):
    form_class = EndForm
    heading = "End this place in the group"
    done = "Saved."
    place: GroupMembership

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = GroupMembership.objects.within(self.partnership).filter(group=self.group)
        self.place = get_object_or_404(rows, pk=kwargs["place"])

    def initial(self) -> dict[str, Any]:
        return {"ends_on": self.place.ends_on or self.today}

    def form_options(self) -> dict[str, Any]:
        return {"can_be_blank": self.place.ends_on is not None}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        changes.end_place(place=self.place, by=self.access, now=self.now, **cleaned)
