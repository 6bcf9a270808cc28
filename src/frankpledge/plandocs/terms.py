"""Legal terms of community safety that have changed, with what they are called today."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term of its time and what has come of it."""

    name: str
    pattern: re.Pattern[str]
    today: str


def _term(name: str, pattern: str, today: str) -> Term:
    return Term(name, re.compile(rf"\b(?:{pattern})\b"), today)


TERMS = (
    _term(
        "DPPO",
        r"DPPO(?:['’]?s)?|[Dd]esignated [Pp]ublic [Pp]laces? [Oo]rders?",
        "Designated public place orders became public spaces protection orders (PSPO), under the 2014 Act.",
    ),
    _term(
        "ASBO",
        r"ASBO(?:['’]?s)?|[Aa]nti-[Ss]ocial [Bb]ehaviour [Oo]rders?",
        "Anti-social behaviour orders were replaced by civil injunctions and criminal behaviour orders (CBO), under "
        "the 2014 Act.",
    ),
    _term(
        "PPO",
        r"PPO(?:['’]?s)?|[Pp]rolific and [Oo]ther [Pp]riority [Oo]ffenders?",
        "Prolific and other priority offender schemes became integrated offender management (IOM).",
    ),
    _term(
        "ABC",
        r"ABC(?:['’]?s)?|[Aa]cceptable [Bb]ehaviour [Cc]ontracts?",
        "Acceptable behaviour contracts are voluntary and still in use, also as acceptable behaviour agreements.",
    ),
    _term(
        "CDRP",
        r"CDRPs?|[Cc]rime and [Dd]isorder [Rr]eduction [Pp]artnerships?",
        "Crime and disorder reduction partnerships are called community safety partnerships (CSP).",
    ),
    _term(
        "YISP",
        r"YISPs?|[Yy]outh [Ii]nclusion and [Ss]upport [Pp]anels?",
        "Youth inclusion and support panels ended; early help and youth justice prevention took over their work.",
    ),
    _term(
        "PCT",
        r"PCTs?|[Pp]rimary [Cc]are [Tt]rusts?",
        "Primary care trusts ended in 2013. Integrated care boards (ICB) are now responsible.",
    ),
    _term(
        "police authority",
        r"[Pp]olice [Aa]uthorit(?:y|ies)",
        "Police authorities ended in 2012.",
    ),
    _term(
        "Dog Control Order",
        r"[Dd]og [Cc]ontrol [Oo]rders?",
        "Dog control orders became public spaces protection orders (PSPO), under the 2014 Act.",
    ),
    _term(
        "dispersal order",
        r"[Dd]ispersal [Oo]rders?|[Dd]ispersal [Zz]ones?",
        "Dispersal orders were replaced by the dispersal powers of the 2014 Act.",
    ),
    _term(
        "drinking banning order",
        r"[Dd]rinking [Bb]anning [Oo]rders?",
        "Drinking banning orders ended; criminal behaviour orders can do the same.",
    ),
)


def terms_in(text: str) -> tuple[Term, ...]:
    """The changed terms a text uses.

    >>> [term.name for term in terms_in("Pursue ASBO's; additional DPPOs")]
    ['DPPO', 'ASBO']
    """
    return tuple(term for term in TERMS if term.pattern.search(text))
