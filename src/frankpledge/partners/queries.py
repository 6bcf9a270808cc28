"""What is asked about a partnership, its groups and its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access
from frankpledge.partners.models import (
    ActionGroup,
    Agency,
    AgencyRole,
    GroupMembership,
    Invitation,
    Membership,
    Partnership,
    current_on,
)
from frankpledge.partners.permissions import Permission


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of a partnership is set up."""

    agencies: int
    groups: int
    people: int
    invitations: int
    plans: int


def counts_of(partnership: Partnership, *, today: date) -> Counts:
    """Agencies, groups and people of today, invitations waiting, and plans."""
    memberships = Membership.objects.within(partnership).current(today)
    return Counts(
        agencies=Agency.objects.within(partnership).open_on(today).count(),
        groups=ActionGroup.objects.within(partnership).open_on(today).count(),
        people=memberships.aggregate(people=Count("user", distinct=True))["people"],
        invitations=Invitation.objects.within(partnership).unanswered().count(),
        plans=partnership.plans.count(),
    )


def agencies_with_roles(partnership: Partnership) -> QuerySet[Agency]:
    """Every agency with its roles, open ones first."""
    return (
        Agency.objects.within(partnership)
        .prefetch_related("roles")
        .order_by(F("closed_on").asc(nulls_first=True), "name")
    )


def people_seen(access: Access, *, today: date, agency: Agency | None = None, past: bool = False) -> QuerySet[User]:
    """The people whose memberships this person may see, each with those memberships as ``seen``."""
    visible = Membership.objects.visible_to(access).select_related("agency").order_by("-starts_on", "pk")
    chosen = (
        visible.filter(ends_on__lt=today) if past else visible.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    )
    if agency is not None:
        chosen = chosen.filter(agency=agency)
    return (
        User.objects.filter(pk__in=chosen.values("user_id"))
        .prefetch_related(Prefetch("memberships", queryset=chosen, to_attr="seen"))
        .order_by("name", "pk")
    )


def people_to_choose(access: Access, *, today: date) -> QuerySet[User]:
    """Who may be put on a group: everybody in the partnership today or soon, as far as this person sees them."""
    members = Membership.objects.visible_to(access).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return User.objects.filter(pk__in=members.values("user_id"), is_active=True).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a group, with its holder's name only for those who may see it."""

    place: GroupMembership
    agencies: str
    person: User | None
    is_current: bool
    is_yours: bool


def seats_of(group: ActionGroup, access: Access, *, today: date) -> list[Seat]:
    """Chair, deputies and members, now and to come, then those who have left."""
    places = list(group.places.select_related("user"))
    members = Membership.objects.within(access.partnership).filter(user__in=[place.user_id for place in places])
    agencies: dict[int, dict[str, None]] = {}
    for user_id, short_name in members.order_by("pk").values_list("user_id", "agency__short_name"):
        agencies.setdefault(user_id, {})[short_name] = None
    visible = set(Membership.objects.visible_to(access).values_list("user_id", flat=True)) | {access.user_id}
    if not access.reach(Permission.PEOPLE_VIEW):
        visible = {access.user_id}
    seats = [
        Seat(
            place=place,
            agencies=", ".join(agencies.get(place.user_id, {})),
            person=place.user if place.user_id in visible else None,
            is_current=place.ends_on is None or place.ends_on >= today,
            is_yours=place.user_id == access.user_id,
        )
        for place in places
    ]
    order = {"chair": 0, "deputy": 1, "member": 2}
    return sorted(seats, key=lambda seat: (not seat.is_current, order[seat.place.position], seat.place.starts_on))


def groups_with_chairs(partnership: Partnership, *, today: date) -> QuerySet[ActionGroup]:
    """Every group, open ones first, with how many sit on it today and how many chair it."""
    now_in = Q(places__starts_on__lte=today) & (Q(places__ends_on__isnull=True) | Q(places__ends_on__gte=today))
    return (
        ActionGroup.objects.within(partnership)
        .annotate(
            seats=Count("places", filter=now_in),
            chairs=Count("places", filter=now_in & Q(places__position=GroupMembership.Position.CHAIR)),
        )
        .order_by(F("closed_on").asc(nulls_first=True), "name")
    )


def places_of(person: User, partnership: Partnership) -> QuerySet[GroupMembership]:
    """The person's places in this partnership's groups."""
    return GroupMembership.objects.within(partnership).filter(user=person).select_related("group")


def invitations_seen(access: Access) -> QuerySet[Invitation]:
    """Invitations with what their list shows."""
    return Invitation.objects.visible_to(access).select_related("agency", "invited_by")


def invitation_for(token_hash: str, *, now: datetime) -> Invitation | None:
    """The invitation this link opens, if it still does."""
    return (
        Invitation.objects.unanswered()
        .filter(token_hash=token_hash, expires_at__gt=now)
        .select_related("partnership", "agency", "invited_by")
        .first()
    )


def names_of(keys: Iterable[str], partnership: Partnership) -> dict[str, User]:
    """The people of this partnership, now or once, behind the audit's keys ("user:12")."""
    numbers = {int(key.removeprefix("user:")) for key in keys if key.removeprefix("user:").isdigit()}
    if not numbers:
        return {}
    members = Membership.objects.within(partnership).filter(user__in=numbers)
    return {f"user:{user.pk}": user for user in User.objects.filter(pk__in=members.values("user_id"))}


def bodies_of(entries: Iterable[tuple[str, str]], partnership: Partnership) -> dict[tuple[str, str], str]:
    """The names of the agencies and groups behind (model's label, number) pairs of the audit."""
    found = {(partnership._meta.label_lower, str(partnership.pk)): partnership.name}
    wanted = set(entries)
    for model in (Agency, ActionGroup):
        label = model._meta.label_lower
        numbers = [int(number) for kind, number in wanted if kind == label and number.isdecimal()]
        if numbers:
            rows = model.objects.within(partnership).filter(pk__in=numbers)
            found |= {(label, str(pk)): name for pk, name in rows.values_list("pk", "name")}
    return found


def was_member_then(partnership: Partnership) -> Exists:
    """Whether an audit row of the installation is by or about somebody who was in the partnership when it was written.

    What people did with their accounts before they came and after they went is not this partnership's to read.
    """
    number = Cast("user_id", CharField())
    there = Membership.objects.within(partnership).annotate(number=number, key=Concat(Value("user:"), number))
    return Exists(
        there.filter(
            Q(key=OuterRef("actor")) | Q(number=OuterRef("subject")),
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("day")),
            starts_on__lte=OuterRef("day"),
        )
    )


def people_ever(partnership: Partnership) -> QuerySet[User]:
    """Everybody who is or was in the partnership, to search the audit by."""
    members = Membership.objects.within(partnership)
    return User.objects.filter(pk__in=members.values("user_id")).order_by("name", "pk")


def policing_body_on(partnership: Partnership, day: date) -> Agency | None:
    """The agency that was the local policing body on that day; nothing where nobody said which."""
    roles = AgencyRole.objects.within(partnership).filter(current_on(day), kind=AgencyRole.Kind.POLICING_BODY)
    role = roles.select_related("agency").first()
    return role.agency if role is not None else None
