"""The cast: made-up people in two partnerships, each carrying a word no page may show to the wrong person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from django.contrib.auth.hashers import get_hasher, make_password

from frankpledge.accounts.models import User
from frankpledge.partners.models import ActionGroup, Agency, GroupMembership, Membership, Partnership

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LONG_AGO = date(2008, 4, 1)
PASSWORD = "a lantern on the river bridge"


@cache
def _hashed(algorithm: str) -> str:
    """The password once through each hasher that a test asks for: the cast is made in nearly every test."""
    return make_password(PASSWORD, hasher=algorithm)


def canary(name: str) -> str:
    """The word that marks this person's data, wherever it turns up."""
    return f"canary{''.join(letter for letter in name.lower() if letter.isalnum())}"


def person(name: str, **fields: object) -> User:
    """Somebody with a log-in; their canary is in their name and their address."""
    mark = canary(name)
    user = User(name=f"{name} {mark}", email=f"{mark}@people.example", **fields)
    user.password = _hashed(get_hasher().algorithm)
    user.save()
    return user


@dataclass(frozen=True)
class Cast:
    """A partnership with its bodies and one person in each role."""

    partnership: Partnership
    council: Agency
    police: Agency
    jag: ActionGroup
    comms: ActionGroup
    people: dict[str, User]

    def __getitem__(self, role: str) -> User:
        return self.people[role]


def cast(slug: str, name: str) -> Cast:
    """A partnership. The council's people hold every role; ``other_contributor`` and ``other_lead`` are police."""
    partnership = Partnership.objects.create(name=name, slug=slug, founded_on=LONG_AGO)
    council = Agency.objects.create(partnership=partnership, name=f"{name} Council", short_name="EHC")
    police = Agency.objects.create(partnership=partnership, name=f"{name} Police", short_name="Police")
    jag = ActionGroup.objects.create(partnership=partnership, name="Joint Action Group", short_name="JAG")
    comms = ActionGroup.objects.create(partnership=partnership, name="Communications Group", short_name="Comms")
    roles = {
        "administrator": ("administrator", council),
        "manager": ("manager", council),
        "board": ("board", council),
        "chair": ("chair", council),
        "lead_officer": ("lead_officer", council),
        "contributor": ("contributor", council),
        "analyst": ("analyst", council),
        "scrutiny": ("scrutiny", council),
        "auditor": ("auditor", council),
        "other_lead": ("lead_officer", police),
        "other_contributor": ("contributor", police),
    }
    people = {}
    for key, (role, agency) in roles.items():
        user = person(f"{key.replace('_', ' ').title()} of {name}")
        Membership.objects.create(user=user, partnership=partnership, agency=agency, role_key=role, starts_on=LONG_AGO)
        people[key] = user
    GroupMembership.objects.create(group=comms, user=people["chair"], position="chair", starts_on=LONG_AGO)
    return Cast(partnership, council, police, jag, comms, people)
