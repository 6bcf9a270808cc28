"""What happens in the made-up district: each record once, from which the open files and the extract are written."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import cos, pi

import numpy as np

from frankpledge.insight.made_up.land import SmallArea, Ward

FIRST, COUNT = (2006, 1), 36
RISEN_WARD, RISEN_MONTHS, RISEN_BY = 1, ("2008-07", "2008-08", "2008-09"), 2.6
# What the latest quarter shows whoever opens the first page: kind, ward, and how many times as much of it there is.
LATEST_MONTHS = ("2008-10", "2008-11", "2008-12")
LATEST = {("Shoplifting", 2): 3.0, ("Violence and sexual offences", 5): 0.3}
INCIDENTS = "Anti-social behaviour"


@dataclass(frozen=True)
class Kind:
    """A kind of crime: how much of it there is in a month, when, where, and under which offence codes."""

    name: str
    monthly: float  # in the whole district of twelve wards
    codes: tuple[str, ...] = ()
    swing: float = 0.0  # of the seasons: half the way from trough to peak, as a share
    peak: int = 7  # month
    hours: tuple[int, ...] = tuple(range(24))
    premises: tuple[str, ...] = ("street",)


NIGHT, EVENING, DAY = (22, 23, 0, 1, 2, 3), (18, 19, 20, 21, 22, 23, 0), tuple(range(9, 18))
KINDS = (
    Kind(INCIDENTS, 230, swing=0.4, hours=EVENING),
    Kind("Violence and sexual offences", 190, ("8G", "8G", "105A", "105A", "105A", "8F", "5D", "17A"), 0.1, 7,
         (*EVENING, 0, 1, 2), ("dwelling", "street", "licensed premises")),
    Kind("Burglary", 42, ("28A", "28B", "28C", "30A", "30B"), 0.15, 12, NIGHT + DAY, ("dwelling", "shop", "shed")),
    Kind("Vehicle crime", 64, ("45", "45", "45", "48", "126", "37.2"), 0.05, 10, NIGHT, ("street", "car park")),
    Kind("Criminal damage and arson", 70, ("58B", "58C", "58D"), 0.1, 5, EVENING),
    Kind("Other theft", 55, ("49", "49", "39"), hours=DAY, premises=("yard", "street", "church")),
    Kind("Shoplifting", 48, ("46",), hours=DAY, premises=("shop",)),
    Kind("Public order", 36, ("125", "9A"), 0.15, 7, EVENING, ("street", "licensed premises")),
    Kind("Drugs", 18, ("92D", "92E"), hours=EVENING),
    Kind("Bicycle theft", 9, ("44",), 0.4, 7, DAY),
    Kind("Robbery", 5, ("34B",), hours=EVENING),
    Kind("Other crime", 12, ("99",)),
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One record. ``at`` is the clock on the wall; a record without ``area`` has no location."""

    number: int
    kind: str
    month: str
    area: SmallArea | None
    east: int
    north: int
    at: datetime
    until: datetime
    code: str = ""
    premises: str = ""
    flags: frozenset[str] = frozenset()
    victim: str = ""
    address: str = ""


def months() -> tuple[str, ...]:
    """Every month there is."""
    first = FIRST[0] * 12 + FIRST[1] - 1
    return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, first + COUNT))


def records(seed: int, wards: Sequence[Ward]) -> list[Record]:
    """Everything that happened, in no order that means anything."""
    dice = random.Random(seed)  # noqa: S311  (made up, not secret)
    counts = np.random.default_rng(seed)
    made: list[Record] = []
    for month in months():
        for number, ward in enumerate(wards):
            for area in ward.areas:
                for kind in KINDS:
                    expected = kind.monthly / 48 * area.weight * _season(kind, month) * _planted(kind, number, month)
                    for _ in range(int(counts.poisson(expected))):
                        made += _happens(kind, month, area, len(made), dice)
    return _latest(made, wards, seed)


def _latest(made: list[Record], wards: Sequence[Ward], seed: int) -> list[Record]:
    """What is planted in the latest months, by dice of its own: nothing else of the district changes with it."""
    dice = random.Random(seed + 1)  # noqa: S311  (made up, not secret)
    places = {area.code: number for number, ward in enumerate(wards) for area in ward.areas}
    kept: list[Record] = []
    more: list[Record] = []
    for record in made:
        ward = places[record.area.code] if record.area else -1
        times = LATEST.get((record.kind, ward), 1.0) if record.month in LATEST_MONTHS else 1.0
        if times >= 1 or dice.random() < times:
            kept.append(record)
        for _ in range(round(times) - 1):
            number = made[-1].number + 2 + len(more)
            later = timedelta(hours=dice.randint(0, 5))
            more.append(replace(record, number=number, at=record.at + later, until=record.until + later))
    return kept + more


def _season(kind: Kind, month: str) -> float:
    return 1 + kind.swing * cos(2 * pi * (int(month[5:]) - kind.peak) / 12)


def _planted(kind: Kind, ward: int, month: str) -> float:
    if kind.name != "Vehicle crime" or ward != RISEN_WARD:
        return 1.0
    return 1.6 * (RISEN_BY if month in RISEN_MONTHS else 1.0)


def _happens(kind: Kind, month: str, area: SmallArea, number: int, dice: random.Random) -> Iterator[Record]:
    """The record, and for some burglaries another soon after and near by."""
    east, north = area.inside(dice.random(), dice.random())
    at = datetime(int(month[:4]), int(month[5:]), dice.randint(1, 28), dice.choice(kind.hours), dice.randrange(60))  # noqa: DTZ001
    code = dice.choice(kind.codes) if kind.codes else ""
    record = Record(
        number, kind.name, month, None if dice.random() < 0.012 else area, int(east), int(north), at,
        at + timedelta(minutes=dice.choice((0, 5, 30, 120, 420))), code, dice.choice(kind.premises),
        _flags(kind.name, code, dice), f"V{_victim(kind.name, dice)}", f"{area.code[5:]}{dice.randrange(600):04d}",
    )  # fmt: skip
    yield record
    if code.startswith("28") and dice.random() < 0.3 and at.day < 19:
        later = timedelta(days=dice.randint(1, 9), minutes=dice.randrange(-90, 90))
        same = dice.random() < 0.25
        yield replace(
            record, number=number + 1, at=at + later, until=record.until + later,
            east=record.east + (0 if same else dice.randint(-110, 110)),
            north=record.north + (0 if same else dice.randint(-110, 110)),
            address=record.address if same else f"{area.code[5:]}{dice.randrange(600):04d}",
            victim=record.victim if same else f"V{_victim(kind.name, dice)}",
        )  # fmt: skip


def _victim(kind: str, dice: random.Random) -> int:
    """A few people suffer again and again."""
    return dice.randrange(60) if kind.startswith("Violence") and dice.random() < 0.15 else dice.randrange(60, 90_000)


def _flags(kind: str, code: str, dice: random.Random) -> frozenset[str]:
    chance = {
        "domestic": 0.35 if kind.startswith("Violence") else 0.0,
        "alcohol": 0.3 if kind.startswith(("Violence", "Public")) else 0.05,
        "hate": 0.04 if kind.startswith(("Violence", "Public")) else 0.0,
        "external_part": 0.3 if code == "45" else 0.0,
        "metal": 0.2 if code == "49" else 0.0,
    }
    flags = {name for name, each in chance.items() if dice.random() < each}
    return frozenset(flags | {"lead"} if "metal" in flags and dice.random() < 0.5 else flags)
