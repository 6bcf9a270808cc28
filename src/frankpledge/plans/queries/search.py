"""Finds words in a partnership's plans, and its agencies, groups and people. The same on both databases."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, Membership, current_on
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Action, Objective, ObjectiveParty, QuarterUpdate, Section

MOST_WORDS = 8
MOST_LINES = 3  # of an objective's other words, shown under it
MOST_BODIES = 10
_OWN = ("ref", "text", "target", "indicator", "timescale", "status")


def words_of(asked: str) -> list[str]:
    """The words to look for.

    >>> words_of("  bottle   watch ")
    ['bottle', 'watch']
    """
    return asked.replace("\x00", "").split()[:MOST_WORDS]


def objectives_saying(words: list[str], access: Access) -> QuerySet[Objective]:
    """Objectives in which every word stands somewhere: the exact reference first, then the newest plan."""
    rows = Objective.objects.visible_to(access, Permission.PLAN_VIEW)
    for word in words:
        rows = rows.filter(_said(word))
    exact = Case(When(ref__iexact=" ".join(words), then=Value(0)), default=Value(1), output_field=IntegerField())
    order = ("-section__plan__starts_on", "section__plan_id", "section__position", "section_id", "position", "pk")
    return rows.select_related("section__plan").order_by(exact, *order)


def _said(word: str) -> Q:
    own = Q()
    for name in _OWN:
        own |= Q(**{f"{name}__icontains": word})
    this = OuterRef("pk")
    return (
        own
        | Q(Exists(Action.objects.filter(objective=this, text__icontains=word)))
        | Q(Exists(QuarterUpdate.objects.filter(objective=this, text__icontains=word)))
        | Q(Exists(ObjectiveParty.objects.filter(_party(word), objective=this)))
    )


def _party(word: str) -> Q:
    return Q(name__icontains=word) | Q(agency__name__icontains=word) | Q(group__name__icontains=word)


@dataclass(frozen=True, slots=True)
class Hit:
    """An objective found, with the lines in which the words stand."""

    objective: Objective
    text: SafeString
    lines: tuple[tuple[str, SafeString], ...]  # (what it is, its words)


def hits_of(objectives: list[Objective], words: list[str]) -> list[Hit]:
    """The objectives of one page with what was found in each: two queries."""
    keys = [objective.pk for objective in objectives]
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for objective in objectives:
        found[objective.pk] += [("Target", objective.target), ("Indicator", objective.indicator)]
    for pk, text in Action.objects.filter(objective__in=keys).order_by("position").values_list("objective_id", "text"):
        found[pk].append(("Action", text))
    updates = QuarterUpdate.objects.filter(objective__in=keys).order_by("quarter")
    for pk, quarter, text in updates.values_list("objective_id", "quarter", "text"):
        found[pk].append((f"{quarter} update", text))
    sign = _sign(words)
    return [
        Hit(
            objective,
            marked(objective.text, words),
            tuple((kind, marked(text, words)) for kind, text in found[objective.pk] if sign.search(text))[:MOST_LINES],
        )
        for objective in objectives
    ]


@dataclass(frozen=True, slots=True)
class Others:
    """What else answers to the words."""

    sections: list[Section]
    agencies: list[Agency]
    groups: list[ActionGroup]
    people: list[Membership]

    def __bool__(self) -> bool:
        return bool(self.sections or self.agencies or self.groups or self.people)


def others_saying(words: list[str], access: Access, today: date) -> Others:
    """Sections, bodies and — for those who may see them — people: at most four queries."""
    there = access.partnership
    sections = (
        Section.objects.filter(plan__partnership=there).select_related("plan").order_by("-plan__starts_on", "position")
    )
    agencies, groups = Agency.objects.filter(partnership=there), ActionGroup.objects.filter(partnership=there)
    for word in words:
        sections = sections.filter(title__icontains=word)
        agencies, groups = agencies.filter(_body(word)), groups.filter(_body(word))
    return Others(
        list(sections[:MOST_BODIES]), list(agencies[:MOST_BODIES]), list(groups[:MOST_BODIES]),
        _people(words, access, today),
    )  # fmt: skip


def _body(word: str) -> Q:
    return Q(name__icontains=word) | Q(short_name__icontains=word) | Q(aliases__icontains=word)


def _people(words: list[str], access: Access, today: date) -> list[Membership]:
    reach = access.reach(Permission.PEOPLE_VIEW)
    if not reach:
        return []
    rows = Membership.objects.filter(current_on(today), partnership=access.partnership, user__is_active=True)
    if not reach.everywhere:
        rows = rows.filter(agency_id__in=reach.agencies)
    for word in words:
        rows = rows.filter(user__name__icontains=word)
    return list(rows.select_related("user", "agency").order_by("user__name", "pk")[:MOST_BODIES])


def people_of(others: Others) -> list[User]:
    """Whose names the page will show."""
    return list({row.user_id: row.user for row in others.people}.values())


def marked(text: str, words: list[str]) -> SafeString:
    """The text with the words marked.

    >>> marked("Bottle <watch>", ["watch", "bottle"])
    '<mark>Bottle</mark> &lt;<mark>watch</mark>&gt;'
    """
    parts = _sign(words).split(text)
    return mark_safe(  # noqa: S308  (each part is escaped)
        "".join(f"<mark>{escape(part)}</mark>" if at % 2 else escape(part) for at, part in enumerate(parts))
    )


def _sign(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(re.escape(word) for word in longest_first) or '(?!)'})", re.IGNORECASE)
