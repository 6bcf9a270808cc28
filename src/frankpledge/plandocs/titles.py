"""Titles: the plan's and its period's, a section's number and name, an objective's ref, a lead named in passing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frankpledge.plandocs.wording import fold, plain

_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(rf"\b({_YEAR})\s*(?:[-–—/]|to|and)\s*({_YEAR}|\d\d)\b")
_MONTHS_PERIOD = re.compile(rf"\b[A-Z][a-z]{{2,8}}\s+({_YEAR})\s*(?:[-–—]|to)\s*[A-Z][a-z]{{2,8}}\s+({_YEAR})\b")
_ONE_YEAR = re.compile(rf"\b({_YEAR})\b")

_PLAN_WORDS = re.compile(r"\b(plan|strategy|programme|delivery plan|action plan)\b", re.IGNORECASE)
_TITLE_WORDS = re.compile(r"\b(partnership|community safety|crime|csp|cdrp|disorder)\b", re.IGNORECASE)

_REF = re.compile(
    r"(?:[A-Za-z]{1,6}[ .\-/]?)?\d{1,3}(?:[.\-/]\d{1,3}){0,3}[a-z]?"
    r"|[A-Z]{1,4}\.?\d{1,3}[a-z]?|\d{1,3}\([a-z]\)|[A-Z]\d?"
)
_LEADING_REF = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?|[A-Z]{1,4}\d{1,3}(?:\.\d{1,3})*)[.):]?\s+(?=\S)")

_NUMBERED = re.compile(r"(\d{1,2})(?:(?:\.0|[.):]|\s*[-–—])\s+(?=[^\W\d_])|\s+(?=[A-Z]))")
_NAMED = re.compile(
    r"(?:strategic\s+|key\s+|delivery\s+)?(?:priority|theme|section|aim|strand|objective|outcome|goal|part|chapter|workstream)"
    r"\s+(?:number\s+|area\s+)?(?P<number>\d{1,2}|[A-Z]|[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_CROSS_CUTTING = re.compile(r"\bcross[\s-]*cutting\b", re.IGNORECASE)

_LEAD = re.compile(
    r"^(?:(?:strategic|overall|priority|theme|section|thematic|group|delivery|objective)\s+)*"
    r"(?:(?P<what>lead officer|lead agency|lead partner|lead organisation|lead group|lead|responsible officer|"
    r"owner|chair|chaired by|led by|champion|sponsor|lead member)s?)\s*(?:[:–—]|\s-\s|(?<=by)\s)\s*(?P<who>\S.*)$",
    re.IGNORECASE,
)

_LEAD_BEHIND = re.compile(
    r"(?P<title>\S.{2,}?)\s*[-–—,;|(]?\s*\b(?P<lead>(?:(?:strategic|priority|theme|section|thematic)\s+)?"
    r"lead(?: officer| agency| partner| group)?\s*:\s*\S.*?)\)?$",
    re.IGNORECASE,
)

MAX_TITLE = 160


def number_word(word: str) -> int | None:
    """A small number written as a word or in figures.

    >>> number_word("six"), number_word("7"), number_word("many")
    (6, 7, None)
    """
    if word.isdecimal():
        return int(word)
    return _WORDS.index(word.lower()) if word.lower() in _WORDS else None


def period_of(text: str) -> str:
    """The years a text names, in full.

    >>> period_of("Community Safety Plan 2008/09"), period_of("Plan April 2023 to March 2024"), period_of("Plan 2024")
    ('2008-2009', '2023-2024', '2024')
    """
    for pattern in (_MONTHS_PERIOD, _PERIOD):
        for found in pattern.finditer(text):
            start, end = found[1], found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
            if int(start) < int(end) <= int(start) + 12:
                return f"{start}-{end}"
    one = _ONE_YEAR.search(text)
    return one[1] if one else ""


def title_score(text: str) -> int:
    """How much a line looks like the whole plan's title; 0 for not at all."""
    if not text or len(text) > MAX_TITLE or text.rstrip().endswith((".", ";", ",")):
        return 0
    score = 3 * bool(_PLAN_WORDS.search(text)) + 2 * bool(period_of(text)) + bool(_TITLE_WORDS.search(text))
    return 0 if _NUMBERED.match(text) or _NAMED.match(text) else score


