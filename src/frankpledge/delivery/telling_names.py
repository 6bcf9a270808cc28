"""Who seems to be named in words that everybody may read, for the person who decides."""

from __future__ import annotations

import re

from frankpledge.partners.models import Membership, Partnership
from frankpledge.plandocs.people import people_in
from frankpledge.plans.models import Objective

CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\d)(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\d)")


def named_in(text: str, partnership: Partnership) -> list[str]:
    """Who seems to be named, and addresses and numbers to reach people."""
    return list(dict.fromkeys([*people_named(text, partnership), *CONTACT.findall(text)]))


def people_named(text: str, partnership: Partnership) -> list[str]:
    """Names the words give away, and those that anybody in the partnership or named in its plans has."""
    said = " ".join(text.split()).casefold()
    members = Membership.objects.within(partnership).values_list("user__name", flat=True).distinct()
    plans = Objective.objects.within(partnership).exclude(people=[]).values_list("people", flat=True)
    everybody = {*members, *(name for people in plans for name in people)}
    known = [name for name in everybody if len(name.split()) > 1 and " ".join(name.split()).casefold() in said]
    return list(dict.fromkeys([*people_in(text), *sorted(known)]))
