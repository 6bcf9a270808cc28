"""Tells a commitment that can be checked ("6 weekly", "at least two meetings") from one that cannot ("regular")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frankpledge.plandocs.titles import number_word
from frankpledge.plandocs.wording import fold

_NUMBER = r"(?P<n>\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_JOINS = "to|of|for|in|with|by|and|or|on|at|are|is|as|from|a|the|will|who|that"
_WHAT = rf"(?P<what>[A-Za-z][\w'’-]*(?: (?!(?:{_JOINS})\b)[\w'’-]+){{0,3}})"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"

_AT_LEAST = re.compile(
    rf"\b(?:at least|(?:a )?minimum (?:\w+ )?of|no (?:fewer|less) than|not less than|up to|a total of)"
    rf" {_NUMBER} {_WHAT}",
    re.IGNORECASE,
)
_EVERY_SO_OFTEN = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|eight|ten|twelve)[ -](?P<unit>weekly|monthly)\b"
    r"|\bevery (?P<m>\d{1,2}|two|three|four|five|six|eight|ten|twelve) (?P<units>weeks|months|days)\b",
    re.IGNORECASE,
)
_CADENCE = re.compile(
    r"\b(?:at least (?:a |an |once )?)?(?P<often>daily|weekly|fortnightly|monthly|"
    r"bi-?monthly|quarterly|half[ -]yearly|six[ -]monthly|annual(?:ly)?|yearly"
    r"|(?:each|every|per|once a|once every|once per) (?:day|week|fortnight|month|quarter|year))\b"
    r"(?: basis\b)?",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"\b{_NUMBER} times (?:a|per|each|every) (?P<unit>week|month|quarter|year)\b|\btwice (?:a|per) \w+", re.I
)
_EVERY_ONE = re.compile(rf"\b(?:(?:each|every) |all (?:of the )?){_WHAT}", re.IGNORECASE)
_PERCENT = re.compile(r"\b(?P<n>\d+(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_BY_DATE = re.compile(
    rf"\bby (?P<when>(?:the )?(?:end of |beginning of |close of )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: \d{{4}})?"
    r"|(?:the )?end of (?:the )?(?:year|quarter|financial year|Q[1-4])|Q[1-4]|\d{1,2}/\d{1,2}/\d{2,4})\b"
)
_DO_SO_MANY = re.compile(
    rf"\b(?:hold|run|deliver|carry out|conduct|provide|produce|publish|organise|visit|train|issue|complete|"
    rf"recruit|attend) "
    rf"{_NUMBER} {_WHAT}",
    re.IGNORECASE,
)

# "each other", "every effort", "all partners": said of nobody and nothing that can be counted.
_UNCOUNTED = {
    "other", "effort", "opportunity", "time", "partners", "agencies", "partner", "aspects", "areas",
    "levels", "relevant",
    "day", "week", "fortnight", "month", "quarter", "year", "members", "appropriate", "sectors", "year round", "round",
    "possible", "available", "necessary", "parties", "stakeholders", "communities", "things", "means", "of", "annual",
    "weekly", "monthly", "quarterly", "opportunities", "levels of", "concerned",
}  # fmt: skip

_MOST = 20  # of one action: beyond that it is no longer an action

_PERIODS = {
    "daily": "1 day", "weekly": "1 week", "fortnightly": "2 weeks", "monthly": "1 month", "bimonthly": "2 months",
    "quarterly": "3 months", "half yearly": "6 months", "six monthly": "6 months",
}  # fmt: skip

_VAGUE = re.compile(
    r"\b(?:regular(?:ly)?|(?:as|where|when|if|wherever|whenever) (?:and when )?"
    r"(?:necessary|required|needed|appropriate|possible|applicable|identified)|appropriate(?:ly)?|timely|on ?-?going"
    r"|periodic(?:ally)?|from time to time|continu(?:e|ed|ing)(?: to)?|as and when|look (?:to|at)|seek to|explore"
    r"|consider(?:ation of)?|(?:more|increased) use of|make best use of|best endeavours|encourage|frequent(?:ly)?"
    r"|occasional(?:ly)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Commitment:
    """Words that promise something countable, and the indicator they suggest."""

    words: str
    indicator: str
    start: int = 0
    end: int = 0


def commitments_in(text: str) -> tuple[Commitment, ...]:
    """What a text promises that could be checked.

    >>> [found.words for found in commitments_in("Hold at least two public meetings to inform the assessment")]
    ['at least two public meetings']
    >>> [found.indicator for found in commitments_in("Review at the 6 weekly PPO meeting")]
    ['the longest gap between two of them (target: no more than 6 weeks)']
    >>> commitments_in("Hold regular locality meetings")
    ()
    """
    kept: list[Commitment] = []
    covered = bytearray(len(text))  # a letter belongs to one commitment only
    for found in _all(text):
        if not any(covered[found.start : found.end]):
            covered[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: found.start)[:_MOST])


def _all(text: str) -> Iterator[Commitment]:
    """Every commitment, the most telling kinds first; overlapping ones are dropped by the caller."""
    yield from _amounts(text)
    yield from _cadences(text)
    for found in _PERCENT.finditer(text):
        yield _commitment(found, f"the figure against the same time last year (target: {found['n']}%)")
    for found in _BY_DATE.finditer(text):
        yield _commitment(found, f"whether it was done, and on what date (target: by {found['when']})")
    for found in _EVERY_ONE.finditer(text):
        if not {found["what"].lower(), found["what"].lower().split()[0]} & _UNCOUNTED:
            what = _many(found["what"], single=not found[0].lower().startswith("all"))
            yield _commitment(found, f"the share of {what} for which it was done (target: 100%)")


def _amounts(text: str) -> Iterator[Commitment]:
    for found in _AT_LEAST.finditer(text):
        most = found[0].lower().startswith("up to")
        limit = f"target: {'up to' if most else 'at least'} {_figure(found['n'])}"
        what = found["what"]
        per = text[found.start() : found.end()]
        yield _commitment(found, f"{what if ' per ' in per else f'the number of {what}'} ({limit})")
    for found in _TIMES.finditer(text):
        yield _commitment(found, f"how many times it was done ({_target(found[0])})")
    for found in _DO_SO_MANY.finditer(text):
        yield _commitment(found, f"the number of {found['what']} (target: {_figure(found['n'])})")


def _cadences(text: str) -> Iterator[Commitment]:
    for found in _EVERY_SO_OFTEN.finditer(text):
        number = _figure(found["n"] or found["m"])
        unit = (found["unit"] or found["units"]).lower().replace("ly", "s")
        yield _commitment(found, f"the longest gap between two of them (target: no more than {number} {unit})")
    for found in _CADENCE.finditer(text):
        often = found["often"].lower().replace("-", " ")
        often = often.replace("bi monthly", "bimonthly")
        if often in _PERIODS:
            yield _commitment(found, f"the longest gap between two of them (target: no more than {_PERIODS[often]})")
        elif often.startswith(("annual", "yearly")):
            yield _commitment(found, "whether it was held this year, and on what date")
        else:
            yield _commitment(found, f"how many were held ({_target(often)})")


def _target(words: str) -> str:
    return f"target: {words}"


def _figure(number: str) -> str:
    value = number_word(number.replace(",", ""))
    return str(value) if value is not None else number


def _many(what: str, *, single: bool) -> str:
    """The things counted, as many: "PCSO" becomes "PCSOs"; "DV incidents are reviewed" loses what was done to them."""
    words = what.split()[:2] if what.split()[0].isupper() and not single else what.split()[:1]
    return " ".join(words) + ("s" if single and not words[-1].endswith("s") else "")


def _commitment(found: re.Match[str], indicator: str) -> Commitment:
    return Commitment(fold(found[0]), indicator, found.start(), found.end())


def vague_words(text: str) -> tuple[str, ...]:
    """The words that make a promise impossible to check.

    >>> vague_words("Hold regular locality meetings where necessary")
    ('regular', 'where necessary')
    """
    return tuple(dict.fromkeys(found[0].lower() for found in _VAGUE.finditer(text)))
