"""The instruments there are for a place, then and now, and which rows of the law register speak of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import models


class Instrument(models.TextChoices):
    """By the name in force on its day."""

    PSPO = "pspo", "Public spaces protection order (2014 Act, s.59)"
    DISPERSAL = "dispersal", "Dispersal authorisation (2014 Act, s.34)"
    CLOSURE_NOTICE = "closure_notice", "Closure notice (2014 Act, s.76)"
    CLOSURE_SENIOR = "closure_senior", "Closure notice with senior authority (2014 Act, s.77)"
    CLOSURE_ORDER = "closure_order", "Closure order (2014 Act, s.80)"
    NCCZ = "nccz", "No cold calling zone (an agreement of neighbours)"
    DPPO = "dppo", "Designated public place order (2001 Act, s.13; until 2014)"
    DISPERSAL_2003 = "dispersal_2003", "Dispersal authorisation over an area (2003 Act, s.30; until 2014)"
    CRACK_HOUSE = "crack_house", "Closure order for premises used for drugs (2003 Act, s.2; until 2014)"
    OTHER = "other", "Another arrangement, without a law of its own"


class Consultee(models.TextChoices):
    """Who can be asked what they think of it."""

    CHIEF_OFFICER = "chief_officer", "The chief officer of police"
    POLICING_BODY = "policing_body", "The local policing body"
    COMMUNITY = "community", "The community"
    PARISH = "parish", "The parish or town council"
    LICENSEES = "licensees", "Licensees in the area"
    OWNERS = "owners", "Owners or occupiers of the land"
    COUNCIL = "council", "The council"
    FIRE = "fire", "The fire and rescue authority"
    HEALTH = "health", "The public health body"
    HIGHWAYS = "highways", "The highway authority"
    NEIGHBOURS = "neighbours", "A neighbouring council"
    OTHER = "other", "Somebody else"


# By the last part of the register's key: "pspo.consult.chief_officer".
CONSULTEE_OF_RULE = {
    "chief_officer": Consultee.CHIEF_OFFICER,
    "police": Consultee.CHIEF_OFFICER,
    "local_policing_body": Consultee.POLICING_BODY,
    "community": Consultee.COMMUNITY,
    "parish": Consultee.PARISH,
    "licensees": Consultee.LICENSEES,
    "fire": Consultee.FIRE,
    "health": Consultee.HEALTH,
}


@dataclass(frozen=True, slots=True)
class Known:
    """The keys of the register for one instrument; an empty one where there is no such rule to ask for."""

    law: str = ""  # that there is such an instrument on a day
    called: str = ""  # where that rule names the instrument: the name it must then have
    longest: str = ""  # how long it may run
    total: str = ""  # how long with its extensions; where empty, each extension may be as long again
    challenge: str = ""
    ask: str = ""  # what the keys of those who must have answered begin with
    publish: str = ""  # that it is published, with notices in its place
    is_neighbours: bool = False
    became: str = ""
    stands: tuple[str, ...] = ()  # once done away with: the rules by which those made before still stood
    stands_as: str = ""  # the one of these by which it stands as what took its place
    court: str = ""  # in how many hours a court hears of it

    def standing_by(self, law: str) -> Known:
        """The same for one that stands as such an instrument by a rule of its own."""
        return replace(self, law=law, called="")


PSPO_NOW = "Public spaces protection order"
CLOSURE_NOW = "Closure notice and closure order"
DRUGS = "Closure notice and order for premises used for drugs"

INSTRUMENTS: dict[str, Known] = {
    Instrument.PSPO: Known(
        "pspo.may_be_made", longest="pspo.longest_years", challenge="pspo.challenge_days", ask="pspo.consult.",
        publish="pspo.publish",
    ),
    Instrument.DISPERSAL: Known(
        "dispersal.instrument", called="Dispersal authorisation", longest="dispersal.longest_hours",
        total="dispersal.longest_hours",
    ),
    Instrument.CLOSURE_NOTICE: Known(
        "closure.instrument", called=CLOSURE_NOW, longest="closure.notice_hours", total="closure.notice_senior_hours",
        court="closure.application_hours",
    ),
    Instrument.CLOSURE_SENIOR: Known(
        "closure.instrument", called=CLOSURE_NOW, longest="closure.notice_senior_hours",
        total="closure.notice_senior_hours", court="closure.application_hours",
    ),
    Instrument.CLOSURE_ORDER: Known(
        "closure.instrument", called=CLOSURE_NOW, longest="closure.order_months", total="closure.order_total_months"
    ),
    Instrument.NCCZ: Known(is_neighbours=True),
    Instrument.DPPO: Known(
        "dppo.may_be_made", ask="dppo.consult.", became=PSPO_NOW, stands=("dppo.stands", "dppo.stands_as_pspo"),
        stands_as="dppo.stands_as_pspo",
    ),
    Instrument.DISPERSAL_2003: Known(
        "dispersal.instrument", called="Dispersal authorisation over a relevant locality",
        longest="dispersal.authorisation_months", total="dispersal.authorisation_months",
        became="Dispersal authorisation (2014 Act, s.34)",
    ),
    Instrument.CRACK_HOUSE: Known(
        "closure.instrument", called=DRUGS, longest="closure.order_months", total="closure.order_total_months",
        became="Closure notice and closure order (2014 Act)",
    ),
    Instrument.OTHER: Known(),
}  # fmt: skip
