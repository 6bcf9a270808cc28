"""Who seems to be named in words that everybody may read, for the person who decides."""

from __future__ import annotations

import re

from frankpledge.partners.models import Membership, Partnership
from frankpledge.plandocs.people import people_in

CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\d)(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\d)")


def named_in(text: str, partnership: Partnership) -> list[str]:
    """Names the words give away or somebody's in the partnership has, and addresses and numbers to reach people."""
    said = " ".join(text.split()).casefold()
    members = Membership.objects.within(partnership).values_list("user__name", flat=True).distinct()
    known = [name for name in members if len(name.split()) > 1 and " ".join(name.split()).casefold() in said]
    return list(dict.fromkeys([*people_in(text), *sorted(known), *CONTACT.findall(text)]))
