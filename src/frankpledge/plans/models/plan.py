"""A year's plan: sections, objectives, actions, and who leads each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.documents.models import StoredDocument
from frankpledge.partners.models import ActionGroup, Agency, OfPartnership, Partnership
from frankpledge.plandocs.model import PartyKind

if TYPE_CHECKING:
    from frankpledge.partners.access import Access
    from frankpledge.partners.permissions import Permission


class Plan(models.Model):
    """One year's action plan of one partnership."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CONSULTED = "consulted", "Out for comment"
        ADOPTED = "adopted", "Adopted"
        CLOSED = "closed", "Closed"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(max_length=300)
    slug = models.SlugField("year, for addresses", max_length=60)
    period = models.CharField(max_length=60, help_text="For example 2008-2009")
    starts_on = models.DateField(help_text="The first day of quarter 1")
    preamble = models.TextField(blank=True)
    layout = models.JSONField(default=dict, blank=True)  # plandocs.model.Layout of the partnership's own table
    unread = models.JSONField(default=list, blank=True)  # words the reader found no home for: shown, never dropped
    document = models.ForeignKey(StoredDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="plans")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # of anything in it
    changed_by = models.CharField(max_length=80, blank=True)  # the audit's name for them
    retired_refs = models.JSONField(default=list, blank=True)  # of objectives taken away: a ref is never used again
    version = models.PositiveIntegerField(default=1)  # of its own words; sections and objectives have theirs
    # From adoption on, words change by amendment alone.
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    sent_to_policing_body_on = models.DateField("copy sent to the local policing body on", null=True, blank=True)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "slug"], name="plan_slug_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan-detail", args=[self.partnership.slug, self.slug])


class Section(models.Model):
    """One numbered part of the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    number = models.CharField(max_length=100)
    title = models.CharField(max_length=500)
    is_cross_cutting = models.BooleanField("a theme that cuts across the others", default=False)
    notes = models.TextField(blank=True, help_text="What stands around the table and is about all of it")
    updates = models.JSONField(default=dict, blank=True)  # quarter -> the chair's comment on the whole section
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Objectives(models.QuerySet["Objective"]):
    """Which objectives."""

    def within(self, partnership: Partnership) -> Objectives:
        return self.filter(section__plan__partnership=partnership)

    def visible_to(self, access: Access, permission: Permission) -> Objectives:
        """Those the permission reaches: everything, or what the person's agencies and groups lead."""
        rows = self.within(access.partnership)
        reach = access.reach(permission)
        if reach.everywhere:
            return rows
        led = ObjectiveParty.objects.filter(Q(agency_id__in=reach.agencies) | Q(group_id__in=reach.groups))
        return rows.filter(pk__in=led.values("objective_id"))


class Objective(models.Model):
    """One row of the plan. Texts are cleaned; ``verbatim`` is the row's objective as its author wrote it."""

    class Standing(models.TextChoices):
        """As against last year's plan. ``plans.models.life.Retirement`` says which of last year's ended."""

        UNMARKED = "", "Not carried over"
        NEW = "new", "New"
        CONTINUED = "continued", "Continued"
        MODIFIED = "modified", "Modified"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="objectives")
    ref = models.CharField("JAG ref", max_length=100)
    text = models.TextField("objective")
    verbatim = models.TextField(blank=True)
    target = models.TextField(blank=True)
    indicator = models.TextField(blank=True)
    people = models.JSONField("named officers", default=list, blank=True)
    timescale = models.TextField(blank=True)
    status = models.TextField("status, as written", blank=True)
    definitions = models.JSONField(default=list, blank=True)
    other = models.JSONField(default=dict, blank=True)  # heading -> text, for columns kept but not understood
    place = models.TextField(blank=True)
    empty_actions = models.PositiveIntegerField("bullets left without words", default=0)
    is_numbered_here = models.BooleanField("the document gave no ref: this one is ours", default=False)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    # The same in every year's plan that carries this objective on: its history across the strategy's years.
    lineage = models.UUIDField(default=uuid4, editable=False, db_index=True)
    standing = models.CharField(max_length=20, choices=Standing, blank=True, default=Standing.UNMARKED)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")
    # Who answers for it: a person, who may have no log-in and answer a letter's link. The agency is in its parties.
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_objectives")
    deputy = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="deputised_objectives"
    )

    objects = models.Manager.from_queryset(Objectives)()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"people", "owner", "deputy"})
        retention = "permanent: a public document of the partnership; named officers go when it is published"

    def __str__(self) -> str:
        return f"{self.ref} {self.text}"


class Action(models.Model):
    """One thing the plan says will be done; a nested bullet has its parent."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    text = models.TextField()
    verbatim = models.TextField(blank=True)
    is_tentative = models.BooleanField("not yet agreed", default=False)
    see = models.JSONField(default=list, blank=True)  # refs this cross-reference points at
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"


def party_kinds() -> list[tuple[str, str]]:
    return [
        (PartyKind.NAMED, "Named"),
        (PartyKind.BLANK, "Left blank"),
        (PartyKind.NOT_APPLICABLE, "Not applicable"),
        (PartyKind.DELEGATED, "To be decided by a group"),
        (PartyKind.COLLECTIVE, "The partnership as a whole"),
    ]


class ObjectiveParty(models.Model):
    """One lead of an objective: an agency or a group, or why there is none."""

    class Capacity(models.TextChoices):
        LEAD = "lead", "Lead agency"
        GROUP = "group", "Lead action group"

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="parties")
    capacity = models.CharField(max_length=10, choices=Capacity)
    kind = models.CharField(max_length=20, choices=party_kinds)
    name = models.TextField("as the plan writes it", blank=True)
    verbatim = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    group = models.ForeignKey(ActionGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["agency"]), models.Index(fields=["group"])]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
