"""The bodies of a partnership and the people in them. Every row belongs to one partnership, and says since when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.partners.permissions import ROLES, Permission, Role

if TYPE_CHECKING:
    from frankpledge.partners.access import Access


def current_on(day: date) -> Q:
    """Rows whose dates take in ``day``; the last day is the last day it holds."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Dated(models.Model):
    """Something that holds from one day to another, or until further notice."""

    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name)


class Partnership(models.Model):
    """One Community Safety Partnership. Nothing crosses from one to another."""

    name = models.CharField(max_length=200)
    slug = models.SlugField("short name, for addresses", max_length=60, unique=True)
    area_code = models.CharField("district's ONS code", max_length=9, blank=True, help_text="For example E07000242")
    colour = models.CharField(max_length=7, default="#1d5c63")
    founded_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the installation runs"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("my-work", args=[self.slug])


_Row = TypeVar("_Row", bound=models.Model)
_Rows = TypeVar("_Rows", bound="OfPartnership[Any]")


class OfPartnership(models.QuerySet[_Row]):
    """Rows of one partnership. Pages begin here, never from ``.all()``."""

    to_partnership: ClassVar[str] = "partnership"

    def within(self: _Rows, partnership: Partnership) -> _Rows:
        return self.filter(**{self.to_partnership: partnership})


def names_in_use(rows: OfPartnership[Any]) -> frozenset[str]:
    """Every name, short name and other name of these agencies or groups, in lower case."""
    texts = rows.values_list("name", "short_name", "aliases")
    return frozenset(name.casefold() for text in texts for each in text for name in each.splitlines())


class Agencies(OfPartnership["Agency"]):
    """Which agencies."""

    def visible_to(self, access: Access, permission: Permission) -> Agencies:
        """Those the permission reaches."""
        rows, reach = self.within(access.partnership), access.reach(permission)
        return rows if reach.everywhere else rows.filter(pk__in=reach.agencies)

    def open_on(self, day: date) -> Agencies:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


class AgencyRoles(OfPartnership["AgencyRole"]):
    """Which seats at the table."""

    to_partnership = "agency__partnership"


class Groups(OfPartnership["ActionGroup"]):
    """Which groups."""

    def visible_to(self, access: Access, permission: Permission) -> Groups:
        """Those the permission reaches."""
        rows, reach = self.within(access.partnership), access.reach(permission)
        return rows if reach.everywhere else rows.filter(pk__in=reach.groups)

    def open_on(self, day: date) -> Groups:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


class Memberships(OfPartnership["Membership"]):
    """Which memberships."""

    def visible_to(self, access: Access, permission: Permission = Permission.PEOPLE_VIEW) -> Memberships:
        """Everybody's, or those of the person's own agencies."""
        rows, reach = self.within(access.partnership), access.reach(permission)
        return rows if reach.everywhere else rows.filter(agency_id__in=reach.agencies)

    def current(self, day: date) -> Memberships:
        return self.filter(current_on(day))


class Places(OfPartnership["GroupMembership"]):
    """Which places in groups."""

    to_partnership = "group__partnership"

    def current(self, day: date) -> Places:
        return self.filter(current_on(day))


class Invitations(OfPartnership["Invitation"]):
    """Which invitations."""

    def visible_to(self, access: Access, permission: Permission = Permission.PEOPLE_EDIT) -> Invitations:
        rows, reach = self.within(access.partnership), access.reach(permission)
        return rows if reach.everywhere else rows.filter(agency_id__in=reach.agencies)

    def unanswered(self) -> Invitations:
        """Neither accepted nor withdrawn; some may be out of date."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Agency(models.Model):
    """A body in the partnership: the council, the police, probation."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agencies")
    name = models.CharField(max_length=200)
    short_name = models.CharField("as the plan writes it", max_length=60, help_text="For example EHC or Police")
    aliases = models.TextField("other names the plan uses", blank=True, help_text="One on each line")
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors")
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(Agencies)()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "name"], name="agency_name_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agency-detail", args=[self.partnership.slug, self.pk])


class AgencyRole(Dated):
    """Why an agency is at the table, and since when (Crime and Disorder Act 1998 s.5).

    The local policing body - a police authority, then a commissioner, then whoever follows - is a role besides: one
    agency's at a time, and that agency may be at the table for another reason as well.
    """

    class Kind(models.TextChoices):
        RESPONSIBLE = "responsible", "Responsible authority"
        CO_OPERATING = "co_operating", "Co-operating body"
        INVITED = "invited", "Invited to take part"
        POLICING_BODY = "policing_body", "Local policing body"

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)

    objects = models.Manager.from_queryset(AgencyRoles)()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [ends_after_start("agency_role_dates")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"


class ActionGroup(models.Model):
    """A group that meets: the JAG, the ASB group, the Communications group."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=200)
    short_name = models.CharField("as the plan writes it", max_length=60, help_text="For example JAG or Comms")
    aliases = models.TextField("other names the plan uses", blank=True, help_text="One on each line")
    terms_of_reference = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(Groups)()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "name"], name="group_name_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group-detail", args=[self.partnership.slug, self.pk])


def role_choices() -> list[tuple[str, str]]:
    """The roles as choices; a callable, so that a new role is not a migration."""
    return [(role.key, role.name) for role in ROLES.values()]


class Membership(Dated):
    """What a person may do in a partnership, for which agency, from when to when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role_key = models.CharField("role", max_length=30, choices=role_choices)
    job_title = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(Memberships)()

    class Meta:
        ordering: ClassVar = ["user__name", "pk"]
        constraints: ClassVar = [ends_after_start("membership_dates")]
        indexes: ClassVar = [models.Index(fields=["user", "partnership"])]

    class Privacy:
        personal: frozenset[str] = frozenset({"job_title"})
        retention = "two years after it ends"

    def __str__(self) -> str:
        """Where somebody stands, without their name: a list of places to choose from names nobody."""
        return f"{self.agency.short_name or self.agency.name}: {self.role.name.lower()}"

    @property
    def role(self) -> Role:
        return ROLES[self.role_key]


class GroupMembership(Dated):
    """Somebody's place in a group."""

    class Position(models.TextChoices):
        CHAIR = "chair", "Chair"
        DEPUTY = "deputy", "Deputy chair"
        MEMBER = "member", "Member"

    group = models.ForeignKey(ActionGroup, on_delete=models.CASCADE, related_name="places")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="group_places")
    position = models.CharField(max_length=10, choices=Position, default=Position.MEMBER)

    objects = models.Manager.from_queryset(Places)()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [ends_after_start("group_membership_dates")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "two years after it ends"


class Invitation(Dated):
    """A letter asking somebody to join, from and until when. The link's secret is kept only as its hash."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="invitations")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=150)
    role_key = models.CharField("role", max_length=30, choices=role_choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # when the letter left; empty if it could not be sent
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(Invitations)()

    class Meta:
        ordering: ClassVar = ["-invited_at"]
        constraints: ClassVar = [ends_after_start("invitation_dates")]

    class Privacy:
        personal: frozenset[str] = frozenset({"email", "name", "token_hash"})
        retention = "90 days after it is answered, withdrawn or out of time"
