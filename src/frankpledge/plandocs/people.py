"""Finds people named in a plan: personal data in a document that may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frankpledge.plandocs.lexicon import COMPASS_PLACES, FIRST_NAMES, NOT_SURNAMES, PLACE_WORDS

_SURNAME = r"(?:(?:Mc|Mac|O['’]|De |Van )?[A-Z][a-z]+(?:['’][A-Z]?[a-z]+)?(?:-[A-Z][a-z]+)?)"
_RANK = (
    r"(?:(?:A/|T/)?(?:Det(?:ective)?\.? )?(?:Ch(?:ief)?\.? )?(?:Supt|Superintendent|Insp(?:ector)?|Constable)"
    r"|(?:Det(?:ective)? |Police )?(?:Sgt|Sergeant|Constable)|PCSO|DCI|DI|DS|DC|PC|PS|CI|ACC|Ch\.? ?Insp)\.?"
)
_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Rev|Revd|Sir|Dame|Prof|Professor)\.?"
_INITIALS = r"(?:[A-Z]\.? ?){1,2}"

_RANKED = re.compile(rf"\b{_RANK} (?:\d{{1,5}} )?(?:{_INITIALS})?(?:[A-Z][a-z]+ )?({_SURNAME})(?![\w])")
_TITLED = re.compile(rf"\b{_HONORIFIC} (?:{_INITIALS})?(?:[A-Z][a-z]+ )?({_SURNAME})(?![\w])")
_INITIALLED = re.compile(rf"(?<![\w.'’/-])((?:[A-Z]\.\s?|[A-Z]\s){{1,2}})({_SURNAME})(?![\w'’])")
_NAMED = re.compile(rf"(?<![\w'’-])([A-Z][a-z]+) (?:[A-Z]\.? )?({_SURNAME})(?![\w'’])")
_INTRODUCED = re.compile(r"(?:[-–—,;:(/&]|\b(?:by|with|to|from|contact|lead|officer|and|via|see))\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\s+([A-Z][a-z]+)")
_ROLE = re.compile(r"\b(Officer|Manager|Inspector|Sergeant|Constable|Coordinator|Co-ordinator|Director|Team|Unit)\b")


def people_in(text: str) -> tuple[str, ...]:
    """The people a text names, as written.

    >>> people_in("Further measures – A Farrell (problem solving)")
    ('A Farrell',)
    >>> people_in("A Safer East Herts; E Herts Crucial Crew at Bishop's Stortford")
    ()
    >>> people_in("Chief Inspector Jones and J. Bloggs to report")
    ('Chief Inspector Jones', 'J. Bloggs')
    """
    spans = sorted((*_ranked(text), *_initialled(text), *_full_names(text)), key=lambda span: (span[0], -span[1]))
    found: list[str] = []
    reached = -1
    for start, end in spans:
        if start >= reached:
            found.append(" ".join(text[start:end].split()))
            reached = end
    return tuple(dict.fromkeys(found))


def _ranked(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_RANKED, _TITLED):
        for found in pattern.finditer(text):
            if not _is_ordinary(found[1]) and not _ROLE.search(found[1]):
                yield found.span()


def _initialled(text: str) -> Iterator[tuple[int, int]]:
    for found in _INITIALLED.finditer(text):
        letters, surname = found[1].replace(" ", ""), found[2]
        if _is_ordinary(surname) or (letters in set("NSEW") and surname.lower() in COMPASS_PLACES):
            continue
        # "A" and "I" are words before they are initials: something must introduce the name, or the dot tell.
        if (
            letters in ("A", "I")
            and not _INTRODUCED.search(text[max(0, found.start() - 12) : found.start()])
            and found.span() != (0, len(text))
        ):
            continue
        yield found.start(), found.end()


def _full_names(text: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED.finditer(text):
        after = _AFTER.match(text, found.end())
        place = found[2].lower() in PLACE_WORDS or (after and after[1].lower() in PLACE_WORDS)
        if found[1].lower() in FIRST_NAMES and not place and not _is_ordinary(found[2]):
            yield found.span()


def _is_ordinary(word: str) -> bool:
    return word.lower() in NOT_SURNAMES


def is_person(text: str) -> bool:
    """Whether a whole name in a lead's cell is a person and nothing else.

    >>> is_person("PC Smith"), is_person("Police"), is_person("J. Bloggs")
    (True, False, True)
    """
    found = people_in(text)
    return len(found) == 1 and len(found[0]) >= len(text.strip(" .()")) - 1
