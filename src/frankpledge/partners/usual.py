"""The bodies and groups most partnerships have, so that setting one up takes minutes. Offered, never added unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usual:
    """A body or group under its usual names; all of them can be changed once it is there."""

    key: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    about: str


# Crime and Disorder Act 1998 s.5(1), as amended: the authorities that must work together in each district.
RESPONSIBLE_AUTHORITIES = (
    Usual(
        "council",
        "District council",
        "Council",
        ("Borough council", "District"),
        "The district, borough or city council of the area.",
    ),
    Usual("police", "Police", "Police", ("Constabulary", "Police force"), "The chief officer of police for the area."),
    Usual(
        "county",
        "County council",
        "County council",
        ("County", "Fire and rescue", "Fire service", "Fire"),
        "With the fire and rescue authority, where the county council is one.",
    ),
    Usual(
        "probation",
        "Probation Service",
        "Probation",
        ("National Probation Service", "NPS"),
        "The provider of probation services for the area.",
    ),
    Usual(
        "icb",
        "Integrated care board",
        "ICB",
        ("NHS", "Health", "CCG", "PCT", "Primary Care Trust"),
        "The NHS body for the area; plans from before 2022 call it the CCG or the PCT.",
    ),
)

GROUPS = (
    Usual(
        "jag",
        "Joint Action Group",
        "JAG",
        ("JAG group",),
        "Tasks the partners to problems, places and people each month.",
    ),
    Usual(
        "comms",
        "Communications Group",
        "Comms",
        ("Communications", "Comms group", "Joint Communications Group", "Partnership Communications Group"),
        "Tells the public what the partnership does.",
    ),
    Usual(
        "asb",
        "Anti-social Behaviour Group",
        "ASB",
        ("ASB group", "Anti-social behaviour", "Antisocial behaviour group"),
        "Works on people and places with anti-social behaviour.",
    ),
    Usual(
        "nte",
        "Night-time Economy Group",
        "NTE",
        ("NTE group", "Night time economy", "Night-time economy"),
        "Keeps town centres safe at night: licensing, taxis, pub watch.",
    ),
    Usual(
        "ppo",
        "Prolific and Priority Offenders Group",
        "PPO",
        ("PPO group", "Integrated offender management", "IOM"),
        "Manages those who offend most. Newer plans call it integrated offender management.",
    ),
    Usual(
        "alcohol_drugs",
        "Alcohol and Drugs Working Group",
        "Alcohol and drugs",
        ("Alcohol and drugs group", "Drug and alcohol group", "Drugs and alcohol"),
        "Reduces the harm that alcohol and drugs do.",
    ),
    Usual(
        "dv",
        "Domestic Violence Forum",
        "DV forum",
        ("DV", "DV group", "Domestic abuse forum", "Domestic violence"),
        "Brings together those who help and protect victims of domestic abuse.",
    ),
)


def not_yet(usual: Iterable[Usual], known: Collection[str]) -> list[Usual]:
    """Those of which none of the names in use says that they are there already. ``known`` is in lower case."""
    return [each for each in usual if each.name.casefold() not in known and each.short_name.casefold() not in known]
