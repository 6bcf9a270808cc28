"""The report as the public may have it: named people taken out, small numbers guarded, and a list of what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frankpledge.delivery.telling_names import CONTACT
from frankpledge.measures.sources.registry import PERSON, name_of
from frankpledge.plandocs.people import people_in
from frankpledge.reporting.content import Content, ObjectiveLine, RatingLine, SectionPart, from_json, to_json

NAME_TAKEN_OUT = "[name taken out]"
CONTACT_TAKEN_OUT = "[contact taken out]"
_SMALL = re.compile(r"(?<![\w.,/£-])(?:[1-4]|one|two|three|four)(?![\w,./%-])", re.IGNORECASE)
# Where a small number next to one of these may point at somebody.
_TENDER = re.compile(
    r"\b(?:victims?|survivors?|offenders?|suspects?|child(?:ren)?|young (?:people|persons?)|arrest(?:ed|s)?|"
    r"famil(?:y|ies)|rapes?|sexual|domestic|hate|homicides?|murders?|suicides?|stabb\w+|assault\w*|refuge|abus\w+|residents?|tenants?)\b",
    re.IGNORECASE,
)
_BY_A_PERSON = name_of(PERSON)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


@dataclass(frozen=True, slots=True)
class Removal:
    """Something taken out, where it stood, for the manager who checks it before it is published."""

    place: str
    what: str
    context: str


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """What may be published, what was taken out of it, and what only a person can decide."""

    content: Content
    removals: tuple[Removal, ...]
    guarded: tuple[str, ...]  # figures shown as "fewer than"
    to_check: tuple[Removal, ...]  # sentences in which a small number stands near somebody it may point at


def public_version(content: Content, names: Iterable[str]) -> PublicVersion:
    """The content without the people that ``names`` lists or the words give away, and without small counts.

    Nothing is added: a sentence about somebody stays a sentence about something done. Small numbers within prose are
    not altered, because a machine cannot tell "two patrols" from "two victims": they are listed for a person.
    """
    known = sorted({" ".join(name.split()) for name in names if len(name.split()) > 1}, key=len, reverse=True)
    removals: list[Removal] = []
    guarded: list[str] = []
    sections = tuple(_section(section, guarded) for section in content.sections)
    small = {rating.name for _, row in content.objectives for rating in row.ratings if rating.is_small}
    charts = tuple(chart for chart in content.charts if not any(chart.title.endswith(name) for name in small))
    guarded_content = replace(content, sections=sections, charts=charts, kind="public", marking="")
    plain = _scrubbed(to_json(guarded_content), "", known, removals)
    scrubbed = from_json(plain)
    limits = (*scrubbed.limits, *(["Numbers below the threshold are shown as “fewer than”."] if guarded else []))
    return PublicVersion(
        replace(scrubbed, limits=limits), tuple(dict.fromkeys(removals)), tuple(guarded), tuple(_tender(scrubbed))
    )


def without_people(text: str, names: Iterable[str]) -> str:
    """One text without the people that ``names`` lists or the words give away, and without ways to reach them."""
    known = sorted({" ".join(name.split()) for name in names if len(name.split()) > 1}, key=len, reverse=True)
    return _without_people(text, "", known, [])


def _section(section: SectionPart, guarded: list[str]) -> SectionPart:
    return replace(section, objectives=tuple(_objective(row, guarded) for row in section.objectives))


def _objective(row: ObjectiveLine, guarded: list[str]) -> ObjectiveLine:
    return replace(row, ratings=tuple(_rating(row.ref, rating, guarded) for rating in row.ratings))


def _rating(ref: str, rating: RatingLine, guarded: list[str]) -> RatingLine:
    """A small count as "fewer than", with everything from which it could be worked back taken away with it.

    What a source says beside its figure goes from every line: it may hold the figure against an earlier small count.
    """
    if not rating.is_small:
        return rating if rating.source in ("", _BY_A_PERSON) else replace(rating, note="")
    guarded.append(f"{ref} {rating.name}")
    why = f"{rating.sign.word}. The number is too small to give."
    return replace(
        rating, value=rating.public, number=None, interval="", why=why,
        note="", revised="", earlier=(),
    )  # fmt: skip


def _scrubbed(plain: Any, place: str, known: Sequence[str], removals: list[Removal]) -> Any:
    if isinstance(plain, dict):
        here = f"objective {plain['ref']}" if plain.get("ref") else place
        return {key: value if key in _KEPT else _scrubbed(value, here, known, removals) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_scrubbed(each, place, known, removals) for each in plain]
    if isinstance(plain, str):
        return _without_people(plain, place, known, removals)
    return plain


# Drawings and the names of bodies: no words of an officer's stand there.
_KEPT = frozenset({"svg", "spec", "colour", "partnership", "leads", "groups", "tone"})


def _without_people(text: str, place: str, known: Sequence[str], removals: list[Removal]) -> str:
    for name in sorted({*known, *people_in(text)}, key=len, reverse=True):
        spaced = r"\s+".join(re.escape(part) for part in name.split())
        text, count = re.subn(rf"(?<!\w){spaced}(?!\w)", NAME_TAKEN_OUT, text)
        if count:
            removals.append(Removal(place or "summary", name, _around(text, NAME_TAKEN_OUT)))
    for contact in set(CONTACT.findall(text)):
        text = text.replace(contact, CONTACT_TAKEN_OUT)
        removals.append(Removal(place or "summary", contact, _around(text, CONTACT_TAKEN_OUT)))
    return text


def _around(text: str, what: str) -> str:
    at = text.index(what)
    return " ".join(text[max(0, at - 60) : at + len(what) + 60].split())


def _tender(content: Content) -> Iterator[Removal]:
    for _, row in content.objectives:
        for sentence in _SENTENCE.findall(row.update):
            if _SMALL.search(sentence) and _TENDER.search(sentence):
                yield Removal(f"objective {row.ref}", "a small number", " ".join(sentence.split()))