def is_ref(text: str) -> bool:
    """Whether the whole text is a ref: "1.1", "ASB 3", "2a".

    >>> [is_ref(text) for text in ("1.1", "ASB 3", "2a", "Reduce burglary", "6.1.")]
    [True, True, True, False, True]
    """
    text = text.strip()
    return bool(_REF.fullmatch(text.rstrip(".:"))) and not _NAMED.fullmatch(text)


def leading_ref(text: str) -> tuple[str, str]:
    """The ref an objective begins with, and the rest; ("", text) where there is none.

    >>> leading_ref("1.2 Reduce burglary"), leading_ref("Reduce burglary")
    (('1.2', 'Reduce burglary'), ('', 'Reduce burglary'))
    """
    found = _LEADING_REF.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A section's number and name."""

    number: str
    title: str
    cross_cutting: bool


def section_title(text: str) -> SectionTitle:
    """The number and the name in a section's title. "Priority 2: Violence" keeps its words; "2. Violence" does not.

    >>> section_title("7. CROSS CUTTING THEME: DRUGS")
    SectionTitle(number='7', title='CROSS CUTTING THEME: DRUGS', cross_cutting=True)
    >>> section_title("Priority Two: Violence").number
    '2'
    """
    text = fold(text)
    crossing = bool(_CROSS_CUTTING.search(text))
    if numbered := _NUMBERED.match(text):
        return SectionTitle(numbered[1], text[numbered.end() :], crossing)
    if named := _NAMED.match(text):
        return SectionTitle(_figure(named["number"]), text, crossing)
    return SectionTitle("", text, crossing)


def _figure(number: str) -> str:
    if (value := number_word(number)) is not None:
        return str(value)
    return _ROMAN.get(number.lower(), number)


def looks_like_section(text: str) -> bool:
    """Whether a plain line reads as a section's title rather than as a sentence."""
    text = fold(text)
    if not text or len(text) > MAX_TITLE or text.endswith((".", ";", ",", ":")):
        return False
    if _NUMBERED.match(text):
        return True
    letters = [sign for sign in text if sign.isalpha()]
    return bool(_NAMED.match(text)) or (len(letters) > 3 and all(sign.isupper() for sign in letters))


_GENERIC = {
    "", "plan", "action plan", "actions", "the plan", "action", "data", "table", "main", "delivery plan", "objectives",
    "the action plan", "community safety plan", "community safety action plan", "introduction", "cover", "cover sheet",
    "front page", "about", "about this plan",
}  # fmt: skip
_GENERIC_SHEET = re.compile(r"(sheet|table|tab|page|worksheet)\s*\d*")


def is_generic(text: str) -> bool:
    """Whether a heading or a sheet's name says nothing of the section under it.

    >>> is_generic("Sheet1"), is_generic("Action Plan 2024"), is_generic("Burglary")
    (True, True, False)
    """
    return plain(text) in _GENERIC or bool(_GENERIC_SHEET.fullmatch(plain(text)))


def without_lead(text: str) -> tuple[str, str]:
    """A section's title and the lead named behind it in the same line, or "".

    >>> without_lead("Priority 1: Burglary (Lead: Inspector Jones)"), without_lead("Lead thefts")
    (('Priority 1: Burglary', 'Lead: Inspector Jones'), ('Lead thefts', ''))
    """
    found = _LEAD_BEHIND.fullmatch(fold(text))
    return (found["title"], found["lead"]) if found else (text, "")


def lead_line(text: str) -> tuple[str, str] | None:
    """What a line outside the table says of who leads: ("lead officer", "A Person"), or None.

    >>> lead_line("Priority lead – Inspector Jones")
    ('lead', 'Inspector Jones')
    """
    found = _LEAD.match(fold(text))
    return (found["what"].lower(), found["who"].strip(" .")) if found and len(found["who"]) < 80 else None
